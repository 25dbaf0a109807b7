import { describe, expect, test } from 'vitest'
import { Catalogue } from '../../server/catalogue/catalogue'
import type { Submission } from '../../server/submissions/reader'
import { save } from '../../server/submissions/saving'
import type { DraftContent } from '../../taxonomy/draft'
import { type Bench, eachWithBench, WHOLE } from '../submissions'

let bench: Bench
eachWithBench((fresh) => {
  bench = fresh
})

/** Saves over a version that one has open, in a form of one's own. */
function saveOver({ id }: Submission, basedOn: number, editor: string, content: DraftContent) {
  const request = { submissionId: id, basedOn, editor, content }
  return bench.run((store, desk) => save(store, desk, request, bench.act(`person:${editor}`, '')))
}

const contentNow = async ({ id }: Submission) => {
  const { headVersionId } = await bench.get(id)
  return (await bench.submissions.findVersion(headVersionId))?.content
}
const versions = async ({ id }: Submission) =>
  (await bench.submissions.listVersions(id, { limit: 99 })).map(({ taken, content }) => [
    taken,
    content.title,
  ])

describe('saving a draft', () => {
  test('makes a version of what changed, and none of what did not', async () => {
    const draft = await bench.begin()
    expect(await bench.save(draft, { title: 'One' })).toMatchObject({ outcome: 'saved' })
    expect(await bench.save(draft, { title: ' One ' })).toMatchObject({ outcome: 'saved' })
    expect(await bench.save(draft, { title: ' One ' })).toMatchObject({ outcome: 'unchanged' })
    expect(await versions(draft)).toHaveLength(2)
  })

  test('keeps what the form does not speak of', async () => {
    const draft = await bench.begin()
    await bench.save(draft, { title: 'One', tags: ['x'] })
    await bench.save(draft, { summary: 'AI.' })
    expect(await contentNow(draft)).toMatchObject({ title: 'One', tags: ['x'], summary: 'AI.' })
  })

  test('shows the public nothing, in the index, in the history or by number', async () => {
    await bench.publish(7, 'Public')
    const catalogue = new Catalogue(bench.catalogue, bench.desk.taxonomy)
    await catalogue.load()
    const change = await bench.beginChange(7)
    await bench.save(change, { title: 'Zeppelin' })
    const fresh = await bench.begin()
    await bench.save(fresh, { ...WHOLE, title: 'Zeppelin' })
    await bench.submit(fresh)
    await bench.suggest(7, { title: 'Zeppelin' })
    expect(await catalogue.refresh()).toBe(false)
    const request = { q: 'zeppelin', filters: {}, sort: 'relevance', limit: 9, offset: 0 } as const
    expect((await catalogue.search(request)).total).toBe(0)
    expect(await catalogue.find(fresh.activityId)).toBeUndefined()
    expect((await catalogue.find(7))?.content.title).toBe('Public')
    expect(await bench.submissions.listPublic(7)).toHaveLength(1)
    expect(await bench.submissions.listPublic(fresh.activityId)).toEqual([])
  })

  test('works out its warnings, likeness to what is published among them', async () => {
    await bench.publish(7, 'Early warning of floods from space with AI')
    bench.desk.finder.add(
      7,
      (await bench.catalogue.findPublished(7))?.content ?? fail(),
      '2025-01-01',
    )
    const draft = await bench.begin()
    const summary = 'An AI summary.'
    await bench.save(draft, { title: 'Early warning of floods from space with AI', summary })
    const codes = (await bench.catalogue.listWarnings(draft.activityId)).map(({ code }) => code)
    expect(codes).toEqual(['unknown-start', 'likely-duplicate'])
    expect((await bench.catalogue.listWarnings(7)).map(({ code }) => code)).toEqual([
      'likely-duplicate',
    ])
  })

  test('of a version there never was is refused', async () => {
    const draft = await bench.begin()
    await expect(saveOver(draft, 77, 'a', WHOLE)).rejects.toMatchObject({ code: 'not-found' })
  })
})

function fail(): never {
  throw new Error('not there')
}

describe('two people in one draft', () => {
  test('who wrote different fields have both, and the second is told', async () => {
    const draft = await bench.begin()
    await saveOver(draft, 1, 'a', { title: 'By A' })
    const second = await saveOver(draft, 1, 'b', { summary: 'AI by B.' })
    expect(second).toMatchObject({
      outcome: 'joined',
      theirs: [{ field: 'title', kind: 'text', pieces: [{ change: 'added', text: 'By A' }] }],
    })
    expect(await contentNow(draft)).toMatchObject({ title: 'By A', summary: 'AI by B.' })
  })

  test('who wrote the same field: the first stands, the second is kept and shown', async () => {
    const draft = await bench.begin()
    await saveOver(draft, 1, 'a', { title: 'A title' })
    const second = await saveOver(draft, 1, 'b', { title: 'B title', summary: 'AI.' })
    expect(second).toMatchObject({
      outcome: 'conflict',
      fields: ['title'],
      version: { content: { title: 'A title' } },
      mine: { taken: false, content: { title: 'B title', summary: 'AI.' } },
    })
    if (second.outcome !== 'conflict') return
    expect(second.diff.map(({ field }) => field)).toEqual(['title', 'summary'])
    expect(await contentNow(draft)).toMatchObject({ title: 'A title', summary: '' })
    expect(await versions(draft)).toEqual([
      [false, 'B title'],
      [true, 'A title'],
    ])

    const again = await saveOver(draft, 1, 'b', { title: 'B title', summary: 'AI.' })
    expect(again).toMatchObject({ outcome: 'conflict' })
    expect(await versions(draft)).toHaveLength(2)

    // Having seen theirs, B decides.
    await saveOver(draft, second.version.number, 'b', { title: 'B title' })
    expect(await contentNow(draft)).toMatchObject({ title: 'B title' })
  })

  test('who wrote the same agree', async () => {
    const draft = await bench.begin()
    await saveOver(draft, 1, 'a', { title: 'Same' })
    expect(await saveOver(draft, 1, 'b', { title: 'Same' })).toMatchObject({ outcome: 'unchanged' })
  })

  test('a form is not in conflict with its own save whose answer was lost', async () => {
    const draft = await bench.begin()
    await saveOver(draft, 1, 'a', { title: 'Flo' })
    expect(await saveOver(draft, 1, 'a', { title: 'Floods' })).toMatchObject({ outcome: 'saved' })
    expect(await contentNow(draft)).toMatchObject({ title: 'Floods' })
  })

  test('a form without a key is told of every other save', async () => {
    const draft = await bench.begin()
    await saveOver(draft, 1, '', { title: 'One' })
    expect(await saveOver(draft, 1, '', { title: 'Two' })).toMatchObject({ outcome: 'conflict' })
  })

  test('what comes after it was submitted is kept aside', async () => {
    const draft = await bench.begin()
    await bench.save(draft, WHOLE)
    await bench.submit(draft)
    const late = await saveOver(draft, 2, 'b', { title: 'Late' })
    expect(late).toMatchObject({
      outcome: 'closed',
      reason: expect.stringMatching(/submitted/),
      mine: { taken: false, content: { title: 'Late' } },
    })
    expect(await contentNow(draft)).toMatchObject({ title: 'Flood forecasts' })
  })

  test('at once: what is not taken is kept, and nothing is overwritten', async () => {
    const draft = await bench.begin()
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        saveOver(draft, 1, `${at}`, at % 2 ? { summary: `AI ${at}` } : { title: `Title ${at}` }),
      ),
    )
    const outcomes = results.map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(18)
    expect(outcomes.filter((outcome) => outcome !== 'conflict').sort()).toEqual(['joined', 'saved'])
    const kept = await bench.submissions.listVersions(draft.id, { limit: 99 })
    const written = kept.map(({ content }) => content.title + content.summary).join(' ')
    for (let at = 0; at < 20; at++) expect(written).toContain(at % 2 ? `AI ${at}` : `Title ${at}`)
  })
})
