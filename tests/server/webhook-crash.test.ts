import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../server/database/open'
import { WebhookSender } from '../../server/webhooks/sender'
import { WebhookWriter } from '../../server/webhooks/writer'
import { CHANGE_KINDS } from '../../taxonomy/webhooks'
import { addMember } from '../people'
import { type Receiver, startReceiver } from '../receiver'
import { outcomeOf, temporaryFolder } from '../seeds'

const { folder, remove } = temporaryFolder()
let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(() => receiver.stop())
afterAll(remove)

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
    const file = join(folder, `${name}.db`)
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
