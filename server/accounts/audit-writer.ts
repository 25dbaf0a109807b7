import type { Transaction } from 'kysely'
import type { WebhookState } from '../../taxonomy/webhooks'
import type { Schema } from '../database/schema'

/** Who does something, and when: part of every line of the log. */
export interface Actor {
  /** `person:12`, `command-line`, `system`. */
  actor: string
  /** ISO time, UTC. */
  at: string
}

/** What is done to people and in rounds; acts on activities are the `event` table's. */
export type AuditAction =
  | 'person.created'
  | 'person.profile-changed'
  | 'person.mail-changed'
  | 'person.roles-changed'
  | 'person.deactivated'
  | 'person.reactivated'
  | 'person.listed'
  | 'person.unlisted'
  | 'membership.set'
  | 'membership.removed'
  | 'invitation.sent'
  | 'invitation.sent-again'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'session.started'
  | 'session.ended'
  | 'round.opened'
  | 'round.extended'
  | 'round.reminded'
  | 'round.delegated'
  | 'round.answered'
  | 'round.ruled'
  | 'round.closed'
  | 'round.corrected'
  | 'round.text-saved'
  | 'key.made'
  | 'key.revoked'
  | 'webhook.made'
  | 'webhook.edited'
  | 'webhook.rotated'
  | 'webhook.sent-again'
  | `webhook.${WebhookState}`

/** A key of an entity's system, as the log names it. */
export const keyRef = (id: number) => `key:${id}`

/** A webhook, as the log names it. */
export const webhookRef = (id: number) => `webhook:${id}`

/** A person as the log names them. */
export const personRef = (id: number) => `person:${id}`

/** Someone signed in, as the author of an act that happens now. */
export function actorOf({ id }: { id: number }): Actor {
  return { actor: personRef(id), at: new Date().toISOString() }
}

/** Adds a line to the log, in the transaction of the act itself. */
export async function logAct(
  transaction: Transaction<Schema>,
  { actor, at }: Actor,
  action: AuditAction,
  subject: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await transaction
    .insertInto('audit_event')
    .values({ at, actor, action, subject, detail: JSON.stringify(detail) })
    .execute()
}
