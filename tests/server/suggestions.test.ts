import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeActivity } from '../../server/submissions/archiving'
import { makeMove } from '../../server/submissions/moving'
import { QueueReader } from '../../server/submissions/queue-reader'
import { SubmissionReader } from '../../server/submissions/reader'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member } from '../people'
import { contentOf, publish } from '../seeds'

const KELP = 700
const MERGED = 701
const TWIN = 702

let hub: Awaited<ReturnType<typeof startTestApp>>
let curator: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { database, catalogue } = hub.context
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  const kelp = { title: 'Kelp', summary: 'AI counts kelp.', partners: ['ESA', 'NASA'] }
  await publish(database, KELP, contentOf({ ...kelp, startDate: '2024', description: 'a\n\n  b' }))
  for (const id of [MERGED, TWIN]) await publish(database, id, contentOf({ title: `Coral ${id}` }))
  const act = { actor: `person:${curator.id}`, at: new Date().toISOString(), reason: 'The same' }
  await makeMove(hub.context, (store, desk) =>
    mergeActivity(store, desk, { activityId: MERGED, into: TWIN }, act),
  )
  await catalogue.refresh()
})
afterAll(() => hub.stop())

let addresses = 0
/** A network address of its own, so that no limit is met. */
const remoteAddress = () => `10.9.0.${++addresses}`
const CORRECT = `/activities/${KELP}/correct`
const MISSING = '/suggest-activity'

const send = (url: string, form: Record<string, string | string[]>, more = {}) =>
  asBrowser(hub.app).post(
    url,
    { request: randomUUID(), ...form },
    { remoteAddress: remoteAddress(), ...more },
  )
const get = (url: string, who?: Member) => asBrowser(hub.app, who?.cookie).get(url)
const waiting = async () => {
  const { items } = await new QueueReader(hub.context.database.reader).list(
    { kinds: ['suggestion'] },
    { limit: 200 },
  )
  return items
}
const newest = async () => {
  const item = (await waiting()).at(-1)
  if (!item) throw new Error('nothing was suggested')
  const head = await new SubmissionReader(hub.context.database.reader).findVersion(
    item.headVersionId,
  )
  return { ...item, content: head?.content }
}

describe('a correction', () => {
  test('is offered on the entry’s page, whose form holds what is published', async () => {
    expect((await get(`/activities/${KELP}`)).body).toContain(`href="${CORRECT}"`)
    const { body, headers } = await get(CORRECT)
    expect(body).toContain('ESA\nNASA</textarea>')
    expect(body).toContain('name="robots" content="noindex"')
    expect(headers['cache-control']).toBe('no-store')
  })

  test('takes words alone, and says what happens next', async () => {
    const answer = await send(CORRECT, { message: ' It ended.\r\nIn 2025. ', version: '1' })
    expect(answer.headers.location).toBe(`${CORRECT}?sent=plain`)
    expect(await newest()).toMatchObject({
      ...{ activityId: KELP, kind: 'suggestion', state: 'submitted', mail: null },
      message: 'It ended.\nIn 2025.',
    })
    const { body } = await get(`${CORRECT}?sent=plain`)
    expect(body).toContain('Nothing has changed in the catalogue yet')
    expect(body).toContain('You left no address')
    expect((await get(`${CORRECT}?sent=mail`)).body).toContain('The address is deleted then')
  })

  test('takes only the fields that were changed, in words and place', async () => {
    const form = {
      ...{
        title: 'Kelp',
        summary: 'AI counts kelp off Chile.',
        startDate: '2023-05',
        version: '1',
      },
      ...{ partners: 'ESA\r\nNASA', description: 'a\r\n\r\n  b', mail: 'Some@Example.org' },
    }
    expect((await send(CORRECT, form)).headers.location).toBe(`${CORRECT}?sent=mail`)
    const { content, mail } = await newest()
    expect(mail).toBe('Some@Example.org')
    expect(content).toEqual(
      contentOf({
        ...{ title: 'Kelp', summary: 'AI counts kelp off Chile.', partners: ['ESA', 'NASA'] },
        ...{ startDate: '2023-05', description: 'a\n\n  b' },
      }),
    )
  })

  test('leaves alone what others changed since the form was opened', async () => {
    const id = 710
    await publish(hub.context.database, id, contentOf({ title: 'Old', summary: 'AI one.' }))
    await publish(hub.context.database, id, contentOf({ title: 'New', summary: 'AI one.' }))
    await hub.context.catalogue.refresh()
    const form = { title: 'Old', summary: 'AI two.', version: '1' }
    await send(`/activities/${id}/correct`, form)
    expect((await newest()).content).toMatchObject({ title: 'New', summary: 'AI two.' })
  })

  test('of a merged entry leads to the one it was merged with, and loses no word', async () => {
    const opened = await get(`/activities/${MERGED}/correct`)
    expect(opened.headers.location).toBe(`/activities/${TWIN}/correct`)
    const before = await waiting()
    const sent = await send(`/activities/${MERGED}/correct`, { message: 'No coral.' })
    expect(sent.statusCode).toBe(409)
    expect(sent.body).toContain('was merged with this one')
    expect(sent.body).toContain('No coral.</textarea>')
    expect(sent.body).toContain(`action="/activities/${TWIN}/correct"`)
    expect(await waiting()).toEqual(before)
  })
})

describe('a missing activity', () => {
  test('is asked for in the list, where nothing is found, and at the foot of every page', async () => {
    for (const url of ['/activities', '/activities?q=xyzzyq', '/about'])
      expect((await get(url)).body, url).toContain(`href="${MISSING}"`)
  })

  test('goes to the queue with what is known of it', async () => {
    const form = { title: 'Sea grass', entities: 'fao', 'links.url': 'https://x.example/a' }
    const answer = await send(MISSING, { ...form, message: 'Seen at a fair.' })
    expect(answer.headers.location).toBe(`${MISSING}?sent=plain`)
    const { content, ...item } = await newest()
    expect(item).toMatchObject({ message: 'Seen at a fair.', entity: 'fao', title: 'Sea grass' })
    expect(content).toMatchObject({
      entities: ['fao'],
      links: [{ url: 'https://x.example/a', label: '' }],
    })
    expect((await get('/activities?q=grass')).body).not.toContain('Sea grass</a>')
    expect((await get(`/activities/${item.activityId}`)).statusCode).toBe(404)
  })
})

test('a form is taken with all its fields but the title blank, as browsers send it', async () => {
  const blanks = { summary: '', entities: '', 'links.url': '', message: '', mail: '', homepage: '' }
  const answer = await send(MISSING, { title: 'Mangroves', ...blanks })
  expect(answer.headers.location).toBe(`${MISSING}?sent=plain`)
  expect(await newest()).toMatchObject({
    ...{ title: 'Mangroves', entity: '', message: '', mail: null },
    content: { entities: [], links: [], summary: '' },
  })
})

const long = (length: number) => 'x'.repeat(length)
/** Forms that are refused: where, what, and the field and reason that are named. */
const BAD: [string, string, Record<string, string | string[]>, string][] = [
  ['nothing said', CORRECT, {}, 'Your words to the curators: is needed'],
  ['blanks only', CORRECT, { message: ' \n\t ' }, 'is needed, unless you change a field'],
  ['too many words', CORRECT, { message: long(5001) }, 'must be at most 5000 characters'],
  ['words twice', CORRECT, { message: ['a', 'b'] }, 'must be given once'],
  ['no address', CORRECT, { message: 'a', mail: 'nobody' }, 'must be an e-mail address'],
  [
    'two addresses',
    CORRECT,
    { message: 'a', mail: 'a@x.org,b@x.org' },
    'must be an e-mail address',
  ],
  ['a header in it', CORRECT, { message: 'a', mail: 'a@x.org\nBcc: b@x.org' }, 'an e-mail address'],
  ['a long address', CORRECT, { message: 'a', mail: `${long(250)}@x.org` }, 'Mail: must be'],
  ['a long title', CORRECT, { title: long(301), version: '1' }, 'Title: must be at most 300'],
  ['no title', CORRECT, { message: 'a', title: ' ', version: '1' }, 'Title: is needed'],
  ['no summary', CORRECT, { summary: '', version: '1' }, 'Summary: is needed'],
  ['a long summary', CORRECT, { summary: long(5001) }, 'Summary: must be at most 5000'],
  ['a long description', CORRECT, { description: long(50_001) }, 'must be at most 50000'],
  ['no date', CORRECT, { startDate: 'last year' }, 'Start: '],
  ['a day that is none', CORRECT, { startDate: '2024-02-31' }, 'Start: '],
  ['many partners', CORRECT, { partners: 'A\n'.repeat(301) }, 'must be at most 300 items'],
  ['the trap', CORRECT, { message: 'a', homepage: 'https://spam.example' }, 'must be left empty'],
  ['no token', CORRECT, { message: 'a', request: '' }, 'is not the token'],
  ['a foreign token', CORRECT, { message: 'a', request: 'a b<script>' }, 'is not the token'],
  ['no title', MISSING, { summary: 'AI.' }, 'Title: is needed'],
  ['a long title', MISSING, { title: long(301) }, 'Title: must be at most 300'],
  ['an unknown entity', MISSING, { title: 'A', entities: 'acme' }, 'Entity that runs it: holds'],
  ['a long link', MISSING, { title: 'A', 'links.url': `https://${long(2001)}` }, 'at most 2000'],
  ['the trap', MISSING, { title: 'A', homepage: 'x' }, 'must be left empty'],
]

describe('is refused by name, with what was written kept', () => {
  test.each(BAD)('%s at %s', async (_, url, form, reason) => {
    const before = await waiting()
    const answer = await send(url, form)
    expect(answer.statusCode).toBe(400)
    expect(answer.body.replace(/<[^>]+>/g, '')).toContain(reason)
    // In the summary on top, and at the field itself, unless nobody sees that.
    const [, field = ''] = /<a href="#suggest-([\w.]+)"/.exec(answer.body) ?? []
    if (field !== 'homepage' && field !== 'request')
      expect(answer.body).toContain(`aria-describedby="suggest-${field}`)
    if (typeof form.message === 'string' && form.message.trim() !== '')
      expect(answer.body).toContain(`${form.message}</textarea>`)
    expect(await waiting()).toEqual(before)
  })

  test.each([
    ['/activities/99999/correct', 404],
    ['/activities/0/correct', 404],
    ['/activities/-1/correct', 404],
    ['/activities/seven/correct', 404],
    ['/activities/700e0/correct', 404],
    [`/activities/${'9'.repeat(40)}/correct`, 404],
  ])('%s: there is no such entry', async (url, status) => {
    expect((await get(url)).statusCode).toBe(status)
    expect((await send(url, { message: 'a' })).statusCode).toBe(status)
  })

  test.each([
    ['from elsewhere', { origin: 'https://evil.example' }, 403],
    ['from a frame elsewhere', { origin: 'null' }, 403],
    ['across sites', { 'sec-fetch-site': 'cross-site' }, 403],
    ['as JSON', { 'content-type': 'application/xml' }, 415],
  ])('%s', async (_, headers, status) => {
    const before = await waiting()
    const answer = await send(CORRECT, { message: 'a' }, { headers })
    expect(answer.statusCode).toBe(status)
    expect(await waiting()).toEqual(before)
  })

  test('longer than any form of ours', async () => {
    expect((await send(CORRECT, { message: long(600 * 1024) })).statusCode).toBe(413)
  })
})

test('what is scripted is shown as text, to visitors and to curators', async () => {
  const message = '<script>alert(1)</script> & "><img src=x onerror=alert(1)>'
  const again = await send(CORRECT, { message, mail: 'nobody' })
  expect(again.body).toContain('&lt;script>alert(1)&lt;/script>')
  expect(again.body).not.toContain('<img src=x')
  await send(CORRECT, { message, summary: 'AI <img src=x onerror=alert(1)> counts.' })
  const { id, content } = await newest()
  expect(content?.summary).not.toContain('<img')
  const { body } = await get(`/review/${id}`, curator)
  expect(body).toContain('&lt;script>alert(1)&lt;/script>')
  expect(body).not.toContain('<img src=x')
})

test('a form sent twice counts once; gone back to and changed, it counts again', async () => {
  const form = { message: 'Twice.', request: randomUUID() }
  await send(CORRECT, form)
  const { id } = await newest()
  expect((await send(CORRECT, form)).statusCode).toBe(303)
  expect((await newest()).id).toBe(id)
  await send(CORRECT, { ...form, message: 'Thrice.' })
  expect(await newest()).toMatchObject({ message: 'Thrice.' })
})

test('one network address is stopped at ten an hour, told when to come back, and keeps its words', async () => {
  const from = { remoteAddress: '10.8.0.1' }
  for (let at = 0; at < 10; at++)
    expect((await send(CORRECT, { message: `${at}` }, from)).statusCode).toBe(303)
  const before = await waiting()
  const refused = await send(MISSING, { title: 'One more' }, from)
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3500)
  expect(refused.body).toContain('at most 10 suggestions an hour')
  expect(refused.body).toContain('send it again in 60 minutes')
  expect(refused.body).toContain('value="One more"')
  expect(await waiting()).toEqual(before)
  expect((await send(MISSING, { title: 'From elsewhere' })).statusCode).toBe(303)
})

test('public pages stay the same for all, and can be kept', async () => {
  const one = await get(`/activities/${KELP}`)
  const other = await get(`/activities/${KELP}`, curator)
  expect(other.body).toBe(one.body)
  expect(one.headers.etag).toBeTruthy()
})
