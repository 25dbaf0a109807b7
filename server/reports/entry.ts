import type { ActivityContent } from '../../taxonomy/activity'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import type { Block, Fact, Run } from './document'
import { valueLabel } from './facet-figures'
import { dateText, fill, TEXTS } from './texts'

/** An activity of an edition with the number it has in the report. */
export interface NumberedEntry {
  /** 1, 2, 3 … through all chapters. */
  number: number
  activity: PublishedActivity
}

/** A fact longer than this has a paragraph of its own, in characters. */
const LONG = 160

const FREE_TEXTS = ['domain', 'approach', 'technology', 'output'] as const

/** A field of an entry; without runs where the entry does not state it. */
interface Field extends Fact {
  /** Whether readers miss it where it is not stated: facets, dates, partners and links, not every kind of outcome. */
  isMissed: boolean
}

/** An entry with all that it states; which of the fields that readers look for it leaves open is said in its note. */
export function entryBlock(
  taxonomy: Taxonomy,
  { number, activity }: NumberedEntry,
  origin: string,
): Block {
  const { id, content } = activity
  const fields = fieldsOf(taxonomy, content)
  const open = fields.filter(({ runs, isMissed }) => isMissed && runs.length === 0)
  return {
    kind: 'entry',
    number,
    title: content.title,
    paragraphs: [content.summary, ...content.description.split(/\n+/)].filter((text) =>
      text.trim(),
    ),
    facts: fields.filter(({ runs }) => runs.length > 0).map(({ label, runs }) => ({ label, runs })),
    note: [
      ...(open.length > 0
        ? [`${TEXTS.notStated}${open.map(({ label }) => label).join(', ')}  ·  `]
        : []),
      { text: fill(TEXTS.catalogueNumber, { id }), href: `${origin}/activities/${id}` },
      `, ${versionOf(activity)}`,
    ],
    language: content.language,
  }
}

function fieldsOf(taxonomy: Taxonomy, content: ActivityContent): Field[] {
  const { fields } = TEXTS
  const plain = (label: string, text: string, isMissed = false): Field => ({
    label,
    runs: text ? [text] : [],
    isMissed,
  })
  return [
    ...facetFields(taxonomy, content),
    plain(fields.otherEntities, content.otherEntities),
    plain(fields.partners, content.partners.join('; '), true),
    plain(fields.startDate, content.startDate ? dateText(content.startDate) : '', true),
    plain(fields.endDate, content.endDate ? dateText(content.endDate) : '', true),
    plain(fields.status, content.status ?? '', true),
    ...FREE_TEXTS.map((field) => plain(fields[field], content[field])),
    ...Object.entries(content.outcomes).map(([field, text]) =>
      plain(fields[field as keyof typeof content.outcomes], text),
    ),
    plain(fields.tags, content.tags.join(', ')),
    { label: fields.links, runs: linkRuns(content), isMissed: true },
    plain(TEXTS.asStated, content.unplaced.map(({ label }) => `“${label}”`).join(', ')),
  ]
}

/** `version 1 of 1 October 2025; un-ai-resource-hub, record 59, retrieved April 2026` */
function versionOf({ content, version, updatedOn }: PublishedActivity): string {
  const said = fill(TEXTS.version, { version, day: dateText(updatedOn) })
  if (!content.source) return said
  const day = dateText(content.source.retrieved)
  return `${said}; ${fill(TEXTS.sourceRecord, { ...content.source, day })}`
}

/** What an entry states or implies in each vocabulary; its one entity is the chapter's and not said again. */
function facetFields(taxonomy: Taxonomy, content: ActivityContent): Field[] {
  return taxonomy.facets
    .filter(({ vocabulary, field }) => vocabulary && (field !== 'entities' || hasSeveral(content)))
    .map((facet) => {
      const ids = taxonomy.statedOrImplied(content, facet)
      const labels = ids.map((id) => valueLabel(taxonomy, facet, id))
      const label = ids.length === 1 ? facet.singular : facet.label
      return { label, runs: labels.length > 0 ? [labels.join('; ')] : [], isMissed: true }
    })
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

/** The facts of an entry by paragraph: short facts run on in one paragraph, long ones have one each. */
export function linesOf({ facts }: Extract<Block, { kind: 'entry' }>): Fact[][] {
  const isLong = ({ runs }: Fact) =>
    runs.reduce((sum, run) => sum + (typeof run === 'string' ? run : run.text).length, 0) > LONG
  return [
    facts.filter((fact) => !isLong(fact)),
    ...facts.filter(isLong).map((fact) => [fact]),
  ].filter((line) => line.length > 0)
}
