import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approve, askChanges } from '../../server/submissions/reviewing'
import { SubmissionWriter } from '../../server/submissions/writer'
import { startTestApp } from '../helper'
import { addKey, addMember, asBrowser } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let key: string
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  key = await addKey(hub.context.database, { entity: 'itu' })
})
afterAll(() => hub.stop())

const WHOLE = { title: 'Flood forecasts', summary: 'AI foresees floods.' }
const at = (id: string, query = '') => `/api/v1/entities/itu/activities/${id}${query}`
const ask = (method: 'PUT' | 'POST', url: string, payload: unknown, headers = {}) =>
  hub.app.inject({
    ...{ method, url, payload: JSON.stringify(payload) },
    headers: { 'content-type': 'application/json', authorization: key, ...headers },
  })
const put = (id: string, entry: unknown, query = '', headers = {}) =>
  ask('PUT', at(id, query), entry, headers)
const batch = (items: unknown, query = '', headers = {}) =>
  ask('POST', `/api/v1/entities/itu/activities${query}`, { items }, headers)
const get = (id: string) => hub.app.inject({ url: at(id), headers: { authorization: key } })
const countVersions = async () => {
  const rows = await hub.context.database.reader.selectFrom('version').select('id').execute()
  return rows.length
}
const curator = () => ({ actor: 'person:9', at: new Date().toISOString(), reason: 'Because' })
const inReview = async (
  id: string,
  work: typeof approve | typeof askChanges,
  more: object,
): Promise<void> => {
  const desk = await hub.context.desk()
  const submissionId = Number(/(\d+)$/.exec((await get(id)).json().url)?.[1])
  const review = { submissionId, curators: 2, seenPublic: null, comments: [], ...more }
  await hub.context.database.writer
    .transaction()
    .execute((transaction) => work(new SubmissionWriter(transaction), desk, review, curator()))
}

describe('PUT', () => {
  test('makes a draft, whose state and version GET shows, and changes it', async () => {
    expect((await get('P-1')).statusCode).toBe(404)
    const made = await put('P-1', { ...WHOLE, countries: ['Kenya', 'UGA', 'Ye Olde Land'] })
    expect(made.statusCode).toBe(201)
    const body = made.json()
    expect(body).toMatchObject({
      ...{ externalId: 'P-1', state: 'draft', publishedVersion: null, missing: [] },
      unplaced: [{ field: 'countries', label: 'Ye Olde Land' }],
      entry: { ...WHOLE, entities: ['itu'], countries: ['KEN', 'UGA'] },
    })
    expect(body.entry.source).toMatchObject({ system: 'itu/projects-db', id: 'P-1' })
    expect(made.headers.etag).toBe(body.etag)
    expect((await get('P-1')).json()).toEqual(body)
    const changed = await put('P-1', { countries: ['Kenya'] })
    expect(changed.statusCode).toBe(200)
    expect(changed.json()).toMatchObject({ id: body.id, unplaced: [], entry: WHOLE })
    expect(changed.json().entry.countries).toEqual(['KEN'])
    expect(changed.json().version).toBe(body.version + 1)
  })

  test('of the same again changes nothing', async () => {
    await put('P-2', WHOLE)
    const before = await countVersions()
    expect((await put('P-2', WHOLE)).statusCode).toBe(200)
    expect(await countVersions()).toBe(before)
  })

  test.each([
    ['an unknown field', { ...WHOLE, colour: 'red' }, 'colour', /no field/],
    ['a long title', { ...WHOLE, title: 'x'.repeat(301) }, 'title', /at most 300/],
    ['a date that is none', { ...WHOLE, startDate: '2024-13' }, 'startDate', /year, a month/],
    ['a list of objects', { ...WHOLE, countries: [{}] }, 'countries', /ids or labels/],
    ['another entity', { ...WHOLE, entities: ['fao'] }, 'entities', /must name itu/],
    ['a list', [], 'entry', /object/],
    ['its source', { ...WHOLE, source: null }, 'source', /no field/],
  ])('refuses %s, naming the field, and writes nothing', async (_, entry, field, reason) => {
    const before = await countVersions()
    const answer = await put('P-wrong', entry)
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch(/problem\+json/)
    expect(answer.json().errors).toEqual([{ field, reason: expect.stringMatching(reason) }])
    expect(await countVersions()).toBe(before)
    expect((await get('P-wrong')).statusCode).toBe(404)
  })

  test('refuses ids, parameters and bodies that are none', async () => {
    expect((await put('a%20b', WHOLE)).json().errors[0].field).toBe('externalId')
    expect((await put('P-9', WHOLE, '?submit=1')).json().errors[0].field).toBe('submit')
    expect((await put('P-9', WHOLE, '?sumbit=true')).json().errors[0].field).toBe('sumbit')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await put('P-9', WHOLE, '', form)).statusCode).toBe(415)
    const broken = await hub.app.inject({
      ...{ method: 'PUT', url: at('P-9'), payload: '{' },
      headers: { 'content-type': 'application/json', authorization: key },
    })
    expect(broken.statusCode).toBe(400)
  })

  test('submits what is complete, and shows what curators ask for', async () => {
    const incomplete = await put('P-3', { title: 'Only a title' }, '?submit=true')
    expect(incomplete.json().errors[0].field).toBe('summary')
    expect((await get('P-3')).statusCode).toBe(404)
    expect((await put('P-3', WHOLE, '?submit=true')).json().state).toBe('submitted')
    expect((await put('P-3', { title: 'New' })).statusCode).toBe(409)
    expect((await put('P-3', { title: 'New' }, '?submit=true')).json()).toMatchObject({
      ...{ state: 'submitted', entry: { title: 'New' } },
    })
    const comments = [{ field: 'title', text: 'Too short' }]
    await inReview('P-3', askChanges, { comments })
    expect((await get('P-3')).json()).toMatchObject({ state: 'changes-asked', comments })
  })

  test('of a published entry begins a change; where people changed it, If-Match is needed', async () => {
    await put('P-4', WHOLE, '?submit=true')
    await inReview('P-4', approve, { content: { summary: 'AI, as edited.' } })
    const shown = await get('P-4')
    expect(shown.json()).toMatchObject({ state: 'published', entry: { summary: 'AI, as edited.' } })
    const blind = await put('P-4', { title: 'Other' })
    expect(blind.statusCode).toBe(428)
    expect(blind.json().detail).toContain(shown.headers.etag)
    expect((await put('P-4', { title: 'Other' }, '', { 'if-match': '"v1"' })).statusCode).toBe(412)
    const seen = await put('P-4', { title: 'Other' }, '', { 'if-match': shown.headers.etag })
    expect(seen.json()).toMatchObject({ state: 'draft', entry: { title: 'Other' } })
    expect(seen.json().publishedVersion).toBe(shown.json().version)
    const anew = await put('P-4', WHOLE, '', { 'if-none-match': '*' })
    expect(anew.statusCode).toBe(412)
  })
})

describe('an Idempotency-Key', () => {
  test('does ten requests at once one time, and refuses another request', async () => {
    const token = { 'idempotency-key': 'one' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => put('P-5', WHOLE, '?submit=true', token)),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(201))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'])).toHaveLength(9)
    expect((await put('P-5', { title: 'Else' }, '?submit=true', token)).statusCode).toBe(422)
    expect((await put('P-6', WHOLE, '?submit=true', token)).statusCode).toBe(422)
    const { reader } = hub.context.database
    const kept = await reader
      .selectFrom('external_entry')
      .where('external_id', '=', 'P-5')
      .selectAll()
      .execute()
    expect(kept).toHaveLength(1)
  })

  test('of a refused request is free again, and ten without one make one entry', async () => {
    const token = { 'idempotency-key': 'two' }
    expect((await put('P-7', { colour: 1 }, '', token)).statusCode).toBe(400)
    expect((await put('P-7', WHOLE, '', token)).statusCode).toBe(201)
    const answers = await Promise.all(Array.from({ length: 10 }, () => put('P-8', WHOLE)))
    const statuses = answers.map(({ statusCode }) => statusCode).sort()
    expect(statuses).toEqual([...Array(9).fill(200), 201])
  })
})

describe('a batch', () => {
  const GOOD = (id: string) => ({ externalId: id, entry: WHOLE })
  test('answers each in order; one that is wrong does not stop the others', async () => {
    const answer = await batch([
      GOOD('B-1'),
      { externalId: 'B-2', entry: { colour: 'red' } },
      { externalId: 'B 3', entry: WHOLE },
      GOOD('B-1'),
      'nothing',
      GOOD('P-2'),
      { ...GOOD('B-4'), ifMatch: '"v9"' },
      GOOD('B-5'),
    ])
    expect(answer.statusCode).toBe(200)
    const { items, counts } = answer.json()
    expect(
      items.map(({ status, outcome }: { status: number; outcome: string }) => [status, outcome]),
    ).toEqual([
      [201, 'created'],
      [400, 'refused'],
      [400, 'refused'],
      [400, 'refused'],
      [400, 'refused'],
      [200, 'unchanged'],
      [412, 'refused'],
      [201, 'created'],
    ])
    expect(counts).toEqual({ created: 2, refused: 5, unchanged: 1 })
    expect(items[1].problem.errors[0].field).toBe('colour')
    expect((await get('B-2')).statusCode).toBe(404)
    expect((await get('B-5')).json()).toMatchObject({ state: 'draft', entry: WHOLE })
  })

  test('with atomic does all or nothing', async () => {
    const before = await countVersions()
    const wrong = { externalId: 'C-2', entry: { colour: 'red' } }
    const refused = await batch([GOOD('C-1'), wrong], '?atomic=true')
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({
      applied: false,
      counts: { 'not-applied': 1, refused: 1 },
    })
    expect(await countVersions()).toBe(before)
    const done = await batch([GOOD('C-1'), GOOD('C-2')], '?atomic=true&submit=true')
    expect(done.json()).toMatchObject({ applied: true, counts: { created: 2 } })
    expect((await get('C-2')).json().state).toBe('submitted')
  })

  test('takes 500 and no more, and the same one again changes nothing', async () => {
    const items = Array.from({ length: 500 }, (_, n) => ({
      externalId: `D-${n}`,
      entry: { title: `Project ${n} of ${n * 7919}`, summary: `AI does ${n}.` },
    }))
    expect((await batch(items)).json().counts).toEqual({ created: 500 })
    expect((await batch(items)).json().counts).toEqual({ unchanged: 500 })
    expect((await batch([...items, GOOD('D-500')])).json().errors[0].field).toBe('items')
    expect((await batch([])).statusCode).toBe(400)
  }, 60_000)
})

describe('a key', () => {
  test('that only reads writes nothing, and none reaches another entity or a page', async () => {
    const authorization = await addKey(hub.context.database, {
      ...{ entity: 'itu', scope: 'activities:read' },
    })
    expect((await put('P-1', WHOLE, '', { authorization })).statusCode).toBe(403)
    expect((await hub.app.inject({ url: at('P-1'), headers: { authorization } })).statusCode).toBe(
      200,
    )
    const other = await addKey(hub.context.database, { entity: 'fao' })
    expect((await put('P-1', WHOLE, '', { authorization: other })).statusCode).toBe(403)
    const my = await hub.app.inject({ url: '/my', headers: { authorization: key } })
    expect(my.statusCode).toBe(401)
  })

  test('that has ended opens nothing', async () => {
    const ended = await addKey(hub.context.database, { entity: 'itu', at: '2024-01-01T00:00:00Z' })
    const answer = await put('P-1', WHOLE, '', { authorization: ended })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('invalid_token')
  })
})

describe('the reference at /api', () => {
  test('has examples of writing that work', async () => {
    const page = (await hub.app.inject({ url: '/api', headers: { accept: 'text/html' } })).body
    const text = page.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    const commands = Array.from(
      text.matchAll(
        /curl -X (PUT|POST) 'http:\/\/hub\.test([^']+)' \\\n {2}-H 'Authorization: Bearer KEY' \\\n {2}-H 'Content-Type: application\/json' \\\n {2}-d '([^']+)'/g,
      ),
      ([, method, url, body]) => ({ method: method as 'PUT', url: url ?? '', body: body ?? '' }),
    )
    expect(commands.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'POST /api/v1/entities/itu/activities',
      'PUT /api/v1/entities/itu/activities/P-2024-017',
    ])
    for (const { method, url, body } of commands) {
      const answer = await ask(method, url, JSON.parse(body))
      expect([200, 201], answer.body).toContain(answer.statusCode)
      expect(answer.json().counts ?? { created: 1 }).toEqual({ created: 1 })
    }
  })
})

test('review, the log and the entity’s people read the name of the system, not the number of its key', async () => {
  const { body } = await put('named', WHOLE, '?submit=true')
  const id = /(\d+)$/.exec(JSON.parse(body).url)?.[1]
  const { database } = hub.context
  const cookieOf = async (email: string, more: object) =>
    (await addMember(database, { email, ...more })).cookie
  const boss = await cookieOf('boss@hub.example', { isCurator: true, isAdmin: true })
  const memberships = [{ entity: 'itu', role: 'contributor' }]
  const writer = await cookieOf('w@itu.example', { memberships })
  const read = async (cookie: string, url: string) =>
    (await asBrowser(hub.app, cookie).get(url)).body
  expect(await read(boss, `/review/${id}`)).toContain('projects-db (ITU)')
  expect(await read(boss, `/review/${id}`)).not.toMatch(/key:\d/)
  expect(await read(writer, `/my/${id}`)).toContain('projects-db (ITU)')
  expect(await read(boss, '/audit?actor=projects-db')).toMatch(/projects-db \(key:\d+\)/)
})

test('each key has a limit of its own, which says how long to wait', async () => {
  const small = await startTestApp({ SEED: 'none', RATE_LIMIT: '12' })
  const keys = [
    await addKey(small.context.database, { entity: 'itu' }),
    await addKey(small.context.database, { entity: 'itu', system: 'other-db' }),
  ]
  const send = (authorization = '', id = 'P-1') =>
    small.app.inject({
      ...{ method: 'PUT', url: at(id), payload: WHOLE, headers: { authorization } },
    })
  // A quarter of 12 a minute.
  for (const id of ['P-1', 'P-2', 'P-3']) expect((await send(keys[0], id)).statusCode).toBe(201)
  const refused = await send(keys[0], 'P-4')
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['content-type']).toContain('application/problem+json')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.json().detail).toMatch(/with this key/)
  expect((await send(keys[1], 'P-5')).statusCode).toBe(201)
  const rows = await small.context.database.reader
    .selectFrom('external_entry')
    .select('external_id')
    .execute()
  expect(rows.map(({ external_id }) => external_id).sort()).toEqual(['P-1', 'P-2', 'P-3', 'P-5'])
  await small.stop()
})
