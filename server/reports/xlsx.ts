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
import { fill, TEXTS } from './texts'

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
    ['Title', edition.title],
    ['Edition', edition.id],
    ['As of', edition.asOf],
    ['Entries', entries.length],
    ['Checksum (SHA-256)', edition.checksum],
    ['Compared with', previous?.id ?? ''],
    ['Note', edition.note],
    ['Licence', TEXTS.licence],
    ['Disclaimer', TEXTS.disclaimer],
    ...figures.map(({ id, title }): [string, string] => [`Sheet ${id.slice(0, NAME_MAX)}`, title]),
  ]
}

interface EntryColumn {
  label: string
  width: number
  of: (activity: PublishedActivity, number: number) => string | number
}

function entryColumns(taxonomy: Taxonomy, origin: string): EntryColumn[] {
  const { fields } = TEXTS
  const text = (label: string, of: EntryColumn['of'], width = 30): EntryColumn => ({
    label,
    of,
    width,
  })
  return [
    text('No.', (_, number) => number, 7),
    text('Catalogue number', ({ id }) => id, 10),
    text('Title', ({ content }) => content.title, 60),
    text('Summary', ({ content }) => content.summary, 80),
    text('Description', ({ content }) => content.description),
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
    text(TEXTS.asStated, ({ content }) => content.unplaced.map(({ label }) => label).join('; ')),
    text(fields.language, ({ content }) => content.language, 8),
    text(fields.source, ({ content }) =>
      content.source
        ? fill(TEXTS.sourceRecord, { ...content.source, day: content.source.retrieved })
        : '',
    ),
    text(fields.updated, ({ version }) => version, 8),
    text('Version of', ({ updatedOn }) => updatedOn, 12),
    text('Entry made', ({ createdOn }) => createdOn, 12),
    text('Address', ({ id }) => `${origin}/activities/${id}`, 40),
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
    name: 'Entries',
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
  const head = ['Change', 'Catalogue number', 'Title', 'Reason']
  return {
    name: 'Changes',
    rows: [
      [head.map((label) => textCell(label, 'head'))],
      rows.length > 0 ? rows : [[textCell(none)]],
    ],
    widths: [14, 16, 70, 40],
    frozen: { rows: 1 },
  }
}
