import type { ExploreAnswer, ExploreTable } from '../../taxonomy/explore'
import { drawTable, pictureOf } from './explore-chart'
import type { ExploreFormat } from './explore-query'
import { fontsFor } from './fonts'
import { sameZip, withDay } from './same-zip'

/** What a file is made from. */
export interface FileOptions {
  /** Whole address of the page that shows the same. */
  address: string
  /** ISO day of making, said in the file. */
  day: string
}

/**
 * An answer as a file.
 *
 * @param moves the second table of a comparison in place of the first
 * @returns undefined for a picture of nothing
 */
export async function makeExploreFile(
  answer: ExploreAnswer,
  format: ExploreFormat,
  moves: boolean,
  options: FileOptions,
): Promise<Buffer | undefined> {
  if (format === 'xlsx') return toWorkbook(answer, options)
  const table = (moves && answer.moves) || answer.table
  if (format === 'csv') return toCsv(table)
  const drawn = drawTable(table, moves ? 'moves' : 'table')
  if (!drawn) return undefined
  const source = `AI activity hub, ${options.day}: ${options.address}`
  const picture = pictureOf(drawn, table, source)
  return format === 'svg' ? Buffer.from(picture) : toPng(picture)
}

function linesOf({ columns, rows, all, rowLabel }: ExploreTable): (string | number)[][] {
  return [
    [rowLabel, 'Id', ...columns.map(({ label }) => label)],
    ...[...rows, all].map(({ id, label, cells }) => [
      label,
      id,
      ...cells.map(({ value }) => value),
    ]),
  ]
}

async function toCsv(table: ExploreTable): Promise<Buffer> {
  // Loaded when first asked for, so that the start does not wait for it.
  const { stringify } = await import('csv-stringify/sync')
  // A label that begins like a formula must not become one in a spreadsheet; numbers are none.
  const lines = linesOf(table).map((line) =>
    line.map((value) => (typeof value === 'string' ? value.replace(/^[=+\-@\t\r]/, "'$&") : value)),
  )
  return Buffer.from(`\uFEFF${stringify(lines)}`)
}

async function toWorkbook(
  { table, moves, activities }: ExploreAnswer,
  { address, day }: FileOptions,
): Promise<Buffer> {
  const { default: write } = await import('write-excel-file/node')
  const bold = (value: string) => ({ value, fontWeight: 'bold' as const })
  const sheetOf = (name: string, one: ExploreTable) => {
    const [head = [], ...lines] = linesOf(one)
    return {
      sheet: name,
      data: [
        head.map((label) => bold(String(label))),
        ...lines.map((line) => line.map((value) => ({ value }))),
      ],
      columns: head.map((_, at) => ({ width: at === 0 ? 44 : 16 })),
      stickyRowsCount: 1,
    }
  }
  const about: [string, string | number][] = [
    ['Question', table.title],
    ['Answer', table.finding],
    ...table.notes.map((note): [string, string] => ['Note', note]),
    ...(moves ? [moves.finding, ...moves.notes] : []).map((note): [string, string] => [
      'Moves',
      note,
    ]),
    ['Activities counted', activities],
    ['Address', address],
    ['Made on', day],
  ]
  const sheets = [
    sheetOf('Table', table),
    ...(moves ? [sheetOf('Moves', moves)] : []),
    ...(moves
      ? [
          {
            sheet: 'Activities that moved',
            data: [
              ['Move', 'Catalogue number', 'Title', 'Entities'].map(bold),
              ...moves.activities.map(({ id, title, move, entities }) => [
                { value: move },
                { value: id },
                { value: title },
                { value: entities.map(({ label }) => label).join('; ') },
              ]),
            ],
            columns: [14, 16, 80, 40].map((width) => ({ width })),
            stickyRowsCount: 1,
          },
        ]
      : []),
    {
      sheet: 'About',
      data: about.map(([label, value]) => [bold(label), { value }]),
      columns: [{ width: 22 }, { width: 110 }],
    },
  ]
  const bytes = await write(sheets).toBuffer()
  return sameZip(bytes, day, (_, content) => withDay(content, day))
}

async function toPng(svg: string): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const fitTo = { mode: 'zoom' as const, value: 2 }
  return (await renderAsync(svg, { fitTo, font: fontsFor(svg) })).asPng()
}
