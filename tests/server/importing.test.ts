import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueReader } from '../../server/catalogue/reader'
import { neutralised } from '../../server/exchange/cells'
import { columnsOf } from '../../server/exchange/columns'
import { importFile } from '../../server/exchange/import'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { ImportBench } from '../imports'
import { contentOf, localAct, publish, temporaryFolder, write } from '../seeds'

const SHIPPED = 'data/activities.jsonl'
const taxonomy = new Taxonomy()
const { folder, remove } = temporaryFolder()
afterAll(remove)

let imports: ImportBench
let count = 0
beforeEach(async () => {
  imports = await ImportBench.open(folder, `imports-${++count}`)
  return () => imports.bench.database.close()
})

/** Every activity, version and event. */
async function everything(): Promise<string> {
  const { reader } = imports.bench.database
  const tables = ['activity', 'version', 'event', 'submission', 'warning'] as const
  const rows = await Promise.all(
    tables.map((table) => reader.selectFrom(table).selectAll().execute()),
  )
  return JSON.stringify(rows)
}

const FLOODS =
  'Title,Summary,Agency,Country,Start date,SDG\n"Flood watch",AI warns of floods.,ITU,"Kenya, Uganda",17.05.2024,13\n'

describe('the dry run', () => {
  test('of the shipped catalogue, exported as a table, says that every row is unchanged', async () => {
    const { database } = imports.bench
    await importFile(database, taxonomy, { file: SHIPPED })
    const columns = columnsOf(taxonomy, 'http://hub.test').filter(({ isPublic }) => isPublic)
    const activities = await new CatalogueReader(database.reader).pagePublished(0, 1000)
    const lines = activities.map((activity) =>
      columns.map(({ write }) => {
        const cell = write(activity)
        return typeof cell === 'string' ? neutralised(cell) : cell
      }),
    )
    const before = await everything()
    const id = await imports.uploadText(stringify([columns.map(({ name }) => name), ...lines]))
    expect((await imports.get(id)).counts).toEqual({ unchanged: 837 })
    expect(await everything()).toBe(before)
  })

  test('reads a LibreOffice workbook with all its troubles, each with its place', async () => {
    const id = await imports.upload('tests/fixtures/import/entries.xlsx', { entity: 'itu' })
    expect(await imports.outcomes(id)).toEqual([
      '4 new',
      '7 new',
      expect.stringMatching(/^8 refused .*unmerge/),
      expect.stringMatching(/^9 refused .*unmerge/),
      expect.stringMatching(/^10 refused F10 \(Start Date\) is no date/),
    ])
    const { about } = await imports.get(id)
    expect(about.headerRow).toBe(3)
    expect(about.columns.map(({ letter, target }) => `${letter} ${target}`)).toEqual([
      'B title',
      'C summary',
      'D entities',
      'F start_date',
      'G sdgs',
      'H countries',
      'I null',
    ])
  })

  test('tells new, changed with what, unchanged, duplicate and refused apart', async () => {
    await publish(imports.bench.database, 12, contentOf({ title: 'Old title' }))
    const twin = { title: 'Crop maps from satellites', summary: 'AI maps crops for farmers.' }
    await publish(imports.bench.database, 13, contentOf(twin))
    const id = await imports.uploadText(
      [
        'id,title,summary,entities,start date,status',
        '12,New title,An AI summary.,ITU,,',
        '12,Once more,An AI summary.,ITU,,',
        ',Crop maps from satellites,AI maps crops for many farmers.,ITU,,',
        ',Crop maps from satellites,AI maps crops for farmers.,ITU,,',
        ',Something else,,ITU,03/04/2024,someday',
        ',Of nobody,A summary.,Atlantis,,',
        '99,Unknown number,An AI summary.,ITU,,',
      ].join('\n'),
      { entity: 'itu' },
    )
    expect(await imports.outcomes(id)).toEqual([
      '2 changed',
      '3 refused A3 (id) stands on row 2 already',
      '4 duplicate',
      '5 unchanged',
      expect.stringMatching(/^6 refused E6 \(start date\) could be read as/),
      expect.stringMatching(/^7 new|refused/),
      expect.stringMatching(/^8 refused A8 \(id\) is the number of no entry/),
    ])
    const rows = await imports.rows(id)
    expect(rows[0]?.detail.diff.map(({ field }) => field)).toEqual(['title'])
    expect(rows[2]?.activityId).toBe(13)
    expect(rows[4]?.detail.problems.map(({ place }) => place)).toEqual([
      'E6 (start date)',
      'C6 (summary)',
      'F6 (status)',
    ])
  })

  test('a table without a title is refused as a whole', async () => {
    const id = await imports.uploadText('colour,weight\nred,1\n')
    expect(await imports.get(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/title/),
    })
  })

  test('entries of others are out of reach of an entity', async () => {
    await publish(imports.bench.database, 12, contentOf({ entities: ['undp'] }))
    const id = await imports.uploadText(
      'id,title,summary,entities\n12,Taken over,An AI summary.,ITU\n,New,An AI summary.,UNDP\n',
      { entity: 'itu', mode: 'submit' },
    )
    expect(await imports.outcomes(id)).toEqual([
      '2 refused A2 (id) is an entry of another entity',
      expect.stringMatching(/^3 refused D3 \(entities\) names other entities/),
    ])
  })
})

describe('the import', () => {
  test('does what the dry run said, twice changes nothing, and can be taken back whole', async () => {
    await publish(imports.bench.database, 12, contentOf({ title: 'Old title' }))
    const { catalogue } = imports.bench
    const table = `${FLOODS.trim()}\n`.replace('Title', 'id,Title').replace('\n"Flood', '\n,"Flood')
    const text = `${table}12,New title,An AI summary.,ITU,,,\n`
    const id = await imports.uploadText(text)
    expect((await imports.get(id)).counts).toEqual({ new: 1, changed: 1 })
    await imports.job(id).run()
    expect(await imports.get(id)).toMatchObject({
      state: 'imported',
      counts: { new: 1, changed: 1 },
    })
    const [made] = await imports.rows(id)
    const flood = await catalogue.findPublished(made?.activityId ?? 0)
    expect(flood?.content).toMatchObject({
      ...{ title: 'Flood watch', entities: ['itu'], countries: ['KEN', 'UGA'], sdgs: [13] },
      startDate: '2024-05-17',
    })
    expect(flood?.id).toBeGreaterThan(10_000)
    expect((await catalogue.findPublished(12))?.content.title).toBe('New title')

    const again = await imports.uploadText(text)
    expect((await imports.get(again)).counts).toEqual({ unchanged: 2 })

    await imports.job(id).undo({ actor: 'person:9', reason: 'By mistake' })
    expect((await imports.get(id)).state).toBe('undone')
    expect(await catalogue.findPublished(flood?.id ?? 0)).toBeUndefined()
    expect((await catalogue.findPublished(12))?.content.title).toBe('Old title')
    await expect(imports.job(id).undo({ actor: 'person:9', reason: '' })).rejects.toThrow(/undone/)
  })

  test('for review makes submissions, which undoing withdraws', async () => {
    await publish(imports.bench.database, 12, contentOf({ title: 'Old title' }))
    const { catalogue, database } = imports.bench
    const id = await imports.uploadText(
      'id,title,summary\n12,New title,An AI summary.\n,Other,A summary of AI.\n',
      { entity: 'itu', mode: 'submit', actor: 'person:1' },
    )
    await imports.job(id).run()
    const submissions = () => database.reader.selectFrom('submission').selectAll().execute()
    expect((await submissions()).map(({ kind, state, entity }) => [kind, state, entity])).toEqual([
      ['change', 'submitted', 'itu'],
      ['new', 'submitted', 'itu'],
    ])
    expect((await catalogue.findPublished(12))?.content.title).toBe('Old title')
    const notices = await database.reader.selectFrom('notice').select('text').execute()
    expect(notices.map(({ text }) => text)).toEqual([expect.stringMatching(/^2 entries/)])

    const second = await imports.uploadText('id,title\n12,Newest\n', {
      entity: 'itu',
      mode: 'submit',
    })
    expect(await imports.outcomes(second)).toEqual([expect.stringMatching(/2 refused.*draft/)])

    await imports.job(id).undo({ actor: 'person:1', reason: '' })
    expect((await submissions()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  })

  test('is not undone once someone edited one of its entries', async () => {
    const id = await imports.uploadText(FLOODS)
    await imports.job(id).run()
    const [row] = await imports.rows(id)
    await write(imports.bench.database, async (writer) => {
      const act = { ...localAct(), datedOn: '2026-01-01' }
      await writer.saveVersion(row?.activityId ?? 0, contentOf(), act)
    })
    const before = await everything()
    await expect(imports.job(id).undo({ actor: 'person:9', reason: '' })).rejects.toThrow(
      /done with entries/,
    )
    expect(await everything()).toBe(before)
  })

  test('does nothing but check again where an entry was changed since the check', async () => {
    await publish(imports.bench.database, 12, contentOf({ title: 'Old title' }))
    const id = await imports.uploadText('id,title\n12,New title\n')
    await publish(imports.bench.database, 12, contentOf({ title: 'New title' }))
    const before = await everything()
    await imports.job(id).run()
    expect(await imports.get(id)).toMatchObject({
      ...{ state: 'checked', counts: { unchanged: 1 } },
      reason: expect.stringMatching(/Nothing was imported/),
    })
    expect(await everything()).toBe(before)
  })

  test('goes on where what changed since the check does not matter to its rows', async () => {
    await publish(imports.bench.database, 12, contentOf({ title: 'Old title' }))
    const id = await imports.uploadText('id,title\n12,New title\n')
    await publish(imports.bench.database, 13, contentOf({ title: 'Something else entirely' }))
    await imports.job(id).run()
    expect(await imports.get(id)).toMatchObject({ state: 'imported', counts: { changed: 1 } })
    expect((await imports.bench.catalogue.findPublished(12))?.content.title).toBe('New title')
  })

  test('a row is like the rows above it as they will be, in the check and in the import', async () => {
    await publish(imports.bench.database, 12, contentOf({ title: 'Old title' }))
    const summary = 'AI warns people along the river of floods.'
    const id = await imports.uploadText(
      `id,title,summary,entities\n12,Flood watch,${summary},ITU\n,Flood watch,${summary} Soon.,ITU\n`,
    )
    expect((await imports.outcomes(id)).map((line) => line.slice(0, 11))).toEqual([
      '2 changed',
      '3 duplicate',
    ])
    await imports.job(id).run()
    expect(await imports.get(id)).toMatchObject({ counts: { changed: 1, duplicate: 1 } })
  })

  test('takes duplicates in when asked to', async () => {
    const text = `${FLOODS}Bees,AI hears bees.,ITU,,,\nFlood watch,AI warns of floods in time.,ITU,Kenya,2024,13\n`
    const id = await imports.uploadText(text)
    expect(await imports.outcomes(id)).toEqual(['2 new', '3 new', '4 duplicate repeats row 2'])
    await imports.job(id).run({ takeDuplicates: true })
    expect((await imports.get(id)).counts).toEqual({ new: 3 })
  })
})

test('the public hub’s own JSON, with lists as text and zeros for dates', async () => {
  const record = {
    ...{ id: 77, title: 'Title', summary: 'An AI summary.', agencies: '["ITU"]' },
    ...{ regions: '["RBA"]', countries: '["Cu00f4te du2019Ivoire"]', start_date: '0000-00-00' },
    ...{ sdgs: '["13"]', created: '2025-01-01', updated: '2025-06-01' },
  }
  const id = await imports.uploadText(JSON.stringify([record]))
  expect(await imports.outcomes(id)).toEqual(['1 new'])
  await imports.job(id).run()
  expect((await imports.bench.catalogue.findPublished(77))?.content).toMatchObject({
    ...{ entities: ['itu'], regions: ['africa'], countries: ['CIV'], startDate: null, sdgs: [13] },
  })
  const again = await imports.upload(join(process.cwd(), SHIPPED))
  expect((await imports.get(again)).counts).toEqual({ new: 838 })
})
