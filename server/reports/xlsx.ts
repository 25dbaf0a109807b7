import { buffer } from 'node:stream/consumers'
import { statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import {
  aboutSheet,
  numberCell,
  type Sheet,
  type SheetCell,
  safeCell,
  textCell,
  writeWorkbook,
} from '../exchange/workbook'
import { valueLabel } from './facet-figures'
import type { Column, Figure } from './figure'
import type { Report } from './report'
import { recordOf } from './sources'
import { fill, TEXTS } from './texts'

const { workbook: WORDS } = TEXTS

/** The longest name of a sheet in Excel. */
const NAME_MAX = 31

/** A workbook: what the edition is, a sheet for each figure, and the entries. */
export function toXlsx(report: Report, taxonomy: Taxonomy, origin: string): Promise<Buffer> {
  const sheets = [
    aboutSheet(factsOf(report)),
    ...report.figures.map(figureSheet),
    entriesSheet(report, taxonomy, origin),
    changesSheet(report),
  ]
  return buffer(writeWorkbook(sheets, report.edition.asOf))
}

/** What is said of a figure, an empty row, and its table. */
function figureSheet({ id, title, columns, rows, note, finding }: Figure): Sheet {
  const above = [[textCell(title, 'head')], [safeCell(finding)], [safeCell(note)], []]
  const table = rows.map((row) => row.map((value, at) => cellOf(value, columns[at])))
  return {
    name: id.slice(0, NAME_MAX),
    rows: [[...above, columns.map(({ label }) => textCell(label, 'head')), ...table]],
    widths: columns.map((_, at) => (at === 0 ? 44 : 18)),
    frozen: { rows: above.length + 1 },
  }
}

function cellOf(value: string | number, column?: Column): SheetCell {
  if (typeof value === 'string') return safeCell(value)
  return numberCell(value, column?.type === 'share' ? 'share' : 'count')
}

function factsOf({ edition, previous, entries, figures }: Report): [string, string | number][] {
  return [
    [WORDS.title, edition.title],
    [WORDS.edition, edition.id],
    [WORDS.asOf, edition.asOf],
    [WORDS.entries, entries.length],
    [WORDS.checksum, edition.checksum],
    [WORDS.previous, previous?.id ?? ''],
    [WORDS.note, edition.note],
    [WORDS.licence, TEXTS.licence],
    [WORDS.disclaimer, TEXTS.disclaimer],
    ...figures.map(({ id, title }): [string, string] => [
      fill(WORDS.sheet, { name: id.slice(0, NAME_MAX) }),
      title,
    ]),
  ]
}

interface EntryColumn {
  label: string
  width: number
  of: (activity: PublishedActivity, number: number) => string | number
}

function entryColumns(taxonomy: Taxonomy, origin: string): EntryColumn[] {
  const { fields } = TEXTS
  const { entryColumns: columns } = WORDS
  const text = (label: string, of: EntryColumn['of'], width = 30): EntryColumn => ({
    label,
    of,
    width,
  })
  return [
    text(columns.number, (_, number) => number, 7),
    text(columns.id, ({ id }) => id, 10),
    text(columns.title, ({ content }) => content.title, 60),
    text(columns.summary, ({ content }) => content.summary, 80),
    text(columns.description, ({ content }) => content.description),
    ...taxonomy.facets.map((facet) =>
      text(facet.label, ({ content }) =>
        taxonomy
          .statedOrImplied(content, facet)
          .map((id) => valueLabel(taxonomy, facet, id))
          .join('; '),
      ),
    ),
    ...(['otherEntities', 'domain', 'approach', 'technology', 'output'] as const).map((field) =>
      text(fields[field], ({ content }) => content[field]),
    ),
    ...(['partners', 'tags'] as const).map((field) =>
      text(fields[field], ({ content }) => statedIn(content, field).join('; ')),
    ),
    ...(['startDate', 'endDate', 'status'] as const).map((field) =>
      text(fields[field], ({ content }) => content[field] ?? '', 12),
    ),
    ...(
      [
        ...['peopleTrained', 'policyChanges', 'newTools'],
        ...['strengthenedFrameworks', 'followUp', 'testimonial'],
      ] as (keyof PublishedActivity['content']['outcomes'])[]
    ).map((field) => text(fields[field], ({ content }) => content.outcomes[field])),
    text(fields.links, ({ content }) => content.links.map(({ url }) => url).join(' ')),
    text(fields.asStated, ({ content }) => content.unplaced.map(({ label }) => label).join('; ')),
    text(fields.language, ({ content }) => content.language, 8),
    // A table has days as they are sorted: `2026-04`.
    text(fields.source, ({ content }) => recordOf(content.source, (day) => day)),
    text(fields.updated, ({ version }) => version, 8),
    text(columns.versionOf, ({ updatedOn }) => updatedOn, 12),
    text(columns.made, ({ createdOn }) => createdOn, 12),
    text(columns.address, ({ id }) => `${origin}/activities/${id}`, 40),
  ]
}

function entriesSheet({ chapters }: Report, taxonomy: Taxonomy, origin: string): Sheet {
  const columns = entryColumns(taxonomy, origin)
  const entries = chapters.flatMap(({ led }) => led)
  const rows = entries.map(({ activity, number }) =>
    columns.map(({ of }) => {
      const value = of(activity, number)
      return typeof value === 'number' ? numberCell(value) : safeCell(value)
    }),
  )
  return {
    name: WORDS.entries,
    rows: [[columns.map(({ label }) => textCell(label, 'head'))], rows],
    widths: columns.map(({ width }) => width),
    frozen: { rows: 1 },
    table: { columns: columns.length, rows: rows.length },
  }
}

function changesSheet({ changes, previous }: Report): Sheet {
  const none = previous ? fill(TEXTS.changesNone, { previous: previous.id }) : TEXTS.changesFirst
  const rows = changes.map(({ kind, activityId, title, reason }) => [
    textCell(TEXTS.changeKinds[kind]),
    numberCell(activityId),
    safeCell(title),
    safeCell(reason),
  ])
  return {
    name: WORDS.changes,
    rows: [
      [WORDS.changeColumns.map((label) => textCell(label, 'head'))],
      rows.length > 0 ? rows : [[textCell(none)]],
    ],
    widths: [14, 16, 70, 40],
    frozen: { rows: 1 },
  }
}
