import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SubmissionReader } from '../../server/submissions/reader'
import type { DraftAnswer } from '../../taxonomy/submission-pages'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member } from '../people'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let wanda: Member
let willem: Member
let stranger: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const add = (email: string, entity: string) =>
    addMember(hub.context.database, {
      email,
      memberships: [{ entity, role: 'contributor' as const }],
    })
  wanda = await add('wanda@itu.example', 'itu')
  willem = await add('willem@itu.example', 'itu')
  stranger = await add('stranger@fao.example', 'fao')
})
afterAll(() => hub.stop())

const reader = () => new SubmissionReader(hub.context.database.reader)

async function begin(member = wanda, entity = 'itu'): Promise<number> {
  const answer = await asBrowser(hub.app, member.cookie).post('/submit', { entity })
  return Number(/submissions\/(\d+)\/edit/.exec(String(answer.headers.location))?.[1])
}

type Fields = Record<string, string | string[]>

/** Sends the form as its script does. */
function send(member: Member, id: number, fields: Fields, cookie = member.cookie) {
  const opened = { whole: '1', basedOn: '1', language: 'en', entities: 'itu', editor: 'wanda' }
  return asBrowser(hub.app, cookie).post(
    `/submissions/${id}/draft`,
    { ...opened, writer: String(member.id), ...fields },
    { headers: { accept: 'application/json' } },
  )
}

async function answerOf(member: Member, id: number, fields: Fields) {
  const answer = await send(member, id, fields)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<DraftAnswer>()
}

async function saved(member: Member, id: number, fields: Fields) {
  const answer = await answerOf(member, id, fields)
  if (!('basedOn' in answer)) throw new Error(`not saved: ${answer.outcome}`)
  return answer
}

async function contentOfDraft(id: number) {
  const submission = await reader().find(id)
  return (await reader().findVersion(submission?.headVersionId ?? 0))?.content
}

describe('saving an entry while it is written', () => {
  test('keeps what can be read, names what cannot, and tells what is still needed', async () => {
    const id = await begin()
    const answer = await saved(wanda, id, { title: ' Kept\u00a0text ', startDate: '20x' })
    expect(answer).toMatchObject({ outcome: 'saved', basedOn: 2, fill: {}, theirs: [] })
    expect(answer.problems).toEqual([{ field: 'startDate', reason: expect.any(String) }])
    expect(answer.help.issues).toEqual([{ field: 'summary', reason: 'is needed' }])
    expect(answer.help.needs.filter(({ level, filled }) => level === 'needed' && !filled)).toEqual([
      { field: 'summary', level: 'needed', filled: false },
    ])
    expect(await contentOfDraft(id)).toMatchObject({ title: 'Kept text', startDate: null })
  })

  test('the same form twice makes one version', async () => {
    const id = await begin()
    expect((await saved(wanda, id, { title: 'Once' })).outcome).toBe('saved')
    const again = await saved(wanda, id, { title: 'Once' })
    expect(again).toMatchObject({ outcome: 'unchanged', basedOn: 2 })
  })

  test('what others wrote in other fields comes back by the names of the form', async () => {
    const id = await begin()
    await saved(willem, id, {
      ...{ editor: 'willem', title: 'Theirs', sdgs: ['13'], 'outcomes.newTools': 'A tool' },
      ...{ 'links.url': 'https://example.org', 'links.label': '', tags: 'One\nTwo' },
    })
    const answer = await saved(wanda, id, { summary: 'Mine.' })
    expect(answer.outcome).toBe('joined')
    expect(answer.theirs.map(({ field }) => field)).toContain('title')
    expect(answer.fill).toEqual({
      ...{ title: ['Theirs'], sdgs: ['13'], 'outcomes.newTools': ['A tool'], tags: ['One\nTwo'] },
      ...{ 'links.url': ['https://example.org'], 'links.label': [''] },
    })
    // A form that only looked on is told as well, lest its next save undo theirs.
    const idle = await saved(willem, id, { editor: 'idle' })
    expect(idle).toMatchObject({ outcome: 'unchanged', fill: { summary: ['Mine.'] } })
  })

  test('the same field twice: theirs stands, mine can be compared and chosen', async () => {
    const id = await begin()
    await saved(willem, id, { editor: 'willem', title: 'Theirs' })
    const answer = await answerOf(wanda, id, { title: 'Mine' })
    expect(answer).toMatchObject({ outcome: 'conflict', fields: ['title'] })
    expect((await contentOfDraft(id))?.title).toBe('Theirs')
    const browser = asBrowser(hub.app, wanda.cookie)
    const compare = 'compare' in answer ? answer.compare : ''
    const page = await browser.get(compare)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Mine')
    expect((await browser.get(compare.replace(/\d+$/, '99'))).statusCode).toBe(404)
    expect((await browser.get(`/submissions/${id}/compare`)).statusCode).toBe(404)
    expect((await asBrowser(hub.app, stranger.cookie).get(compare)).statusCode).toBe(403)
  })

  test('a draft that was submitted meanwhile takes nothing, and says so', async () => {
    const id = await begin()
    const fields = { title: 'Title', summary: 'Summary.' }
    await saved(wanda, id, fields)
    await asBrowser(hub.app, willem.cookie).post(`/submissions/${id}/edit`, {
      ...{ whole: '1', basedOn: '2', language: 'en', entities: 'itu', editor: 'willem' },
      ...{ ...fields, act: 'submit' },
    })
    expect(await answerOf(wanda, id, { ...fields, title: 'Late', basedOn: '2' })).toEqual({
      outcome: 'closed',
      reason: expect.stringContaining('review'),
    })
    expect((await contentOfDraft(id))?.title).toBe('Title')
  })

  test('text that would be script is taken as text, and comes back as text', async () => {
    const id = await begin()
    const script = '<img src=x onerror=alert(1)>'
    await saved(wanda, id, { title: `1 < 2 ${script}`, contact: '</script><script>alert(1)' })
    const page = await asBrowser(hub.app, wanda.cookie).get(`/submissions/${id}/edit`)
    expect(page.body).not.toContain('onerror=alert')
    expect(page.body).not.toContain('<script>alert')
  })

  test.each([
    ['not whole', { whole: '' }, 400, /whole/],
    ['on no version', { basedOn: '77' }, 400, /basedOn/],
    ['on a version that is no number', { basedOn: 'x' }, 400, /basedOn/],
    ['of someone else', { writer: '999' }, 409, /signed in/],
    ['of nobody', { writer: '' }, 409, /signed in/],
    ['too large', { description: 'x'.repeat(1_100_000) }, 413, /large/],
  ])('a form %s changes nothing', async (_, fields, status, reason) => {
    const id = await begin()
    const answer = await send(wanda, id, { title: 'Changed', ...fields })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json<{ detail: string }>().detail).toMatch(reason)
    expect((await contentOfDraft(id))?.title).toBe('')
  })

  test('only its people save it; an ended session, a forged page and a wrong number do not', async () => {
    const id = await begin()
    const foreign = await send(stranger, id, { title: 'X' })
    expect(foreign.statusCode).toBe(403)
    expect((await send(wanda, id, { title: 'X' }, '')).statusCode).toBe(401)
    expect((await send(wanda, id, {}, 'hub_session=ended')).statusCode).toBe(401)
    expect((await send(wanda, 999_999, { title: 'X' })).statusCode).not.toBe(200)
    const forged = await asBrowser(hub.app, wanda.cookie).post(
      `/submissions/${id}/draft`,
      { whole: '1', writer: String(wanda.id), basedOn: '1' },
      { headers: { origin: 'https://elsewhere.example' } },
    )
    expect(forged.statusCode).toBe(403)
    expect((await contentOfDraft(id))?.title).toBe('')
  })

  test('the public’s answers stay cached while a draft is saved', async () => {
    const id = await begin()
    const { catalogue } = hub.context
    await catalogue.refresh()
    await saved(wanda, id, { title: 'Nobody sees this yet' })
    expect(await catalogue.refresh()).toBe(false)
    await publish(hub.context.database, 700_001, contentOf({ title: 'All see this' }))
    expect(await catalogue.refresh()).toBe(true)
  })
})

describe('entries that seem to be repeated', () => {
  const title = 'Satellite maps of seagrass meadows'
  const summary = 'AI maps seagrass from satellite images.'

  test('one not public is linked for its people, and only hinted at to others', async () => {
    const hidden = await begin(stranger, 'fao')
    await send(stranger, hidden, { title, summary, entities: 'fao' })
    const mine = await begin()
    const { help } = await saved(wanda, mine, { title, summary, entities: ['itu', 'fao'] })
    expect(help.duplicates).toEqual([
      { activityId: null, submissionId: null, title: '', entities: ['FAO'] },
    ])
    const page = await asBrowser(hub.app, wanda.cookie).get(`/submissions/${mine}/edit`)
    expect(page.body).toContain('An entry not yet public, of FAO')
    const again = await begin(stranger, 'fao')
    const own = await saved(stranger, again, { title, summary, entities: 'fao' })
    expect(own.help.duplicates).toContainEqual({
      ...{ activityId: null, submissionId: hidden, title, entities: ['FAO'] },
    })
  })

  test('one that is public is linked', async () => {
    await publish(hub.context.database, 700_002, contentOf({ title: 'Locust swarms seen early' }))
    await hub.context.catalogue.refresh()
    const { help } = await saved(wanda, await begin(), { title: 'Locust swarms seen early' })
    expect(help.duplicates[0]).toMatchObject({ activityId: 700_002, submissionId: null })
  })
})

describe('pages that need no script', () => {
  test('someone of another entity learns whose an entry is, and nothing of it', async () => {
    const id = await begin()
    await saved(wanda, id, { title: 'Secret plan' })
    for (const path of [`/submissions/${id}/edit`, `/my/${id}`]) {
      const answer = await asBrowser(hub.app, stranger.cookie).get(path)
      expect(answer.statusCode).toBe(403)
      expect(answer.body).toContain('being written for ITU')
      expect(answer.body).toContain('focal point of ITU')
      expect(answer.body).not.toContain('Secret')
    }
  })

  test('a link that cannot be read comes back as typed, marked', async () => {
    const id = await begin()
    const browser = asBrowser(hub.app, wanda.cookie)
    const answer = await browser.post(`/submissions/${id}/edit`, {
      ...{ whole: '1', basedOn: '1', language: 'en', entities: 'itu', editor: 'one' },
      'links.url': ['', 'https://example.org/fine', ''],
      'links.label': ['', 'Fine', 'A label without address'],
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('value="https://example.org/fine"')
    expect(answer.body).toContain('value="A label without address"')
    expect(answer.body).toContain('href="#entry-links.1.url"')
    expect(answer.body).toMatch(/id="entry-links\.1\.url"[^>]*aria-invalid="true"/)
  })

  test('a field that is wrong does not hide that someone else wrote, too', async () => {
    const id = await begin()
    await saved(willem, id, { editor: 'willem', title: 'Theirs' })
    const answer = await asBrowser(hub.app, wanda.cookie).post(`/submissions/${id}/edit`, {
      ...{ whole: '1', basedOn: '1', language: 'en', entities: 'itu', editor: 'one' },
      ...{ summary: 'Mine.', startDate: '20x' },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('Someone else wrote at the same time')
    expect(answer.body).toContain('value="Theirs"')
  })

  test('the outcomes are chosen as one, whichever of their texts differ', async () => {
    const id = await begin()
    await saved(willem, id, {
      ...{ editor: 'willem', 'outcomes.newTools': 'Theirs', 'outcomes.followUp': 'Theirs' },
    })
    const answer = await asBrowser(hub.app, wanda.cookie).post(`/submissions/${id}/edit`, {
      ...{ whole: '1', basedOn: '1', language: 'en', entities: 'itu', editor: 'one' },
      ...{ 'outcomes.newTools': 'Mine', 'outcomes.followUp': 'Mine' },
    })
    expect(answer.statusCode).toBe(409)
    expect(answer.body.match(/name="take" value="outcomes"/g)).toHaveLength(1)
  })
})
