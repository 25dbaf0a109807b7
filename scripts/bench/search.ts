import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { PublishedActivity } from '../../server/catalogue/reader'
import { Taxonomy } from '../../taxonomy/taxonomy'
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import type { Engine } from './engine'
import { generateActivities, readActivities } from './generate'
import { percentiles, printTable, timeUntil } from './measure'
import { OurSearch } from './ours'
import { PEERS } from './peers'

/** DESIGN's budgets in ms, by the most activities each is for; Infinity where it names none. */
const BUDGETS = [
  { upTo: 1_000, p50: 0.3, p99: 2 },
  { upTo: 10_000, p50: 1.5, p99: Number.POSITIVE_INFINITY },
  { upTo: 100_000, p50: 25, p99: 150 },
]

/** The most that suggestions may take, in ms. */
const SUGGEST_MS = 12

/** Activities a page of results shows. */
const LIMIT = 20

/** A row is timed no longer than this, however few of its queries that leaves for a slow engine. */
const ROW_MS = 10_000

/** Titles whose words are asked for before any query is timed, so that what runs is compiled. */
const WARM_UP = 800
const WARM_UP_MS = 3_000

/** What was measured of an engine at one size. */
interface Measured {
  name: string
  indexMs: number
  /** The longest the event loop stood still meanwhile. */
  blockMs: number
  /** Per activity, without the activities themselves. */
  kilobytes: number
  /** Times in ms of suggestions for what is typed so far, where the engine makes them. */
  suggestions: number[]
  /** Times in ms of the queries of each kind, in one order for all engines. */
  times: Record<Kind, number[]>
}

type Kind = 'whole' | 'as typed' | 'all'

/**
 * Search and facet counts inside the process, ours with highlights, over the judged queries
 * and their prefixes, at each size beside the peers.
 *
 * @param sizes numbers of activities; the shipped ones, 10,000 and 100,000 if none
 */
export async function benchSearch(sizes: readonly number[] = []): Promise<void> {
  const taxonomy = new Taxonomy()
  const real = readActivities(readFileSync('data/activities.jsonl', 'utf8'))
  for (const size of sizes.length > 0 ? sizes : [real.length, 10_000, 100_000]) {
    const activities = generateActivities(real, size)
    const measured: Measured[] = []
    // One at a time, so that none of them works in a heap that another has filled.
    for (const make of [(taxonomy: Taxonomy) => new OurSearch(taxonomy), ...PEERS]) {
      const engine = make(taxonomy)
      // Large sizes take minutes; whoever waits sees where it is.
      console.error(`${activities.length.toLocaleString('en')} activities: ${engine.name} …`)
      measured.push(await measure(engine, activities))
    }
    printSize(activities.length, measured)
    for (const one of measured) printSuggestions(activities.length, one)
  }
}

async function measure(
  engine: Engine,
  activities: readonly PublishedActivity[],
): Promise<Measured> {
  const before = memoryInUse()
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  const started = performance.now()
  await engine.build(activities)
  const indexMs = performance.now() - started
  delay.disable()
  const bytes = memoryInUse() - before + (engine.uncounted?.() ?? 0)
  const search = (q: string) => engine.search(q, LIMIT)
  await timeUntil(WARM_UP_MS, warmUpQueries(activities), search)
  const times = {} as Measured['times']
  for (const [kind, asked] of Object.entries(timedQueries())) {
    collectGarbage()
    times[kind as Kind] = await timeUntil(ROW_MS, asked, search)
  }
  times.all = [...times.whole, ...times['as typed']]
  const typed = timedQueries()['as typed'].filter((q) => q.length > 1)
  const suggestions = engine.suggest
    ? await timeUntil(ROW_MS, typed, (q) => engine.suggest?.(q))
    : []
  return {
    name: engine.name,
    indexMs,
    blockMs: delay.max / 1e6,
    kilobytes: bytes / activities.length / 1024,
    times,
    suggestions,
  }
}

/** Titles, their first words, some as far as they are typed, some with a slip: asked before the clock runs. */
function warmUpQueries(activities: readonly PublishedActivity[]): string[] {
  const step = Math.max(1, Math.floor(activities.length / WARM_UP))
  return activities
    .filter((_, at) => at % step === 0)
    .flatMap(({ content: { title } }) => {
      const words = title.split(' ').slice(0, 3).join(' ')
      const slip = words.replace(/.(?=.$)/, '')
      return [title, words, words.slice(0, 4), words.slice(0, -2), slip]
    })
}

/** The judged queries, and each as far as it is typed. */
function timedQueries(): Record<Exclude<Kind, 'all'>, string[]> {
  const whole = queries.map(({ q }) => q)
  const typed = whole.flatMap((q) =>
    Array.from({ length: q.length - 1 }, (_, at) => q.slice(0, at + 1)),
  )
  return { whole: spread(whole), 'as typed': spread([...new Set(typed)]) }
}

/**
 * Sorted by length, then taken at 0, 1/2, 1/4, 3/4, 1/8 … of it (van der Corput's sequence),
 * so that the first part of it, all that a slow engine gets to, has short and long ones alike.
 */
function spread(list: readonly string[]): string[] {
  const sorted = [...list].sort((a, b) => a.length - b.length)
  const bits = Math.ceil(Math.log2(Math.max(2, sorted.length)))
  return Array.from({ length: 2 ** bits }, (_, at) => {
    const reversed = at.toString(2).padStart(bits, '0').split('').reverse().join('')
    return sorted[Number.parseInt(reversed, 2)]
  }).filter((query) => query !== undefined)
}

function printSize(size: number, measured: readonly Measured[]): void {
  const budget = BUDGETS.find(({ upTo }) => size <= upTo)
  const [ours, ...peers] = measured
  const ratioTo = (peer: Measured, kind: Kind) =>
    ours ? ratioOfMedians(ours.times[kind], peer.times[kind]) : 0
  const rows = (['whole', 'as typed', 'all'] as const).flatMap((kind) =>
    measured.map((engine) => {
      const { p50, p95, p99 } = percentiles(engine.times[kind])
      const isOurs = engine === ours
      return [
        `${kind}: ${engine.name}`,
        Math.round(engine.indexMs),
        Math.round(engine.blockMs),
        engine.kilobytes,
        engine.times[kind].length,
        p50,
        p95,
        p99,
        isOurs ? Math.max(...peers.map((peer) => ratioTo(peer, kind))) : ratioTo(engine, kind),
        isOurs && budget ? p50 / budget.p50 : '',
        isOurs && budget && Number.isFinite(budget.p99) ? p99 / budget.p99 : '',
      ]
    }),
  )
  printTable(
    `Search + facets (ours: + highlights) in the process, ${size.toLocaleString('en')} activities (ms)`,
    [
      '',
      'index',
      'longest block',
      'KB each',
      'timed',
      'p50',
      'p95',
      'p99',
      'ours/its p50',
      'p50/budget',
      'p99/budget',
    ],
    rows,
  )
}

function printSuggestions(size: number, { name, suggestions }: Measured): void {
  if (suggestions.length === 0) return
  const { p50, p95, p99 } = percentiles(suggestions)
  printTable(
    `Suggestions as typed, ${size.toLocaleString('en')} activities (ms; at most ${SUGGEST_MS})`,
    ['', 'timed', 'p50', 'p95', 'p99', 'p99/budget'],
    [[name, suggestions.length, p50, p95, p99, p99 / SUGGEST_MS]],
  )
}

/** Over the queries both were timed with, which for a slow engine are but the first. */
function ratioOfMedians(ours: readonly number[], peers: readonly number[]): number {
  const both = Math.min(ours.length, peers.length)
  return percentiles(ours.slice(0, both)).p50 / percentiles(peers.slice(0, both)).p50
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes in use on V8's heap and, by typed arrays, beside it. */
function memoryInUse(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
