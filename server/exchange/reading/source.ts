/** What a file for import may be at most; each has its message where it is checked. */
export const FILE_LIMITS = {
  /** Bytes of the file as it is sent. */
  bytes: 300 * 1024 * 1024,
  /** Rows with something in them. */
  rows: 200_000,
  columns: 300,
  /** Characters of one cell, and of one record. */
  cell: 100_000,
  record: 1_000_000,
  /** Bytes of all parts of a workbook once unpacked, and of one part per packed byte. */
  unpacked: 300 * 1024 * 1024,
  ratio: 200,
  parts: 2000,
  /** Characters of the texts that a workbook keeps apart from its cells. */
  strings: 40_000_000,
}

/** A file that cannot be read at all: the reason in words for whoever sent it. Nothing was taken from it. */
export class FileRefused extends Error {
  override name = 'FileRefused'
}

/** What stands wrong in one cell, or in the row as a whole where `column` is null. */
export interface RowFault {
  /** Place of the column, from 0. */
  column: number | null
  value: string
  reason: string
}

/** One row of a file, with its place. */
export interface SourceRow {
  /** Row of the sheet or line of the file, from 1; of a JSON list, the number of the record. */
  row: number
  /** Texts by column; a trailing run of empty ones may be missing. */
  cells: string[]
  /** The record itself where the file is no table; `cells` is then empty. */
  record?: Record<string, unknown>
  /** What keeps the row from being taken in, whatever else it says. */
  faults: RowFault[]
}

/** Something about a file that whoever sent it should know, and where. */
export interface SourceNote {
  code:
    | 'formulas'
    | 'external-references'
    | 'merged-cells'
    | 'hidden-sheet'
    | 'other-sheet'
    | 'hidden-rows'
    | 'windows-1252'
  /** `B7`, the name of a sheet; '' = the whole file. */
  place: string
  count: number
}

/** A file opened for reading. Rows come one after the other, so that a large file needs no more memory. */
export interface Source {
  format: 'xlsx' | 'csv' | 'json' | 'jsonl'
  /** Name of the sheet that is read; '' where there are none. */
  sheet: string
  rows: AsyncIterable<SourceRow>
  /** Complete once all rows were read. */
  notes: SourceNote[]
  /** Rows that cells merged over others cover, `[first, last, 'B3:B5']`; complete once all rows were read. */
  merged: [number, number, string][]
}

/** Whole megabytes: 314_572_800 → `300`. */
export const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)

/** A column as spreadsheets name it: 0 → `A`, 27 → `AB`. */
export function columnLetter(at: number): string {
  const rest = String.fromCharCode(65 + (at % 26))
  return at < 26 ? rest : columnLetter(Math.floor(at / 26) - 1) + rest
}

/** Place of a column by its letters: `AB` → 27. */
export function columnAt(letters: string): number {
  let at = 0
  for (const letter of letters) at = at * 26 + letter.charCodeAt(0) - 64
  return at - 1
}

/** Adds one to a note, keeping the first place it was met. */
export function note(notes: SourceNote[], code: SourceNote['code'], place: string): void {
  const known = notes.find((one) => one.code === code)
  if (known && code !== 'hidden-sheet' && code !== 'other-sheet') known.count++
  else notes.push({ code, place, count: 1 })
}
