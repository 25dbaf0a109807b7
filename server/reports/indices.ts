import { byText, fold } from '../../taxonomy/fold'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Block } from './document'
import type { NumberedEntry } from './entry'
import { valueLabel } from './facet-figures'
import { inSentence } from './figure'
import { fill, TEXTS } from './texts'

/** Facets that an index leads from; partners, which are names and no facet, follow. */
const INDEXED = ['sdg', 'country', 'technique']

/** From values to the numbers of the entries that name them. */
export function indexBlocks(taxonomy: Taxonomy, entries: readonly NumberedEntry[]): Block[] {
  const entity = taxonomy.facet('entity')
  const chapters = entries.map(({ activity }) => {
    const [lead = ''] = activity.content.entities
    return entity ? valueLabel(taxonomy, entity, lead) : lead
  })
  return [
    { kind: 'heading', level: 1, text: TEXTS.indices },
    { kind: 'text', runs: [TEXTS.indexHint] },
    ...INDEXED.flatMap((param) => facetIndex(taxonomy, param, entries, chapters)),
    { kind: 'heading', level: 2, text: TEXTS.partnerIndex },
    { kind: 'text', runs: [TEXTS.partnerHint] },
    { kind: 'index', items: partnerIndex(entries), chapters },
  ]
}

function facetIndex(
  taxonomy: Taxonomy,
  param: string,
  entries: readonly NumberedEntry[],
  chapters: readonly string[],
): Block[] {
  const facet = taxonomy.facet(param)
  if (!facet?.vocabulary) return []
  const found = new Map<string, number[]>()
  for (const { number, activity } of entries)
    for (const id of taxonomy.statedOrImplied(activity.content, facet)) add(found, id, number)
  const concepts = facet.vocabulary.concepts.filter(({ id }) => found.has(id))
  const items = concepts.map(({ id }) => ({
    term: valueLabel(taxonomy, facet, id),
    entries: found.get(id) ?? [],
  }))
  if (facet.vocabulary.order !== 'given') items.sort(byText(({ term }) => term))
  return [
    {
      kind: 'heading',
      level: 2,
      text: fill(TEXTS.indexBy, { facet: inSentence(facet.singular) }),
    },
    { kind: 'index', items, chapters },
  ]
}

/** Partners by name; spellings that differ in case, accents or punctuation are one. */
function partnerIndex(entries: readonly NumberedEntry[]): { term: string; entries: number[] }[] {
  const found = new Map<string, number[]>()
  const terms = new Map<string, string>()
  for (const { number, activity } of entries)
    for (const partner of activity.content.partners) {
      const key = fold(partner) || partner
      if (!terms.has(key)) terms.set(key, partner)
      add(found, key, number)
    }
  return [...terms]
    .map(([key, term]) => ({ term, entries: found.get(key) ?? [] }))
    .sort(byText(({ term }) => term))
}

function add(found: Map<string, number[]>, key: string, number: number): void {
  const numbers = found.get(key)
  if (!numbers) found.set(key, [number])
  else if (numbers.at(-1) !== number) numbers.push(number)
}

/**
 * Where an index finds its entries: `FAO 12, 15; ITU 201–204`, by the chapters that they stand in,
 * since bookmarks and the heads of the pages lead to a chapter’s numbers.
 *
 * @param chapters name of the chapter of each entry, by its number less one
 */
export function placesIn(chapters: readonly string[], entries: readonly number[]): string {
  const found = new Map<string, number[]>()
  for (const number of entries) add(found, chapters[number - 1] ?? '', number)
  return Array.from(found, ([chapter, numbers]) => `${chapter} ${rangesOf(numbers)}`).join('; ')
}

/** `[3, 4, 5, 8, 9]` → `3–5, 8, 9` */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last.to + 1) last.to = number
    else ranges.push({ from: number, to: number })
  }
  const textOf = ({ from, to }: { from: number; to: number }) =>
    to === from ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`
  return ranges.map(textOf).join(', ')
}
