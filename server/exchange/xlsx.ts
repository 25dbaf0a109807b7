import type { Readable } from 'node:stream'
import { say } from '../messages/say'
import type { Cell } from './cells'
import { type Column, columnsOf } from './columns'
import type { Selection } from './selection'
import {
  aboutSheet,
  dayCell,
  numberCell,
  type Sheet,
  type SheetCell,
  safeCell,
  textCell,
  writeWorkbook,
} from './workbook'

/**
 * A selection as an Excel workbook: the sheet *Activities* with real numbers and days, a filter and a
 * frozen heading, and the sheet *About*, which says what it holds.
 */
export function writeXlsx(selection: Selection): Readable {
  const columns = columnsOf(selection.taxonomy, selection.origin).filter(({ isPublic }) => isPublic)
  return writeWorkbook(
    [activitiesSheet(selection, columns), aboutSheet(factsOf(selection))],
    selection.asOf,
  )
}

function activitiesSheet(selection: Selection, columns: Column[]): Sheet {
  return {
    name: say('export.activities'),
    rows: activityRows(selection, columns),
    widths: columns.map(({ type, name }) => {
      if (name === 'title') return 50
      return type === 'number' || type === 'day' || type === 'date' ? 12 : 28
    }),
    frozen: { rows: 1, columns: 2 },
    table: { columns: columns.length, rows: selection.total },
  }
}

async function* activityRows({ pages }: Selection, columns: Column[]) {
  yield [columns.map(({ name }) => textCell(name, 'head'))]
  for await (const page of pages())
    yield page.map((activity) => columns.map((column) => cellOf(column, column.write(activity))))
}

function cellOf({ type }: Column, value: Cell): SheetCell {
  if (value === null) return ''
  if (typeof value === 'number') return numberCell(value)
  if (type === 'day' && value) return dayCell(value)
  return safeCell(value)
}

/** What the workbook holds, by name. */
function factsOf(selection: Selection): [string, string | number][] {
  const { query, sort, total, revision, asOf, url, licence, attribution } = selection
  return [
    [say('export.activities'), total],
    [say('export.sorted'), sort],
    ...(query.length > 0
      ? query
      : ([[say('export.query'), say('export.all')]] as [string, string][])),
    [say('export.address'), url],
    [say('export.asOf'), asOf],
    [say('export.revision'), revision],
    [say('export.licence'), say('export.licenceOf', { licence })],
    [say('export.attribution'), attribution],
    [say('export.columns'), `${selection.origin}/data#columns`],
    [say('export.note'), say('export.neutralised')],
  ]
}
