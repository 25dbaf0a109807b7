import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../server/database/open'
import { importFile } from '../../server/exchange/import'
import { EditionWriter } from '../../server/reports/writer'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { generateActivities, readActivities } from './generate'
import { environmentWith, percentiles, printTable } from './measure'

/** Seconds a report may take, by format; DESIGN.md names them for the shipped catalogue. */
const BUDGETS = { pdf: 2, docx: 3, xlsx: 1, html: null, json: null }
const SIZES = [838, 10_000]
/** How often each file of the shipped size is made; others are made once. */
const ROUNDS = 7
const SHIPPED = 'data/activities.jsonl'

/** Time and memory of each format, each in a process of its own as `npm run hub -- report` is: medians. */
export async function benchReport(sizes: readonly number[] = SIZES): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  for (const size of sizes.length > 0 ? sizes : SIZES) {
    const file = join(folder, `${size}.db`)
    const entries = await fillEdition(file, size)
    const rows = []
    for (const [format, budget] of Object.entries(BUDGETS)) {
      const out = join(folder, `report.${format}`)
      const rounds: Made[] = []
      for (let round = 0; round < (size === SIZES[0] ? ROUNDS : 1); round++)
        rounds.push(await makeOne(file, format, out))
      const median = (of: keyof Made) => percentiles(rounds.map((made) => made[of])).p50
      const isBudgeted = budget !== null && size === SIZES[0]
      const megabytes = Math.round(statSync(out).size / 1024 / 10.24) / 100
      rows.push([
        ...[format, median('seconds'), Math.min(...rounds.map(({ seconds }) => seconds))],
        ...[median('processor'), isBudgeted ? budget : '', median('memory'), megabytes],
      ])
    }
    const head = ['format', 'seconds', 'least', 'of a processor', 'budget', 'peak MB', 'file MB']
    printTable(
      `Report of ${entries.toLocaleString('en')} entries, start of the process included`,
      head,
      rows,
    )
  }
  rmSync(folder, { recursive: true, force: true })
}

/** A database with an edition, 2026, of all of so many activities. */
export async function fillEdition(file: string, size: number): Promise<number> {
  const database = await openDatabase(file)
  const lines = `${file}.jsonl`
  const stream = createWriteStream(lines)
  const real = readActivities(readFileSync(SHIPPED, 'utf8'))
  for (const { id, content, createdOn, updatedOn } of generateActivities(real, size))
    stream.write(
      `${JSON.stringify({ id, published: true, created: createdOn, updated: updatedOn, ...content })}\n`,
    )
  stream.end()
  await finished(stream)
  await importFile(database, new Taxonomy(), { file: lines })
  const edition = { id: '2026', title: 'All', asOf: '2026-12-31', note: '' }
  const entries = await database.writer.transaction().execute(async (transaction) => {
    const writer = new EditionWriter(transaction)
    await writer.freezePublished(edition, new Date().toISOString())
    return (await writer.listHashes(edition.id)).length
  })
  await database.close()
  return entries
}

/** What a file took. */
interface Made {
  /** By the clock. */
  seconds: number
  /** Of all threads together. */
  processor: number
  /** The most that the process held at once, in MB. */
  memory: number
}

/** Runs the built command line and reads what the system says it took. */
async function makeOne(file: string, format: string, out: string): Promise<Made> {
  const hub = fileURLToPath(new URL('./hub.js', import.meta.url))
  // The child says at its end what it used; nobody else can be asked once it is gone.
  // Its own peak: what the system counts as such begins with that of the process which started it.
  const report = `import { readFileSync } from 'node:fs'
    process.on('exit', () => {
      const used = process.resourceUsage()
      let peak = used.maxRSS
      try { peak = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) } catch {}
      process.stderr.write('USED ' + JSON.stringify([used.userCPUTime + used.systemCPUTime, peak]))
    })`
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(report)}`],
      ...[hub, 'report', '--edition', '2026', '--format', format, '--out', out],
    ],
    { env: environmentWith({ DATABASE_URL: `file:${file}` }), stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  await new Promise((resolve) => child.once('close', resolve))
  const [, used] = /USED (\[.*\])/.exec(said) ?? []
  if (!used || child.exitCode !== 0) throw new Error(said)
  const [microseconds, kilobytes] = JSON.parse(used) as [number, number]
  return {
    seconds: (performance.now() - started) / 1000,
    processor: microseconds / 1e6,
    memory: Math.round(kilobytes / 1024),
  }
}
