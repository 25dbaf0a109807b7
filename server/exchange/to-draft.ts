import { LIMITS } from '../../taxonomy/activity'
import type { FileColumn, RowProblem } from '../../taxonomy/import-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { say } from '../messages/say'
import { isCut, restored } from './cells'
import type { Column, RowDraft } from './columns'
import { readTableDate } from './dates'
import { HUB_COLUMNS } from './hub-format'
import type { SourceRow } from './reading/source'
import { RefusedError } from './record'

/** What a row of a table says, and what of it cannot be taken. */
export interface ReadRow {
  draft: RowDraft
  problems: RowProblem[]
}

/** Vocabularies whose terms people put into each other's columns, by the vocabulary of the column. */
export const NEIGHBOURS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(HUB_COLUMNS).map((vocabularies) => [vocabularies[0], vocabularies]),
)

/** Reads rows of one table by what its columns were taken for. */
export class RowReader {
  /** Our columns in the order they must be read in, with their places in the file. */
  readonly #columns: { column: Column; file: FileColumn }[]

  constructor(
    private readonly taxonomy: Taxonomy,
    columns: readonly Column[],
    private readonly file: readonly FileColumn[],
  ) {
    this.#columns = columns.flatMap((column) => {
      const source = file.find(({ target }) => target === column.name)
      return source && column.read ? [{ column, file: source }] : []
    })
  }

  /** The heading over the cell of one of our fields, as a place in a row. */
  placeOf(name: string, row: number): string {
    const column = this.#columns.find((one) => one.column.name === name)?.file
    return column ? placeIn(column, row) : ''
  }

  read(row: SourceRow): ReadRow {
    const draft: RowDraft = { content: {} }
    const problems: RowProblem[] = row.faults.flatMap(({ column, value, reason }) => {
      if (column === null) return [{ place: '', value, reason }]
      const known = this.file.find(({ at }) => at === column)
      // What stands wrong in a column that is left aside does not matter.
      if (!known?.target) return []
      return [{ place: placeIn(known, row.row), value, reason }]
    })
    const faulty = new Set(row.faults.map(({ column }) => column))
    for (const { column, file } of this.#columns) {
      if (faulty.has(file.at)) continue
      const cell = restored(row.cells[file.at] ?? '')
      const refuse = (reason: string) =>
        problems.push({
          ...{ place: placeIn(file, row.row), reason },
          value: cell.slice(0, 200),
        })
      try {
        this.#readCell(column, cell, draft, refuse)
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error
        refuse(error.reason)
      }
    }
    return { draft, problems }
  }

  #readCell(column: Column, cell: string, draft: RowDraft, refuse: (reason: string) => void) {
    if (isCut(cell)) return refuse(say('cell.cut'))
    if (column.type === 'date' || column.type === 'day') {
      const read = readTableDate(cell)
      if ('reason' in read) return refuse(read.reason)
      const isWhole = read.date === '' || read.date.length === 10
      if (column.type === 'day' && !isWhole) return refuse(say('cell.day'))
      return column.read?.(read.date, draft)
    }
    if (column.type === 'list' || column.type === 'concepts')
      return this.#readList(column, cell.replace(/\s*\r?\n\s*/g, '; '), draft)
    if (column.type === 'concept') return this.#readList(column, cell, draft)
    column.read?.(column.type === 'number' ? cell.replace(/\.0+$/, '') : cell, draft)
  }

  /** What no whole label names is tried once more: several in one string, or of a neighbour. */
  #readList(column: Column, cell: string, draft: RowDraft) {
    const { content } = draft
    const before = content.unplaced ?? []
    column.read?.(cell, draft)
    const { vocabulary } = column
    if (!vocabulary || !content.unplaced || content.unplaced.length === before.length) return
    const rest = [...before]
    for (const { field, label } of content.unplaced.slice(before.length)) {
      const placed = this.taxonomy.place(NEIGHBOURS.get(vocabulary) ?? [vocabulary], label)
      rest.push(...placed.unplaced.map((text) => ({ field, label: text.slice(0, LIMITS.text) })))
      for (const { vocabulary: of, id } of placed.concepts) this.#add(content, of, id)
    }
    content.unplaced = rest
  }

  #add(content: RowDraft['content'], vocabulary: string, id: string) {
    const field = this.taxonomy.vocabulary(vocabulary)?.field as 'countries' | undefined
    if (!field) return
    const now: unknown = content[field]
    if (Array.isArray(now) || now === undefined) {
      const items = (now ?? []) as unknown[]
      const isNumeric = vocabulary === HUB_COLUMNS.sdgs[0]
      const value = isNumeric ? Number(id) : id
      if (!items.includes(value)) Object.assign(content, { [field]: [...items, value] })
    } else if (now === null)
      Object.assign(content, { [field]: field === ('pillars' as string) ? [id] : id })
  }
}

/** A cell for people: its place and heading; of records, the key. */
function placeIn({ letter, heading }: FileColumn, row: number): string {
  return letter ? `${letter}${row} (${heading})` : heading
}
