import type { AboutFile } from '../../taxonomy/import-pages'
import { say } from '../messages/say'
import { columnsOfRecords, formOf } from './from-record'
import {
  columnsOfFile,
  HEADER_WITHIN,
  headerAmong,
  looksLikeTable,
  type Recognise,
} from './headings'
import { openSource } from './reading/open-source'
import { FILE_LIMITS, FileRefused, type SourceRow } from './reading/source'

/**
 * Reads the beginning of a file: where its headings are and what its columns are taken for. A
 * workbook is read to its end, which is where it says what is merged.
 *
 * @throws {FileRefused}
 */
export async function aboutFile(
  path: string,
  recognise: Recognise,
  remembered: ReadonlyMap<string, string>,
  pause: () => Promise<void> | undefined,
): Promise<AboutFile> {
  const source = await openSource(path, (rows) => looksLikeTable(rows, recognise))
  const first: SourceRow[] = []
  for await (const row of source.rows) {
    if (first.length < HEADER_WITHIN) first.push(row)
    else if (source.format !== 'xlsx') break
    await pause()
  }
  const { format, sheet, notes } = source
  if (first.length === 0) throw new FileRefused(say('file.noRows'))
  const records = first.flatMap(({ record }) => (record ? [record] : []))
  if (format === 'json' || format === 'jsonl') {
    const isTable = records.some((record) => formOf(record) === 'table')
    const columns = isTable ? columnsOfRecords(records, recognise, remembered) : []
    return { format, sheet, headerRow: 0, columns, notes, merged: [] }
  }
  const at = headerAmong(
    first.map(({ cells }) => cells),
    recognise,
  )
  const header = first[at] as SourceRow
  const merged = source.merged.filter(([, last]) => last > header.row).slice(0, 1000)
  const columns = columnsOfFile(header.cells, recognise, remembered)
  if (columns.length === 0) throw new FileRefused(say('file.noHeadings'))
  return { format, sheet, headerRow: header.row, columns, notes, merged }
}

/** The rows of entries in a file: those below its headings, without the same headings said again. */
export async function* entriesOf(
  path: string,
  about: AboutFile,
  recognise: Recognise,
): AsyncGenerator<SourceRow> {
  const source = await openSource(path, (rows) => looksLikeTable(rows, recognise))
  const isHeader = ({ cells }: SourceRow) =>
    about.columns.every(({ at, heading }) => cells[at]?.trim().slice(0, 200) === heading)
  let count = 0
  let last = 0
  for await (const row of source.rows) {
    if (row.row <= last) throw new FileRefused(say('file.rowTwice', { row: row.row }))
    last = row.row
    if (row.row <= about.headerRow) continue
    if (about.headerRow > 0 && isHeader(row)) continue
    if (++count > FILE_LIMITS.rows)
      throw new FileRefused(say('file.rows', { most: FILE_LIMITS.rows.toLocaleString('en') }))
    const merge = about.merged.find(([from, to]) => row.row >= from && row.row <= to)
    if (merge) {
      const reason = say('row.merged', { cells: merge[2] })
      yield { ...row, faults: [...row.faults, { column: null, value: merge[2], reason }] }
    } else yield row
  }
}
