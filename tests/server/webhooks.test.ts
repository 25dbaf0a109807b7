import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../server/database/open'
import { archive, mergeActivity, restore } from '../../server/submissions/archiving'
import { SubmissionWriter } from '../../server/submissions/writer'
import { isAllowedAddress, refusalOfUrl } from '../../server/webhooks/address'
import { post } from '../../server/webhooks/post'
import { WebhookSender } from '../../server/webhooks/sender'
import { type NewWebhook, WebhookWriter } from '../../server/webhooks/writer'
import { CHANGE_KINDS } from '../../taxonomy/webhooks'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member, readOutbox } from '../people'
import { type Received, type Receiver, startReceiver } from '../receiver'
import { contentOf, localAct, outcomeOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let receiver: Receiver
let curator: Member
let leader: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none', WEBHOOKS_LOOPBACK: 'true' })
  const { database } = hub.context
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  const memberships = [{ entity: 'itu', role: 'focal-point' as const }]
  leader = await addMember(database, { email: 'leader@itu.example', memberships })
})
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  const { writer } = hub.context.database
  await writer.updateTable('webhook').set({ state: 'removed' }).execute()
  await receiver.stop()
})
afterAll(() => hub.stop())

const webhooks = () => hub.context.database.reader.selectFrom('webhook').selectAll()
const deliveries = (id: number) =>
  hub.context.database.reader
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', id)
    .orderBy('id')
    .execute()
const tries = () =>
  hub.context.database.reader.selectFrom('webhook_try').selectAll().orderBy('id', 'desc').execute()

async function make(given: Partial<NewWebhook> = {}) {
  const act = { actor: `person:${curator.id}`, at: new Date().toISOString() }
  const webhook = { url: receiver.url, entity: null, kinds: [...CHANGE_KINDS], ...given }
  return hub.context.database.writer
    .transaction()
    .execute((transaction) => new WebhookWriter(transaction).make(webhook, curator.id, act))
}

/** Lets the hub notice what was done, and tell of it. */
async function tell() {
  await hub.context.catalogue.refresh()
  await hub.context.webhooks.idle()
}

/** As if the waits were over. */
async function passWaits() {
  await hub.context.catalogue.refresh()
  const { writer } = hub.context.database
  const at = new Date().toISOString()
  await writer.updateTable('webhook').set({ hold_until: null }).execute()
  await writer
    .updateTable('webhook_delivery')
    .set({ next_try_at: at })
    .where('next_try_at', 'is not', null)
    .execute()
  await hub.context.webhooks.idle()
}

let number = 700
const put = (entities = ['itu'], id = ++number) =>
  publish(
    hub.context.database,
    id,
    contentOf({ title: `T ${id} ${Math.random()}`, entities }),
  ).then(() => id)

/** Reads a message as the library of Standard Webhooks does, which checks its signature and time. */
const read = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string
    timestamp: string
    data: { id: number; kind: string; cursor: string }
  }

describe('a webhook', () => {
  test('is told of what /api/v1/changes lists, in the same words and order, signed', async () => {
    const { database, desk, catalogue } = hub.context
    await catalogue.refresh()
    const since = catalogue.revision
    const { secret } = await make()
    const [first, second, third] = [await put(), await put(), await put()]
    await put(['itu'], first)
    const move = async (work: (store: SubmissionWriter) => Promise<unknown>) =>
      database.writer.transaction().execute((tx) => work(new SubmissionWriter(tx)))
    const known = await desk()
    await move((store) => archive(store, known, { activityId: second }, localAct()))
    await move((store) =>
      mergeActivity(store, known, { activityId: third, into: first }, localAct()),
    )
    await move((store) => restore(store, known, { activityId: second }, localAct()))
    await tell()
    const { items } = (await hub.app.inject({ url: `/api/v1/changes?since=${since}` })).json()
    expect(items).toHaveLength(7)
    const messages = receiver.received.map((one) => read(secret, one))
    expect(messages.map(({ data }) => data)).toEqual(items)
    expect(messages.map(({ type }) => type).slice(3)).toEqual([
      ...['activity.changed', 'activity.archived', 'activity.merged', 'activity.restored'],
    ])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(7)
    expect(receiver.received[0]?.headers['content-type']).toBe('application/json')
    await tell()
    expect(receiver.received).toHaveLength(7)
    expect(() => read('whsec_c29tZXRoaW5nIGVsc2U=', receiver.received[0] as Received)).toThrow()
  })

  test('is described beside the API', async () => {
    const { webhooks, components } = (await hub.app.inject({ url: '/api/v1/openapi.json' })).json()
    const { schema } = webhooks.change.post.requestBody.content['application/json']
    const { secret } = await make()
    await put()
    await tell()
    const message = read(secret, receiver.received[0] as Received)
    expect(Object.keys(message)).toEqual(schema.required)
    expect(schema.properties.type.enum).toContain(message.type)
    expect(Object.keys(message.data)).toEqual(components.schemas.Change.required)
    for (const { name } of webhooks.change.post.parameters)
      expect(receiver.received[0]?.headers).toHaveProperty(name)
  })

  test('is checked by the lines in README', async () => {
    const [, code = ''] =
      /```js\n([^`]*(?:`[^`]+`[^`]*)*?)```/.exec(readFileSync('README.md', 'utf8')) ?? []
    const module = `data:text/javascript,${encodeURIComponent(`${code}\nexport { isFromHub }`)}`
    const { isFromHub } = await import(/* @vite-ignore */ module)
    const { secret } = await make()
    await put()
    await tell()
    const { headers, body } = receiver.received[0] as Received
    expect(isFromHub(secret, headers, body)).toBe(true)
    expect(isFromHub(secret, headers, `${body} `)).toBe(false)
    expect(isFromHub(secret, { ...headers, 'webhook-timestamp': '1700000000' }, body)).toBe(false)
    expect(isFromHub('whsec_c29tZXRoaW5nIGVsc2U=', headers, body)).toBe(false)
  })

  test('of an entity is told of its activities alone, also of one that leaves it, and of the kinds asked', async () => {
    const { secret } = await make({ entity: 'fao', kinds: ['changed'] })
    const [theirs, other] = [await put(['itu', 'fao']), await put(['itu'])]
    await put(['itu'], theirs)
    await put(['itu'], theirs)
    await put(['itu'], other)
    await tell()
    expect(receiver.received.map((one) => read(secret, one).data.id)).toEqual([theirs])
  })

  test('that fails is told later, with the same id, and what follows of that activity waits', async () => {
    const { id } = await make()
    const one = await put()
    receiver.answer = (reply) => reply.writeHead(500).end('Out of order')
    await tell()
    expect(receiver.received).toHaveLength(1)
    expect((await tries())[0]).toMatchObject({
      ...{ status: 500, answer: 'Out of order', error: 'Answered 500' },
    })
    await put(['itu'], one)
    await passWaits()
    const kinds = () => receiver.received.map(({ body }) => JSON.parse(body).data.kind)
    expect(kinds()).toEqual(['published', 'published'])
    const [waiting] = await deliveries(id)
    const wait = Date.parse(waiting?.next_try_at ?? '') - Date.now()
    expect(wait).toBeGreaterThan(50_000)
    expect((await webhooks().where('id', '=', id).executeTakeFirst())?.failures).toBe(2)
    receiver.answer = (reply) => reply.writeHead(200).end()
    await passWaits()
    expect(kinds()).toEqual(['published', 'published', 'published', 'changed'])
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(2)
    expect(await webhooks().where('id', '=', id).executeTakeFirst()).toMatchObject({
      ...{ failures: 0, failing_since: null, hold_until: null },
    })
  })

  test('that is given up after many tries leaves the way to the next', async () => {
    const { id } = await make()
    const one = await put()
    receiver.answer = (reply) => reply.writeHead(500).end()
    await tell()
    const { writer } = hub.context.database
    await writer.updateTable('webhook_delivery').set({ tries: 15 }).execute()
    await put(['itu'], one)
    await passWaits()
    expect((await deliveries(id)).map((row) => row.next_try_at === null)).toEqual([true, false])
  })

  test('at which nothing arrives for three days is disabled, and its owner told', async () => {
    const { id } = await make()
    await put()
    receiver.answer = (reply) => reply.writeHead(503).end()
    await tell()
    const { writer, reader } = hub.context.database
    const ago = new Date(Date.now() - 3.1 * 86_400_000).toISOString()
    await writer.updateTable('webhook').set({ failing_since: ago }).where('id', '=', id).execute()
    await passWaits()
    await hub.context.mail.idle()
    expect((await webhooks().where('id', '=', id).executeTakeFirst())?.state).toBe('disabled')
    const mail = readOutbox(hub.context.config.mail.folder).at(-1)
    expect(mail?.to).toBe('curator@hub.example')
    expect(mail?.text).toContain(`/webhooks/${id}`)
    const lines = await reader.selectFrom('audit_event').select(['action', 'subject']).execute()
    expect(lines).toContainEqual({ action: 'webhook.disabled', subject: `webhook:${id}` })
    // What happens meanwhile is told when it goes on.
    await put()
    await passWaits()
    const count = receiver.received.length
    receiver.answer = (reply) => reply.writeHead(200).end()
    await asBrowser(hub.app, curator.cookie).post(`/webhooks/${id}/state`, { state: 'active' })
    await passWaits()
    expect(receiver.received).toHaveLength(count + 2)
  })
})

describe('an answer', () => {
  const send = (url: string, more: object = {}) =>
    post({
      ...{ url, headers: {}, body: '{}', timeoutMs: 500, allowLoopback: true },
      ...{ ending: new AbortController().signal, ...more },
    })

  test('that redirects is a failure, and is not followed', async () => {
    receiver.answer = (reply) => reply.writeHead(302, { location: '/elsewhere' }).end()
    expect(await send(receiver.url)).toMatchObject({ status: 302, error: /redirects/ })
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hub'])
  })

  test('that does not come is waited for no longer than is said', async () => {
    receiver.answer = () => {}
    const tried = await send(receiver.url)
    expect(tried).toMatchObject({ status: null, error: 'No answer in 0.5 s' })
    expect(tried.ms).toBeLessThan(5000)
  })

  test('that has no end is cut off after its first bytes', async () => {
    let sent = 0
    receiver.answer = (reply) => {
      reply.writeHead(200)
      const more = () => {
        if (reply.destroyed) return
        sent += 65_536
        if (reply.write('\u0000x'.repeat(32_768))) setImmediate(more)
        else reply.once('drain', more)
      }
      more()
    }
    const tried = await send(receiver.url, { timeoutMs: 10_000 })
    expect(tried).toMatchObject({ status: 200, error: null })
    expect(tried.answer).toMatch(/^x{200,512}$/)
    expect(sent).toBeLessThan(50_000_000)
  })

  test('whose body does not end is an arrival all the same', async () => {
    receiver.answer = (reply) => reply.writeHead(200).write('well')
    expect(await send(receiver.url)).toMatchObject({ status: 200, answer: 'well', error: null })
  })

  test('of nobody is a failure', async () => {
    await receiver.stop()
    expect(await send(receiver.url)).toMatchObject({ status: null, error: /ECONNREFUSED/ })
  })

  test('of an internal address is not asked for, whatever name leads there', async () => {
    // `localhost` is a name that resolves here without any server of names.
    const { port } = new URL(receiver.url)
    const strict = { allowLoopback: false }
    expect((await send(receiver.url, strict)).error).toMatch(/must begin with https/)
    expect((await send(`https://127.0.0.1:${port}/`, strict)).error).toMatch(/internal address/)
    expect((await send(`https://localhost:${port}/`, strict)).error).toMatch(/internal name/)
    const { guardedLookup } = await import('../../server/webhooks/address')
    const looked = (allow: boolean) =>
      new Promise((resolve) =>
        guardedLookup(allow)('localhost', {}, (error, found) => resolve(error?.message ?? found)),
      )
    expect(await looked(false)).toBe('The name leads to an internal address')
    expect(await looked(true)).toMatch(/^(127\.0\.0\.1|::1)$/)
    expect(receiver.received).toEqual([])
  })
})

describe('the address of a webhook', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'not an address',
  ])('may not be of %s', (address) => {
    expect(isAllowedAddress(address, false)).toBe(false)
    if (!address.includes(' ') && !address.includes('%'))
      expect(
        refusalOfUrl(`https://${address.includes(':') ? `[${address}]` : address}/`, false),
      ).toBeDefined()
  })

  test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    'may be of %s',
    (address) => expect(isAllowedAddress(address, false)).toBe(true),
  )

  test.each([
    ['http://mirror.example.org/', /https/],
    ['ftp://mirror.example.org/', /https/],
    ['https://user:pass@mirror.example.org/', /password/],
    ['https://mirror.example.org/#x', /#/],
    ['https://2130706433/', /internal/],
    ['https://0x7f.1/', /internal/],
    ['https://[::ffff:127.0.0.1]/', /internal/],
    ['https://metadata.google.internal/', /internal/],
    ['https://intranet/', /internal/],
    ['https://a.localhost/', /internal/],
    ['nothing', /such as/],
    [`https://mirror.example.org/${'x'.repeat(2000)}`, /at most/],
  ])('is refused as %s', (url, reason) => {
    expect(refusalOfUrl(url, false)).toMatch(reason)
  })

  test('is https on the internet; in development this machine, too', () => {
    expect(refusalOfUrl('https://mirror.example.org:8443/hub?x=1', false)).toBeUndefined()
    expect(refusalOfUrl('http://127.0.0.1:8080/', true)).toBeUndefined()
    expect(refusalOfUrl('http://localhost:8080/', true)).toBeUndefined()
    expect(refusalOfUrl('http://10.0.0.1/', true)).toMatch(/https/)
    expect(refusalOfUrl('https://10.0.0.1/', true)).toMatch(/internal/)
  })
})

describe('the pages', () => {
  const RIGHT = { entity: 'itu', kinds: ['published', 'changed'] }
  const secretIn = (body: string) => /whsec_[\w+/]{43}=/.exec(body)?.[0] ?? ''
  const by = (member: Member) => asBrowser(hub.app, member.cookie)

  test('make a webhook, show its secret once, send a test, make a new secret that works beside the old', async () => {
    const made = await by(leader).post('/webhooks', { ...RIGHT, url: receiver.url })
    expect(made.statusCode).toBe(200)
    const secret = secretIn(made.body)
    const newest = await webhooks().orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(newest.secret).toBe(secret)
    const page = `/webhooks/${newest.id}`
    expect((await by(leader).get(page)).body).not.toContain(secret)
    expect((await by(leader).get('/webhooks')).body).toContain(receiver.url)

    receiver.answer = (reply) => reply.writeHead(418).end('<b>teapot</b>')
    const tested = await by(leader).post(`${page}/test`)
    expect(tested.headers.location).toBe(`${page}?done=webhook-tested#log`)
    const log = (await by(leader).get(page)).body
    expect(log).toMatch(/Answer 418 after \d+ ms/)
    expect(log).toContain('&lt;b>teapot&lt;/b>')
    expect(log).toContain('Given up')
    expect(read(secret, receiver.received[0] as Received)).toMatchObject({ type: 'test', data: {} })
    await passWaits()
    expect(receiver.received).toHaveLength(1)

    receiver.answer = (reply) => reply.writeHead(200).end()
    const again = /deliveries\/\d+\/resend/.exec(log)?.[0]
    const resent = await by(leader).post(`${page}/${again}`)
    expect(resent.statusCode).toBe(303)
    expect(receiver.received[1]?.headers['webhook-id']).toBe(
      receiver.received[0]?.headers['webhook-id'],
    )
    expect((await by(leader).get(page)).body).toContain('Arrived')

    const rotated = secretIn((await by(leader).post(`${page}/secret`)).body)
    expect(rotated).not.toBe(secret)
    await by(leader).post(`${page}/test`)
    const last = receiver.received.at(-1) as Received
    for (const one of [secret, rotated]) expect(read(one, last).type).toBe('test')
    const { writer, reader } = hub.context.database
    await writer.updateTable('webhook').set({ old_until: '2020-01-01' }).execute()
    await by(leader).post(`${page}/test`)
    expect(() => read(secret, receiver.received.at(-1) as Received)).toThrow()

    const removed = await by(leader).post(`${page}/state`, { state: 'removed' })
    expect(removed.headers.location).toBe('/webhooks?done=webhook-removed')
    expect((await by(curator).get(page)).statusCode).toBe(404)
    expect(await deliveries(newest.id)).toEqual([])
    expect((await webhooks().where('id', '=', newest.id).executeTakeFirst())?.secret).toBe('')
    const lines = await reader
      .selectFrom('audit_event')
      .selectAll()
      .where('subject', '=', `webhook:${newest.id}`)
      .execute()
    expect(lines.map(({ action }) => action)).toEqual([
      ...['webhook.made', 'webhook.sent-again', 'webhook.rotated', 'webhook.removed'],
    ])
    expect(JSON.stringify(lines)).not.toContain('whsec_')
  })

  test('edit a webhook: what waits goes to the new address, and what is told from then on is what was chosen', async () => {
    const { id, secret } = await make({ entity: 'itu' })
    receiver.answer = (reply) => reply.writeHead(500).end()
    await put()
    await tell()
    const page = `/webhooks/${id}`
    expect((await by(leader).get(page)).body).toContain(`value="${receiver.url}"`)

    const wrong = await by(leader).post(page, { url: 'http://mirror.example.org/', kinds: '' })
    expect(wrong.statusCode).toBe(400)
    for (const field of ['url', 'kinds']) expect(wrong.body).toContain(`href="#webhook-${field}"`)
    expect(wrong.body).toContain('value="http://mirror.example.org/"')
    expect((await webhooks().where('id', '=', id).executeTakeFirst())?.url).toBe(receiver.url)

    const moved = await startReceiver()
    const edited = await by(leader).post(page, { url: moved.url, kinds: 'changed' })
    expect(edited.headers.location).toBe(`${page}?done=webhook-edited`)
    await passWaits()
    expect(moved.received.map((one) => read(secret, one).data.kind)).toEqual(['published'])
    await put(['itu'], await put())
    await tell()
    expect(moved.received.map((one) => read(secret, one).data.kind)).toEqual([
      ...['published', 'changed'],
    ])
    await moved.stop()
  })

  test.each([
    ['url', 'http://mirror.example.org/', 400],
    ['url', 'https://169.254.169.254/latest/', 400],
    ['url', '', 400],
    ['entity', 'fao', 403],
    ['entity', 'all', 403],
    ['entity', 'nowhere', 403],
    ['entity', '', 400],
    ['kinds', 'everything', 400],
    ['kinds', '', 400],
  ])('make none with the %s “%s”', async (field, value, status) => {
    const count = (await webhooks().execute()).length
    const form = { ...RIGHT, url: receiver.url, [field]: value }
    const answer = await by(leader).post('/webhooks', form)
    expect(answer.statusCode).toBe(status)
    if (status === 400) expect(answer.body).toContain(`href="#webhook-${field}"`)
    expect(await webhooks().execute()).toHaveLength(count)
  })

  test('let a focal point see and touch those of their entity alone', async () => {
    const { id } = await make()
    expect((await by(leader).get(`/webhooks/${id}`)).statusCode).toBe(403)
    expect((await by(leader).post(`/webhooks/${id}/test`)).statusCode).toBe(403)
    expect((await by(leader).get('/webhooks')).body).not.toContain(receiver.url)
    expect((await by(curator).get(`/webhooks/${id}`)).statusCode).toBe(200)
  })

  test('make no more than ten for one', async () => {
    for (let at = 0; at < 10; at++) await make({ entity: 'who' })
    const answer = await by(curator).post('/webhooks', {
      ...{ ...RIGHT, entity: 'who', url: receiver.url },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('has 10 webhooks already')
  })
})

describe('a process killed', () => {
  const SENDER = { origin: 'http://hub.test', allowLoopback: true, mailed: () => {} }
  /** A process that tells what is to be told, and dies when it is killed. */
  const start = (file: string, before: string) => {
    const run = `import('vite').then(async (vite) => {
      const load = async (path) =>
        (await vite.runnerImport(path, { configFile: false, logLevel: 'error' })).module
      const { openDatabase } = await load('/server/database/open.ts')
      const { WebhookSender } = await load('/server/webhooks/sender.ts')
      const { publish, contentOf } = await load('/tests/seeds.ts')
      const database = await openDatabase(process.env.FILE)
      ${before}
      const sender = new WebhookSender(database, { origin: 'http://hub.test', allowLoopback: true, mailed() {}, revision: () => 1e9 })
      await sender.idle()
      await sender.idle()
      console.log('done')
    })`
    return spawn(process.execPath, ['-e', run], {
      env: { ...process.env, FILE: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }
  const prepare = async (name: string) => {
    const file = join(hub.folder, `${name}.db`)
    const database = await openDatabase(file)
    const { id } = await addMember(database, { email: 'to@hub.example' })
    await database.writer.transaction().execute((transaction) => {
      const webhook = { url: receiver.url, entity: null, kinds: [...CHANGE_KINDS] }
      const act = { actor: 'system', at: new Date().toISOString() }
      return new WebhookWriter(transaction).make(webhook, id, act)
    })
    await database.close()
    return file
  }
  const goOn = async (file: string) => {
    const database = await openDatabase(file)
    const at = new Date().toISOString()
    await database.writer
      .updateTable('webhook_delivery')
      .set({ next_try_at: at })
      .where('next_try_at', 'is not', null)
      .execute()
    const newest = await database.reader
      .selectFrom('event')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst()
    const sender = new WebhookSender(database, { ...SENDER, revision: () => newest?.id ?? 0 })
    await sender.idle()
    await sender.stop()
    const rows = await database.reader.selectFrom('webhook_delivery').selectAll().execute()
    await database.close()
    return rows
  }

  test('between commit and queue tells at the next start', async () => {
    const file = await prepare('before-queue')
    const dying = `await publish(database, 1, contentOf()); process.kill(process.pid, 'SIGKILL')`
    const { code, errors } = await outcomeOf(start(file, dying))
    expect([code, errors]).toEqual([null, ''])
    const rows = await goOn(file)
    expect(receiver.received).toHaveLength(1)
    expect(rows).toMatchObject([{ tries: 1, next_try_at: null, activity_id: 1 }])
  })

  test('while sending tells again with the same id, and the rest once', async () => {
    const file = await prepare('sending')
    const publishing = `for (const id of [1, 2, 3]) await publish(database, id, contentOf())`
    const child = start(file, publishing)
    receiver.answer = (reply) => {
      if (receiver.received.length === 2) child.kill('SIGKILL')
      else reply.writeHead(204).end()
    }
    const { code, output } = await outcomeOf(child)
    expect([code, output]).toEqual([null, ''])
    receiver.answer = (reply) => reply.writeHead(204).end()
    const rows = await goOn(file)
    const told = receiver.received.map(({ body }) => JSON.parse(body).data.id)
    expect(told).toEqual([1, 2, 2, 3])
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids[1]).toBe(ids[2])
    expect(rows.map(({ next_try_at, tries }) => [next_try_at, tries])).toEqual([
      [null, 1],
      [null, 2],
      [null, 1],
    ])
  })
})
