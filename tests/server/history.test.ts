import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archive, mergeActivity, restore } from '../../server/submissions/archiving'
import { createDraft, submit } from '../../server/submissions/drafting'
import { makeMove } from '../../server/submissions/moving'
import { approve } from '../../server/submissions/reviewing'
import { save } from '../../server/submissions/saving'
import type { Desk } from '../../server/submissions/step'
import { splitActivity } from '../../server/submissions/undoing'
import type { SubmissionWriter } from '../../server/submissions/writer'
import type { DraftContent } from '../../taxonomy/draft'
import { type HistoryEntry, historySchema } from '../../taxonomy/history'
import type { ApiDocument } from '../../taxonomy/pages'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member } from '../people'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let writer: Member
let curator: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { database } = hub.context
  const memberships = [{ entity: 'itu', role: 'contributor' as const }]
  writer = await addMember(database, {
    ...{ email: 'writer@itu.example', name: 'Wanda Writer', memberships },
  })
  curator = await addMember(database, {
    ...{ email: 'curator@hub.example', name: 'Carl Curator', isCurator: true },
  })
})
afterAll(() => hub.stop())

let seconds = 0
const by = ({ id }: Member, reason = '') => ({
  ...{ actor: `person:${id}`, reason },
  at: new Date(Date.UTC(2027, 0, 1) + ++seconds * 1000).toISOString(),
})
const make = <Result>(work: (store: SubmissionWriter, desk: Desk) => Promise<Result>) =>
  makeMove(hub.context, work)
const get = (url: string) => asBrowser(hub.app).get(url)
const history = async (id: number, query = '') => {
  const answer = await get(`/api/v1/activities/${id}/versions${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return historySchema.parse(answer.json())
}
const told = ({ items }: { items: HistoryEntry[] }) =>
  items.map((entry) => (entry.what === 'version' ? `version ${entry.number}` : entry.what))

/** A published activity of this title, as a curator's own. */
async function add(id: number, title: string): Promise<void> {
  await publish(hub.context.database, id, contentOf({ title, contact: 'A. Person, office 7' }))
  await hub.context.catalogue.refresh()
}

/** Writes, submits and publishes a change of an activity, by its entity. */
async function change(activityId: number, content: DraftContent): Promise<void> {
  await make(async (store, desk) => {
    const { id } = await createDraft(
      store,
      { from: 'change', activityId, entity: 'itu' },
      by(writer),
    )
    const standing = await store.findStanding(activityId)
    const shown = await store.findVersion(standing?.publishedVersionId ?? 0)
    const seen = shown?.number ?? 0
    await save(
      store,
      desk,
      { submissionId: id, basedOn: seen, editor: 'one', content },
      by(writer, 'A secret note'),
    )
    await submit(store, desk, { submissionId: id }, by(writer))
    await approve(
      store,
      desk,
      { submissionId: id, curators: 2, seenPublic: seen },
      by(curator, 'Well written, Wanda'),
    )
  })
}

describe('the history of an entry', () => {
  test('is linked from its page, and says what changed, when, and by which entity', async () => {
    await add(900, 'Kelp')
    await change(900, { title: 'Kelp counted', sdgs: [14], contact: 'B. Person' })
    expect((await get('/activities/900')).body).toContain('href="/activities/900/versions"')
    const { total, items, title } = await history(900)
    expect([total, title]).toEqual([2, 'Kelp counted'])
    expect(items[0]).toMatchObject({
      ...{ what: 'version', by: { kind: 'entity', id: 'itu', label: 'ITU' } },
      ...{ isFirst: false, isReturn: false, at: expect.stringMatching(/^2027-01-01T/) },
      changes: [
        {
          ...{ field: 'title', kind: 'text' },
          pieces: [
            { change: 'same', text: 'Kelp' },
            { change: 'added', text: ' counted' },
          ],
        },
        { field: 'sdgs', kind: 'list', items: [{ change: 'added', id: '14' }] },
      ],
    })
    expect(items[1]).toMatchObject({ by: { kind: 'curators' }, changes: [], isFirst: true })
    const { body, headers } = await get('/activities/900/versions')
    expect(body).toMatch(/<ins>.* counted.*<\/ins>/s)
    expect(body).toContain('By ITU.')
    expect(body).toContain('name="robots" content="noindex"')
    expect(headers.etag).toBeTruthy()
    expect((await get('/sitemap.xml')).body).not.toContain('versions')
  })

  test('names no person, no office, no reason, no note and no draft', async () => {
    await make(async (store, desk) => {
      const start = { from: 'change', activityId: 900, entity: 'itu' } as const
      const { id, headVersionId } = await createDraft(store, start, by(writer))
      const head = await store.findVersion(headVersionId)
      const content = { title: 'Half a draft' }
      const saving = { submissionId: id, basedOn: head?.number ?? 0, editor: 'x', content }
      await save(store, desk, saving, by(writer))
    })
    for (const url of ['/activities/900/versions', '/api/v1/activities/900/versions']) {
      const { body } = await get(url)
      expect(body).not.toMatch(/Wanda|Carl|person:|[AB]\. Person|office|secret|Well written|Half a/)
    }
  })

  test('is kept, and made anew when something changes', async () => {
    await add(905, 'One')
    const url = '/activities/905/versions'
    const first = await get(url)
    expect((await get(url)).headers.etag).toBe(first.headers.etag)
    await change(905, { title: 'Two' })
    const second = await get(url)
    expect(second.headers.etag).not.toBe(first.headers.etag)
    expect(second.body).toContain('Version 2')
    const { headers } = await asBrowser(hub.app, curator.cookie).get(url)
    expect(headers.etag).toBe(second.headers.etag)
  })

  test('of many versions comes in pages, each version against the one before it', async () => {
    await add(910, 'Turn 1')
    for (let turn = 2; turn <= 23; turn++) await change(910, { title: `Turn ${turn}` })
    const whole = await history(910, '?limit=100')
    expect([whole.total, whole.items.length]).toEqual([23, 23])
    const part = await history(910, '?limit=5&offset=10')
    expect(part.items).toEqual(whole.items.slice(10, 15))
    const pages = await Promise.all([1, 2, 3].map((n) => get(`/activities/910/versions?page=${n}`)))
    expect(pages.map(({ body }) => body.match(/<h2>Version /g)?.length)).toEqual([10, 10, 3])
    expect(pages[1]?.body).toContain('href="/activities/910/versions?page=3" rel="next"')
    expect(pages[1]?.body).toContain('href="/activities/910/versions" rel="prev"')
    // The oldest of a page is compared with the newest of the next.
    expect(pages[0]?.body).toContain('removed: </span>13')
    for (const page of ['0', '4', '-1', 'x', '1e1', '99999999999', '2&page=3'])
      expect((await get(`/activities/910/versions?page=${page}`)).statusCode, page).toBe(404)
  })

  test('says when it was archived and came back, and what was merged with it', async () => {
    for (const id of [920, 921]) await add(id, `Coral ${id}`)
    await make((store, desk) =>
      archive(store, desk, { activityId: 920 }, by(writer, 'Funds ended')),
    )
    await make((store, desk) => restore(store, desk, { activityId: 920 }, by(curator, 'Back')))
    const activities = { activityId: 921, into: 920 }
    await make((store, desk) => mergeActivity(store, desk, activities, by(curator, 'Twice')))
    const past = await history(920)
    expect(told(past)).toEqual(['merged', 'version 1', 'left', 'version 1'])
    expect(past.items[0]).toMatchObject({ id: 921 })
    expect(past.items[1]).toMatchObject({ isReturn: true, changes: [] })
    const { body } = await get('/activities/920/versions')
    for (const words of ['Entry 921 merged', 'Left the catalogue', 'An earlier version came back'])
      expect(body).toContain(words)
    expect(body).not.toMatch(/Funds ended|Twice/)
  })

  test('of a merged number leads on, and comes back when they are split', async () => {
    const page = await get('/activities/921/versions')
    expect([page.statusCode, page.headers.location]).toEqual([301, '/activities/920/versions'])
    const json = await get('/api/v1/activities/921/versions')
    const to = '/api/v1/activities/920/versions'
    expect([json.statusCode, json.headers.location]).toEqual([308, to])
    await make((store, desk) => splitActivity(store, desk, { activityId: 921 }, by(curator, 'No')))
    expect(told(await history(921))).toEqual(['version 1', 'left', 'version 1'])
    expect(told(await history(920))).not.toContain('merged')
  })
})

describe('an archived entry', () => {
  const why = 'Asked for by Wanda Writer'
  beforeAll(async () => {
    await add(930, 'Reefs <b>mapped</b>')
    await make((store, desk) => archive(store, desk, { activityId: 930 }, by(writer, why)))
  })

  test.each(['/activities/930', '/activities/930/versions'])(
    '%s says so and since when, but no reason and nothing of what it held',
    async (url) => {
      const { statusCode, body } = await get(url)
      expect(statusCode).toBe(410)
      expect(body).toContain('1 January 2027')
      expect(body).toContain('Reefs &lt;b>mapped&lt;/b>')
      expect(body).toContain('href="/activities?q=Reefs')
      expect(body).toContain('name="robots" content="noindex"')
      expect(body).not.toMatch(/Wanda|An AI summary|office/)
    },
  )

  test.each(['', '/versions', '/related'])('the API says so: /activities/930%s', async (path) => {
    const answer = await get(`/api/v1/activities/930${path}`)
    expect(answer.statusCode).toBe(410)
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining('2027-01-01') })
    expect(answer.body).not.toContain('Wanda')
  })

  test.each(['json', 'bib'])('its file .%s says so', async (ending) => {
    const answer = await get(`/activities/930.${ending}`)
    expect(answer.statusCode).toBe(410)
    expect(answer.body).toContain('2027')
  })

  test('takes no correction, and is not in list and sitemap', async () => {
    expect((await get('/activities/930/correct')).statusCode).toBe(410)
    expect((await get('/activities?q=reefs')).body).not.toContain('href="/activities/930"')
    expect((await get('/sitemap.xml')).body).not.toContain('/activities/930<')
  })

  test('restored is there again', async () => {
    await make((store, desk) => restore(store, desk, { activityId: 930 }, by(curator, 'Back')))
    expect((await get('/activities/930')).statusCode).toBe(200)
    expect((await get('/activities/930/correct')).statusCode).toBe(200)
  })

  test('that was never public is not there', async () => {
    const { activityId } = await make((store) =>
      createDraft(store, { from: 'blank', entity: 'itu' }, by(writer)),
    )
    await make((store, desk) => archive(store, desk, { activityId }, by(writer, why))).catch(
      () => {},
    )
    for (const path of ['', '/versions', '/correct'])
      expect((await get(`/activities/${activityId}${path}`)).statusCode).toBe(404)
  })
})

test('the API’s description has it, with an example that is right', async () => {
  const document: ApiDocument = (await get('/api/v1/openapi.json')).json()
  expect(document.paths['/api/v1/activities/{id}/versions']?.get?.summary).toContain('What changed')
  const [example] = document.components?.schemas?.ActivityHistory?.examples ?? []
  expect(historySchema.parse(example)).toEqual(example)
})
