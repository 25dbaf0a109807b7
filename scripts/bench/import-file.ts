import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { CatalogueReader } from '../../server/catalogue/reader'
import { openDatabase } from '../../server/database/open'
import { columnsOf } from '../../server/exchange/columns'
import { hashOfFile, ImportJob } from '../../server/exchange/import-job'
import { ImportReader } from '../../server/exchange/import-reader'
import { addImport } from '../../server/exchange/imports'
import { writeSheets } from '../../server/exchange/sheets'
import { recordNotice } from '../../server/submissions/writer'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { generateActivities, readActivities } from './generate'
import { printTable } from './measure'

const SHIPPED = 'data/activities.jsonl'
/** How often a reader asks meanwhile, in ms. */
const ASK_MS = 20

/**
 * Time and memory of checking and importing tables into an empty database, and how long a read of the
 * same process waits meanwhile.
 */
export async function benchImportFile(numbers: number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const taxonomy = new Taxonomy()
  const origin = 'http://127.0.0.1'
  const columns = columnsOf(taxonomy, origin).filter(({ isPublic }) => isPublic)
  const real = readActivities(readFileSync(SHIPPED, 'utf8'))
  const head = columns.map(({ name }) => name)
  const cellsOf = (activities: ReturnType<typeof readActivities>) =>
    activities.map((activity) => columns.map(({ write }) => String(write(activity) ?? '')))
  const small = join(folder, 'real.xlsx')
  await pipeline(
    writeSheets([{ name: 'Activities', rows: [head, ...cellsOf(real)] }]),
    createWriteStream(small),
  )
  const size = numbers[0] ?? 100_000
  const large = join(folder, 'large.csv')
  const generated = generateActivities(real, size)
  async function* lines() {
    yield head
    for (const activity of generated) yield cellsOf([activity])[0]
  }
  await pipeline(Readable.from(lines()), stringify(), createWriteStream(large))
  generated.length = 0
  const rows = []
  for (const [name, file, budget] of [
    ['837 rows, XLSX', small, 2],
    [`${size} rows, CSV`, large, 90],
  ] as const) {
    const database = await openDatabase(join(folder, `${rows.length}.db`))
    const given = {
      actor: 'bench',
      entity: '',
      mode: 'publish',
      name,
      file,
      runner: 'bench',
    } as const
    const reader = new CatalogueReader(database.reader)
    let peak = 0
    const waits: number[] = []
    let asked = performance.now()
    const watch = setInterval(() => {
      // What is above the interval is how long the event loop kept a request waiting.
      const began = performance.now()
      waits.push(Math.max(0, began - asked - ASK_MS))
      asked = began
      peak = Math.max(peak, process.memoryUsage().rss)
      void reader.findPublished(25)
    }, ASK_MS)
    const started = performance.now()
    const id = await addImport(database, { ...given, hash: await hashOfFile(file) })
    const job = new ImportJob({ database, taxonomy, notify: recordNotice, origin, folder }, id)
    await job.read({ leaveUnknown: true })
    const checked = (performance.now() - started) / 1000
    await job.run()
    const seconds = (performance.now() - started) / 1000
    clearInterval(watch)
    const batch = await new ImportReader(database.reader).find(id)
    await database.close()
    waits.sort((a, b) => a - b)
    const p99 = waits[Math.floor(waits.length * 0.99)] ?? 0
    const megabytes = Math.round(peak / 1024 / 1024)
    rows.push([
      name,
      batch?.counts.new ?? 0,
      checked,
      seconds,
      seconds / budget,
      p99,
      waits.at(-1) ?? 0,
      megabytes,
    ])
  }
  printTable(
    'Import of a table into an empty database, checked first',
    ['file', 'created', 'check s', 'in all s', 'of budget', 'wait p99 ms', 'longest ms', 'peak MB'],
    rows,
  )
  rmSync(folder, { recursive: true, force: true })
}
