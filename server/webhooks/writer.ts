import type { Transaction } from 'kysely'
import type { ChangeKind, WebhookState } from '../../taxonomy/webhooks'
import { type Actor, logAct, webhookRef } from '../accounts/audit-writer'
import type { Schema } from '../database/schema'
import { WebhookReader } from './reader'
import { newSecret } from './signing'

/** How long the secret before signs as well after a new one is made, in ms. */
const OVERLAP_MS = 24 * 3_600_000

/** What a webhook is made for. */
export interface NewWebhook {
  url: string
  entity: string | null
  kinds: ChangeKind[]
}

/** Changes to webhooks by people, inside the caller's transaction. */
export class WebhookWriter extends WebhookReader {
  constructor(private readonly transaction: Transaction<Schema>) {
    if (!transaction.isTransaction) throw new Error('WebhookWriter needs a transaction')
    super(transaction)
  }

  /** Makes a webhook that is told of what happens from now on. @returns its number and secret */
  async make(webhook: NewWebhook, personId: number, act: Actor) {
    const { url, entity, kinds } = webhook
    const secret = newSecret()
    const newest = await this.transaction
      .selectFrom('event')
      .select((select) => select.fn.max('id').as('id'))
      .executeTakeFirst()
    const { id } = await this.transaction
      .insertInto('webhook')
      .values({
        ...{ url, entity, kinds: JSON.stringify(kinds), secret, state: 'active', owner: personId },
        ...{ cursor: newest?.id ?? 0, created_at: act.at, failures: 0 },
        ...{ old_secret: null, old_until: null, failing_since: null, hold_until: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await logAct(this.transaction, act, 'webhook.made', webhookRef(id), { url, entity, kinds })
    return { id, secret }
  }

  /**
   * Changes where a webhook leads, and what it is told of from now on; what waits goes to the new
   * address at once. What is as it was is no change.
   */
  async edit(id: number, to: Omit<NewWebhook, 'entity'>, act: Actor): Promise<void> {
    const kinds = JSON.stringify(to.kinds)
    const { numUpdatedRows } = await this.transaction
      .updateTable('webhook')
      .set({ url: to.url, kinds, failing_since: null, hold_until: null, failures: 0 })
      .where('id', '=', id)
      .where('state', '!=', 'removed')
      .where((row) => row.or([row('url', '!=', to.url), row('kinds', '!=', kinds)]))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await logAct(this.transaction, act, 'webhook.edited', webhookRef(id), { ...to })
  }

  /** Makes a new secret; for a day the one before signs as well. @returns the new one */
  async rotate(id: number, act: Actor): Promise<string> {
    const secret = newSecret()
    await this.transaction
      .updateTable('webhook')
      .set((row) => ({ old_secret: row.ref('secret') }))
      .set({ secret, old_until: new Date(Date.parse(act.at) + OVERLAP_MS).toISOString() })
      .where('id', '=', id)
      .execute()
    await logAct(this.transaction, act, 'webhook.rotated', webhookRef(id))
    return secret
  }

  /** Stops a webhook, or lets it go on where it stopped; `removed` forgets its secrets and what waits. */
  async setState(id: number, state: WebhookState, act: Actor): Promise<void> {
    const { numUpdatedRows } = await this.transaction
      .updateTable('webhook')
      .set({ state, failing_since: null, hold_until: null, failures: 0 })
      .$if(state === 'removed', (query) => query.set({ secret: '', old_secret: null }))
      .where('id', '=', id)
      .where('state', 'not in', [state, 'removed'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    if (state === 'removed')
      await this.transaction.deleteFrom('webhook_delivery').where('webhook_id', '=', id).execute()
    await logAct(this.transaction, act, `webhook.${state}`, webhookRef(id))
  }

  /** Puts a message into the queue that tells of nothing. @returns its number */
  async addTest(id: number, act: Actor): Promise<number> {
    const body = JSON.stringify({ type: 'test', timestamp: act.at, data: {} })
    const delivery = await this.transaction
      .insertInto('webhook_delivery')
      .values({
        ...{ webhook_id: id, kind: 'test', event_id: null, activity_id: null, body },
        ...{ created_at: act.at, next_try_at: act.at, tries: 0, delivered_at: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return delivery.id
  }

  /** Puts a message back into the queue as if it were new, with its id. */
  async sendAgain(webhookId: number, deliveryId: number, act: Actor): Promise<boolean> {
    const { numUpdatedRows } = await this.transaction
      .updateTable('webhook_delivery')
      .set({ next_try_at: act.at, tries: 0 })
      .where('id', '=', deliveryId)
      .where('webhook_id', '=', webhookId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await logAct(this.transaction, act, 'webhook.sent-again', webhookRef(webhookId), {
      delivery: deliveryId,
    })
    return true
  }
}
