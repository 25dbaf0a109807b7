import { afterAll, beforeAll, expect, test } from 'vitest'
import { SubmissionReader } from '../../server/submissions/reader'
import { startTestApp } from '../helper'
import { addMember, asBrowser } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let browser: ReturnType<typeof asBrowser>
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { cookie } = await addMember(hub.context.database, {
    email: 'writer@itu.example',
    memberships: [{ entity: 'itu', role: 'contributor' }],
  })
  browser = asBrowser(hub.app, cookie)
})
afterAll(() => hub.stop())

const reader = () => new SubmissionReader(hub.context.database.reader)

async function begin(): Promise<number> {
  const answer = await browser.post('/submit', { entity: 'itu' })
  expect(answer.statusCode).toBe(303)
  return Number(/submissions\/(\d+)\/edit/.exec(String(answer.headers.location))?.[1])
}

/** What the form of an entry holds when it is opened. */
const opened = { whole: '1', basedOn: '1', language: 'en', entities: 'itu' }
const write = (id: number, fields: Record<string, string | string[]>) =>
  browser.post(`/submissions/${id}/edit`, { ...opened, editor: 'one', ...fields })

async function contentOfDraft(id: number) {
  const submission = await reader().find(id)
  return (await reader().findVersion(submission?.headVersionId ?? 0))?.content
}

test('a draft is saved with its lists, dates and links, previewed, and submitted once', async () => {
  const id = await begin()
  const fields = {
    ...{ title: '  Flood\u00a0forecasts ', summary: 'AI foresees <b>floods</b>.' },
    ...{ sdgs: ['13', '2'], startDate: '2024-05', partners: '- One\n\nTwo' },
    ...{ 'links.url': ['https://example.org/a', '', ''], 'links.label': ['A', '', ''] },
    request: `request-${id}`,
  }
  expect((await write(id, fields)).headers.location).toBe(`/submissions/${id}/edit?done=saved`)
  expect(await contentOfDraft(id)).toMatchObject({
    ...{ title: 'Flood forecasts', summary: 'AI foresees floods.', sdgs: [13, 2] },
    ...{ startDate: '2024-05', partners: ['One', 'Two'], endDate: null },
    links: [{ url: 'https://example.org/a', label: 'A' }],
  })
  const preview = await browser.get(`/submissions/${id}/preview`)
  expect(preview.body).toContain('<h1>Flood forecasts</h1>')
  for (const _ of ['once', 'and the same form again'])
    expect((await write(id, { ...fields, act: 'submit' })).headers.location).toBe(
      '/my?done=submitted',
    )
  const events = await reader().listEvents(id)
  expect(events.filter(({ kind }) => kind === 'submitted')).toHaveLength(1)
  expect((await browser.get('/my')).body).toContain('Waits for review')
})

test('a field that is wrong is named, its text stays, and the others are saved', async () => {
  const id = await begin()
  const answer = await write(id, { title: 'Kept', startDate: '"<2024' })
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain('href="#entry-startDate"')
  expect(answer.body).toContain('value="&quot;&lt;2024"')
  expect(await contentOfDraft(id)).toMatchObject({ title: 'Kept', startDate: null })
  const incomplete = await write(id, { title: 'Kept', act: 'submit', basedOn: '2' })
  expect(incomplete.statusCode).toBe(400)
  expect(incomplete.body).toContain('href="#entry-summary"')
  expect((await reader().find(id))?.state).toBe('draft')
})

test('two people in one field meet the conflict page, and neither text is lost', async () => {
  const id = await begin()
  await write(id, { title: 'Theirs' })
  const answer = await write(id, { title: 'Mine', editor: 'two' })
  expect(answer.statusCode).toBe(409)
  expect((await contentOfDraft(id))?.title).toBe('Theirs')
  const [, mine = ''] = /name="mine" value="(\d+)"/.exec(answer.body) ?? []
  const [, basedOn = ''] = /name="basedOn" value="(\d+)"/.exec(answer.body) ?? []
  await browser.post(`/submissions/${id}/resolve`, { mine, basedOn, take: 'title' })
  expect((await contentOfDraft(id))?.title).toBe('Mine')
})

test('a form that did not come whole empties nothing; one too large is refused', async () => {
  const id = await begin()
  await write(id, { title: 'Whole', sdgs: '13' })
  const cut = await browser.post(`/submissions/${id}/edit`, { basedOn: '2', title: 'Cut' })
  expect(cut.statusCode).toBe(400)
  const large = await write(id, { title: 'x'.repeat(1_100_000) })
  expect(large.statusCode).toBe(413)
  expect(await contentOfDraft(id)).toMatchObject({ title: 'Whole', sdgs: [13] })
})

test('nobody writes for another entity, and an ended session is told', async () => {
  expect((await browser.post('/submit', { entity: 'fao' })).statusCode).toBe(403)
  const id = await begin()
  const other = await addMember(hub.context.database, {
    email: 'writer@fao.example',
    memberships: [{ entity: 'fao', role: 'contributor' }],
  })
  expect((await asBrowser(hub.app, other.cookie).get(`/submissions/${id}/edit`)).statusCode).toBe(
    403,
  )
  const ended = await asBrowser(hub.app).post(`/submissions/${id}/edit`, opened)
  expect(ended.statusCode).toBe(401)
})
