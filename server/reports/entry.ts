import type { ActivityContent } from '../../taxonomy/activity'
import type { Facet, Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import type { Block, Fact, FactGroup, Run } from './document'
import { valueLabel } from './facet-figures'
import type { Sources } from './sources'
import { dateText, fill, TEXTS } from './texts'

/** An activity of an edition with the number it has in the report. */
export interface NumberedEntry {
  /** 1, 2, 3 … through all chapters. */
  number: number
  activity: PublishedActivity
}

/** Between two facts of a line, which can break only after it. */
export const BETWEEN = '\u00a0\u00a0·  '

const FREE_TEXTS = ['domain', 'approach', 'technology', 'output'] as const

/** The fields of an entry in the order of reading, by the question that they answer together. */
const GROUPS: [FactGroup, readonly string[]][] = [
  ['purpose', ['sdgs', 'sectors', 'domain', 'tags']],
  ['method', ['techniques', 'approach', 'technology']],
  ['kind', ['types', 'pillars', 'maturity', 'status', 'startDate', 'endDate']],
  [
    'reach',
    [
      'countries',
      'regions',
      'countryGroups',
      'beneficiaries',
      'entities',
      'otherEntities',
      'partners',
    ],
  ],
]

/** Where a field stands: its group, and its place among all fields; what no group names, such as results and links, last. */
const PLACES = new Map(
  GROUPS.flatMap(([group, fields]) => fields.map((field) => ({ field, group }))).map(
    ({ field, group }, place) => [field, { group, place }],
  ),
)
const LAST = { group: 'more', place: PLACES.size } as const

/** A field of an entry; without runs where the entry does not state it. */
interface Field extends Fact {
  place: number
  /** Whether readers miss it where it is not stated: facets, dates, partners and links, not every kind of outcome. */
  isMissed: boolean
}

/** An entry with all that it states; which of the fields that readers look for it leaves open is said in its note. */
export function entryBlock(
  taxonomy: Taxonomy,
  { number, activity }: NumberedEntry,
  { origin, sources }: { origin: string; sources: Sources },
): Block {
  const { id, content } = activity
  const fields = fieldsOf(taxonomy, content).sort((a, b) => a.place - b.place)
  const source = sources.of(activity)
  const open = fields.filter(({ runs, isMissed }) => isMissed && runs.length === 0)
  return {
    kind: 'entry',
    number,
    title: content.title,
    paragraphs: [content.summary, ...content.description.split(/\n+/)].filter((text) =>
      text.trim(),
    ),
    facts: fields
      .filter(({ runs }) => runs.length > 0)
      .map(({ group, label, runs }) => ({ group, label, runs })),
    note: [
      ...(open.length > 0
        ? [`${TEXTS.notStated}${open.map(({ label }) => label).join(', ')}${BETWEEN}`]
        : []),
      { text: fill(TEXTS.catalogueNumber, { id }), href: `${origin}/activities/${id}` },
      `, ${versionOf(activity)}${source && `; ${source}`}`,
    ],
    language: content.language,
  }
}

function placed(field: string, label: string, runs: Run[], isMissed: boolean): Field {
  const { group, place } = PLACES.get(field) ?? LAST
  return { group, place, label, runs, isMissed }
}

function fieldsOf(taxonomy: Taxonomy, content: ActivityContent): Field[] {
  const { fields } = TEXTS
  const plain = (field: keyof typeof fields, text: string, isMissed = false) =>
    placed(field, fields[field], text ? [text] : [], isMissed)
  return [
    ...facetFields(taxonomy, content),
    plain('otherEntities', content.otherEntities),
    plain('partners', content.partners.join('; '), true),
    plain('startDate', content.startDate ? dateText(content.startDate) : '', true),
    plain('endDate', content.endDate ? dateText(content.endDate) : '', true),
    plain('status', content.status ?? '', true),
    ...FREE_TEXTS.map((field) => plain(field, content[field])),
    ...Object.entries(content.outcomes).map(([field, text]) =>
      plain(field as keyof typeof content.outcomes, text),
    ),
    plain('tags', content.tags.join(', ')),
    placed('links', fields.links, linkRuns(content), true),
    plain('asStated', content.unplaced.map(({ label }) => `“${label}”`).join(', ')),
  ]
}

/** `version 1 of 1 October 2025` */
function versionOf({ version, updatedOn }: PublishedActivity): string {
  return fill(TEXTS.version, { version, day: dateText(updatedOn) })
}

/** What an entry states or implies in each vocabulary; its one entity is the chapter's and not said again. */
function facetFields(taxonomy: Taxonomy, content: ActivityContent): Field[] {
  return taxonomy.facets
    .filter(({ vocabulary, field }) => vocabulary && (field !== 'entities' || hasSeveral(content)))
    .map((facet) => {
      const ids = taxonomy.statedOrImplied(content, facet)
      const labels = ids.map((id) => valueLabel(taxonomy, facet, id))
      const label = nameOf(facet)[ids.length === 1 ? 'one' : 'other']
      const runs = labels.length > 0 ? [labels.join('; ')] : []
      return placed(facet.field, label, runs, true)
    })
}

/** What a facet is called at an entry, where eight hundred times in full would be too long. */
function nameOf({ field, singular, label }: Facet): { one: string; other: string } {
  return TEXTS.shortNames[field as keyof typeof TEXTS.shortNames] ?? { one: singular, other: label }
}

const hasSeveral = ({ entities }: ActivityContent) => new Set(entities).size > 1

function linkRuns({ links }: ActivityContent): Run[] {
  return links.flatMap(({ url, label }, at): Run[] => {
    const address = webAddress(url)
    const text = label || url
    const run: Run = address ? { text, href: address } : text
    return at === 0 ? [run] : ['; ', run]
  })
}

/** An address that can be followed; sources hold broken ones, which are printed as they stand. */
function webAddress(text: string): string | undefined {
  if (/\s/.test(text.trim()) || !URL.canParse(text.trim())) return undefined
  const { protocol, hostname, href } = new URL(text.trim())
  return /^https?:$/.test(protocol) && hostname.includes('.') ? href : undefined
}

/** The facts of an entry as lines of text, one for each group of them: `Country: Kenya  ·  Region: Africa`. */
export function linesOf({ facts }: Extract<Block, { kind: 'entry' }>): Run[][] {
  const lines = new Map<FactGroup, Run[]>()
  for (const { group, label, runs } of facts) {
    const line = lines.get(group)
    if (line) line.push(`${BETWEEN}${label}: `, ...runs)
    else lines.set(group, [`${label}: `, ...runs])
  }
  return Array.from(lines.values(), joined)
}

/** The same runs with neighbouring texts put together: `['Start: ', '2024']` → `['Start: 2024']`. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = []
  for (const run of runs) {
    const last = result.at(-1)
    if (typeof run === 'string' && typeof last === 'string') result[result.length - 1] = last + run
    else result.push(run)
  }
  return result
}
