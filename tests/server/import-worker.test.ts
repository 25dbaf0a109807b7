import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../../server/database/open'
import { workInProcess } from '../../server/exchange/import-process'
import { ImportReader } from '../../server/exchange/import-reader'
import { Imports } from '../../server/exchange/imports'
import { temporaryFolder } from '../seeds'

/** Beside the packages that the bundle imports. */
const BUNDLE = resolve('node_modules/.import-worker')
const HEAD = 'Title,Summary,Agency\n'

const { folder, remove } = temporaryFolder()
let database: Database
let imports: Imports
let count = 0
let refreshed = 0
beforeAll(() =>
  build({
    configFile: false,
    logLevel: 'error',
    build: {
      ...{ ssr: 'server/exchange/import-worker.ts', outDir: BUNDLE },
      ...{ emptyOutDir: true, target: 'node20' },
    },
  }),
)
afterAll(() => {
  rmSync(BUNDLE, { recursive: true, force: true })
  remove()
})

const worker = join(BUNDLE, 'import-worker.js')
/** Dies like one that ran out of memory, after it has told how far it is. */
const dying = join(folder, 'dying.mjs')

beforeEach(async () => {
  writeFileSync(
    dying,
    "process.send({ rows: 7, total: null }, () => process.kill(process.pid, 'SIGABRT'))",
  )
  database = await openDatabase(join(folder, `${++count}.db`))
  imports = importsWith(worker)
})
afterEach(async () => {
  await imports.stop()
  await database.close()
})

function importsWith(program: string): Imports {
  const databaseFile = join(folder, `${count}.db`)
  const files = `${databaseFile}-imports`
  const workshop = workInProcess(program, {
    databaseFile,
    origin: 'http://hub.test',
    folder: files,
  })
  return new Imports(database, files, workshop, async () => void refreshed++)
}

async function send(rows: number): Promise<number> {
  const file = await imports.pathFor(`upload-${Math.random()}`)
  const lines = Array.from({ length: rows }, (_, at) => `Whale watch ${at},AI hears whales.,ITU\n`)
  writeFileSync(file, HEAD + lines.join(''))
  return imports.add({ actor: 'person:1', entity: '', mode: 'publish', name: 'whales.csv', file })
}

const stateOf = async (id: number) => new ImportReader(database.reader).find(id)

async function countActivities(): Promise<number> {
  const rows = await database.reader.selectFrom('activity').select('id').execute()
  return rows.length
}

test('a process of its own checks, imports and takes back, and leaves no file', async () => {
  const id = await send(3)
  await imports.settled()
  expect(await stateOf(id)).toMatchObject({ state: 'checked', counts: { new: 3 } })
  expect(await countActivities()).toBe(0)
  imports.begin(id, { kind: 'run', takeDuplicates: false })
  await imports.settled()
  expect(await stateOf(id)).toMatchObject({ state: 'imported', counts: { new: 3 } })
  expect(await countActivities()).toBe(3)
  expect(readdirSync(imports.folder)).toEqual([])
  expect(refreshed).toBeGreaterThan(1)
  await imports.undo(id, { actor: 'person:1', reason: '' })
  expect(await stateOf(id)).toMatchObject({ state: 'undone' })
  await expect(imports.undo(id, { actor: 'person:1', reason: '' })).rejects.toThrow(/can be undone/)
})

test('where it dies, whoever sent the file is told, nothing is left, and it can be tried again', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const id = await send(2)
  await imports.settled()
  imports = importsWith(dying)
  imports.begin(id, { kind: 'run', takeDuplicates: false })
  await database.writer.updateTable('import_batch').set({ state: 'importing' }).execute()
  await imports.settled()
  expect(error).toHaveBeenCalledWith(expect.stringMatching(/ended by SIGABRT/))
  error.mockRestore()
  expect(await stateOf(id)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/ended unexpectedly/),
  })
  expect(await countActivities()).toBe(0)
  imports = importsWith(worker)
  imports.begin(id, { kind: 'check' })
  await imports.settled()
  expect(await stateOf(id)).toMatchObject({ state: 'checked' })
})

test('it ends with the site, and what it was at is said to have failed', async () => {
  const id = await send(20_000)
  await vi.waitFor(() => expect(imports.progressOf(id)?.rows).toBeGreaterThan(0), 30_000)
  await imports.stop()
  expect(await stateOf(id)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/server was stopped/),
  })
})

test('a site that starts removes what no import needs', async () => {
  const id = await send(2)
  await imports.settled()
  const { file } = (await stateOf(id)) ?? { file: '' }
  const stray = join(imports.folder, 'stray')
  writeFileSync(stray, '')
  const receiving = await imports.pathFor('receiving')
  writeFileSync(receiving, '')
  await imports.recover()
  expect([file, stray, receiving].map((path) => existsSync(path))).toEqual([true, false, true])
  await database.writer
    .updateTable('import_batch')
    .set({ state_since: '2020-01-01T00:00:00.000Z' })
    .execute()
  await imports.recover()
  expect(readdirSync(imports.folder)).toEqual(['receiving'])
})

test('a write waits for another process that writes, without holding this one up', async () => {
  const other = await openDatabase(join(folder, `${count}.db`))
  let isWritten = false
  let turns = 0
  const write = await other.writer.transaction().execute(async (transaction) => {
    await transaction.updateTable('sequence').set({ value: 12_000 }).execute()
    const waiting = database.writer
      .transaction()
      .execute((mine) => mine.updateTable('sequence').set({ value: 13_000 }).execute())
      .then(() => {
        isWritten = true
      })
    for (; turns < 5; turns++) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(isWritten).toBe(false)
    return { waiting }
  })
  await write.waiting
  const rows = await database.reader.selectFrom('sequence').select('value').execute()
  expect(rows.every(({ value }) => value === 13_000)).toBe(true)
  await other.close()
})
