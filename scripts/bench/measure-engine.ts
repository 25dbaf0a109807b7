import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { PublishedActivity } from '../../server/catalogue/reader'
import { Taxonomy } from '../../taxonomy/taxonomy'
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import type { Engine } from './engine'
import { generateActivities, readActivities } from './generate'
import { type Taken, takeUntil } from './measure'
import { OurSearch } from './ours'
import { PEERS } from './peers'

/** Activities a page of results shows. */
const LIMIT = 20

/** A row is timed for no more work than this, however few of its queries that leaves for a slow engine. */
const ROW_MS = 10_000

/**
 * Titles whose words are asked for before any query is timed, for so much work, so that what runs
 * is compiled as it is on a site that has been up for a minute; and from which of their words on.
 */
const WARM_UP = 800
const WARM_UP_MS = 3_000
const WARM_UP_FROM = [0, 3, 6, 9]

/** Makers of the engines, ours first. */
export const ENGINES: readonly ((taxonomy: Taxonomy) => Engine)[] = [
  (taxonomy) => new OurSearch(taxonomy),
  ...PEERS,
]

/** What one process measured of an engine at one size. */
export interface Measured {
  name: string
  indexMs: number
  /** Per activity, without the activities themselves. */
  kilobytes: number
  /** Of suggestions for what is typed so far, where the engine makes them. */
  suggestions: Taken[]
  /** Of the queries of each kind, each asked once, in one order for all engines and processes. */
  times: Record<Kind, Taken[]>
}

export type Kind = 'whole' | 'as typed'

/** The published activities that ship. */
export function readShipped(): PublishedActivity[] {
  return readActivities(readFileSync('data/activities.jsonl', 'utf8'))
}

/**
 * Builds an engine and asks it, with nothing else in this process.
 *
 * @param engine its place in `ENGINES`
 * @param size how many activities
 */
export async function measureEngine(engine: number, size: number): Promise<Measured> {
  const made = ENGINES[engine]?.(new Taxonomy())
  if (!made) throw new Error(`No engine ${engine}`)
  const activities = generateActivities(readShipped(), size)
  const before = memoryInUse()
  const started = performance.now()
  await made.build(activities)
  const indexMs = performance.now() - started
  const bytes = memoryInUse() - before + (made.uncounted?.() ?? 0)
  const search = (q: string) => made.search(q, LIMIT)
  await takeUntil(WARM_UP_MS, warmUpQueries(activities), search)
  const times = {} as Measured['times']
  for (const [kind, asked] of Object.entries(timedQueries()))
    times[kind as Kind] = await takeUntil(ROW_MS, asked, search)
  const typed = timedQueries()['as typed'].filter((q) => q.length > 1)
  const suggestions = made.suggest ? await takeUntil(ROW_MS, typed, (q) => made.suggest?.(q)) : []
  return {
    name: made.name,
    indexMs,
    kilobytes: bytes / activities.length / 1024,
    times,
    suggestions,
  }
}

/** Titles, some words of each, as far as they are typed, with a slip: asked before the clock runs. */
function warmUpQueries(activities: readonly PublishedActivity[]): string[] {
  const step = Math.max(1, Math.floor(activities.length / WARM_UP))
  const titles = activities
    .filter((_, at) => at % step === 0)
    .map(({ content: { title } }) => title)
  return WARM_UP_FROM.flatMap((from) =>
    titles.flatMap((title) => {
      const words = title
        .split(' ')
        .slice(from, from + 3)
        .join(' ')
      const slip = words.replace(/.(?=.$)/, '')
      const asked = [words, words.slice(0, 4), words.slice(0, -2), slip]
      return from === 0 ? [title, ...asked] : words === '' ? [] : asked
    }),
  )
}

/** The judged queries, and each as far as it is typed. */
function timedQueries(): Record<Kind, string[]> {
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

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes in use on V8's heap and, by typed arrays, beside it. */
function memoryInUse(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
