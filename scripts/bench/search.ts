import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { percentiles, printTable, type Taken } from './measure'
import { ENGINES, type Kind, type Measured, readShipped } from './measure-engine'

/** DESIGN's budgets in ms, by the most activities each is for; Infinity where it names none. */
const BUDGETS = [
  { upTo: 1_000, p50: 0.3, p99: 2 },
  { upTo: 10_000, p50: 1.5, p99: Number.POSITIVE_INFINITY },
  { upTo: 100_000, p50: 25, p99: 150 },
]

/** The most that suggestions may take, in ms. */
const SUGGEST_MS = 12

/** How many processes ask, and how many where each takes minutes to build its index. */
const PROCESSES = { most: 5, upTo: 10_000, beyond: 3 }

/**
 * Search and facet counts inside the process, ours with highlights, over the judged queries
 * and their prefixes, at each size beside the peers. Every query is asked once by each of
 * several processes that begin anew, so that no answer is one that was kept.
 *
 * @param sizes numbers of activities; the shipped ones, 10,000 and 100,000 if none
 */
export async function benchSearch(sizes: readonly number[] = []): Promise<void> {
  for (const size of sizes.length > 0 ? sizes : [readShipped().length, 10_000, 100_000]) {
    const measured: Measured[][] = []
    for (const engine of ENGINES.keys()) measured.push(await measureOften(engine, size))
    const title = `${size.toLocaleString('en')} activities`
    printIndexes(title, measured)
    printTimes(title, size, measured)
    printSuggestions(title, measured)
  }
}

/** One engine measured by several processes, one after another. */
async function measureOften(engine: number, size: number): Promise<Measured[]> {
  const measured: Measured[] = []
  const { most, upTo, beyond } = PROCESSES
  for (const turn of Array(size <= upTo ? most : beyond).keys()) {
    // Large sizes take minutes; whoever waits sees where it is.
    console.error(`${size.toLocaleString('en')} activities: engine ${engine + 1}, ${turn + 1} …`)
    const program = fileURLToPath(new URL('./bench-search.js', import.meta.url))
    const child = fork(program, [String(engine), String(size)])
    const [[answer]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
    measured.push(answer as Measured)
  }
  return measured
}

function printIndexes(title: string, measured: readonly (readonly Measured[])[]): void {
  const rows = measured.map((runs) => [
    runs[0]?.name ?? '',
    runs.length,
    Math.round(middle(runs.map(({ indexMs }) => indexMs))),
    middle(runs.map(({ kilobytes }) => kilobytes)),
  ])
  printTable(`Index, ${title} (ms)`, ['', 'processes', 'index', 'KB each'], rows)
}

function printTimes(title: string, size: number, measured: readonly (readonly Measured[])[]): void {
  const budget = BUDGETS.find(({ upTo }) => size <= upTo)
  const rows = (['whole', 'as typed', 'all'] as const).flatMap((kind) => {
    const [ours = [], ...peers] = measured.map((runs) => partsOf(runs, kind))
    return [ours, ...peers].map((parts, engine) => [
      `${kind}: ${measured[engine]?.[0]?.name}`,
      ...figuresOf(parts),
      parts === ours
        ? Math.max(...peers.map((peer) => ratioOfMedians(ours, peer)))
        : ratioOfMedians(ours, parts),
    ])
  })
  printTable(
    `Search + facets (ours: + highlights) in the process, ${title} (ms${
      budget ? `; budget ${budget.p50} at p50, ${budget.p99} at p99` : ''
    })`,
    [...FIGURES, 'ours/its p50'],
    rows,
  )
}

/** What each of the runs took for the queries of one kind, or of each kind. */
function partsOf(runs: readonly Measured[], kind: Kind | 'all'): Part[] {
  const kinds: Kind[] = kind === 'all' ? ['whole', 'as typed'] : [kind]
  return kinds.map((one) => runs.map(({ times }) => times[one]))
}

/** By run and query: the same queries for all runs, but some runs came further than others. */
type Part = readonly (readonly Taken[])[]

function printSuggestions(title: string, measured: readonly (readonly Measured[])[]): void {
  const rows = measured
    .filter((runs) => runs.some(({ suggestions }) => suggestions.length > 0))
    .map((runs) => [runs[0]?.name ?? '', ...figuresOf([runs.map((run) => run.suggestions)])])
  printTable(`Suggestions as typed, ${title} (ms; at most ${SUGGEST_MS} at p99)`, FIGURES, rows)
}

/**
 * What is told of askings: by the clock, without waits for a processor, and of each query the
 * middle of what its processes took of these, in which a pause stays that most of them had.
 */
const FIGURES = [
  '',
  'timed',
  'p50',
  'p95',
  'p99',
  'at work p50',
  'at work p99',
  'middle p50',
  'middle p99',
]

function figuresOf(parts: readonly Part[]): number[] {
  const askings = parts.flat(2)
  const clock = percentiles(askings.map((taken) => taken.clock))
  const worked = percentiles(askings.map((taken) => taken.worked))
  const middles = percentiles(parts.flatMap(middlesOf))
  return [
    askings.length,
    clock.p50,
    clock.p95,
    clock.p99,
    worked.p50,
    worked.p99,
    middles.p50,
    middles.p99,
  ]
}

/** The middle of what each query took, of those that all runs came to. */
function middlesOf(runs: Part): number[] {
  const all = Math.min(...runs.map((times) => times.length))
  return Array.from({ length: all }, (_, query) =>
    middle(runs.map((times) => times[query]?.worked ?? 0)),
  )
}

/** Over the queries both were timed with, which for a slow engine are but the first. */
function ratioOfMedians(ours: readonly Part[], peers: readonly Part[]): number {
  const pairs = ours.flatMap((part, at) => {
    const others = middlesOf(peers[at] ?? [])
    return middlesOf(part)
      .slice(0, others.length)
      .map((own, query) => [own, others[query] ?? 0] as const)
  })
  return middle(pairs.map(([own]) => own)) / middle(pairs.map(([, other]) => other))
}

function middle(values: readonly number[]): number {
  return percentiles(values).p50
}
