import { ALL } from '../../taxonomy/explore'
import { type Facet, NOT_STATED } from '../../taxonomy/taxonomy'
import type { ActivityIndex } from '../catalogue/activity-index'
import type { Bitset } from '../catalogue/bitset'
import type { FacetCounts, FacetMembers } from '../catalogue/facet-index'
import { narrowed } from '../catalogue/search'
import type { Question } from './explore-query'

/** Activities that a question is about, in one state of the catalogue. */
export interface Base {
  index: ActivityIndex
  members: Bitset
  /** The query as it was run, where words of the one typed are in no activity. */
  corrected: string | undefined
}

/**
 * The activities that have a question's words, all of them, and its values. A list shows some
 * with fewer of the words as well, behind the others; they are not counted.
 */
export function baseOf(
  index: ActivityIndex,
  { q, filters }: Pick<Question, 'q' | 'filters'>,
): Base {
  const match = index.match(q)
  const matched = match ? (match.complete ?? match.members) : index.all
  return { index, members: narrowed(index, matched, filters), corrected: match?.corrected }
}

/** Numbers by row and column, each with `all`, which counts everything once. */
export interface CrossTable {
  rows: string[]
  columns: string[]
  /** By row id, then by column id. */
  cells: Map<string, Map<string, number>>
}

/** Counts a question's measure by its rows and columns. */
export function crossTable({ index, members }: Base, question: Question): CrossTable {
  const { rows, columns, measure } = question
  const all = index.facets.count(members)
  const down = valuesIn(index, rows, all)
  const across = columns ? valuesIn(index, columns, all) : []
  const numbers = measure.facet
    ? countDifferent({ index, members }, down, across, valuesIn(index, measure.facet, all))
    : countActivities(members, down, across)
  const idsOf = (values: readonly FacetMembers[]) => values.map(({ id }) => id)
  const [downIds, acrossIds] = [idsOf(down), idsOf(across)]
  const cells = new Map(
    [...downIds, ALL].map((id, row) => {
      const from = row * (across.length + 1)
      return [id, new Map([...acrossIds, ALL].map((at, n) => [at, numbers[from + n] ?? 0]))]
    }),
  )
  const rank = (row: string, column: string) => cells.get(row)?.get(column) ?? 0
  return {
    rows: inOrder(rows, downIds, (id) => rank(id, ALL)),
    columns: inOrder(columns, acrossIds, (id) => rank(ALL, id)),
    cells,
  }
}

/** Activities of each cell, row by row; behind the last row and the last column stand those for all. */
function countActivities(
  members: Bitset,
  down: readonly FacetMembers[],
  across: readonly FacetMembers[],
): number[] {
  const lines = [...down.map((row) => members.and(row.members)), members]
  return lines.flatMap((line) => [
    ...across.map((column) => line.sizeOfAnd(column.members)),
    line.size,
  ])
}

/** The same for different values of a facet, in one walk through the activities. */
function countDifferent(
  { index, members }: Pick<Base, 'index' | 'members'>,
  down: readonly FacetMembers[],
  across: readonly FacetMembers[],
  measured: readonly FacetMembers[],
): Uint32Array {
  const width = across.length + 1
  const counts = new Uint32Array((down.length + 1) * width)
  const seen = new Uint8Array(counts.length * measured.length)
  const placesOf = (values: readonly FacetMembers[]) =>
    new Map(values.map(({ number }, place) => [number, place]))
  const [inRows, inColumns] = [placesOf(down), placesOf(across)]
  const inMeasured = placesOf(measured.filter(({ id }) => id !== NOT_STATED.id))
  members.forEach((position) => {
    const [itsRows, itsColumns, values] = [[down.length], [across.length], [] as number[]]
    for (const number of index.facets.carriedAt(position)) {
      const [row, column, value] = [
        inRows.get(number),
        inColumns.get(number),
        inMeasured.get(number),
      ]
      if (row !== undefined) itsRows.push(row)
      if (column !== undefined) itsColumns.push(column)
      if (value !== undefined) values.push(value)
    }
    for (const row of itsRows)
      for (const column of itsColumns)
        for (const value of values) {
          const cell = row * width + column
          const at = cell * measured.length + value
          if (seen[at] === 1) continue
          seen[at] = 1
          counts[cell] = (counts[cell] as number) + 1
        }
  })
  return counts
}

/** Values of a facet that some activities carry. */
function valuesIn(index: ActivityIndex, facet: Facet, counts: FacetCounts): FacetMembers[] {
  return index.facets.list(facet).filter(({ number }) => (counts[number] as number) > 0)
}

/** Years rising, lists with an order of their own in that, all else largest first; what is not stated last. */
export function inOrder(
  facet: Facet | undefined,
  ids: readonly string[],
  rank: (id: string) => number,
): string[] {
  const known = ids.filter((id) => id !== NOT_STATED.id)
  const places = new Map(facet?.vocabulary?.concepts.map(({ id }, at) => [id, at]))
  const given = (a: string, b: string) => (places.get(a) ?? 0) - (places.get(b) ?? 0)
  if (!facet?.vocabulary) known.sort()
  else if (facet.vocabulary.order === 'given') known.sort(given)
  else known.sort((a, b) => rank(b) - rank(a) || given(a, b))
  return ids.includes(NOT_STATED.id) ? [...known, NOT_STATED.id] : known
}

/** How many of the activities carry more than one value of a facet. */
export function severalIn({ index, members }: Base, { param }: Facet): number {
  let several = 0
  members.forEach((position) => {
    if (index.facets.breadthAt(param, position) > 1) several++
  })
  return several
}
