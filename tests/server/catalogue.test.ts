import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Catalogue } from '../../server/catalogue/catalogue'
import { CatalogueReader } from '../../server/catalogue/reader'
import { type Database, openDatabase } from '../../server/database/open'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { contentOf, localAct, publish, temporaryFolder, write } from '../seeds'

const taxonomy = new Taxonomy()
const { folder, remove } = temporaryFolder()
const opened: Database[] = []
let database: Database
let file: string
let catalogue: Catalogue

async function open(): Promise<Database> {
  const one = await openDatabase(file)
  opened.push(one)
  return one
}

beforeEach(async () => {
  file = join(folder, `${opened.length}.db`)
  database = await open()
  await publish(database, 1, contentOf({ title: 'One', sdgs: [13] }))
  await publish(database, 2, contentOf({ title: 'Two' }))
  catalogue = new Catalogue(new CatalogueReader(database.reader), taxonomy)
  await catalogue.load()
})
afterAll(async () => {
  for (const one of opened) await one.close()
  remove()
})

async function titles(q = ''): Promise<string[]> {
  const { items } = await catalogue.search({ q, filters: {}, sort: 'title', limit: 9, offset: 0 })
  return items.map((item) => item.title)
}

describe('refresh', () => {
  test('sees what another connection committed, and says so', async () => {
    const before = catalogue.revision
    const other = await open()
    await publish(other, 3, contentOf({ title: 'Three' }))
    await publish(other, 1, contentOf({ title: 'One, renamed', sdgs: [2] }))
    expect(await titles('three')).toEqual([])

    expect(await catalogue.refresh()).toBe(true)
    expect(await titles()).toEqual(['One, renamed', 'Three', 'Two'])
    expect(await titles('renamed ')).toEqual(['One, renamed'])
    expect(catalogue.index.facets.membersOf('sdg', '13').size).toBe(0)
    expect((await catalogue.find(1))?.version).toBe(2)
    expect(catalogue.revision).not.toBe(before)
  })

  test('says that nothing changed when nothing did', async () => {
    const before = catalogue.revision
    expect(await catalogue.refresh()).toBe(false)
    expect(catalogue.revision).toBe(before)
  })

  test('forgets what was unpublished', async () => {
    await write(database, (writer) => writer.unpublish(1, localAct()))
    await catalogue.refresh()
    expect(await titles()).toEqual(['Two'])
    expect(await catalogue.find(1)).toBeUndefined()
  })

  test('shows nothing of a draft saved beside the public version', async () => {
    await write(database, (writer) =>
      writer.saveVersion(1, contentOf({ title: 'Draft' }), {
        ...localAct(),
        datedOn: '2026-01-01',
      }),
    )
    await catalogue.refresh()
    expect(await titles()).toEqual(['One', 'Two'])
    expect((await catalogue.find(1))?.content.title).toBe('One')
  })

  test('sees nothing of a transaction that was undone', async () => {
    await expect(
      write(database, async (writer) => {
        await writer.unpublish(1, localAct())
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await catalogue.refresh()).toBe(false)
    expect(await titles()).toEqual(['One', 'Two'])
  })

  test('called many times at once, ends with all that was committed', async () => {
    const calls: Promise<boolean>[] = []
    for (let id = 10; id < 30; id++) {
      await publish(database, id, contentOf({ title: `Number ${id}` }))
      calls.push(catalogue.refresh())
    }
    await Promise.all(calls)
    expect(catalogue.index.size).toBe(22)
  })

  test('goes on after a read that failed', async () => {
    /** A reader whose next question to the database fails, as on a bad sector. */
    class FailingReader extends CatalogueReader {
      fails = false
      override async lastEvent() {
        if (!this.fails) return super.lastEvent()
        this.fails = false
        throw new Error('disk I/O error')
      }
    }
    const reader = new FailingReader(database.reader)
    catalogue = new Catalogue(reader, taxonomy)
    await catalogue.load()
    reader.fails = true
    await expect(catalogue.refresh()).rejects.toThrow('disk I/O error')
    await publish(database, 3, contentOf({ title: 'Three' }))
    await catalogue.refresh().catch(() => {})
    expect(await titles()).toEqual(['One', 'Three', 'Two'])
  })
})
