import { say } from '../../messages/say'
import {
  columnAt,
  columnLetter,
  FILE_LIMITS,
  FileRefused,
  note,
  type Source,
  type SourceNote,
  type SourceRow,
} from './source'
import { readWorkbook, type SheetInfo, unescaped, type Workbook } from './xlsx-parts'
import { readXml } from './xml'
import { openPackage, type Package } from './zip'

/** How many rows of a sheet tell whether it holds the table. */
const PEEK = 30

/**
 * Opens a workbook: the values of one sheet, row by row. Formulas stand for the values that were
 * saved with them, nothing is worked out, and no reference to another file is followed.
 *
 * @param isTable whether the first rows of a sheet look like the table that is wanted
 * @throws {FileRefused}
 */
export async function readXlsx(
  path: string,
  isTable: (rows: readonly string[][]) => boolean,
): Promise<Source> {
  const parts = await openPackage(path)
  try {
    const workbook = await readWorkbook(parts)
    const notes: SourceNote[] = []
    const merged: Source['merged'] = []
    const sheet = await chooseSheet(parts, workbook, isTable)
    for (const other of workbook.sheets)
      if (other !== sheet) note(notes, other.isHidden ? 'hidden-sheet' : 'other-sheet', other.name)
    if (workbook.hasExternalReferences) note(notes, 'external-references', '')
    const rows = async function* () {
      try {
        yield* rowsOf(parts, workbook, sheet, notes, merged)
      } finally {
        parts.close()
      }
    }
    return { format: 'xlsx', sheet: sheet.name, rows: rows(), notes, merged }
  } catch (error) {
    parts.close()
    throw error
  }
}

/** The first sheet people see that looks like the table, else the first that holds anything. */
async function chooseSheet(
  parts: Package,
  workbook: Workbook,
  isTable: (rows: readonly string[][]) => boolean,
): Promise<SheetInfo> {
  let filled: SheetInfo | undefined
  for (const sheet of workbook.sheets.filter(({ isHidden }) => !isHidden)) {
    if (!parts.has(sheet.part)) continue
    const first: string[][] = []
    for await (const { cells } of rowsOf(parts, workbook, sheet, [], [])) {
      first.push(cells)
      if (first.length === PEEK) break
    }
    if (isTable(first)) return sheet
    if (first.length > 0) filled ??= sheet
  }
  if (filled) return filled
  const isHidden = workbook.sheets.some((sheet) => sheet.isHidden)
  throw new FileRefused(isHidden ? say('workbook.hidden') : say('workbook.noRows'))
}

/** What one cell says while its elements go by. */
interface CellState {
  column: number
  type: string
  style: number
  value: string
  formula: string | undefined
}

async function* rowsOf(
  parts: Package,
  workbook: Workbook,
  { part }: SheetInfo,
  notes: SourceNote[],
  merged: Source['merged'],
): AsyncGenerator<SourceRow> {
  let ready: SourceRow[] = []
  let row: SourceRow = { row: 0, cells: [], faults: [] }
  let cell: CellState | undefined
  let next = 0
  let taking: 'value' | 'formula' | undefined
  const place = () => `${columnLetter(cell?.column ?? 0)}${row.row}`

  const open = (name: string, attributes: Record<string, string>) => {
    if (name === 'row') {
      row = { row: Number(attributes.r) || row.row + 1, cells: [], faults: [] }
      next = 0
      if (attributes.hidden === '1' || attributes.hidden === 'true')
        note(notes, 'hidden-rows', String(row.row))
    } else if (name === 'c') {
      const [letters] = /^[A-Z]+/.exec(attributes.r ?? '') ?? []
      const column = letters ? columnAt(letters) : next
      next = column + 1
      const style = Number(attributes.s ?? 0)
      cell = { column, type: attributes.t ?? 'n', style, value: '', formula: undefined }
    } else if (name === 'v' || name === 't') taking = 'value'
    else if (name === 'f' && cell) {
      taking = 'formula'
      cell.formula = ''
    } else if (name === 'rPh') taking = undefined
    else if (name === 'mergeCell') {
      const ref = attributes.ref ?? ''
      const [, from = '', first = '', to = '', last = ''] =
        /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? []
      if (from === '' || (from === to && first === last)) return
      merged.push([Number(first), Number(last), ref])
      note(notes, 'merged-cells', ref)
    }
  }
  const text = (piece: string) => {
    if (!cell || !taking) return
    if (taking === 'formula') cell.formula += piece.slice(0, 1000)
    else cell.value += piece
    if (cell.value.length > FILE_LIMITS.cell)
      throw new FileRefused(say('workbook.longCell', { cell: place(), most: FILE_LIMITS.cell }))
  }
  const close = (name: string) => {
    if (name === 'v' || name === 't' || name === 'f') taking = undefined
    else if (name === 'c' && cell) {
      take(cell)
      cell = undefined
    } else if (name === 'row' && (row.cells.length > 0 || row.faults.length > 0)) ready.push(row)
  }
  const take = (one: CellState) => {
    const { column, type, formula } = one
    if (formula !== undefined) {
      note(notes, 'formulas', place())
      if (/\[\d+\]/.test(formula)) note(notes, 'external-references', place())
      if (one.value === '' && type !== 'str')
        row.faults.push({
          ...{ column, value: `=${formula}` },
          reason: say('cell.formula'),
        })
    }
    const value = textOf(one, workbook)
    if (type === 'e') row.faults.push({ column, value, reason: say('cell.formulaError') })
    if (value.trim() === '') return
    if (column >= FILE_LIMITS.columns)
      throw new FileRefused(
        say('workbook.beyond', { cell: place(), last: columnLetter(FILE_LIMITS.columns - 1) }),
      )
    while (row.cells.length < column) row.cells.push('')
    row.cells[column] = value
  }

  const takeOut = () => {
    const some = ready
    ready = []
    return some
  }
  yield* readXml(await parts.stream(part), { open, text, close }, takeOut)
}

function textOf({ type, style, value }: CellState, workbook: Workbook): string {
  switch (type) {
    case 's':
      return workbook.strings[Number(value)] ?? ''
    case 'b':
      return value === '1' ? 'yes' : 'no'
    case 'n':
      return numberText(value, workbook.dateStyles[style] ?? false, workbook.is1904)
    default:
      return unescaped(value)
  }
}

const DAY_MS = 86_400_000

/** A number as people see it: days as ISO dates, whole numbers without a fraction. */
function numberText(value: string, isDate: boolean, is1904: boolean): string {
  const number = Number(value)
  if (value === '' || Number.isNaN(number)) return value
  if (!isDate) return String(Number(number.toPrecision(15)))
  // Serial 60 is a day that never was, which spreadsheets keep for the sake of old files.
  const days = is1904 ? number + 1462 : number
  const time = Date.UTC(1899, 11, days < 60 ? 31 : 30) + Math.floor(days) * DAY_MS
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? value : date.toISOString().slice(0, 10)
}
