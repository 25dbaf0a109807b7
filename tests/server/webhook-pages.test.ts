import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asBrowser, type Member } from '../people'
import { type Received, startReceiver } from '../receiver'
import { read, WebhookBench } from '../webhooks'

let bench: WebhookBench
beforeAll(async () => {
  bench = await WebhookBench.open()
})
beforeEach(() => bench.begin())
afterEach(() => bench.end())
afterAll(() => bench.hub.stop())

describe('the pages', () => {
  const RIGHT = { entity: 'itu', kinds: ['published', 'changed'] }
  const secretIn = (body: string) => /whsec_[\w+/]{43}=/.exec(body)?.[0] ?? ''
  const by = (member: Member) => asBrowser(bench.hub.app, member.cookie)

  test('make a webhook, show its secret once, send a test, make a new secret that works beside the old', async () => {
    const made = await by(bench.leader).post('/webhooks', { ...RIGHT, url: bench.receiver.url })
    expect(made.statusCode).toBe(200)
    const secret = secretIn(made.body)
    const newest = await bench.webhooks().orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(newest.secret).toBe(secret)
    const page = `/webhooks/${newest.id}`
    expect((await by(bench.leader).get(page)).body).not.toContain(secret)
    expect((await by(bench.leader).get('/webhooks')).body).toContain(bench.receiver.url)

    bench.receiver.answer = (reply) => reply.writeHead(418).end('<b>teapot</b>')
    const tested = await by(bench.leader).post(`${page}/test`)
    expect(tested.headers.location).toBe(`${page}?done=webhook-tested#log`)
    const log = (await by(bench.leader).get(page)).body
    expect(log).toMatch(/Answer 418 after \d+ ms/)
    expect(log).toContain('&lt;b>teapot&lt;/b>')
    expect(log).toContain('Given up')
    expect(read(secret, bench.receiver.received[0] as Received)).toMatchObject({
      type: 'test',
      data: {},
    })
    await bench.passWaits()
    expect(bench.receiver.received).toHaveLength(1)

    bench.receiver.answer = (reply) => reply.writeHead(200).end()
    const again = /deliveries\/\d+\/resend/.exec(log)?.[0]
    const resent = await by(bench.leader).post(`${page}/${again}`)
    expect(resent.statusCode).toBe(303)
    expect(bench.receiver.received[1]?.headers['webhook-id']).toBe(
      bench.receiver.received[0]?.headers['webhook-id'],
    )
    expect((await by(bench.leader).get(page)).body).toContain('Arrived')

    const rotated = secretIn((await by(bench.leader).post(`${page}/secret`)).body)
    expect(rotated).not.toBe(secret)
    await by(bench.leader).post(`${page}/test`)
    const last = bench.receiver.received.at(-1) as Received
    for (const one of [secret, rotated]) expect(read(one, last).type).toBe('test')
    const { writer, reader } = bench.hub.context.database
    await writer.updateTable('webhook').set({ old_until: '2020-01-01' }).execute()
    await by(bench.leader).post(`${page}/test`)
    expect(() => read(secret, bench.receiver.received.at(-1) as Received)).toThrow()

    const removed = await by(bench.leader).post(`${page}/state`, { state: 'removed' })
    expect(removed.headers.location).toBe('/webhooks?done=webhook-removed')
    expect((await by(bench.curator).get(page)).statusCode).toBe(404)
    expect(await bench.deliveries(newest.id)).toEqual([])
    expect((await bench.webhooks().where('id', '=', newest.id).executeTakeFirst())?.secret).toBe('')
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
    const { id, secret } = await bench.make({ entity: 'itu' })
    bench.receiver.answer = (reply) => reply.writeHead(500).end()
    await bench.put()
    await bench.tell()
    const page = `/webhooks/${id}`
    expect((await by(bench.leader).get(page)).body).toContain(`value="${bench.receiver.url}"`)

    const wrong = await by(bench.leader).post(page, {
      url: 'http://mirror.example.org/',
      kinds: '',
    })
    expect(wrong.statusCode).toBe(400)
    for (const field of ['url', 'kinds']) expect(wrong.body).toContain(`href="#webhook-${field}"`)
    expect(wrong.body).toContain('value="http://mirror.example.org/"')
    expect((await bench.webhooks().where('id', '=', id).executeTakeFirst())?.url).toBe(
      bench.receiver.url,
    )

    const moved = await startReceiver()
    const edited = await by(bench.leader).post(page, { url: moved.url, kinds: 'changed' })
    expect(edited.headers.location).toBe(`${page}?done=webhook-edited`)
    await bench.passWaits()
    expect(moved.received.map((one) => read(secret, one).data.kind)).toEqual(['published'])
    await bench.put(['itu'], await bench.put())
    await bench.tell()
    expect(moved.received.map((one) => read(secret, one).data.kind)).toEqual([
      ...['published', 'changed'],
    ])
    await moved.stop()
  })

  test('pause a webhook, which then goes on where it stopped', async () => {
    const { id } = await bench.make({ entity: 'itu' })
    const page = `/webhooks/${id}`
    const paused = await by(bench.leader).post(`${page}/state`, { state: 'paused' })
    expect(paused.headers.location).toBe(`${page}?done=webhook-paused`)
    const [first, second] = [await bench.put(), await bench.put()]
    await bench.tell()
    expect(bench.receiver.received).toEqual([])
    // An edit does not let it go on.
    await by(bench.leader).post(page, { url: bench.receiver.url, kinds: 'published' })
    await bench.tell()
    expect(bench.receiver.received).toEqual([])

    await by(bench.leader).post(`${page}/state`, { state: 'active' })
    await bench.tell()
    const told = bench.receiver.received.map(({ body }) => JSON.parse(body).data.id)
    expect(told).toEqual([first, second])
    // What is as it was is no act.
    await by(bench.leader).post(page, { url: bench.receiver.url, kinds: 'published' })
    const lines = await bench.hub.context.database.reader
      .selectFrom('audit_event')
      .select('action')
      .where('subject', '=', `webhook:${id}`)
      .orderBy('id')
      .execute()
    expect(lines.map(({ action }) => action)).toEqual([
      ...['webhook.made', 'webhook.paused', 'webhook.edited', 'webhook.active'],
    ])
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
    const count = (await bench.webhooks().execute()).length
    const form = { ...RIGHT, url: bench.receiver.url, [field]: value }
    const answer = await by(bench.leader).post('/webhooks', form)
    expect(answer.statusCode).toBe(status)
    if (status === 400) expect(answer.body).toContain(`href="#webhook-${field}"`)
    expect(await bench.webhooks().execute()).toHaveLength(count)
  })

  test('let a focal point see and touch those of their entity alone', async () => {
    const { id } = await bench.make()
    expect((await by(bench.leader).get(`/webhooks/${id}`)).statusCode).toBe(403)
    expect((await by(bench.leader).post(`/webhooks/${id}/test`)).statusCode).toBe(403)
    expect((await by(bench.leader).get('/webhooks')).body).not.toContain(bench.receiver.url)
    expect((await by(bench.curator).get(`/webhooks/${id}`)).statusCode).toBe(200)
  })

  test('make no more than ten for one', async () => {
    for (let at = 0; at < 10; at++) await bench.make({ entity: 'who' })
    const answer = await by(bench.curator).post('/webhooks', {
      ...{ ...RIGHT, entity: 'who', url: bench.receiver.url },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('has 10 webhooks already')
  })
})
