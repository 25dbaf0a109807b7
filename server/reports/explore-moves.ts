import { ALL, MOVES, type Move, type Moves } from '../../taxonomy/explore'
import type { Facet, Taxonomy } from '../../taxonomy/taxonomy'
import { Bitset } from '../catalogue/bitset'
import type { Catalogue } from '../catalogue/catalogue'
import { pauses } from '../catalogue/pauses'
import { refsOf } from '../catalogue/view'
import { type Base, inOrder } from './explore-count'
import type { Question } from './explore-query'
import { valueLabel } from './facet-figures'
import { activities, count } from './figure'
import { fill, TEXTS } from './texts'

const { allOnce: ALL_ONCE, moves: WORDS } = TEXTS.explore

/** One side of a comparison. */
export interface Side {
  /** `now` or `2025` */
  edition: string
  label: string
  /** ISO day up to which it speaks. */
  asOf: string
  catalogue: Catalogue
  base: Base
  /** What tells how its activities moved, where it is one of two. */
  facts: ReadonlyMap<number, Fact>
}

/** What of an activity tells how it moved. */
export interface Fact {
  title: string
  status: string | null
  endDate: string | null
  entities: Moves['activities'][number]['entities']
}

const PAGE = 200

const known = new WeakMap<Catalogue, { revision: string; facts: Map<number, Fact> }>()

/** What tells how activities moved, by id; read once for each state of a catalogue. */
export async function factsOf(catalogue: Catalogue): Promise<Map<number, Fact>> {
  for (;;) {
    const { revision } = catalogue
    const ready = known.get(catalogue)
    if (ready?.revision === revision) return ready.facts
    // Others may write while it reads; then it reads again.
    known.set(catalogue, { revision, facts: await readFacts(catalogue) })
  }
}

async function readFacts({ reader, taxonomy }: Catalogue): Promise<Map<number, Fact>> {
  const facts = new Map<number, Fact>()
  const pause = pauses()
  for (let after = 0; ; ) {
    const page = await reader.pagePublished(after, PAGE)
    for (const activity of page) {
      await pause()
      const { title, status, endDate } = activity.content
      facts.set(activity.id, {
        ...{ title, status, endDate },
        entities: refsOf(taxonomy, activity, 'entities'),
      })
    }
    const last = page.at(-1)
    if (!last) return facts
    after = last.id
  }
}

/** Whether an entry says that the activity is over: by its status where it has one, else by its end. */
export function isOver(
  { status, endDate }: Pick<Fact, 'status' | 'endDate'>,
  day: string,
): boolean {
  if (status !== null) return status === 'completed' || status === 'discontinued'
  // A year or a month alone is over with its last day.
  return endDate !== null && endDate + '-12-31'.slice(endDate.length - 4) <= day
}

/**
 * What became of the activities of two editions, by entity. Each activity moved in one way: it
 * counts by what the later edition says of it or, where that has it no longer, by the earlier one.
 */
export function movesBetween(
  before: Side,
  after: Side,
  question: Question,
  taxonomy: Taxonomy,
): Moves {
  const [old, now] = [before.facts, after.facts]
  const facet = taxonomy.facet('entity') ?? question.rows
  const sets: Record<Move, Bitset> = {
    ...{ new: new Bitset(), continued: new Bitset(), completed: new Bitset() },
    ...{ ended: new Bitset(), retired: new Bitset() },
  }
  const listed: Moves['activities'] = []
  const list = (id: number, move: Move, { title, entities }: Fact, { edition }: Side) => {
    const address = edition === 'now' ? `/activities/${id}` : `/reports/${edition}/activities/${id}`
    listed.push({ id, title, move, entities, url: address })
  }
  let silent = 0
  const [left, right] = [before.base, after.base]
  right.members.forEach((position) => {
    const id = right.index.idAt(position)
    const fact = now.get(id)
    const earlier = left.index.positionOf(id) === undefined ? undefined : old.get(id)
    if (!fact) return
    const move = moveOf(earlier, fact, before.asOf, after.asOf)
    sets[move].add(position)
    if (move === 'continued' && fact.status === null && fact.endDate === null) silent++
    if (move === 'new' || move === 'completed') list(id, move, fact, after)
  })
  left.members.forEach((position) => {
    const id = left.index.idAt(position)
    const fact = old.get(id)
    if (right.index.positionOf(id) !== undefined || !fact) return
    sets.retired.add(position)
    list(id, 'retired', fact, before)
  })
  const sizes = (id: string) =>
    MOVES.map((move) => {
      const { index } = move === 'retired' ? left : right
      return id === ALL
        ? sets[move].size
        : sets[move].sizeOfAnd(index.facets.membersOf(facet.param, id))
    })
  const rows = rowsOf(facet, [before, after], sizes)
  const cells = (id: string) => {
    const numbers = sizes(id)
    const sum = numbers.reduce((all, one) => all + one, 0)
    return [...numbers, sum].map((value) => ({ value, url: null }))
  }
  const [fresh = 0, continued = 0, completed = 0, ended = 0, retired = 0] = sizes(ALL)
  return {
    title: fill(WORDS.title, { from: before.label, to: after.label }),
    finding: fill(WORDS.finding[fresh === 1 ? 'one' : 'other'], {
      activities: activities(fresh),
      continued: count(continued),
      completed: count(completed),
      retired: count(retired),
      before: ended > 0 ? fill(WORDS.endedBefore, { ended: count(ended) }) : '',
    }),
    notes: [
      WORDS.note,
      silent > 0
        ? fill(WORDS.silent[silent === 1 ? 'one' : 'other'], { activities: activities(silent) })
        : '',
    ].filter(Boolean),
    rowLabel: facet.singular,
    columns: [
      ...MOVES.map((move) => ({ id: move, label: WORDS.labels[move] })),
      { id: ALL, label: WORDS.either },
    ],
    rows: rows.map((id) => ({ id, label: valueLabel(taxonomy, facet, id), cells: cells(id) })),
    all: { id: ALL, label: ALL_ONCE, cells: cells(ALL) },
    activities: listed.sort((a, b) => MOVES.indexOf(a.move) - MOVES.indexOf(b.move) || a.id - b.id),
  }
}

function moveOf(earlier: Fact | undefined, later: Fact, from: string, to: string): Move {
  if (!earlier) return 'new'
  if (!isOver(later, to)) return 'continued'
  return isOver(earlier, from) ? 'ended' : 'completed'
}

/** Values with any activity, those with most that is not merely continued first. */
function rowsOf(facet: Facet, sides: readonly Side[], sizes: (id: string) => number[]): string[] {
  const ids = new Set(
    sides.flatMap(({ base }) => base.index.facets.list(facet).map(({ id }) => id)),
  )
  const numbers = new Map([...ids].map((id) => [id, sizes(id)]))
  const rank = (id: string) => {
    const [fresh = 0, continued = 0, completed = 0, , retired = 0] = numbers.get(id) ?? []
    return (fresh + completed + retired) * 1e6 + continued
  }
  const shown = [...ids].filter((id) => numbers.get(id)?.some((number) => number > 0))
  return inOrder(facet, shown, rank)
}
