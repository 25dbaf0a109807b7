import { createWriteStream, mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { PeopleWriter } from '../../server/accounts/people-writer'
import { SessionWriter } from '../../server/accounts/session-writer'
import { type Database, openDatabase } from '../../server/database/open'
import { columnsOf } from '../../server/exchange/columns'
import { ImportReader } from '../../server/exchange/import-reader'
import { textSheet, writeWorkbook } from '../../server/exchange/workbook'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { askAllTheTime } from './asking'
import { generateActivities, readActivities } from './generate'
import { percentiles, printTable } from './measure'
import { SHIPPED, spawnServer } from './store'

/** How often it is looked how far the import is, in ms. */
const LOOK_MS = 50

/**
 * Time and memory of sending, checking and importing tables at `/import` of a running site with an
 * empty database, and how long visitors wait for its answers meanwhile.
 */
export async function benchImportFile(numbers: number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const columns = columnsOf(new Taxonomy(), 'http://hub.test').filter(({ isPublic }) => isPublic)
  const real = readActivities(readFileSync(SHIPPED, 'utf8'))
  const head = columns.map(({ name }) => name)
  const cellsOf = (activity: (typeof real)[number]) =>
    columns.map(({ write }) => String(write(activity) ?? ''))
  const small = join(folder, 'real.xlsx')
  await pipeline(
    writeWorkbook([textSheet('Activities', [head, ...real.map(cellsOf)])]),
    createWriteStream(small),
  )
  const size = numbers[0] ?? 100_000
  const large = join(folder, 'large.csv')
  async function* lines() {
    yield head
    for (const activity of generateActivities(real, size)) yield cellsOf(activity)
  }
  await pipeline(Readable.from(lines()), stringify(), createWriteStream(large))
  const rows = []
  for (const [name, file, count, budget] of [
    [`${real.length} rows, XLSX`, small, real.length, 2],
    [`${size.toLocaleString('en')} rows, CSV`, large, size, 90],
  ] as const) {
    const { waits, checked, imported, shown, siteMb, workerMb } = await importAtSite(
      join(folder, `${count}.db`),
      { file, count },
    )
    const { p50, p99 } = percentiles(waits)
    rows.push([
      ...[name, checked, imported, imported / budget, shown, waits.length, p50, p99, p99 / 100],
      ...[Math.max(...waits), siteMb, workerMb],
    ])
  }
  printTable(
    'Import of a table at a running site with an empty database',
    [
      ...['file', 'checked s', 'imported s', 'of budget', 'findable s', 'answers', 'p50 ms'],
      ...['p99 ms', 'of budget', 'longest ms', 'site MB', 'import MB'],
    ],
    rows,
  )
  rmSync(folder, { recursive: true, force: true })
}

async function importAtSite(path: string, { file, count }: { file: string; count: number }) {
  const database = await openDatabase(path)
  const cookie = await signIn(database)
  const site = await spawnServer({
    ...{ DATABASE_URL: `file:${path}`, SEED: 'none', RATE_LIMIT: '0', LOG_LEVEL: 'error' },
  })
  const asking = askAllTheTime(site)
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const post = (address: string, body?: FormData) =>
    fetch(`${site.origin}${address}`, {
      ...{ method: 'POST', redirect: 'manual', body: body ?? '' },
      headers: {
        cookie,
        origin: site.origin,
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
      },
    })
  const form = new FormData()
  form.append('file', await openAsBlob(file), 'table')
  const sent = await post('/import', form)
  const batch = sent.headers.get('location')
  if (!batch) throw new Error(`The file was not taken: ${sent.status}`)
  const id = Number(batch.split('/').at(-1))
  const reader = new ImportReader(database.reader)
  const until = async (isThere: () => Promise<boolean>) => {
    while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    return seconds()
  }
  const isIn = (wanted: string) => async () => {
    const { state, reason } = (await reader.find(id)) ?? {}
    if (state === 'failed') throw new Error(`The import failed: ${reason}`)
    return state === wanted
  }
  const checked = await until(isIn('checked'))
  // The page offers to import when the work on the check has ended, shortly after.
  await until(async () => (await post(`${batch}/run`)).status === 303)
  const imported = await until(isIn('imported'))
  const shown = await until(async () => {
    const answer = await fetch(`${site.origin}/api/v1/activities?limit=1`)
    return ((await answer.json()) as { total: number }).total === count
  })
  const measured = await asking.stop()
  await site.stop('SIGTERM')
  await database.close()
  return { ...measured, checked, imported, shown }
}

/** A curator's cookie. */
async function signIn({ writer }: Database): Promise<string> {
  const at = new Date().toISOString()
  return writer.transaction().execute(async (transaction) => {
    const person = { email: 'curator@hub.example', name: 'Curator', isCurator: true }
    const act = { actor: 'system', at }
    const id = await new PeopleWriter(transaction).createPerson(person, act)
    const session = { method: 'link', agent: 'bench', at } as const
    return `hub_session=${await new SessionWriter(transaction).startSession(id, session)}`
  })
}
