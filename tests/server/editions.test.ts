import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/database/open'
import { EditionReader } from '../../server/reports/reader'
import { type Correction, EditionError, EditionWriter } from '../../server/reports/writer'
import { contentOf, publish, temporaryFolder, write } from '../seeds'

const { folder, remove } = temporaryFolder()
let database: Database
let reader: EditionReader
const AT = '2026-01-15T10:00:00.000Z'

beforeAll(async () => {
  database = await openDatabase(join(folder, 'hub.db'))
  reader = new EditionReader(database.reader)
  for (const id of [1, 2, 3]) await publish(database, id, contentOf({ title: `First ${id}` }))
  await write(database, (writer) =>
    writer.createActivity(4, '2025-06-01', { actor: 'person:1', at: AT, reason: '' }),
  )
  await freeze('2025', '2025-12-31')
})

afterAll(async () => {
  await database.close()
  remove()
})

function freeze(id: string, asOf: string) {
  return database.writer
    .transaction()
    .execute((transaction) =>
      new EditionWriter(transaction).freezePublished({ id, title: id, asOf, note: '' }, AT),
    )
}

function correct(id: string, corrections: Correction[]) {
  const edition = { id, title: id, note: '', corrects: '2025' }
  return database.writer
    .transaction()
    .execute((transaction) =>
      new EditionWriter(transaction).freezeErratum(edition, corrections, AT),
    )
}

async function versionOf(id: number): Promise<number> {
  const { published_version_id } = await database.reader
    .selectFrom('activity')
    .select('published_version_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return published_version_id ?? 0
}

describe('an edition', () => {
  test('holds what was public then, whatever happens later', async () => {
    const before = await reader.listEntries('2025')
    expect(before.map(({ id, content }) => [id, content.title])).toEqual([
      [1, 'First 1'],
      [2, 'First 2'],
      [3, 'First 3'],
    ])
    await publish(database, 1, contentOf({ title: 'Second 1' }))
    await publish(database, 9, contentOf({ title: 'Late' }))
    expect(await reader.listEntries('2025')).toEqual(before)
  })

  test('cannot be altered, added to or removed, not even by plain SQL', async () => {
    const edition = { edition_id: '2025', activity_id: 9, version_id: await versionOf(9) }
    const { writer } = database
    for (const attempt of [
      writer.insertInto('edition_entry').values(edition).execute(),
      writer.updateTable('edition').set({ title: 'Other' }).execute(),
      writer.updateTable('edition_entry').set({ version_id: edition.version_id }).execute(),
      writer.deleteFrom('edition_entry').execute(),
      writer.deleteFrom('edition').execute(),
    ])
      await expect(attempt).rejects.toThrow('never changed')
  })

  test('is frozen once, under an id that begins with a year, and never empty', async () => {
    await expect(freeze('2025', '2025-12-31')).rejects.toThrow(EditionError)
    await expect(freeze('next', '2025-12-31')).rejects.toThrow('must begin with a year')
    await expect(freeze('1999', '1999-12-31')).rejects.toThrow('nothing was frozen')
    expect(await reader.findEdition('1999')).toBeUndefined()
    expect(await reader.listEntries('1999')).toEqual([])
  })

  test('is corrected by an erratum that lists its changes and leaves it as it was', async () => {
    const before = await reader.findEdition('2025')
    await correct('2025.1', [
      { activityId: 1, versionId: await versionOf(1), reason: 'Wrong title' },
      { activityId: 2, versionId: null, reason: 'Filed twice' },
      { activityId: 9, versionId: await versionOf(9), reason: 'Forgotten' },
    ])
    const titles = (await reader.listEntries('2025.1')).map(({ content }) => content.title)
    expect(titles).toEqual(['Second 1', 'First 3', 'Late'])
    expect(await reader.listChanges('2025', '2025.1')).toEqual([
      { kind: 'changed', activityId: 1, title: 'Second 1', reason: 'Wrong title' },
      { kind: 'gone', activityId: 2, title: 'First 2', reason: 'Filed twice' },
      { kind: 'new', activityId: 9, title: 'Late', reason: 'Forgotten' },
    ])
    expect(await reader.findEdition('2025')).toEqual(before)
    const erratum = await reader.findEdition('2025.1')
    expect(erratum?.checksum).not.toBe(before?.checksum)
    expect(erratum && (await reader.findPrevious(erratum))?.id).toBe('2025')
  })

  test('has the same checksum wherever the same content is frozen', async () => {
    const other = await openDatabase(join(folder, 'other.db'))
    // Another order of saving gives other row ids.
    for (const id of [3, 1, 2]) await publish(other, id, contentOf({ title: `First ${id}` }))
    const { checksum } = await other.writer
      .transaction()
      .execute((transaction) =>
        new EditionWriter(transaction).freezePublished(
          { id: '2025', title: 'Elsewhere', asOf: '2025-12-31', note: '' },
          new Date().toISOString(),
        ),
      )
    await other.close()
    expect(checksum).toBe((await reader.findEdition('2025'))?.checksum)
  })
})
