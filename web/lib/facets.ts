import type { FacetValue, Ref } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import type { I18n } from './i18n'

/** Field of an activity that says who runs it; shown as the byline, not among the tags. */
export const LEAD_FIELD = 'entities'

/** Value of every facet for activities that state nothing there, as the API has it. */
export const NOT_STATED = 'unknown'

/** Fields whose values stand as tags on a card, in this order, with how many of each. */
const TAG_FIELDS = [
  ['techniques', 2],
  ['sectors', 2],
  ['countries', 3],
] as const

/** Values of facets by parameter, as in a search result: where labels are looked up. */
export type FacetValues = Record<string, FacetValue[]>

/** The facets a card shows, sorted by how it shows them. */
export interface CardFacets {
  /** Every facet, for the names of fields. */
  all: FacetInfo[]
  /** With official colours: drawn as numbered tiles. */
  tiles: FacetInfo[]
  tags: { facet: FacetInfo; limit: number }[]
}

/** Sorts facets by how cards show them. */
export function cardFacets(facets: FacetInfo[]): CardFacets {
  return {
    all: facets,
    tiles: facets.filter(hasColours),
    tags: TAG_FIELDS.flatMap(([field, limit]) => {
      const facet = facets.find((candidate) => candidate.field === field)
      return facet ? [{ facet, limit }] : []
    }),
  }
}

/** Whether the concepts of a facet have official colours. */
export function hasColours(facet: FacetInfo): boolean {
  return Object.keys(facet.colours).length > 0
}

/** The facet that says who runs an activity. */
export function leadFacet(facets: FacetInfo[]): FacetInfo | undefined {
  return facets.find((facet) => facet.field === LEAD_FIELD)
}

/**
 * What an activity carries under a facet, as id and label. Numbered concepts travel
 * as bare numbers; their labels come from `values`, else the number stands for itself.
 */
export function valuesOf(record: object, facet: FacetInfo, values: FacetValues = {}): Ref[] {
  const held: unknown = (record as Record<string, unknown>)[facet.field]
  const list: unknown[] = Array.isArray(held) ? held : held === null ? [] : [held]
  return list.flatMap((value) => {
    if (typeof value === 'number')
      return [{ id: `${value}`, label: labelOf(facet, `${value}`, values) }]
    return isRef(value) ? [value] : []
  })
}

/** What the field of an activity is called: as its facet, else as the messages have it. */
export function fieldName(field: string, facets: FacetInfo[], { find }: I18n): string {
  const facet = facets.find((candidate) => candidate.field === field)
  return facet?.label ?? find(`field.${field}`) ?? field
}

/** The same with those that are chosen in the search first, for they are why it was found. */
export function chosenFirst(refs: Ref[], facet: FacetInfo, values: FacetValues = {}): Ref[] {
  const chosen = chosenOf(values[facet.param])
  if (chosen.size === 0) return refs
  return [...refs].sort((a, b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)))
}

const chosenIds = new WeakMap<FacetValue[], Set<string>>()

/** Ids of the chosen among a facet's values, looked for once for all cards of a list. */
function chosenOf(values: FacetValue[] = []): Set<string> {
  const ids =
    chosenIds.get(values) ?? new Set(values.filter(({ selected }) => selected).map(({ id }) => id))
  chosenIds.set(values, ids)
  return ids
}

/** Label of one value of a facet. */
export function labelOf(facet: FacetInfo, id: string, values: FacetValues = {}): string {
  const known = values[facet.param]?.find((value) => value.id === id)
  return known?.label ?? facet.labels[id] ?? `${facet.singular} ${id}`
}

function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && 'id' in value && 'label' in value
}
