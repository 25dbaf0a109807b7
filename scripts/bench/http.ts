import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app'
import { readConfig } from '../../server/config'
import { startContext } from '../../server/start'
import type { Render } from '../../taxonomy/pages'
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import { percentiles, printTable, timeEach } from './measure'

const SECONDS = 5
const CONNECTIONS = 10

/** Runs work against the whole application on a free port, over a database of its own. */
async function withServer(
  extend: (app: FastifyInstance) => void,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const config = readConfig({
    DATABASE_URL: `file:${join(folder, 'hub.db')}`,
    RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
  })
  const renderer: string = new URL('./entry-server.js', import.meta.url).href
  const { render } = (await import(/* @vite-ignore */ renderer)) as { render: Render }
  const { context, stop } = await startContext(config, { render, assets: '' })
  const app = await buildApp(context, async (app) => extend(app))
  try {
    await work(await app.listen({ port: 0, host: '127.0.0.1' }))
  } finally {
    await app.close()
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Requests a second and latency of a repeated query, beside the same server sending the same bytes from memory. */
export async function benchHttp(): Promise<void> {
  const path = '/api/v1/activities?q=health'
  let bytes = Buffer.alloc(0)
  await withServer(
    (app) => {
      app.get('/memory', (_, reply) =>
        reply.header('content-type', 'application/json; charset=utf-8').send(bytes),
      )
    },
    async (origin) => {
      bytes = Buffer.from(await (await fetch(origin + path)).arrayBuffer())
      const measure = async (url: string) => {
        const { requests, latency } = await autocannon({
          url,
          connections: CONNECTIONS,
          duration: SECONDS,
          workers: 1,
        })
        return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 }
      }
      await measure(origin + path)
      const memory = await measure(`${origin}/memory`)
      const ours = await measure(origin + path)
      const distinct = await distinctQueries(origin)
      printTable(
        `HTTP, ${CONNECTIONS} connections, ${bytes.length} bytes an answer`,
        ['request', 'per second', 'p50 ms', 'p99 ms', 'ratio'],
        [
          ['same bytes from memory', memory.perSecond, memory.p50, memory.p99, 1],
          ['repeated query', ours.perSecond, ours.p50, ours.p99, ours.perSecond / memory.perSecond],
          ['distinct queries, one by one', 1000 / distinct.p50, distinct.p50, distinct.p99, ''],
        ],
      )
    },
  )
}

async function distinctQueries(origin: string) {
  const words = queries.flatMap(({ q }) =>
    Array.from({ length: q.length }, (_, at) => q.slice(0, at + 1)),
  )
  const times = await timeEach([...new Set(words)].slice(0, 500), 1, async (q) =>
    (await fetch(`${origin}/api/v1/activities?q=${encodeURIComponent(q)}`)).arrayBuffer(),
  )
  return percentiles(times)
}

/** Time to the first byte of pages that were never asked for before. */
export async function benchPages(): Promise<void> {
  await withServer(
    () => {},
    async (origin) => {
      const sitemap = await (await fetch(`${origin}/sitemap.xml`)).text()
      const paths = [...sitemap.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map(
        (match) => match[1] ?? '/',
      )
      const kinds: [string, string[]][] = [
        ['an activity', paths.filter((path) => /^\/activities\/\d/.test(path)).slice(0, 300)],
        ['a country', paths.filter((path) => path.startsWith('/countries/')).slice(0, 100)],
        ['a list of results', queries.map(({ q }) => `/activities?q=${encodeURIComponent(q)}`)],
      ]
      const rows = []
      for (const [kind, urls] of kinds) {
        await fetch(`${origin}${urls[0]}`)
        // `fetch` resolves with the head of the answer: the first byte.
        const times = await timeEach(urls.slice(1), 1, async (path) => {
          const response = await fetch(origin + path)
          return response.body?.cancel()
        })
        const { p50, p95, p99 } = percentiles(times)
        rows.push([kind, p50, p95, p99, p50 / 5])
      }
      printTable(
        'First byte of pages rendered for the first time (ms)',
        ['page', 'p50', 'p95', 'p99', 'p50/budget'],
        rows,
      )
    },
  )
}
