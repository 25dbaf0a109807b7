import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueReader } from '../../server/catalogue/reader'
import { type Database, openDatabase } from '../../server/database/open'
import { importFile } from '../../server/exchange/import'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { contentOf, publish, startHub, temporaryFolder } from '../seeds'

const SHIPPED = 'data/activities.jsonl'
const source = { system: 'somewhere', id: '1', retrieved: '2026-04' }

const taxonomy = new Taxonomy()
const { folder, remove } = temporaryFolder()
let database: Database
let reader: CatalogueReader
let databaseFile: string
let count = 0
beforeEach(async () => {
  databaseFile = join(folder, `${++count}.db`)
  database = await openDatabase(databaseFile)
  reader = new CatalogueReader(database.reader)
})
afterEach(() => database.close())
afterAll(remove)

/** Writes lines, objects as JSON, and returns the file's path. */
function fileOf(lines: readonly unknown[], end = '\n'): string {
  const file = join(folder, `${count}.jsonl`)
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  writeFileSync(file, texts.join(end))
  return file
}

/** A line of the catalogue's own form. */
function lineOf(id: number, changes: Parameters<typeof contentOf>[0] = {}) {
  const days = { created: '2025-01-01', updated: '2025-06-01' }
  return { id, published: true, ...days, ...contentOf({ source, ...changes }) }
}

/** A line of the Hub's form. */
function hubLineOf(id: string, changes: object = {}) {
  const days = { created: '2025-01-01', updated: '2025-06-01' }
  return { id, title: 'Title', summary: 'An AI summary.', agencies: ['ITU'], ...days, ...changes }
}

const importLines = (lines: readonly unknown[]) =>
  importFile(database, taxonomy, { file: fileOf(lines) })

async function versionsOf(id: number) {
  return database.writer
    .selectFrom('version')
    .select(['number', 'author', 'content'])
    .where('activity_id', '=', id)
    .orderBy('number')
    .execute()
}

describe('importing', () => {
  test('the shipped catalogue takes all of it in, and a second time changes nothing', async () => {
    const first = await importFile(database, taxonomy, { file: SHIPPED })
    expect(first).toMatchObject({ created: 838, changed: 0, unchanged: 0, held: 0, refused: [] })
    const before = [await reader.lastEvent(), await reader.listWarnings()]

    const second = await importFile(database, taxonomy, { file: SHIPPED })
    expect(second).toMatchObject({ created: 0, changed: 0, unchanged: 838, held: 0, refused: [] })
    expect([await reader.lastEvent(), await reader.listWarnings()]).toEqual(before)
    expect(await reader.findPublished(1438)).toBeUndefined()
    expect(await reader.findHead(1438)).toMatchObject({ state: 'draft', version: 1 })
  })

  test('reads lines with a byte order mark, Windows line ends, blanks and no last line end', async () => {
    const file = fileOf([`\uFEFF${JSON.stringify(lineOf(1))}`, '', '  ', lineOf(2)], '\r\n')
    expect(await importFile(database, taxonomy, { file })).toMatchObject({
      created: 2,
      refused: [],
    })
  })

  test('shows progress up to the whole', async () => {
    const parts: number[] = []
    await importFile(database, taxonomy, {
      file: SHIPPED,
      onProgress: (part) => parts.push(part),
    })
    expect(parts.length).toBeGreaterThan(5)
    expect(parts).toEqual([...parts].sort((a, b) => a - b))
    expect(parts.at(-1)).toBe(1)
  })

  test('an empty file is no trouble', async () => {
    expect(await importLines([])).toMatchObject({ created: 0, refused: [] })
  })

  test.each(['missing.jsonl', '.'])('a file that cannot be read (%s) is said so', async (name) => {
    await expect(
      importFile(database, taxonomy, { file: join(folder, name) }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/ENOENT|EISDIR/) })
    await importLines([lineOf(1)])
    expect(await reader.countActivities()).toBe(1)
  })
})

describe('a record that changed at the source', () => {
  test('becomes version 2, published, with version 1 kept', async () => {
    await importLines([lineOf(1, { title: 'Old' }), lineOf(2)])
    const report = await importLines([lineOf(1, { title: 'New' }), lineOf(2)])
    expect(report).toMatchObject({ created: 0, changed: 1, unchanged: 1 })
    expect(await reader.findPublished(1)).toMatchObject({ version: 2, content: { title: 'New' } })
    const versions = await versionsOf(1)
    expect(versions.map(({ number, content }) => [number, JSON.parse(content).title])).toEqual([
      [1, 'Old'],
      [2, 'New'],
    ])
    expect(await versionsOf(2)).toHaveLength(1)
  })

  test('and back again becomes version 3', async () => {
    for (const title of ['Old', 'New', 'Old']) await importLines([lineOf(1, { title })])
    expect(await reader.findPublished(1)).toMatchObject({ version: 3, content: { title: 'Old' } })
  })

  test('has its warnings worked out anew', async () => {
    await importLines([lineOf(1, { startDate: null })])
    expect((await reader.listWarnings(1)).map(({ code }) => code)).toEqual(['unknown-start'])
    await importLines([lineOf(1, { startDate: '2024' })])
    expect(await reader.listWarnings(1)).toEqual([])
  })

  test('leaves a draft a draft', async () => {
    await importLines([{ ...lineOf(1), published: false }])
    await importLines([{ ...lineOf(1, { title: 'New' }), published: false }])
    expect(await reader.findPublished(1)).toBeUndefined()
    expect(await reader.findHead(1)).toMatchObject({ version: 2, content: { title: 'New' } })
  })

  test('is held beside an edit made here, which stays what the public sees', async () => {
    await importLines([lineOf(1, { title: 'Old' })])
    await publish(database, 1, contentOf({ title: 'Edited here' }))

    expect(await importLines([lineOf(1, { title: 'Old' })])).toMatchObject({ unchanged: 1 })
    expect(await importLines([lineOf(1, { title: 'New' })])).toMatchObject({ held: 1 })
    expect(await reader.findPublished(1)).toMatchObject({ content: { title: 'Edited here' } })
    expect(await reader.findHead(1)).toMatchObject({ version: 3, content: { title: 'New' } })

    expect(await importLines([lineOf(1, { title: 'New' })])).toMatchObject({ unchanged: 1 })
    expect(await importLines([lineOf(1, { title: 'Newer' })])).toMatchObject({ held: 1 })
    expect(await reader.findPublished(1)).toMatchObject({ content: { title: 'Edited here' } })
    expect(await versionsOf(1)).toHaveLength(4)
  })
})

describe('bad records', () => {
  test.each<[string, unknown, string | RegExp, RegExp]>([
    ['text that is not JSON', '{"id": 5, "title": ', 'record', /not JSON/],
    ['a list', '[1]', 'record', /not a JSON object/],
    ['nothing', 'null', 'record', /not a JSON object/],
    ['no title', { ...lineOf(5), title: undefined }, 'title', /./],
    ['a blank summary', lineOf(5, { summary: '  ' }), 'summary', /./],
    ['a goal that is none', lineOf(5, { sdgs: [18] }), 'sdgs.0', /./],
    ['an entity that is none', lineOf(5, { entities: ['acme'] }), 'entities', /acme/],
    ['a maturity that is none', lineOf(5, { maturity: 'rotten' }), 'maturity', /rotten/],
    ['a day that is none', lineOf(5, { startDate: '2024-02-31' }), 'startDate', /./],
    ['a field we do not know', { ...lineOf(5), colour: 'red' }, /colour|record/, /colour/],
    ['a title beyond measure', lineOf(5, { title: 'x'.repeat(301) }), 'title', /300/],
    ['a line beyond measure', lineOf(5, { summary: 'x'.repeat(1_000_001) }), 'record', /longer/],
    ['the Hub’s form without an entity', hubLineOf('5', { agencies: ['Acme'] }), 'entities', /./],
    ['the Hub’s form with a word for an id', hubLineOf('five'), 'id', /number/],
    [
      'the Hub’s form with a new outcome',
      hubLineOf('5', { outcomes: { fame: 'much' } }),
      'outcomes.fame',
      /./,
    ],
  ])(
    '%s: refused with line, field and reason, and the rest goes in',
    async (_, bad, field, reason) => {
      const report = await importLines([lineOf(1), bad, lineOf(9)])
      expect(report.created).toBe(2)
      expect(report.refused).toHaveLength(1)
      expect(report.refused[0]).toMatchObject({ line: 2, reason: expect.stringMatching(reason) })
      expect(report.refused[0]?.field).toMatch(field)
      expect(await reader.countActivities()).toBe(2)
    },
  )

  test('an id that came before in the file is refused; the first stays', async () => {
    const report = await importLines([lineOf(5, { title: 'A' }), lineOf(5, { title: 'B' })])
    expect(report).toMatchObject({ created: 1, changed: 0 })
    expect(report.refused).toEqual([
      { line: 2, id: '5', field: 'id', reason: expect.stringContaining('line 1') },
    ])
    expect(await reader.findPublished(5)).toMatchObject({ version: 1, content: { title: 'A' } })
  })

  test('labels of the Hub that find no concept are kept, not refused', async () => {
    const report = await importLines([
      hubLineOf('5', { countries: ['Kenya', 'Atlantis'], start_date: 'spring' }),
    ])
    expect(report.refused).toEqual([])
    expect((await reader.findPublished(5))?.content).toMatchObject({
      countries: ['KEN'],
      startDate: null,
      unplaced: [
        { field: 'countries', label: 'Atlantis' },
        { field: 'startDate', label: 'spring' },
      ],
    })
  })
})

describe('trouble in the middle', () => {
  /** The shipped catalogue several times over, under new ids: seconds of work. */
  function bigFile(copies: number): string {
    const lines = readFileSync(SHIPPED, 'utf8').trim().split('\n')
    const copied = Array.from({ length: copies }, (_, copy) =>
      lines.map((line) => line.replace(/^\{"id":(\d+)/, (_, id) => `{"id":${id}${100 + copy}`)),
    )
    return fileOf(copied.flat())
  }

  test('a full disk rejects, with nothing half-done, and the rest goes on', async () => {
    await importLines([lineOf(1)])
    const before = await reader.lastEvent()
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.writer)
    await sql
      .raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 40}`)
      .execute(database.writer)
    await expect(importFile(database, taxonomy, { file: SHIPPED })).rejects.toMatchObject({
      code: 'SQLITE_FULL',
    })
    expect(await reader.countActivities()).toBe(1)
    expect(await reader.lastEvent()).toBe(before)

    await sql`pragma max_page_count = 1000000`.execute(database.writer)
    const report = await importFile(database, taxonomy, { file: SHIPPED })
    expect(report.created).toBe(838)
  })

  const importInChild = (file: string) =>
    startHub(['import', file], { DATABASE_URL: `file:${databaseFile}` })

  /** Waits until a stream of a child has said something. */
  async function said(child: ChildProcess, stream: 'stdout' | 'stderr', words: RegExp) {
    let text = ''
    for await (const chunk of child[stream] ?? []) {
      text += chunk
      if (words.test(text)) return
    }
    throw new Error(`the child never said ${words}: ${text}`)
  }

  async function kill(child: ChildProcess) {
    child.kill('SIGKILL')
    if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
  }

  function integrity(): unknown {
    const connection = new Sqlite(databaseFile, { readonly: true })
    const [answer] = connection.pragma('integrity_check') as { integrity_check: string }[]
    connection.close()
    return answer?.integrity_check
  }

  test('a process killed while it imports leaves all or nothing, and a whole file', async () => {
    await publish(database, 1, contentOf({ title: 'Here before' }))
    const child = importInChild(bigFile(12))
    await said(child, 'stderr', /[1-9]\d? % \(/)
    await kill(child)

    expect(integrity()).toBe('ok')
    await database.close()
    database = await openDatabase(databaseFile)
    reader = new CatalogueReader(database.reader)
    expect(await reader.countActivities()).toBe(1)
    expect(await reader.findPublished(1)).toMatchObject({ content: { title: 'Here before' } })
    expect(await importFile(database, taxonomy, { file: SHIPPED })).toMatchObject({ created: 838 })
  })

  test('what a killed process had reported as done is there', async () => {
    const child = importInChild(bigFile(1))
    await said(child, 'stdout', /838 created/)
    child.kill('SIGKILL')
    await (child.exitCode ?? child.signalCode ?? once(child, 'exit'))
    expect(integrity()).toBe('ok')
    expect(await reader.countActivities()).toBe(838)
  })
})
