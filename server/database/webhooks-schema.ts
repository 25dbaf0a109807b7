import type { Generated } from 'kysely'
import type { WebhookState } from '../../taxonomy/webhooks'

/** An address that is told of changes. Times are ISO, UTC. */
export interface WebhookTable {
  id: Generated<number>
  url: string
  /** Whose activities it is told of; null = all. */
  entity: string | null
  /** JSON: list of kinds of changes. */
  kinds: string
  /** Signs what is sent: `whsec_` and base64. Emptied when the webhook is removed. */
  secret: string
  /** The one before, which signs as well until `old_until`. */
  old_secret: string | null
  old_until: string | null
  state: WebhookState
  /** Number of the last event that was looked at for it. */
  cursor: number
  owner: number
  created_at: string
  /** Since when nothing has arrived; null while things do. */
  failing_since: string | null
  /** When it may be tried again after failures. */
  hold_until: string | null
  /** Failures since something arrived. */
  failures: number
}

/** One message to one webhook. */
interface WebhookDeliveryTable {
  id: Generated<number>
  webhook_id: number
  /** A kind of change, or `test`. */
  kind: string
  /** null for tests. */
  event_id: number | null
  activity_id: number | null
  /** JSON, as it is sent each time. */
  body: string
  created_at: string
  /** null: it has arrived, or was given up. */
  next_try_at: string | null
  tries: number
  delivered_at: string | null
}

/** One try to deliver, and what was answered. */
interface WebhookTryTable {
  id: Generated<number>
  delivery_id: number
  at: string
  /** How long it took. */
  ms: number
  /** HTTP status; null where there was no answer. */
  status: number | null
  /** First bytes of the answer's body. */
  answer: string
  /** Why it counts as failed; null where it does not. */
  error: string | null
}

/** The tables of webhooks. */
export interface WebhooksSchema {
  webhook: WebhookTable
  webhook_delivery: WebhookDeliveryTable
  webhook_try: WebhookTryTable
}
