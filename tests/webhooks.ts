import { Webhook } from 'standardwebhooks'
import { type NewWebhook, WebhookWriter } from '../server/webhooks/writer'
import { CHANGE_KINDS } from '../taxonomy/webhooks'
import { startTestApp } from './helper'
import { addMember, type Member } from './people'
import { type Received, type Receiver, startReceiver } from './receiver'
import { contentOf, publish } from './seeds'

/** The whole application with a curator, a focal point of ITU and a receiver of what webhooks tell. */
export class WebhookBench {
  receiver!: Receiver
  #number = 700

  private constructor(
    readonly hub: Awaited<ReturnType<typeof startTestApp>>,
    readonly curator: Member,
    readonly leader: Member,
  ) {}

  static async open(): Promise<WebhookBench> {
    const hub = await startTestApp({ SEED: 'none', WEBHOOKS_LOOPBACK: 'true' })
    const { database } = hub.context
    const memberships = [{ entity: 'itu', role: 'focal-point' as const }]
    return new WebhookBench(
      hub,
      await addMember(database, { email: 'curator@hub.example', isCurator: true }),
      await addMember(database, { email: 'leader@itu.example', memberships }),
    )
  }

  /** Before each test: a receiver of its own. */
  async begin() {
    this.receiver = await startReceiver()
  }

  /** After each test: nothing is told of any more. */
  async end() {
    const { writer } = this.hub.context.database
    await writer.updateTable('webhook').set({ state: 'removed' }).execute()
    await this.receiver.stop()
  }

  webhooks() {
    return this.hub.context.database.reader.selectFrom('webhook').selectAll()
  }

  deliveries(id: number) {
    return this.hub.context.database.reader
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('webhook_id', '=', id)
      .orderBy('id')
      .execute()
  }

  tries() {
    const { reader } = this.hub.context.database
    return reader.selectFrom('webhook_try').selectAll().orderBy('id', 'desc').execute()
  }

  async make(given: Partial<NewWebhook> = {}) {
    const act = { actor: `person:${this.curator.id}`, at: new Date().toISOString() }
    const webhook = { url: this.receiver.url, entity: null, kinds: [...CHANGE_KINDS], ...given }
    return this.hub.context.database.writer
      .transaction()
      .execute((transaction) => new WebhookWriter(transaction).make(webhook, this.curator.id, act))
  }

  /** Lets the hub notice what was done, and tell of it. */
  async tell() {
    await this.hub.context.catalogue.refresh()
    await this.hub.context.webhooks.idle()
  }

  /** As if the waits were over. */
  async passWaits() {
    await this.hub.context.catalogue.refresh()
    const { writer } = this.hub.context.database
    const at = new Date().toISOString()
    await writer.updateTable('webhook').set({ hold_until: null }).execute()
    await writer
      .updateTable('webhook_delivery')
      .set({ next_try_at: at })
      .where('next_try_at', 'is not', null)
      .execute()
    await this.hub.context.webhooks.idle()
  }

  /** Publishes an activity, or one anew, and says its number. */
  async put(entities = ['itu'], id = ++this.#number) {
    const content = contentOf({ title: `T ${id} ${Math.random()}`, entities })
    await publish(this.hub.context.database, id, content)
    return id
  }
}

/** Reads a message as the library of Standard Webhooks does, which checks its signature and time. */
export const read = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string
    timestamp: string
    data: { id: number; kind: string; cursor: string }
  }
