import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueReader } from '../../server/catalogue/reader'
import { CatalogueWriter } from '../../server/catalogue/writer'
import { migrations } from '../../server/database/migrations/index'
import { DatabaseError, openDatabase } from '../../server/database/open'
import type { ReadDatabase, WriteDatabase } from '../../server/database/schema'
import { QueueReader } from '../../server/submissions/queue-reader'
import { contentOf, publish, temporaryFolder } from '../seeds'

const { folder, remove } = temporaryFolder()
let file: string
let count = 0
beforeEach(() => {
  count++
  mkdirSync(join(folder, String(count)))
  file = join(folder, String(count), 'hub.db')
})
afterAll(remove)

/** Tables, columns, indexes and triggers, as SQLite keeps them. */
function schemaOf(path: string): unknown[] {
  const connection = new Sqlite(path, { readonly: true })
  const rows = connection
    .prepare(
      "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by name",
    )
    .all()
  connection.close()
  return rows
}

/** Puts a published activity into the file as the first program did. */
function fillOld(id: number, title: string): void {
  const connection = new Sqlite(file)
  const content = JSON.stringify(contentOf({ title }))
  connection
    .prepare("insert into activity values (?, 'published', null, null, '2025-01-01')")
    .run(id)
  connection
    .prepare("insert into version values (?, ?, 1, ?, 'hash', '2025-01-01', '2025-01-01', 'x', '')")
    .run(id, id, content)
  connection
    .prepare('update activity set published_version_id = ?, head_version_id = ? where id = ?')
    .run(id, id, id)
  connection.close()
}

describe('migrations', () => {
  test('make an empty file, and the folder it lies in, ready', async () => {
    file = join(folder, 'new', 'deep', 'hub.db')
    const database = await openDatabase(file)
    const reader = new CatalogueReader(database.reader)
    expect(await reader.countActivities()).toBe(0)
    expect(await reader.lastEvent()).toBe(0)
    await database.close()
    expect(readdirSync(join(folder, 'new', 'deep'))).toEqual(['hub.db'])
  })

  test('take a file of the first schema to the latest, keep its data, and copy it first', async () => {
    await (await openDatabase(file, '0001-activities')).close()
    fillOld(7, 'Older than warnings')

    const database = await openDatabase(file)
    const reader = new CatalogueReader(database.reader)
    expect((await reader.findPublished(7))?.content.title).toBe('Older than warnings')
    expect(await reader.listWarnings()).toEqual([])
    await database.close()

    const backup = new Sqlite(`${file}.before-0002-warnings`, { readonly: true })
    expect(backup.prepare('select id from activity').all()).toEqual([{ id: 7 }])
    backup.close()

    const fresh = join(folder, String(count), 'fresh.db')
    await (await openDatabase(fresh)).close()
    expect(schemaOf(file)).toEqual(schemaOf(fresh))
  })

  test('put every imported record with a warning on the review queue', async () => {
    await (await openDatabase(file, '0002-warnings')).close()
    fillOld(7, 'With a warning')
    fillOld(8, 'In order')
    const old = new Sqlite(file)
    old.exec("insert into warning (activity_id, code, field, detail) values (7, 'x', 'title', 'y')")
    old.close()

    const database = await openDatabase(file)
    const { items } = await new QueueReader(database.reader).list({}, { limit: 10 })
    await database.close()
    expect(items).toMatchObject([
      { activityId: 7, kind: 'imported', state: 'submitted', entity: 'itu', warnings: ['x'] },
    ])
  })

  test('run once: opening again changes and copies nothing', async () => {
    for (let time = 0; time < 2; time++) await (await openDatabase(file)).close()
    expect(readdirSync(join(folder, String(count)))).toEqual(['hub.db'])
  })

  test('are numbered in the order they are listed', () => {
    const names = Object.keys(migrations)
    expect(names).toEqual(names.map(() => expect.stringMatching(/^\d{4}-[a-z-]+$/)))
    expect(names).toEqual([...names].sort())
    expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length)
  })
})

describe('the connections', () => {
  test('write ahead, flush every commit and mind foreign keys', async () => {
    const database = await openDatabase(file)
    const pragma = async (name: string) => {
      const { rows } = await sql
        .raw<Record<string, unknown>>(`pragma ${name}`)
        .execute(database.writer)
      return Object.values(rows[0] ?? {})[0]
    }
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
    await database.close()
  })

  test('the reader cannot write', async () => {
    const database = await openDatabase(file)
    // The type has no way to write; SQLite must refuse it too.
    const reader = database.reader as ReadDatabase & WriteDatabase
    const row = { id: 1, state: 'draft', created_on: '2025-01-01' } as const
    await expect(
      reader
        .insertInto('activity')
        .values({ ...row, published_version_id: null, head_version_id: null })
        .execute(),
    ).rejects.toMatchObject({ code: 'SQLITE_READONLY' })
    await database.close()
  })

  test('the reader sees nothing of a transaction until it is committed', async () => {
    const database = await openDatabase(file)
    const reader = new CatalogueReader(database.reader)
    await database.writer.transaction().execute(async (transaction) => {
      const act = { actor: 'person:1', at: '2025-01-01T00:00:00Z', reason: '' }
      await new CatalogueWriter(transaction).createActivity(1, '2025-01-01', act)
      expect(await reader.countActivities()).toBe(0)
    })
    expect(await reader.countActivities()).toBe(1)
    await database.close()
  })

  test.each([
    ['a changed version', "update version set content = '{}'"],
    ['a removed version', 'delete from version'],
    [
      'a replaced version',
      "insert or replace into version (id, activity_id, number, content, hash, dated_on, saved_at, author, note) select id, activity_id, number, '{}', hash, dated_on, saved_at, author, note from version",
    ],
    ['a changed event', "update event set reason = 'x'"],
    ['a removed event', 'delete from event'],
    [
      'a replaced event',
      "insert or replace into event (id, at, actor, kind, activity_id, version_id, reason) select id, at, 'someone else', kind, activity_id, version_id, reason from event",
    ],
  ])('SQLite itself refuses %s', async (_, statement) => {
    const database = await openDatabase(file)
    await publish(database, 1, contentOf())
    const outcome = await sql
      .raw(statement)
      .execute(database.writer)
      .then(
        () => 'done',
        (error: Error) => error.message,
      )
    await database.close()
    expect(outcome).toMatch(/never changed or removed/)
  })

  test('an activity that has versions cannot be deleted', async () => {
    const database = await openDatabase(file)
    await publish(database, 1, contentOf())
    await expect(sql`delete from activity`.execute(database.writer)).rejects.toThrow(/FOREIGN KEY/)
    await database.close()
  })

  test('a write outside a transaction is refused before it happens', async () => {
    const database = await openDatabase(file)
    // What a caller who minds no types would hand in.
    const notTransaction = database.writer as ConstructorParameters<typeof CatalogueWriter>[0]
    expect(() => new CatalogueWriter(notTransaction)).toThrow(/transaction/)
    await database.close()
  })
})

describe('a file that cannot serve', () => {
  /** Opens it, expects a refusal that names it, and finds it unchanged. */
  async function expectRefusal(path: string, words: RegExp) {
    const before = readFileSync(path)
    const refusal = await openDatabase(path).then(
      (database) => database.close().then(() => undefined),
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(DatabaseError)
    expect((refusal as Error).message).toContain(path)
    expect((refusal as Error).message).toMatch(words)
    expect(readFileSync(path).equals(before)).toBe(true)
  }

  test('garbage is said to be no database', async () => {
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100))
    await expectRefusal(file, /not a SQLite database/)
  })

  test('a database of another program is left as it is', async () => {
    const other = new Sqlite(file)
    other.exec('create table recipe (id integer primary key, name text)')
    other.close()
    await expectRefusal(file, /another program.*recipe/)
  })

  test('a database of another program that uses the same library is left as it is', async () => {
    const other = new Sqlite(file)
    other.exec(`create table kysely_migration (name varchar(255) primary key, timestamp text);
      insert into kysely_migration values ('2020-recipes', '2020-01-01');
      create table recipe (id integer)`)
    other.close()
    await expectRefusal(file, /./)
  })

  test('a damaged file is said to be damaged', async () => {
    const database = await openDatabase(file)
    for (let id = 1; id < 40; id++)
      await publish(database, id, contentOf({ description: 'x'.repeat(3000) }))
    await database.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 100, 4096)
    writeFileSync(file, bytes)
    await expectRefusal(file, /damaged|not a SQLite database/)
  })

  test('a folder is no file', async () => {
    mkdirSync(file)
    await expect(openDatabase(file)).rejects.toThrow(DatabaseError)
    await expect(openDatabase(file)).rejects.toThrow(file)
  })

  test('nor is a path that leads through a file', async () => {
    writeFileSync(file, '')
    const inside = join(file, 'hub.db')
    await expect(openDatabase(inside)).rejects.toThrow(DatabaseError)
    await expect(openDatabase(inside)).rejects.toThrow(inside)
  })

  test('a file of a newer version of the program is refused, not guessed at', async () => {
    await (await openDatabase(file)).close()
    const later = new Sqlite(file)
    later.exec("insert into kysely_migration values ('9999-future', '2099-01-01')")
    later.close()
    const copy = `${file}.copy`
    copyFileSync(file, copy)
    await expect(openDatabase(copy)).rejects.toThrow(DatabaseError)
  })
})
