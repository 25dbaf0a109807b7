import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkSuggestions, sharesOf } from '../../scripts/suggestion-check'
import { Catalogue } from '../../server/catalogue/catalogue'
import { CatalogueReader } from '../../server/catalogue/reader'
import { type Database, openDatabase } from '../../server/database/open'
import { importFile } from '../../server/exchange/import'
import { likelyDuplicates, suggestConcepts } from '../../server/submissions/help'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { contentOf, shippedRecords, temporaryFolder } from '../seeds'

const taxonomy = new Taxonomy()

describe('concepts suggested from an entry’s words', () => {
  const content = contentOf({
    title: 'Chatbot for smallholder farmers',
    summary: 'It answers questions on drought and crop pests by SMS. A training course is held.',
  })

  test('come with the words they rest on', () => {
    const suggested = suggestConcepts(content, taxonomy)
    expect(suggested).toEqual(
      expect.arrayContaining([
        { field: 'sdgs', id: '2', label: 'Zero Hunger', words: 'smallholder' },
        { field: 'sdgs', id: '13', label: 'Climate Action', words: 'drought' },
        expect.objectContaining({ field: 'types', id: 'tools', words: 'Chatbot' }),
        expect.objectContaining({ field: 'types', id: 'training', words: 'training course' }),
        expect.objectContaining({ field: 'sectors', id: 'agriculture-food' }),
        expect.objectContaining({ field: 'techniques', id: 'chatbots' }),
      ]),
    )
  })

  test('leave out what is stated, and change nothing', () => {
    const before = structuredClone(content)
    const stated = suggestConcepts({ ...content, sdgs: [2], types: ['tools'] }, taxonomy)
    expect(stated.map(({ field, id }) => `${field} ${id}`)).not.toEqual(
      expect.arrayContaining(['sdgs 2', 'types tools']),
    )
    expect(content).toEqual(before)
  })

  test('never tag: an import reads only techniques and sectors from words', () => {
    expect(Object.keys(taxonomy.tag('Chatbot for farmers')).sort()).toEqual([
      'sectors',
      'techniques',
    ])
  })

  test('agree with what the shipped entries state more often than not', () => {
    const contents = shippedRecords().map((record) => record.content)
    const sdgs = sharesOf(checkSuggestions(taxonomy, contents, 'sdgs').values())
    const types = sharesOf(checkSuggestions(taxonomy, contents, 'types').values())
    expect(sdgs.precision).toBeGreaterThan(0.6)
    expect(sdgs.recall).toBeGreaterThan(0.25)
    expect(types.precision).toBeGreaterThan(0.65)
    expect(types.recall).toBeGreaterThan(0.55)
  })
})

describe('likely duplicates of an entry being written', () => {
  const { folder, remove } = temporaryFolder()
  const records = new Map(shippedRecords().map((record) => [record.id, record.content]))
  let database: Database
  let catalogue: Catalogue
  beforeAll(async () => {
    database = await openDatabase(join(folder, 'hub.db'))
    await importFile(database, taxonomy, { file: 'data/activities.jsonl' })
    catalogue = new Catalogue(new CatalogueReader(database.reader), taxonomy)
    await catalogue.load()
  })
  afterAll(async () => {
    await database.close()
    remove()
  })

  const idsFor = async (title: string, summary = '', ownId?: number) =>
    (await likelyDuplicates(catalogue, { title, summary }, ownId)).map(({ id }) => id)

  test.each([
    [547, 63],
    [550, 66],
    [551, 67],
    [820, 653],
  ])('%i, written anew, is told of %i', async (written, other) => {
    const { title, summary } = records.get(written) ?? contentOf()
    const found = await idsFor(title, summary, written)
    expect(found).toContain(other)
    expect(found).not.toContain(written)
    expect(await idsFor(title, '', written)).toContain(other)
  })

  test('are none for what is new, for a blank, or for signs', async () => {
    expect(await idsFor('Knitting patterns for penguins', 'AI knits.')).toEqual([])
    expect(await idsFor('', 'AI.')).toEqual([])
    expect(await idsFor('"-!"', 'AI.')).toEqual([])
  })

  test('are few: most entries of the catalogue are told of none', async () => {
    let told = 0
    for (const [id, { title, summary }] of records)
      if ((await idsFor(title, summary, id)).length > 0) told++
    expect(told / records.size).toBeLessThan(0.3)
  })
})
