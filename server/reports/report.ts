import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import { type Chapter, chapterBlocks, chaptersOf } from './chapters'
import { drawFigure } from './charts'
import type { Block, ReportDocument } from './document'
import type { NumberedEntry } from './entry'
import type { Figure } from './figure'
import { figuresOf } from './figures'
import { indexBlocks } from './indices'
import { MAP_DISCLAIMER, placesOf } from './map'
import type { Edition, EditionChange, EditionReader } from './reader'
import { CITED } from './seed'
import { dateText, fill, TEXTS } from './texts'

/** All of one edition that any format needs. */
export interface Report {
  edition: Edition
  previous: Edition | undefined
  entries: PublishedActivity[]
  figures: Figure[]
  chapters: Chapter[]
  changes: EditionChange[]
}

/** Figures that stand in chapters of their own; all others are the charts. */
const ELSEWHERE = new Set(['totals', 'trend', 'not-stated'])
/** Rows that are set out below a drawing that shows but some of them. */
const MOST_BESIDE = 60

/** Reads an edition and computes its figures; undefined where there is no such edition. */
export async function readReport(
  reader: EditionReader,
  taxonomy: Taxonomy,
  id: string,
): Promise<Report | undefined> {
  const edition = await reader.findEdition(id)
  if (!edition) return undefined
  const previous = await reader.findPrevious(edition)
  const entries = await reader.listEntries(id)
  return {
    edition,
    previous,
    entries,
    figures: figuresOf({ taxonomy, entries }, edition, CITED),
    chapters: chaptersOf(taxonomy, entries),
    changes: previous ? await reader.listChanges(previous.id, id) : [],
  }
}

/**
 * The report as the parts of a document, in their order.
 *
 * @param origin address of the site, which entries link to
 */
export function documentOf(report: Report, taxonomy: Taxonomy, origin: string): ReportDocument {
  const { edition, figures, chapters, entries } = report
  const numbered = chapters.flatMap(({ led }) => led)
  const places = placesOf(taxonomy)
  const figure = (one: Figure, withTable: boolean): Block => ({
    kind: 'figure',
    figure: one,
    svg: drawFigure(one, places),
    withTable: withTable || one.drawing === 'table',
    disclaimer: one.drawing === 'map' ? MAP_DISCLAIMER : undefined,
  })
  const named = (id: string) => figures.filter((one) => one.id === id)
  const charts = figures.filter(({ id }) => !ELSEWHERE.has(id))
  const values = {
    total: entries.length,
    entities: chapters.length,
    edition: edition.id,
    asOf: dateText(edition.asOf),
    checksum: edition.checksum,
  }
  const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
  const texts = (templates: readonly string[]): Block[] =>
    templates.map((template) => ({ kind: 'text', runs: [fill(template, values)] }))
  return {
    title: edition.title,
    subtitle: `Edition ${edition.id}, as of ${values.asOf}`,
    day: edition.asOf,
    notes: [edition.note, TEXTS.licence, TEXTS.disclaimer].filter(Boolean),
    blocks: [
      heading(TEXTS.foreword),
      { kind: 'text', runs: [TEXTS.forewordPlaceholder] },
      heading(TEXTS.howToRead),
      ...texts(TEXTS.reading),
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
        figure(one, one.drawing === 'map' || one.rows.length > MOST_BESIDE),
      ]),
      heading(TEXTS.method),
      ...(edition.note ? texts([edition.note]) : []),
      ...texts(TEXTS.methods),
      ...named('not-stated').map((one) => figure(one, false)),
      heading(TEXTS.entities),
      ...chapters.flatMap((chapter) => chapterBlocks(taxonomy, chapter, origin)),
      ...indexBlocks(taxonomy, numbered),
      heading(TEXTS.changes),
      ...changeBlocks(report, numbered),
    ],
  }
}

function changeBlocks({ previous, changes }: Report, numbered: readonly NumberedEntry[]): Block[] {
  if (!previous) return [{ kind: 'text', runs: [TEXTS.changesFirst] }]
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
