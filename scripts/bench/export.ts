import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CatalogueReader } from '../../server/catalogue/reader'
import { openDatabase } from '../../server/database/open'
import { LIST_FORMATS } from '../../server/exchange/formats'
import { importFile } from '../../server/exchange/import'
import { selectionOf } from '../../server/exchange/selection'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { readActivities } from './generate'
import { printTable } from './measure'
import { SHIPPED, writeLarge } from './store'

const SIZES = [100, 100_000]

/** What one process is to export, so that its peak of memory is that of the export alone. */
interface Task {
  file: string
  /** Numbers of all activities, as a file of 32-bit integers. */
  ids: string
  format: string
  rows: number
}

interface Measured {
  seconds: number
  /** Peak resident size of the process, in MB. */
  peak: number
  /** Longest time the event loop stood still, in ms. */
  still: number
  /** Bytes written, in MB. */
  size: number
}

/** Time and peak memory of each form of the list, for 100 and for 100,000 activities. */
export async function benchExport(): Promise<void> {
  const given = process.env.BENCH_EXPORT
  if (given) return exportOnce(JSON.parse(given))
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const lines = join(folder, 'large.jsonl')
  await writeLarge(lines, readActivities(readFileSync(SHIPPED, 'utf8')))
  const file = join(folder, 'large.db')
  const database = await openDatabase(file)
  await importFile(database, new Taxonomy(), { file: lines })
  const ids = join(folder, 'ids')
  const reader = new CatalogueReader(database.reader)
  writeFileSync(ids, Uint32Array.from(await reader.changedSince(0)))
  await database.close()
  const rows = []
  for (const { id: format } of LIST_FORMATS) {
    const figures = []
    for (const size of SIZES) figures.push(await inOwnProcess({ file, ids, format, rows: size }))
    const [few, many] = figures as [Measured, Measured]
    rows.push([
      format,
      ...[few.peak, many.peak, many.peak / few.peak, many.seconds, many.size, many.still],
    ])
  }
  printTable(
    'Export of 100 and of 100,000 activities',
    ['format', 'peak MB, 100', 'peak MB, 100,000', 'ratio', 'seconds', 'MB', 'still ms'],
    rows,
  )
  rmSync(folder, { recursive: true, force: true })
}

async function exportOnce({ file, ids: idsFile, format, rows }: Task): Promise<void> {
  const database = await openDatabase(file)
  const reader = new CatalogueReader(database.reader)
  const ids = new Uint32Array(new Uint8Array(readFileSync(idsFile)).buffer).slice(0, rows)
  const event = await reader.lastEvent()
  const select = () => ({ ids, event, sort: 'updated' as const, corrected: undefined })
  const catalogue = { reader, taxonomy: new Taxonomy(), select }
  const selection = await selectionOf(catalogue, { q: '', filters: {} }, 'http://hub.test')
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const started = performance.now()
  let bytes = 0
  // A feed is read page after page.
  const pages = format === 'atom' ? Math.ceil(rows / 100) : 1
  for (let page = 1; page <= pages; page++) {
    const address = { address: '/activities', page }
    const body = await LIST_FORMATS.find(({ id }) => id === format)?.write(selection, address)
    if (!body) throw new Error(`There is no format ${format}`)
    const sink = new Writable({
      write(chunk: Buffer, _, done) {
        bytes += chunk.length
        done()
      },
    })
    await pipeline(body, sink)
  }
  const measured: Measured = {
    seconds: (performance.now() - started) / 1000,
    peak: Math.round(process.resourceUsage().maxRSS / 1024),
    still: Math.round(loop.max / 1e6),
    size: Math.round(bytes / 1024 / 1024),
  }
  await database.close()
  console.log(JSON.stringify(measured))
}

function inOwnProcess(task: Task): Promise<Measured> {
  const child = spawn(process.execPath, [process.argv[1] as string, 'export'], {
    env: { ...process.env, BENCH_EXPORT: JSON.stringify(task) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`The export ended with ${code}`)),
    )
  })
}
