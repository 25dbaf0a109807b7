import { describe, expect, test } from 'vitest'
import { mergeActivity, restore } from '../../server/submissions/archiving'
import { createDraft } from '../../server/submissions/drafting'
import { splitActivity } from '../../server/submissions/undoing'
import { contentOf } from '../seeds'
import { type Bench, CURATOR, eachWithBench, WRITER } from '../submissions'

let bench: Bench
eachWithBench((fresh) => {
  bench = fresh
})

describe('a published change', () => {
  test('is what the public sees, until it is taken back', async () => {
    await bench.publish(7, 'Old')
    const change = await bench.beginChange(7)
    await bench.save(change, { title: 'New' })
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('Old')
    await bench.submit(change)
    await bench.approve(change, { title: 'New, as the curator has it' })
    expect(await bench.catalogue.findPublished(7)).toMatchObject({
      content: { title: 'New, as the curator has it' },
    })
    await bench.make('undo', change, bench.act(CURATOR))
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('Old')
    const { headVersionId, state } = await bench.get(change.id)
    expect(state).toBe('submitted')
    expect((await bench.submissions.findVersion(headVersionId))?.content.title).toBe('New')
  })

  test('cannot be taken back once the next is being written', async () => {
    const published = await bench.reach('change', 'published')
    if (!published) throw new Error('no such state')
    await bench.beginChange(published.activityId)
    await expect(bench.make('undo', published, bench.act(CURATOR))).rejects.toThrow(/since/)
  })

  test('a new entry, taken back, is out of the catalogue and waits again', async () => {
    const published = await bench.reach('new', 'published')
    if (!published) throw new Error('no such state')
    const { activityId } = published
    expect(activityId).toBe(10_001)
    await bench.make('undo', published, bench.act(CURATOR))
    expect(await bench.catalogue.findPublished(activityId)).toBeUndefined()
    expect((await bench.submissions.findStanding(activityId))?.state).toBe('submitted')
    await bench.approve(published)
    expect(await bench.catalogue.findPublished(activityId)).toBeDefined()
  })

  test('an activity has one draft: the second who would begin one is led to it', async () => {
    await bench.publish(7)
    const [one, other] = await Promise.all([bench.beginChange(7), bench.beginChange(7)])
    expect(one.id).toBe(other.id)
  })

  test('of what is not public is refused', async () => {
    const draft = await bench.reach('new', 'withdrawn')
    if (!draft) throw new Error('no such state')
    await expect(bench.beginChange(draft.activityId)).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(bench.beginChange(12345)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a copy takes the content of another under a number and an entity of its own', async () => {
    await bench.run((store) =>
      store.catalogue.createActivity(7, '2025-01-01', bench.act('import:somewhere')),
    )
    await bench.run(async (store) => {
      const source = { system: 'somewhere', id: '7', retrieved: '2026-04' }
      const content = contentOf({ title: 'Theirs', entities: ['unesco'], source })
      const act = bench.act('import:somewhere')
      const id = await store.catalogue.saveVersion(7, content, { ...act, datedOn: '2025-01-01' })
      await store.catalogue.publish(7, id, act)
    })
    const copy = await bench.run((store) =>
      createDraft(store, { from: 'copy', activityId: 7, entity: 'itu' }, bench.act(WRITER)),
    )
    expect(copy).toMatchObject({ activityId: 10_001, kind: 'new', state: 'draft' })
    expect((await bench.submissions.findVersion(copy.headVersionId))?.content).toMatchObject({
      title: 'Theirs',
      entities: ['itu', 'unesco'],
      source: null,
    })
  })
})

describe('merging', () => {
  const merged = async (from: number, into: number) => {
    const change = await bench.beginChange(from)
    await bench.save(change, { summary: 'AI, again.' })
    await bench.submit(change)
    await bench.merge(change, into)
    return change
  }

  test('takes the loser out, leads its number on, through chains, and can be taken back', async () => {
    for (const id of [1, 2, 3]) await bench.publish(id)
    const first = await merged(1, 2)
    await merged(2, 3)
    expect(await bench.catalogue.findPublished(1)).toBeUndefined()
    expect(await bench.catalogue.resolveRedirect(1)).toBe(3)
    expect(await bench.catalogue.resolveRedirect(3)).toBeUndefined()

    await bench.make('undo', first, bench.act(CURATOR))
    expect(await bench.catalogue.resolveRedirect(1)).toBeUndefined()
    expect(await bench.catalogue.findPublished(1)).toBeDefined()
    expect(await bench.catalogue.resolveRedirect(2)).toBe(3)
    expect(await bench.get(first.id)).toMatchObject({ state: 'submitted', mergedInto: null })
  })

  test.each([
    ['itself', 2, /itself/],
    ['what was merged into it', 1, /merged into this entry/],
    ['what was merged elsewhere', 3, /merged into 4; name that one/],
    ['what is not public', 99, /no published/],
  ])('with %s is refused', async (_, into, reason) => {
    for (const id of [1, 2, 3, 4]) await bench.publish(id)
    await merged(1, 2)
    await merged(3, 4)
    await expect(merged(2, into)).rejects.toThrow(reason)
    expect(await bench.catalogue.findPublished(2)).toBeDefined()
  })

  test('without a submission takes a published one out, and splitting brings it back', async () => {
    for (const id of [1, 2]) await bench.publish(id)
    const act = bench.act(CURATOR, 'The same', 'token-m')
    const once = () =>
      bench.run((store, desk) => mergeActivity(store, desk, { activityId: 1, into: 2 }, act))
    const split = () =>
      bench.run((store, desk) => splitActivity(store, desk, { activityId: 1 }, bench.act(CURATOR)))
    expect(await once()).toMatchObject({ state: 'archived', publishedVersionId: null })
    const events = await bench.catalogue.lastEvent()
    await once()
    expect(await bench.catalogue.lastEvent()).toBe(events)
    expect(await bench.catalogue.resolveRedirect(1)).toBe(2)
    expect(await split()).toMatchObject({ state: 'published' })
    expect(await bench.catalogue.resolveRedirect(1)).toBeUndefined()
    await expect(split()).rejects.toThrow(/not merged/)
  })

  test('a circle, however it came about, ends nowhere instead of never', async () => {
    for (const id of [1, 2]) await bench.publish(id)
    await bench.run(async (store) => {
      await store.addRedirect(1, 2)
      await store.addRedirect(2, 1)
    })
    expect(await bench.catalogue.resolveRedirect(1)).toBeUndefined()
  })
})

describe('archiving', () => {
  test('takes an activity out and restoring brings back what was public', async () => {
    await bench.publish(7, 'Seven')
    await bench.archive(7)
    expect(await bench.catalogue.findPublished(7)).toBeUndefined()
    await expect(bench.archive(7)).rejects.toThrow(/already/)
    await bench.run((store, desk) => restore(store, desk, { activityId: 7 }, bench.act(CURATOR)))
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('Seven')
  })

  test('waits until nobody is writing', async () => {
    await bench.publish(7)
    await bench.beginChange(7)
    await expect(bench.archive(7)).rejects.toThrow(/being written/)
  })

  test('does not bring back what was merged', async () => {
    const loser = await bench.reach('new', 'merged')
    if (!loser) throw new Error('no such state')
    const { activityId } = loser
    await expect(
      bench.run((store, desk) => restore(store, desk, { activityId }, bench.act(CURATOR))),
    ).rejects.toThrow(/merged into 500/)
  })
})
