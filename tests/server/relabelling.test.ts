import { describe, expect, test } from 'vitest'
import { mapLabel, unmapLabel } from '../../server/submissions/relabelling'
import { contentOf, publish } from '../seeds'
import { type Bench, CURATOR, eachWithBench, WHOLE } from '../submissions'

let bench: Bench
eachWithBench((fresh) => {
  bench = fresh
})

const unplaced = [{ field: 'countries', label: 'Ye Olde Kenya' }]
const wanted = {
  field: 'countries',
  label: 'ye olde  KENYA',
  vocabulary: 'countries',
  concept: 'KEN',
}

const map = (changes: Partial<typeof wanted> = {}) =>
  bench.run((store, desk) => mapLabel(store, desk, { ...wanted, ...changes }, bench.act(CURATOR)))
const unmap = (mappingId: number) =>
  bench.run((store, desk) => unmapLabel(store, desk, { mappingId }, bench.act(CURATOR)))
const shown = async (id: number) => {
  const content = (await bench.catalogue.findPublished(id))?.content
  return content && [content.countries, content.unplaced.map(({ label }) => label)]
}

describe('a label placed once', () => {
  test('holds for every record that has it, which the public sees at once', async () => {
    await bench.import([
      { id: 1, unplaced, countries: ['UGA'] },
      { id: 2, unplaced: [{ field: 'countries', label: 'YE OLDE KENYA' }], countries: ['KEN'] },
      { id: 3, unplaced: [...unplaced, { field: 'beneficiaries', label: 'Ye Olde Kenya' }] },
      { id: 4, countries: ['UGA'] },
    ])
    const before = await bench.catalogue.findPublished(4)
    const { activities } = await map()
    expect(activities).toBe(3)
    expect(await shown(1)).toEqual([['UGA', 'KEN'], []])
    expect(await shown(2)).toEqual([['KEN'], []])
    expect(await shown(3)).toEqual([['KEN'], ['Ye Olde Kenya']])
    expect(await bench.catalogue.findPublished(4)).toEqual(before)
    expect(await bench.catalogue.countUnplaced()).toEqual([
      { field: 'beneficiaries', label: 'Ye Olde Kenya', count: 1 },
    ])
  })

  test('takes what is then in order off the queue', async () => {
    await bench.import([
      { id: 1, unplaced },
      { id: 2, unplaced, startDate: null, entities: ['undp'] },
    ])
    const waiting = async () =>
      (await bench.queue.list({ states: ['submitted'] }, { limit: 9 })).items.map(
        ({ activityId, warnings }) => [activityId, warnings],
      )
    expect(await waiting()).toEqual([
      [1, ['unplaced-label']],
      [2, ['unknown-start', 'unplaced-label']],
    ])
    const { mapping } = await map()
    expect(await waiting()).toEqual([[2, ['unknown-start']]])
    await unmap(mapping.id)
    expect((await waiting()).map(([id]) => id).sort()).toEqual([1, 2])
  })

  test('holds for every later import, and the same file still changes nothing', async () => {
    const records = [{ id: 1, unplaced, countries: ['UGA'] }]
    await bench.import(records)
    await map()
    expect(await bench.import(records)).toMatchObject({ unchanged: 1, changed: 0, held: 0 })
    await bench.import([...records, { id: 2, unplaced }])
    expect(await shown(2)).toEqual([['KEN'], []])
    expect(await bench.import([{ ...records[0], id: 1, title: 'New' }])).toMatchObject({
      changed: 1,
      held: 0,
    })
    expect(await shown(1)).toEqual([['UGA', 'KEN'], []])
  })

  test('two, placed one after the other, come out of an import as they stand', async () => {
    const two = [
      { field: 'countries', label: 'Ugandaland' },
      { field: 'countries', label: 'Ye Olde Kenya' },
    ]
    await bench.import([{ id: 1, unplaced: two }])
    await map()
    await map({ label: 'Ugandaland', concept: 'UGA' })
    expect(await shown(1)).toEqual([['KEN', 'UGA'], []])
    expect(await bench.import([{ id: 1, unplaced: two }])).toMatchObject({ unchanged: 1 })
  })

  test('taken back, leaves all as it was, and the next import too', async () => {
    const records = [{ id: 1, unplaced, countries: ['UGA'] }]
    await bench.import(records)
    const { mapping } = await map()
    expect(await unmap(mapping.id)).toEqual({ reverted: 1, left: 0 })
    expect(await shown(1)).toEqual([['UGA'], ['Ye Olde Kenya']])
    expect(await bench.import(records)).toMatchObject({ unchanged: 1 })
    expect(await bench.catalogue.countUnplaced()).toHaveLength(1)
    await expect(unmap(mapping.id)).rejects.toMatchObject({ code: 'not-found' })
    expect((await map()).activities).toBe(1)
  })

  test('taken back, leaves what was worked on since', async () => {
    await bench.import([
      { id: 1, unplaced },
      { id: 2, unplaced },
    ])
    const { mapping } = await map()
    await publish(bench.database, 2, contentOf({ title: 'Edited', countries: ['KEN'] }))
    // Of the second, the record and its place on the queue count as one activity.
    const { reverted } = await unmap(mapping.id)
    expect(reverted).toBeGreaterThanOrEqual(1)
    expect(await shown(1)).toEqual([[], ['Ye Olde Kenya']])
    expect((await bench.catalogue.findPublished(2))?.content.title).toBe('Edited')
  })

  test('reaches what waits for review now, and what is being written at its next save', async () => {
    const waiting = await bench.begin()
    await bench.save(waiting, { ...WHOLE, unplaced })
    await bench.submit(waiting)
    const written = await bench.begin()
    await bench.save(written, { title: 'Other', unplaced })
    await map()
    const contentNow = async (id: number) => {
      const { headVersionId } = await bench.get(id)
      return (await bench.submissions.findVersion(headVersionId))?.content
    }
    expect(await contentNow(waiting.id)).toMatchObject({ countries: ['KEN'], unplaced: [] })
    expect(await contentNow(written.id)).toMatchObject({ countries: [] })
    await bench.save(written, { summary: 'AI.' })
    expect(await contentNow(written.id)).toMatchObject({ countries: ['KEN'], unplaced: [] })
  })

  test('may belong to a neighbour’s field, and leaves a single value alone', async () => {
    await bench.import([
      { id: 1, unplaced: [{ field: 'countries', label: 'All the small ones' }] },
      { id: 2, unplaced: [{ field: 'maturity', label: 'Half done' }], maturity: 'pilot' },
    ])
    const group = bench.desk.taxonomy.vocabulary('country-groups')?.concepts[0]?.id ?? ''
    await map({ label: 'All the small ones', vocabulary: 'country-groups', concept: group })
    expect((await bench.catalogue.findPublished(1))?.content.countryGroups).toEqual([group])
    const { activities } = await map({
      field: 'maturity',
      label: 'Half done',
      vocabulary: 'maturity',
      concept: 'mature',
    })
    expect(activities).toBe(0)
    expect((await bench.catalogue.findPublished(2))?.content.maturity).toBe('pilot')
  })

  test.each([
    ['a concept that is none', { concept: 'XXX' }, /no concept/],
    ['a vocabulary that is none', { vocabulary: 'planets' }, /no concept/],
    ['a field without a vocabulary', { field: 'title' }, /vocabulary/],
    ['a label without letters', { label: ' — ' }, /no letters/],
  ])('is refused for %s', async (_, changes, reason) => {
    await expect(map(changes)).rejects.toThrow(reason)
    expect(await bench.submissions.listMappings()).toEqual([])
  })

  test('is refused a second meaning', async () => {
    await map()
    await expect(map({ concept: 'UGA' })).rejects.toThrow(/already/)
  })
})
