import { ALL } from '../../taxonomy/explore'
import { type Facet, NOT_STATED } from '../../taxonomy/taxonomy'
import type { ActivityIndex } from '../catalogue/activity-index'
import type { Bitset } from '../catalogue/bitset'
import type { FacetMembers } from '../catalogue/facet-index'
import { narrowed } from '../catalogue/search'
import type { Measure, Question } from './explore-query'

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

/** How much there is of a measure among some activities. */
export function measured(index: ActivityIndex, measure: Measure, members: Bitset): number {
  const { facet } = measure
  if (!facet) return members.size
  const counts = index.facets.count(members)
  return index.facets
    .list(facet)
    .filter(({ id, number }) => id !== NOT_STATED.id && (counts[number] as number) > 0).length
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
  const across = columns ? valuesIn(index, columns, members) : []
  const cells = new Map<string, Map<string, number>>()
  const line = (among: Bitset) => {
    const numbers = new Map<string, number>()
    for (const { id, members: some } of across) {
      const size = among.sizeOfAnd(some)
      numbers.set(id, measure.facet && size > 0 ? measured(index, measure, among.and(some)) : size)
    }
    return numbers.set(ALL, measured(index, measure, among))
  }
  const down = valuesIn(index, rows, members)
  for (const { id, members: some } of down) cells.set(id, line(members.and(some)))
  cells.set(ALL, line(members))
  const rank = (id: string) => cells.get(id)?.get(ALL) ?? 0
  return {
    rows: inOrder(
      rows,
      down.map(({ id }) => id),
      rank,
    ),
    columns: inOrder(
      columns,
      across.map(({ id }) => id),
      (id) => cells.get(ALL)?.get(id) ?? 0,
    ),
    cells,
  }
}

/** Values of a facet that some of the activities carry. */
function valuesIn(index: ActivityIndex, facet: Facet, among: Bitset): FacetMembers[] {
  const counts = index.facets.count(among)
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
