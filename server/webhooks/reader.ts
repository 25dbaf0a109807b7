import type { Selectable } from 'kysely'
import type { Delivery, WebhookInfo } from '../../taxonomy/webhooks'
import type { ReadDatabase } from '../database/schema'
import type { WebhookTable } from '../database/webhooks-schema'

/** Questions about webhooks and what was delivered to them. */
export class WebhookReader {
  constructor(protected readonly db: ReadDatabase) {}

  async find(id: number): Promise<WebhookInfo | undefined> {
    const [found] = await this.#select('any', id)
    return found
  }

  /** Webhooks of some entities, or all with those of the whole catalogue, newest first. */
  list(entities: 'any' | readonly string[]): Promise<WebhookInfo[]> {
    return this.#select(entities)
  }

  /** Messages to a webhook before one, or the newest, newest first. */
  async listDeliveries(webhookId: number, limit: number, before = Number.MAX_SAFE_INTEGER) {
    const rows = await this.db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('webhook_id', '=', webhookId)
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    const ids = rows.map(({ id }) => id)
    const tries = await this.db
      .selectFrom('webhook_try')
      .selectAll()
      .where('delivery_id', 'in', ids.length > 0 ? ids : [0])
      .orderBy('id', 'desc')
      .execute()
    return rows.map(
      (row): Delivery => ({
        ...{ id: row.id, kind: row.kind as Delivery['kind'], activityId: row.activity_id },
        ...{ createdAt: row.created_at, nextTryAt: row.next_try_at, body: row.body },
        deliveredAt: row.delivered_at,
        tries: tries
          .filter(({ delivery_id }) => delivery_id === row.id)
          .map(({ at, ms, status, answer, error }) => ({ at, ms, status, answer, error })),
      }),
    )
  }

  /** Active webhooks to which something is due. */
  async listDue(now: string): Promise<number[]> {
    const rows = await this.db
      .selectFrom('webhook')
      .select('id')
      .where('state', '=', 'active')
      .where((where) => where.or([where('hold_until', 'is', null), where('hold_until', '<=', now)]))
      .where((where) =>
        where.exists(
          where
            .selectFrom('webhook_delivery')
            .select('webhook_delivery.id')
            .whereRef('webhook_id', '=', 'webhook.id')
            .where('next_try_at', '<=', now),
        ),
      )
      .execute()
    return rows.map(({ id }) => id)
  }

  /** The first event that some active webhook has not been told of; undefined: there is none. */
  async findOldestCursor(): Promise<number | undefined> {
    const row = await this.db
      .selectFrom('webhook')
      .select((select) => select.fn.min('cursor').as('cursor'))
      .where('state', '=', 'active')
      .executeTakeFirst()
    return row?.cursor ?? undefined
  }

  async #select(entities: 'any' | readonly string[], id?: number): Promise<WebhookInfo[]> {
    const rows = await this.db
      .selectFrom('webhook')
      .innerJoin('person', 'person.id', 'webhook.owner')
      .selectAll('webhook')
      .select('person.name as maker')
      .select((select) =>
        select
          .selectFrom('webhook_delivery')
          .select((count) => count.fn.countAll<number>().as('count'))
          .whereRef('webhook_id', '=', 'webhook.id')
          .where('next_try_at', 'is not', null)
          .as('waiting'),
      )
      .where('webhook.state', '!=', 'removed')
      .$if(entities !== 'any', (query) => query.where('entity', 'in', [...entities]))
      .$if(id !== undefined, (query) => query.where('webhook.id', '=', id ?? 0))
      .orderBy('webhook.id', 'desc')
      .execute()
    return rows.map((row) => ({ ...toWebhook(row), owner: row.maker, waiting: row.waiting ?? 0 }))
  }
}

function toWebhook(row: Selectable<WebhookTable>): Omit<WebhookInfo, 'owner' | 'waiting'> {
  return {
    ...{ id: row.id, url: row.url, entity: row.entity, kinds: JSON.parse(row.kinds) },
    ...{ state: row.state, createdAt: row.created_at, failingSince: row.failing_since },
  }
}
