import { describe, expect, test } from 'vitest'
import { dismissWarnings } from '../../server/submissions/reviewing'
import { type Bench, CURATOR, eachWithBench, WRITER } from '../submissions'

let bench: Bench
eachWithBench((fresh) => {
  bench = fresh
})

describe('a visitor’s suggestion', () => {
  test('is published with the curator’s words, and their address is forgotten', async () => {
    await bench.publish(7, 'Wrong')
    const suggestion = await bench.suggest(7, { title: 'Right' })
    expect(suggestion).toMatchObject({ kind: 'suggestion', state: 'submitted', openedBy: null })
    expect(suggestion.mail).toBe('someone@example.org')
    const after = await bench.approve(suggestion, { summary: 'AI, right.' })
    expect(after.mail).toBeNull()
    expect((await bench.catalogue.findPublished(7))?.content).toMatchObject({
      title: 'Right',
      summary: 'AI, right.',
    })
  })

  test('that says nothing at a field cannot be approved as it is', async () => {
    await bench.publish(7)
    const suggestion = await bench.suggest(7)
    await expect(bench.approve(suggestion)).rejects.toThrow(/changes nothing/)
    await bench.reject(suggestion)
  })

  test('of a missing activity becomes one', async () => {
    const suggestion = await bench.suggest(null, { title: 'Missing', entities: ['itu'] })
    await expect(bench.approve(suggestion)).rejects.toMatchObject({ code: 'incomplete' })
    await bench.approve(suggestion, { summary: 'AI, missed.' })
    expect(await bench.catalogue.findPublished(suggestion.activityId)).toBeDefined()
  })

  test('of what is not public, or with a concept that is none, is refused', async () => {
    await expect(bench.suggest(12345)).rejects.toMatchObject({ code: 'not-found' })
    await expect(bench.suggest(null, { entities: ['acme'] })).rejects.toMatchObject({
      code: 'not-valid',
      issues: [{ field: 'entities', code: 'unknown-concept' }],
    })
  })

  test('leaves what the keepers work on alone', async () => {
    await bench.publish(7, 'Theirs')
    await bench.suggest(7, { title: 'Other' })
    expect((await bench.catalogue.findHead(7))?.content.title).toBe('Theirs')
  })
})

describe('an imported record', () => {
  test('that changed at the source and here is published, or left as it is', async () => {
    const held = await bench.importHeld(7)
    await bench.approve(held)
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('As the source has it')
    const other = await bench.importHeld(8)
    await bench.reject(other)
    expect((await bench.catalogue.findPublished(8))?.content.title).toBe('Activity 8')
    expect((await bench.catalogue.findHead(8))?.content.title).toBe('Activity 8')
  })

  test('whose warnings are all dismissed is done with, and taken back has them again', async () => {
    await bench.import([{ id: 7, startDate: null, links: [{ url: 'n/a', label: '' }] }])
    const [item] = (await bench.queue.list({}, { limit: 9 })).items
    expect(item).toMatchObject({ kind: 'imported', warnings: ['broken-address', 'unknown-start'] })
    if (!item) return
    const codes = async () => (await bench.queue.list({}, { limit: 9 })).items[0]?.warnings
    const dismiss = async (code: string) => {
      const warnings = await bench.catalogue.listWarnings(7)
      const warningIds = warnings.filter((warning) => warning.code === code).map(({ id }) => id)
      const review = { submissionId: item.id, curators: 2, warningIds }
      return bench.run((store, desk) =>
        dismissWarnings(store, desk, review, bench.act(CURATOR, 'It is so')),
      )
    }
    expect((await dismiss('broken-address')).state).toBe('submitted')
    expect(await codes()).toEqual(['unknown-start'])
    expect((await dismiss('unknown-start')).state).toBe('published')
    expect(await codes()).toEqual([])

    await bench.import([
      { id: 7, startDate: null, links: [{ url: 'n/a', label: '' }], tags: ['x'] },
    ])
    expect((await bench.get(item.id)).state).toBe('published')

    await expect(bench.make('undo', item, bench.act(CURATOR))).rejects.toThrow(/since/)
  })

  test('found in order, and taken back, waits again with its warnings', async () => {
    await bench.import([{ id: 7, startDate: null }])
    const [item] = (await bench.queue.list({}, { limit: 9 })).items
    if (!item) throw new Error('nothing is queued')
    await bench.approve(item)
    expect((await bench.queue.list({ warnings: ['unknown-start'] }, { limit: 9 })).items).toEqual(
      [],
    )
    await bench.make('undo', item, bench.act(CURATOR))
    expect(
      (await bench.queue.list({ warnings: ['unknown-start'] }, { limit: 9 })).items,
    ).toMatchObject([{ id: item.id, state: 'submitted' }])
  })
})

describe('who is told', () => {
  const notices = () =>
    bench.database.writer.selectFrom('notice').select(['kind', 'audience', 'address']).execute()

  test('curators of what is submitted, its writer of what becomes of it', async () => {
    const submission = await bench.reach('new', 'published')
    if (!submission) throw new Error('no such state')
    expect(await notices()).toEqual([
      { kind: 'submitted', audience: 'curators', address: '' },
      { kind: 'approved', audience: 'person', address: WRITER },
    ])
  })

  test('a visitor who left an address', async () => {
    await bench.publish(7)
    await bench.reject(await bench.suggest(7))
    expect(await notices()).toEqual([
      { kind: 'suggested', audience: 'curators', address: '' },
      { kind: 'rejected', audience: 'mail', address: 'someone@example.org' },
    ])
  })

  test('nobody, when the move did not happen', async () => {
    const submission = await bench.begin()
    await expect(bench.make('submit', submission, bench.act(WRITER))).rejects.toThrow()
    expect(await notices()).toEqual([])
  })
})
