import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { Catalogue } from '../../server/catalogue/catalogue'
import { CatalogueReader } from '../../server/catalogue/reader'
import { openDatabase } from '../../server/database/open'
import { importFile } from '../../server/exchange/import'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { generateActivities, readActivities } from './generate'
import { environmentWith, longestStandstill, percentiles, printTable } from './measure'

/** The catalogue that ships. */
export const SHIPPED = 'data/activities.jsonl'
const STARTS = 11
/** The most from the start of the process to the first answer, in ms. */
const START_MS = 1000

/** The most that the event loop may stand still while an index is built, in ms. */
const STANDSTILL_MS = 50
const INDEXINGS = 3

/**
 * Time and memory of an import into an empty database: the shipped catalogue, then 100,000 rows;
 * and of the index of each built from its database, as a site does that goes on answering.
 */
export async function benchImport(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const taxonomy = new Taxonomy()
  const real = readActivities(readFileSync(SHIPPED, 'utf8'))
  const large = join(folder, 'large.jsonl')
  await writeLarge(large, real)
  const rows = []
  const indexings = []
  for (const [name, file, budget] of [
    ['838 rows', SHIPPED, 2],
    ['100,000 rows', large, 90],
  ] as const) {
    const database = await openDatabase(join(folder, `${name}.db`))
    const started = performance.now()
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 50)
    const report = await importFile(database, taxonomy, { file })
    clearInterval(watch)
    const seconds = (performance.now() - started) / 1000
    for (let turn = 0; turn < INDEXINGS; turn++)
      indexings.push([
        name,
        ...(await measureIndexing(new CatalogueReader(database.reader), taxonomy)),
      ])
    await database.close()
    rows.push([name, report.created, seconds, seconds / budget, Math.round(peak / 1024 / 1024)])
  }
  printTable(
    'Import into an empty database',
    ['file', 'created', 'seconds', 'of budget', 'peak MB'],
    rows,
  )
  printTable(
    `Index built from the database (ms; standstill of the event loop at most ${STANDSTILL_MS})`,
    ['file', 'index', 'standstill', 'at work', 'at work/budget'],
    indexings,
  )
  rmSync(folder, { recursive: true, force: true })
}

async function measureIndexing(reader: CatalogueReader, taxonomy: Taxonomy): Promise<number[]> {
  const catalogue = new Catalogue(reader, taxonomy)
  const started = performance.now()
  const { clock, worked } = await longestStandstill(() => catalogue.load())
  return [Math.round(performance.now() - started), clock, worked, worked / STANDSTILL_MS]
}

/** Writes 100,000 activities, recombined from real ones, as a file to import. */
export async function writeLarge(
  file: string,
  real: ReturnType<typeof readActivities>,
): Promise<void> {
  const stream = createWriteStream(file)
  for (const { id, content, createdOn, updatedOn } of generateActivities(real, 100_000))
    stream.write(
      `${JSON.stringify({ id, published: true, created: createdOn, updated: updatedOn, ...content })}\n`,
    )
  stream.end()
  await finished(stream)
}

/**
 * From the start of the process to the first answer, with a database that is filled. Beside it what
 * Node takes to start and end with nothing to do, which tells the machine's pace of the day.
 */
export async function benchStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const environment = {
    DATABASE_URL: `file:${join(folder, 'hub.db')}`,
    LOG_LEVEL: 'error',
  }
  // What the first one leaves behind when it is told to stop: a filled database and a saved index.
  const first = await spawnServer(environment)
  await first.stop('SIGTERM')
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < STARTS; round++) {
    ours.push(await startOnce(environment))
    bare.push(await startNode())
  }
  printTable(
    'Start to first answer, 837 activities',
    ['', 'ms, p50', 'of budget'],
    Object.entries({ ours, 'Node alone': bare }).map(([name, times]) => {
      const { p50 } = percentiles(times)
      return [name, p50, p50 / START_MS]
    }),
  )
  rmSync(folder, { recursive: true, force: true })
}

/** In ms. */
async function startNode(): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--eval', '0'], {
    env: environmentWith({}),
    stdio: 'ignore',
  })
  await new Promise((resolve) => child.once('exit', resolve))
  return performance.now() - started
}

/** In ms, without the end of the process. */
async function startOnce(environment: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now()
  const server = await spawnServer(environment)
  const taken = performance.now() - started
  await server.stop()
  return taken
}

/** The built server as a process of its own, once it has answered a first search. */
export async function spawnServer(
  environment: NodeJS.ProcessEnv,
): Promise<{ origin: string; pid: number; stop: (signal?: NodeJS.Signals) => Promise<void> }> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const main = fileURLToPath(new URL('./main.js', import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, main], {
    env: environmentWith({ ...environment, PORT: String(port) }),
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const answers = () =>
    new Promise<boolean>((resolve) => {
      get(`${origin}/api/v1/activities?q=health`, (response) => {
        response.resume().once('end', () => resolve(response.statusCode === 200))
      }).once('error', () => resolve(false))
    })
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    origin,
    pid: child.pid ?? 0,
    stop: async (signal = 'SIGKILL') => {
      child.kill(signal)
      await ended
    },
  }
}

/** A port nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
