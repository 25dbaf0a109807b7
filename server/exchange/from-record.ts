import type { FileColumn } from '../../taxonomy/import-pages'
import { joinList } from './cells'
import type { Column } from './columns'
import { columnsOfFile, type Recognise } from './headings'
import type { SourceRow } from './reading/source'

/** Forms of records that have readers of their own; all others are read as tables. */
export type RecordForm = 'hub' | 'catalogue' | 'table'

/** Which form a record has, by the keys that only that form has. */
export function formOf(record: Record<string, unknown>): RecordForm {
  if ('agencies' in record) return 'hub'
  return 'published' in record || ('entities' in record && 'unplaced' in record)
    ? 'catalogue'
    : 'table'
}

/**
 * A record of the public hub with its lists as lists, though they came as texts of JSON, and its
 * number as text.
 *
 * @example unwrapped({ id: 7, agencies: '["ITU"]' }) // { id: '7', agencies: ['ITU'] }
 */
export function unwrapped(record: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(record).map(([key, value]) => {
    if (key === 'id') return [key, String(value)]
    if (value === null) return [key, undefined]
    if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return [key, value]
    try {
      return [key, JSON.parse(value) as unknown]
    } catch {
      return [key, value]
    }
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

/** The columns that a file of other records has: all keys of its first ones. */
export function columnsOfRecords(
  records: readonly Record<string, unknown>[],
  recognise: Recognise,
  remembered: ReadonlyMap<string, string>,
): FileColumn[] {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))]
  // Records have no letters for their columns: their keys are the place.
  return columnsOfFile(keys, recognise, remembered).map((column) => ({ ...column, letter: '' }))
}

/** A record as a row of such a table. */
export function rowOfRecord(
  row: SourceRow,
  columns: readonly FileColumn[],
  ours: readonly Column[],
): SourceRow {
  const { record } = row
  if (!record) return row
  const cells: string[] = []
  for (const { at, heading, target } of columns) {
    const isList = /list|concept/.test(ours.find(({ name }) => name === target)?.type ?? '')
    while (cells.length < at) cells.push('')
    cells[at] = cellOf(record[heading], isList)
  }
  return { ...row, cells }
}

function cellOf(value: unknown, isList: boolean): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) {
    const items = value.map((item) => cellOf(item, false))
    return isList ? joinList(items) : items.join(', ')
  }
  if (typeof value !== 'object') return String(value)
  // An object stands for a concept or a link by the part of it that names it.
  const { id, url, label, name } = value as Record<string, unknown>
  return String(id ?? url ?? label ?? name ?? JSON.stringify(value))
}
