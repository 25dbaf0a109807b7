import type { Transaction } from 'kysely'
import type { ChangeKind, DeliveryTry } from '../../taxonomy/webhooks'
import { logAct, webhookRef } from '../accounts/audit-writer'
import type { Schema } from '../database/schema'
import { ChangesReader } from '../exchange/changes-reader'

/** Changes put into the queue of one webhook in one transaction. */
const AT_ONCE = 500
/** Waits of one message: half a minute, doubled after each try, at most six hours, in ms. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 6 * 3_600_000
/** Tries of one message before it is given up: about two days. */
const TRIES_MAX = 16
/** How long a webhook rests after failures, whatever waits: so much, doubled each time, in ms. */
const FIRST_HOLD_MS = 5000
const LONGEST_HOLD_MS = 600_000
/** A webhook at which nothing arrives for so long is disabled, in ms. */
const PATIENCE_MS = 3 * 24 * 3_600_000
/** How long what is over stays in the log, in ms. */
const KEPT_MS = 30 * 24 * 3_600_000

/** A message taken from the queue to be sent. */
export interface QueuedDelivery {
  id: number
  webhookId: number
  body: string
  kind: string
  /** How often it was tried, this time included. */
  tries: number
}

/** A webhook that was just disabled. */
export interface Disabled {
  webhookId: number
  url: string
  owner: number
  since: string
}

/** The sender's side of webhooks, inside the caller's transaction. */
export class WebhookQueueWriter {
  constructor(private readonly transaction: Transaction<Schema>) {
    if (!transaction.isTransaction) throw new Error('WebhookQueueWriter needs a transaction')
  }

  /**
   * Puts the next changes into the queues of the webhooks that are to be told of them, and moves
   * their cursors on, so that each change is queued once, whatever stops in between.
   *
   * @param upTo last event to look at
   * @param origin address of the site, for links
   * @returns whether there may be more
   */
  async fill(upTo: number, origin: string, at: string): Promise<boolean> {
    const changes = new ChangesReader(this.transaction, origin)
    const webhooks = await this.transaction
      .selectFrom('webhook')
      .select(['id', 'entity', 'kinds', 'cursor'])
      .where('state', '=', 'active')
      .where('cursor', '<', upTo)
      .execute()
    let isMore = false
    for (const { id, entity, kinds, cursor } of webhooks) {
      const wanted = JSON.parse(kinds) as ChangeKind[]
      const { changes: found, hasMore } = await changes.listBetween(cursor, upTo, AT_ONCE)
      const rows = []
      for (const { change, entities } of found) {
        if (!wanted.includes(change.kind)) continue
        if (entity !== null && !(await entities()).has(entity)) continue
        const message = { type: `activity.${change.kind}`, timestamp: change.at, data: change }
        rows.push({
          ...{ webhook_id: id, kind: change.kind, body: JSON.stringify(message) },
          ...{ event_id: Number(change.cursor), activity_id: change.id },
          ...{ created_at: at, next_try_at: at, tries: 0, delivered_at: null },
        })
      }
      if (rows.length > 0)
        await this.transaction.insertInto('webhook_delivery').values(rows).execute()
      const last = hasMore ? Number(found.at(-1)?.change.cursor ?? upTo) : upTo
      await this.transaction
        .updateTable('webhook')
        .set({ cursor: last })
        .where('id', '=', id)
        .execute()
      isMore ||= hasMore
    }
    return isMore
  }

  /**
   * Takes the message that is due for the longest and has none before it of the same activity; or
   * one by its number, whatever its turn. It is put off until `leaseUntil`, so that no other
   * process sends it too, and none loses it by dying.
   */
  async take(
    webhookId: number,
    { now, leaseUntil, id }: { now: string; leaseUntil: string; id?: number },
  ): Promise<QueuedDelivery | undefined> {
    const due = this.transaction
      .selectFrom('webhook_delivery as one')
      .select('one.id')
      .where('one.webhook_id', '=', webhookId)
      .where('one.next_try_at', '<=', now)
      .$if(id !== undefined, (query) => query.where('one.id', '=', id ?? 0))
      .$if(id === undefined, (query) =>
        query.where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('webhook_delivery as before')
                .select('before.id')
                .whereRef('before.webhook_id', '=', 'one.webhook_id')
                .whereRef('before.activity_id', '=', 'one.activity_id')
                .whereRef('before.id', '<', 'one.id')
                .where('before.next_try_at', 'is not', null),
            ),
          ),
        ),
      )
      .orderBy('one.next_try_at')
      .orderBy('one.id')
      .limit(1)
    const row = await this.transaction
      .updateTable('webhook_delivery')
      .set((delivery) => ({ next_try_at: leaseUntil, tries: delivery('tries', '+', 1) }))
      .where('id', '=', due)
      .returning(['id', 'webhook_id', 'body', 'kind', 'tries'])
      .executeTakeFirst()
    if (!row) return undefined
    const { webhook_id, ...delivery } = row
    return { ...delivery, webhookId: webhook_id }
  }

  /** Where a webhook's messages go, and the secrets that sign them; undefined once it is removed. */
  async findTarget(webhookId: number, now: string) {
    const row = await this.transaction
      .selectFrom('webhook')
      .select(['url', 'secret', 'old_secret', 'old_until', 'state', 'hold_until'])
      .where('id', '=', webhookId)
      .executeTakeFirst()
    if (!row || row.state === 'removed') return undefined
    const isOldGood = row.old_secret !== null && (row.old_until ?? '') > now
    const isOpen = row.state === 'active' && (row.hold_until ?? '') <= now
    return {
      url: row.url,
      secrets: [row.secret, ...(isOldGood ? [row.old_secret ?? ''] : [])],
      isOpen,
    }
  }

  /** Notes what became of a try. @returns the webhook, where this disabled it */
  async settle(
    delivery: QueuedDelivery,
    tried: DeliveryTry,
    now: Date,
  ): Promise<Disabled | undefined> {
    const { id, webhookId, kind, tries } = delivery
    // Someone may have removed the webhook meanwhile.
    const stands = await this.transaction
      .selectFrom('webhook_delivery')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst()
    if (!stands) return undefined
    await this.transaction
      .insertInto('webhook_try')
      .values({ ...tried, delivery_id: id })
      .execute()
    const hasArrived = tried.error === null
    const isOver = hasArrived || kind === 'test' || tries >= TRIES_MAX
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS)
    await this.transaction
      .updateTable('webhook_delivery')
      .set({ next_try_at: isOver ? null : later(now, wait) })
      .$if(hasArrived, (query) => query.set({ delivered_at: now.toISOString() }))
      .where('id', '=', id)
      .execute()
    const webhook = this.transaction.updateTable('webhook').where('id', '=', webhookId)
    if (hasArrived) {
      await webhook.set({ failing_since: null, hold_until: null, failures: 0 }).execute()
      return undefined
    }
    return kind === 'test' ? undefined : this.#countFailure(webhookId, tried, now)
  }

  async #countFailure(id: number, tried: DeliveryTry, now: Date): Promise<Disabled | undefined> {
    const row = await this.transaction
      .selectFrom('webhook')
      .select(['url', 'owner', 'state', 'failing_since', 'failures'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const since = row.failing_since ?? tried.at
    const hold = Math.min(FIRST_HOLD_MS * 2 ** Math.min(row.failures, 20), LONGEST_HOLD_MS)
    const isTooLong = now.getTime() - Date.parse(since) >= PATIENCE_MS && row.state === 'active'
    await this.transaction
      .updateTable('webhook')
      .set({ failing_since: since, failures: row.failures + 1, hold_until: later(now, hold) })
      .$if(isTooLong, (query) => query.set({ state: 'disabled' }))
      .where('id', '=', id)
      .execute()
    if (!isTooLong) return undefined
    const act = { actor: 'system', at: now.toISOString() }
    await logAct(this.transaction, act, 'webhook.disabled', webhookRef(id), { since })
    return { webhookId: id, url: row.url, owner: row.owner, since }
  }

  /** Deletes what has been over for a month, with its tries. */
  async forget(now: Date): Promise<void> {
    await this.transaction
      .deleteFrom('webhook_delivery')
      .where('next_try_at', 'is', null)
      .where('created_at', '<', later(now, -KEPT_MS))
      .execute()
  }
}

function later(from: Date, ms: number): string {
  return new Date(from.getTime() + ms).toISOString()
}
