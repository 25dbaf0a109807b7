import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app'
import { readConfig } from '../../server/config'
import { workHere } from '../../server/exchange/import-work'
import { startContext } from '../../server/start'
import type { Render } from '../../taxonomy/pages'
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import { percentiles, printTable, timeEach } from './measure'
import { spawnServer } from './store'

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
  const site = { render, assets: '', writerAssets: '', workshop: workHere }
  const { context, stop } = await startContext(config, site)
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
      app.get('/memory', { config: { action: 'public' } }, (_, reply) =>
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

/** Pages of a kind that are asked for before any is timed. */
const WARM_UP = 100

/** Lists for words of titles: none of the judged queries, which are timed. */
async function otherLists(origin: string): Promise<string[]> {
  const response = await fetch(`${origin}/api/v1/activities?limit=${WARM_UP}`)
  const { items } = (await response.json()) as { items: { title: string }[] }
  return items.map(
    ({ title }) => `/activities?q=${encodeURIComponent(title.split(' ').slice(0, 2).join(' '))}`,
  )
}

/** Time to the first byte of pages that were never asked for before, from a server of its own. */
export async function benchPages(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const server = await spawnServer({
    DATABASE_URL: `file:${join(folder, 'hub.db')}`,
    RATE_LIMIT: '0',
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const timeFirstByte = (path: string) => firstByteMs(server.origin + path, agent)
  try {
    const sitemap = await (await fetch(`${server.origin}/sitemap.xml`)).text()
    const paths = [...sitemap.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map(
      (match) => match[1] ?? '/',
    )
    const activities = paths.filter((path) => /^\/activities\/\d/.test(path)).slice(0, 400)
    const countries = paths.filter((path) => path.startsWith('/countries/')).slice(0, 180)
    const lists = queries.map(({ q }) => `/activities?q=${encodeURIComponent(q)}`)
    const kinds: [name: string, before: string[], timed: string[]][] = [
      ['an activity', activities.splice(0, WARM_UP), activities],
      ['a country', countries.splice(0, WARM_UP), countries],
      ['a list of results', await otherLists(server.origin), lists],
    ]
    const rows = []
    for (const [kind, before, timed] of kinds) {
      // A server in use has drawn pages of the kind before, though none of those timed.
      for (const path of before) await timeFirstByte(path)
      const times: number[] = []
      for (const path of timed) times.push(await timeFirstByte(path))
      const { p50, p95, p99 } = percentiles(times)
      rows.push([kind, p50, p95, p99, p50 / 5])
    }
    printTable(
      'First byte of pages rendered for the first time (ms)',
      ['page', 'p50', 'p95', 'p99', 'p50/budget'],
      rows,
    )
  } finally {
    agent.destroy()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From sending a request, as browsers do, to the head of its answer; reads all of it before it ends. */
function firstByteMs(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    get(url, { agent, headers: { 'accept-encoding': 'br' } }, (response) => {
      const taken = performance.now() - started
      response.resume().once('end', () => resolve(taken))
    }).once('error', reject)
  })
}
