/** Kinds of changes of what the public sees, as `/api/v1/changes` and webhooks name them. */
export const CHANGE_KINDS = ['published', 'changed', 'archived', 'restored', 'merged'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * `paused`: by hand. `disabled`: by the server, after days without an arrival. Both go on
 * where they stopped. `removed`: for good.
 */
export type WebhookState = 'active' | 'paused' | 'disabled' | 'removed'

/** A webhook, without its secret. */
export interface WebhookInfo {
  id: number
  /** `https://mirror.example.org/hub` */
  url: string
  /** Whose activities it is told of; null = all. */
  entity: string | null
  kinds: ChangeKind[]
  state: WebhookState
  /** Name of the person who made it, and who is told when it is disabled. */
  owner: string
  /** ISO times, UTC. */
  createdAt: string
  /** Since when nothing has arrived; null while things do. */
  failingSince: string | null
  /** Messages that wait to be delivered. */
  waiting: number
}

/** One try to deliver, and what was answered. */
export interface DeliveryTry {
  at: string
  ms: number
  /** HTTP status; null where there was no answer. */
  status: number | null
  /** First bytes of the answer. */
  answer: string
  /** Why it failed; null where it did not. */
  error: string | null
}

/** One message to a webhook. */
export interface Delivery {
  id: number
  kind: ChangeKind | 'test'
  activityId: number | null
  createdAt: string
  /** null: arrived or given up. */
  nextTryAt: string | null
  deliveredAt: string | null
  /** JSON as it is sent. */
  body: string
  /** Newest first. */
  tries: DeliveryTry[]
}
