import { buffer } from 'node:stream/consumers'
import type { ExploreAnswer, ExploreTable, Moves } from '../../taxonomy/explore'
import { neutralised } from '../exchange/cells'
import {
  aboutSheet,
  numberCell,
  type Sheet,
  type SheetCell,
  safeCell,
  textCell,
  writeWorkbook,
} from '../exchange/workbook'
import { drawTable, pictureOf } from './explore-chart'
import type { ExploreFormat } from './explore-query'
import { fontsFor } from './fonts'
import { fill, TEXTS } from './texts'

const { file: WORDS } = TEXTS.explore

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
  const source = fill(WORDS.source, { ...options })
  const picture = pictureOf(drawn, table, source)
  return format === 'svg' ? Buffer.from(picture) : toPng(picture)
}

function linesOf({ columns, rows, all, rowLabel }: ExploreTable): (string | number)[][] {
  return [
    [rowLabel, WORDS.id, ...columns.map(({ label }) => label)],
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
    line.map((value) => (typeof value === 'string' ? neutralised(value) : value)),
  )
  return Buffer.from(`\uFEFF${stringify(lines)}`)
}

async function toWorkbook(
  { table, moves, activities }: ExploreAnswer,
  { address, day }: FileOptions,
): Promise<Buffer> {
  const about: [string, string | number][] = [
    [WORDS.question, table.title],
    [WORDS.answer, table.finding],
    ...table.notes.map((note): [string, string] => [WORDS.note, note]),
    ...(moves ? [moves.finding, ...moves.notes] : []).map((note): [string, string] => [
      WORDS.moves,
      note,
    ]),
    [WORDS.counted, activities],
    [WORDS.address, address],
    [WORDS.day, day],
  ]
  const sheets: Sheet[] = [
    tableSheet(WORDS.table, table),
    ...(moves ? [tableSheet(WORDS.moves, moves), movedSheet(moves)] : []),
    aboutSheet(about),
  ]
  return buffer(writeWorkbook(sheets, day))
}

function cellOf(value: string | number): SheetCell {
  return typeof value === 'number' ? numberCell(value) : safeCell(value)
}

function tableSheet(name: string, table: ExploreTable): Sheet {
  const [head = [], ...lines] = linesOf(table)
  return {
    name,
    rows: [
      [head.map((label) => textCell(String(label), 'head'))],
      lines.map((line) => line.map(cellOf)),
    ],
    widths: head.map((_, at) => (at === 0 ? 44 : 16)),
    frozen: { rows: 1 },
  }
}

function movedSheet({ activities }: Moves): Sheet {
  const rows = activities.map(({ id, title, move, entities }) =>
    [move, id, title, entities.map(({ label }) => label).join('; ')].map(cellOf),
  )
  return {
    name: WORDS.moved,
    rows: [[WORDS.movedColumns.map((label) => textCell(label, 'head'))], rows],
    widths: [14, 16, 80, 40],
    frozen: { rows: 1 },
  }
}

async function toPng(svg: string): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const fitTo = { mode: 'zoom' as const, value: 2 }
  return (await renderAsync(svg, { fitTo, font: fontsFor(svg) })).asPng()
}
