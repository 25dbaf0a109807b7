import type { Transaction } from 'kysely'
import type { AuditAction } from '../../taxonomy/audit'
import type { Schema } from '../database/schema'

/** Who does something, and when: part of every line of the log. */
export interface Actor {
  /** `person:12`, `command-line`, `system`. */
  actor: string
  /** ISO time, UTC. */
  at: string
}

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
