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

/** An entry with all its fields; those it leaves open are named in one line. */
export function entryBlock(
  taxonomy: Taxonomy,
  { number, activity }: NumberedEntry,
  origin: string,
): Block {
  const { id, content } = activity
  const facts = allFacts(taxonomy, activity)
  const open = facts.filter(({ runs }) => runs.length === 0).map(({ label }) => label)
  return {
    kind: 'entry',
    number,
    title: content.title,
    mark: { text: fill(TEXTS.catalogueNumber, { id }), href: `${origin}/activities/${id}` },
    paragraphs: [content.summary, ...content.description.split(/\n+/)].filter((text) =>
      text.trim(),
    ),
    facts: [
      ...facts.filter(({ runs }) => runs.length > 0),
      ...(open.length > 0
        ? [{ label: TEXTS.notStated.trim().replace(/:$/, ''), runs: [open.join(', ')] }]
        : []),
    ],
    language: content.language,
  }
}

function allFacts(taxonomy: Taxonomy, { content, version, updatedOn }: PublishedActivity): Fact[] {
  const { fields } = TEXTS
  const plain = (label: string, text: string): Fact => ({ label, runs: text ? [text] : [] })
  return [
    ...facetFacts(taxonomy, content),
    plain(fields.otherEntities, content.otherEntities),
    plain(fields.partners, content.partners.join('; ')),
    plain(fields.startDate, content.startDate ? dateText(content.startDate) : ''),
    plain(fields.endDate, content.endDate ? dateText(content.endDate) : ''),
    plain(fields.status, content.status ?? ''),
    ...FREE_TEXTS.map((field) => plain(fields[field], content[field])),
    ...Object.entries(content.outcomes).map(([field, text]) =>
      plain(fields[field as keyof typeof content.outcomes], text),
    ),
    plain(fields.tags, content.tags.join(', ')),
    { label: fields.links, runs: linkRuns(content) },
    ...(content.unplaced.length > 0
      ? [plain(TEXTS.asStated, content.unplaced.map(({ label }) => `“${label}”`).join(', '))]
      : []),
    ...(content.source
      ? [
          plain(
            fields.source,
            fill(TEXTS.sourceRecord, {
              ...content.source,
              day: dateText(content.source.retrieved),
            }),
          ),
        ]
      : []),
    plain(fields.updated, fill(TEXTS.version, { version, day: dateText(updatedOn) })),
  ]
}

/** What an entry states or implies in each vocabulary. */
function facetFacts(taxonomy: Taxonomy, content: ActivityContent): Fact[] {
  return taxonomy.facets
    .filter(({ vocabulary }) => vocabulary)
    .map((facet) => {
      const ids = taxonomy.statedOrImplied(content, facet)
      const labels = ids.map((id) => valueLabel(taxonomy, facet, id))
      const label = ids.length === 1 ? facet.singular : facet.label
      return { label, runs: labels.length > 0 ? [labels.join('; ')] : [] }
    })
}

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
