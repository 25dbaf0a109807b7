import { readFileSync } from 'node:fs'
import { Catalogue } from '../../server/catalogue/catalogue'
import { CatalogueReader, type PublishedActivity } from '../../server/catalogue/reader'
import { Taxonomy } from '../../taxonomy/taxonomy'
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import { generateActivities, readActivities } from './generate'
import { percentiles, printTable, timeEach } from './measure'

/** DESIGN's budgets in ms by number of activities; Infinity where it names none. */
const BUDGETS: Record<number, { p50: number; p99: number }> = {
  837: { p50: 0.3, p99: 2 },
  10000: { p50: 1.5, p99: Number.POSITIVE_INFINITY },
  100000: { p50: 25, p99: 150 },
}

/** About how many half-typed queries are timed. */
const TYPED = 150

/** A reader over activities in memory, so that what is timed is the search and not the disk. */
class MemoryReader extends CatalogueReader {
  readonly #byId: Map<number, PublishedActivity>

  constructor(readonly activities: readonly PublishedActivity[]) {
    super(undefined as never)
    this.#byId = new Map(activities.map((activity) => [activity.id, activity]))
  }

  override async lastEvent() {
    return 1
  }

  override async listPublished(ids: readonly number[]) {
    return ids.flatMap((id) => this.#byId.get(id) ?? [])
  }

  override async pagePublished(after: number, limit: number) {
    const from = this.activities.findIndex(({ id }) => id > after)
    return from < 0 ? [] : this.activities.slice(from, from + limit)
  }
}

/** Search, facet counts and highlights inside the process, over judged queries and their prefixes. */
export async function benchSearch(): Promise<void> {
  const taxonomy = new Taxonomy()
  const real = readActivities(readFileSync('data/activities.jsonl', 'utf8'))
  const whole = queries.map(({ q }) => q)
  const prefixes = whole.flatMap((q) =>
    Array.from({ length: q.length - 1 }, (_, at) => q.slice(0, at + 1)),
  )
  const rows: (string | number)[][] = []
  for (const size of [real.length, 10_000]) {
    const activities = generateActivities(real, size)
    const catalogue = new Catalogue(new MemoryReader(activities), taxonomy)
    global.gc?.()
    const before = process.memoryUsage().heapUsed
    const started = performance.now()
    await catalogue.load()
    const load = performance.now() - started
    global.gc?.()
    const memory = (process.memoryUsage().heapUsed - before) / size / 1024
    const search = (q: string) => catalogue.search({ q, filters: {}, limit: 20, offset: 0 })
    await timeEach(whole.slice(0, 20), 1, search)
    // Enough of each kind for a 99th percentile, spread over all queries.
    const step = Math.ceil(prefixes.length / TYPED)
    const typed = prefixes.filter((_, at) => at % step === 0)
    for (const [kind, asked] of [
      ['whole', whole],
      ['as typed', typed],
    ] as const) {
      const { p50, p95, p99 } = percentiles(await timeEach(asked, 2, search))
      const budget = BUDGETS[size]
      rows.push([
        `${size.toLocaleString('en')} ${kind}`,
        load,
        memory,
        p50,
        p95,
        p99,
        budget ? p50 / budget.p50 : '',
        budget && Number.isFinite(budget.p99) ? p99 / budget.p99 : '',
      ])
    }
  }
  printTable(
    'Search + facets + highlights in the process (ms)',
    ['activities', 'index ms', 'KB each', 'p50', 'p95', 'p99', 'p50/budget', 'p99/budget'],
    rows,
  )
}
