import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { archive, mergeActivity, restore } from '../../server/submissions/archiving'
import { SubmissionWriter } from '../../server/submissions/writer'
import { asBrowser, readOutbox } from '../people'
import type { Received } from '../receiver'
import { localAct } from '../seeds'
import { read, WebhookBench } from '../webhooks'

let bench: WebhookBench
beforeAll(async () => {
  bench = await WebhookBench.open()
})
beforeEach(() => bench.begin())
afterEach(() => bench.end())
afterAll(() => bench.hub.stop())

describe('a webhook', () => {
  test('is told of what /api/v1/changes lists, in the same words and order, signed', async () => {
    const { database, desk, catalogue } = bench.hub.context
    await catalogue.refresh()
    const since = catalogue.revision
    const { secret } = await bench.make()
    const [first, second, third] = [await bench.put(), await bench.put(), await bench.put()]
    await bench.put(['itu'], first)
    const move = async (work: (store: SubmissionWriter) => Promise<unknown>) =>
      database.writer.transaction().execute((tx) => work(new SubmissionWriter(tx)))
    const known = await desk()
    await move((store) => archive(store, known, { activityId: second }, localAct()))
    await move((store) =>
      mergeActivity(store, known, { activityId: third, into: first }, localAct()),
    )
    await move((store) => restore(store, known, { activityId: second }, localAct()))
    await bench.tell()
    const { items } = (await bench.hub.app.inject({ url: `/api/v1/changes?since=${since}` })).json()
    expect(items).toHaveLength(7)
    const messages = bench.receiver.received.map((one) => read(secret, one))
    expect(messages.map(({ data }) => data)).toEqual(items)
    expect(messages.map(({ type }) => type).slice(3)).toEqual([
      ...['activity.changed', 'activity.archived', 'activity.merged', 'activity.restored'],
    ])
    expect(new Set(bench.receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(
      7,
    )
    expect(bench.receiver.received[0]?.headers['content-type']).toBe('application/json')
    await bench.tell()
    expect(bench.receiver.received).toHaveLength(7)
    expect(() =>
      read('whsec_c29tZXRoaW5nIGVsc2U=', bench.receiver.received[0] as Received),
    ).toThrow()
  })

  test('is described beside the API', async () => {
    const { webhooks, components } = (
      await bench.hub.app.inject({ url: '/api/v1/openapi.json' })
    ).json()
    const { schema } = webhooks.change.post.requestBody.content['application/json']
    const { secret } = await bench.make()
    await bench.put()
    await bench.tell()
    const message = read(secret, bench.receiver.received[0] as Received)
    expect(Object.keys(message)).toEqual(schema.required)
    expect(schema.properties.type.enum).toContain(message.type)
    expect(Object.keys(message.data)).toEqual(components.schemas.Change.required)
    for (const { name } of webhooks.change.post.parameters)
      expect(bench.receiver.received[0]?.headers).toHaveProperty(name)
  })

  test('is checked by the lines in README', async () => {
    const [, code = ''] =
      /```js\n([^`]*(?:`[^`]+`[^`]*)*?)```/.exec(readFileSync('README.md', 'utf8')) ?? []
    const module = `data:text/javascript,${encodeURIComponent(`${code}\nexport { isFromHub }`)}`
    const { isFromHub } = await import(/* @vite-ignore */ module)
    const { secret } = await bench.make()
    await bench.put()
    await bench.tell()
    const { headers, body } = bench.receiver.received[0] as Received
    expect(isFromHub(secret, headers, body)).toBe(true)
    expect(isFromHub(secret, headers, `${body} `)).toBe(false)
    expect(isFromHub(secret, { ...headers, 'webhook-timestamp': '1700000000' }, body)).toBe(false)
    expect(isFromHub('whsec_c29tZXRoaW5nIGVsc2U=', headers, body)).toBe(false)
  })

  test('of an entity is told of its activities alone, also of one that leaves it, and of the kinds asked', async () => {
    const { secret } = await bench.make({ entity: 'fao', kinds: ['changed'] })
    const [theirs, other] = [await bench.put(['itu', 'fao']), await bench.put(['itu'])]
    await bench.put(['itu'], theirs)
    await bench.put(['itu'], theirs)
    await bench.put(['itu'], other)
    await bench.tell()
    expect(bench.receiver.received.map((one) => read(secret, one).data.id)).toEqual([theirs])
  })

  test('that fails is told later, with the same id, and what follows of that activity waits', async () => {
    const { id } = await bench.make()
    const one = await bench.put()
    bench.receiver.answer = (reply) => reply.writeHead(500).end('Out of order')
    await bench.tell()
    expect(bench.receiver.received).toHaveLength(1)
    expect((await bench.tries())[0]).toMatchObject({
      ...{ status: 500, answer: 'Out of order', error: 'Answered 500' },
    })
    await bench.put(['itu'], one)
    await bench.passWaits()
    const kinds = () => bench.receiver.received.map(({ body }) => JSON.parse(body).data.kind)
    expect(kinds()).toEqual(['published', 'published'])
    const [waiting] = await bench.deliveries(id)
    const wait = Date.parse(waiting?.next_try_at ?? '') - Date.now()
    expect(wait).toBeGreaterThan(50_000)
    expect((await bench.webhooks().where('id', '=', id).executeTakeFirst())?.failures).toBe(2)
    bench.receiver.answer = (reply) => reply.writeHead(200).end()
    await bench.passWaits()
    expect(kinds()).toEqual(['published', 'published', 'published', 'changed'])
    const ids = bench.receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(2)
    expect(await bench.webhooks().where('id', '=', id).executeTakeFirst()).toMatchObject({
      ...{ failures: 0, failing_since: null, hold_until: null },
    })
  })

  test('that is given up after many tries leaves the way to the next', async () => {
    const { id } = await bench.make()
    const one = await bench.put()
    bench.receiver.answer = (reply) => reply.writeHead(500).end()
    await bench.tell()
    const { writer } = bench.hub.context.database
    await writer.updateTable('webhook_delivery').set({ tries: 15 }).execute()
    await bench.put(['itu'], one)
    await bench.passWaits()
    expect((await bench.deliveries(id)).map((row) => row.next_try_at === null)).toEqual([
      true,
      false,
    ])
  })

  test('at which nothing arrives for three days is disabled, and its owner told', async () => {
    const { id } = await bench.make()
    await bench.put()
    bench.receiver.answer = (reply) => reply.writeHead(503).end()
    await bench.tell()
    const { writer, reader } = bench.hub.context.database
    const ago = new Date(Date.now() - 3.1 * 86_400_000).toISOString()
    await writer.updateTable('webhook').set({ failing_since: ago }).where('id', '=', id).execute()
    await bench.passWaits()
    await bench.hub.context.mail.idle()
    expect((await bench.webhooks().where('id', '=', id).executeTakeFirst())?.state).toBe('disabled')
    const mail = readOutbox(bench.hub.context.config.mail.folder).at(-1)
    expect(mail?.to).toBe('curator@hub.example')
    expect(mail?.text).toContain(`/webhooks/${id}`)
    const lines = await reader.selectFrom('audit_event').select(['action', 'subject']).execute()
    expect(lines).toContainEqual({ action: 'webhook.disabled', subject: `webhook:${id}` })
    // What happens meanwhile is told when it goes on.
    await bench.put()
    await bench.passWaits()
    const count = bench.receiver.received.length
    bench.receiver.answer = (reply) => reply.writeHead(200).end()
    await asBrowser(bench.hub.app, bench.curator.cookie).post(`/webhooks/${id}/state`, {
      state: 'active',
    })
    await bench.passWaits()
    expect(bench.receiver.received).toHaveLength(count + 2)
  })
})
