import type { SheetData } from 'write-excel-file/node'
import { statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import { valueLabel } from './facet-figures'
import type { Column } from './figure'
import type { Report } from './report'
import { sameZip, withDay } from './same-zip'
import { fill, TEXTS } from './texts'

type Sheet = {
  sheet: string
  data: SheetData
  columns: { width: number }[]
  stickyRowsCount?: number
}
type Cells = SheetData[number]

/** The longest text a cell may hold in Excel. */
const CELL_MAX = 32_767

/** A workbook: what the edition is, a sheet for each figure, and the entries. */
export async function toXlsx(report: Report, taxonomy: Taxonomy, origin: string): Promise<Buffer> {
  const { default: write } = await import('write-excel-file/node')
  const { edition, figures } = report
  const sheets: Sheet[] = [
    aboutSheet(report),
    ...figures.map(({ id, title, columns, rows, note, finding }): Sheet => {
      const lines = [[title], [finding], [note], []]
      const data: SheetData = [
        ...lines.map((line) => line.map((value) => bold(value, value === title))),
        columns.map(({ label }) => bold(label)),
        ...rows.map((row): Cells => row.map((value, at) => cell(value, columns[at]))),
      ]
      const widths = columns.map((_, at) => ({ width: at === 0 ? 44 : 18 }))
      return { sheet: id.slice(0, 31), data, columns: widths, stickyRowsCount: lines.length + 1 }
    }),
    entriesSheet(report, taxonomy, origin),
    changesSheet(report),
  ]
  const bytes = await write(sheets).toBuffer()
  return sameZip(bytes, edition.asOf, (_, text) => withDay(text, edition.asOf))
}

function bold(value: string, isBold = true): Cells[number] {
  return isBold ? { value, fontWeight: 'bold' } : { value }
}

function cell(value: string | number, column?: Column): Cells[number] {
  if (typeof value === 'string') return { value: value.slice(0, CELL_MAX), type: String }
  return { value, type: Number, format: column?.type === 'share' ? '0.0%' : '#,##0' }
}

function aboutSheet({ edition, previous, entries, figures }: Report): Sheet {
  const rows: [string, string | number][] = [
    ['Title', edition.title],
    ['Edition', edition.id],
    ['As of', edition.asOf],
    ['Entries', entries.length],
    ['Checksum (SHA-256)', edition.checksum],
    ['Compared with', previous?.id ?? ''],
    ['Note', edition.note],
    ['Licence', TEXTS.licence],
    ['Disclaimer', TEXTS.disclaimer],
    ...figures.map(({ id, title }): [string, string] => [`Sheet ${id.slice(0, 31)}`, title]),
  ]
  return {
    sheet: 'About',
    data: rows.map(([label, value]): Cells => [bold(label), cell(value)]),
    columns: [{ width: 26 }, { width: 100 }],
  }
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
  return {
    sheet: 'Entries',
    data: [
      columns.map(({ label }) => bold(label)),
      ...entries.map(
        ({ activity, number }): Cells =>
          columns.map(({ of }) => {
            const value = of(activity, number)
            return value === '' ? null : typeof value === 'number' ? { value } : cell(value)
          }),
      ),
    ],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }
}

function changesSheet({ changes, previous }: Report): Sheet {
  const head = ['Change', 'Catalogue number', 'Title', 'Reason'].map((label) => bold(label))
  const none: Cells = [
    { value: previous ? fill(TEXTS.changesNone, { previous: previous.id }) : TEXTS.changesFirst },
  ]
  return {
    sheet: 'Changes',
    data: [
      head,
      ...(changes.length === 0 ? [none] : []),
      ...changes.map(
        ({ kind, activityId, title, reason }): Cells => [
          { value: TEXTS.changeKinds[kind] },
          { value: activityId },
          { value: title },
          { value: reason },
        ],
      ),
    ],
    columns: [{ width: 14 }, { width: 16 }, { width: 70 }, { width: 40 }],
    stickyRowsCount: 1,
  }
}
