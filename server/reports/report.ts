import type { TextBlock } from '../../taxonomy/report-texts'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import { type Chapter, chapterBlocks, chaptersOf } from './chapters'
import { drawFigure } from './charts'
import type { Block, ReportDocument } from './document'
import type { NumberedEntry } from './entry'
import { MOST_DRAWN } from './facet-figures'
import type { Figure } from './figure'
import { figuresOf } from './figures'
import type { Stage } from './formats'
import { indexBlocks } from './indices'
import { placesOf } from './map'
import type { Edition, EditionChange, EditionReader } from './reader'
import { CITED } from './seed'
import { sourcesOf } from './sources'
import type { SavedText } from './text-reader'
import { dateText, defaultText, fill, TEXTS } from './texts'

/** All of one edition that any format needs. */
export interface Report {
  edition: Edition
  previous: Edition | undefined
  entries: PublishedActivity[]
  figures: Figure[]
  chapters: Chapter[]
  changes: EditionChange[]
  /** What curators wrote of the front matter; for the rest there are defaults. */
  texts: SavedText[]
  /** Blocks that an erratum has otherwise than the edition it corrects. */
  changedTexts: TextBlock[]
}

/** Figures that stand in chapters of their own; all others are the charts. */
const ELSEWHERE = new Set(['totals', 'trend', 'not-stated'])

/**
 * Reads an edition and computes its figures; undefined where there is no such edition.
 *
 * @param say told what is done now
 */
export async function readReport(
  reader: EditionReader,
  taxonomy: Taxonomy,
  id: string,
  say: (stage: Stage) => void = () => {},
): Promise<Report | undefined> {
  say('reading')
  const edition = await reader.findEdition(id)
  if (!edition) return undefined
  const previous = await reader.findPrevious(edition)
  const entries = await reader.listEntries(id)
  const changes = previous ? await reader.listChanges(previous.id, id) : []
  const texts = await reader.listTexts(id)
  const changed = await changedTexts(reader, edition, texts)
  say('counting')
  const figures = figuresOf({ taxonomy, entries }, edition, CITED)
  const chapters = chaptersOf(taxonomy, entries)
  return { edition, previous, entries, figures, chapters, changes, texts, changedTexts: changed }
}

/**
 * The report as the parts of a document, in their order.
 *
 * @param origin address of the site, which entries link to
 */
export function documentOf(report: Report, taxonomy: Taxonomy, origin: string): ReportDocument {
  const { edition, figures, chapters } = report
  const numbered = chapters.flatMap(({ led }) => led)
  const places = placesOf(taxonomy)
  const sources = sourcesOf(report.entries)
  const figure = (one: Figure, withTable: boolean): Block => ({
    kind: 'figure',
    figure: one,
    svg: drawFigure(one, places),
    withTable: withTable || one.drawing === 'table',
    disclaimer: one.drawing === 'map' ? TEXTS.mapDisclaimer : undefined,
  })
  const named = (id: string) => figures.filter((one) => one.id === id)
  const charts = figures.filter(({ id }) => !ELSEWHERE.has(id))
  const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
  const paragraphs = (body: string): Block[] =>
    paragraphsOf(body).map((text) => ({ kind: 'text', runs: [text] }))
  const front = (block: TextBlock) => paragraphs(frontText(report, block))
  return {
    title: edition.title,
    subtitle: fill(TEXTS.subtitle, { edition: edition.id, day: dateText(edition.asOf) }),
    day: edition.asOf,
    notes: [edition.note, TEXTS.licence, TEXTS.disclaimer].filter(Boolean),
    blocks: [
      heading(TEXTS.foreword),
      ...front('foreword'),
      heading(TEXTS.howToRead),
      ...front('reading'),
      heading(TEXTS.findings),
      { kind: 'list', items: [...named('totals'), ...charts].map(({ finding }) => finding) },
      ...named('totals').map((one) => figure(one, true)),
      heading(TEXTS.trends),
      ...named('trend').flatMap((one): Block[] => [
        { kind: 'text', runs: [one.finding] },
        figure(one, true),
      ]),
      heading(TEXTS.charts),
      ...charts.flatMap((one): Block[] => [
        { kind: 'heading', level: 2, text: one.title },
        figure(one, one.drawing === 'map' || one.rows.length > MOST_DRAWN),
      ]),
      heading(TEXTS.method),
      ...paragraphs(edition.note),
      ...front('methods'),
      ...paragraphs(sources.said),
      ...named('not-stated').map((one) => figure(one, false)),
      heading(TEXTS.entities),
      ...chapters.flatMap((chapter) => chapterBlocks(taxonomy, chapter, { origin, sources })),
      ...indexBlocks(taxonomy, numbered),
      heading(TEXTS.changes),
      ...changeBlocks(report, numbered),
    ],
  }
}

async function changedTexts(
  reader: EditionReader,
  { corrects }: Edition,
  texts: readonly SavedText[],
): Promise<TextBlock[]> {
  const before = corrects ? new Set((await reader.listTexts(corrects)).map(({ id }) => id)) : null
  return texts.filter(({ id }) => before && !before.has(id)).map(({ block }) => block)
}

/** A block of the front matter as curators wrote it, else as it comes with the program, its numbers filled in. */
export function frontText({ edition, entries, chapters, texts }: Report, block: TextBlock): string {
  const written = texts.find((text) => text.block === block)
  return fill(written?.body ?? defaultText(block), {
    total: entries.length,
    entities: chapters.length,
    edition: edition.id,
    asOf: dateText(edition.asOf),
    checksum: edition.checksum,
  })
}

/** Paragraphs are parted by empty lines; a line break within one is a blank. */
function paragraphsOf(body: string): string[] {
  return body
    .split(/\n[^\S\n]*\n/)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
}

function changeBlocks(report: Report, numbered: readonly NumberedEntry[]): Block[] {
  const { previous, changes, changedTexts } = report
  if (!previous) return [{ kind: 'text', runs: [TEXTS.changesFirst] }]
  const texts: Block[] =
    changedTexts.length > 0
      ? [{ kind: 'text', runs: [fill(TEXTS.changedTexts, { names: namesOf(changedTexts) })] }]
      : []
  if (changes.length === 0 && texts.length > 0) return texts
  if (changes.length === 0)
    return [{ kind: 'text', runs: [fill(TEXTS.changesNone, { previous: previous.id })] }]
  const numbers = new Map(numbered.map(({ number, activity }) => [activity.id, number]))
  const ofKind = (kind: EditionChange['kind']) => changes.filter((change) => change.kind === kind)
  const counts = {
    previous: previous.id,
    new: ofKind('new').length,
    changed: ofKind('changed').length,
    gone: ofKind('gone').length,
  }
  return [
    { kind: 'text', runs: [fill(TEXTS.changesLead, counts)] },
    ...texts,
    ...(['new', 'changed', 'gone'] as const).flatMap((kind): Block[] => {
      const ones = ofKind(kind)
      if (ones.length === 0) return []
      return [
        { kind: 'heading', level: 2, text: TEXTS.changeKinds[kind] },
        ...ones.map(({ activityId, title, reason }): Block => {
          const number = numbers.get(activityId)
          const name = `${title} (${fill(TEXTS.catalogueNumber, { id: activityId })})`
          const run = number === undefined ? name : { text: name, entry: number }
          return { kind: 'text', runs: reason ? [run, `: ${reason}`] : [run] }
        }),
      ]
    }),
  ]
}

function namesOf(blocks: readonly TextBlock[]): string {
  return blocks.map((block) => TEXTS.blocks[block]).join(', ')
}
