import type { Transaction } from 'kysely'
import type { Schema } from '../database/schema'
import { logAct, personRef } from './audit-writer'
import { AccountReader } from './reader'
import { hashOf, newToken } from './tokens'

/** How long a link to sign in works, and a session lasts, in ms. */
export const LINK_MS = 15 * 60_000
export const SESSION_MS = 30 * 24 * 3_600_000
/** How long spent links and counted requests are kept, so that they can be told from unknown ones, in ms. */
const KEPT_MS = 7 * 24 * 3_600_000
/** What is kept of a browser's name for itself. */
const AGENT_MAX = 200

/** Links to sign in and sessions. Every change happens inside the caller's transaction. */
export class SessionWriter extends AccountReader {
  constructor(private readonly transaction: Transaction<Schema>) {
    if (!transaction.isTransaction) throw new Error('SessionWriter needs a transaction')
    super(transaction)
  }

  /** Counts a request for a link, whether or not the address is known, and forgets old ones. */
  async countRequest(email: string, at: string): Promise<void> {
    const old = later(at, -KEPT_MS)
    await this.transaction.deleteFrom('sign_in_request').where('at', '<', old).execute()
    await this.transaction.deleteFrom('sign_in_link').where('expires_at', '<', old).execute()
    await this.transaction.deleteFrom('session').where('expires_at', '<', at).execute()
    await this.transaction
      .insertInto('sign_in_request')
      .values({ email_hash: hashOf(email.toLowerCase()), at })
      .execute()
  }

  /** Makes a link to sign in and returns its secret. */
  async createLink(personId: number, next: string, at: string): Promise<string> {
    const token = newToken()
    await this.transaction
      .insertInto('sign_in_link')
      .values({
        ...{ token_hash: hashOf(token), person_id: personId, next },
        ...{ created_at: at, expires_at: later(at, LINK_MS), used_at: null },
      })
      .execute()
    return token
  }

  /** Spends a link; of two who try at once, one gets nothing. */
  async spendLink(
    token: string,
    at: string,
  ): Promise<{ personId: number; next: string } | undefined> {
    const row = await this.transaction
      .updateTable('sign_in_link')
      .set({ used_at: at })
      .where('token_hash', '=', hashOf(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .returning(['person_id', 'next'])
      .executeTakeFirst()
    if (!row) return undefined
    const person = await this.findPerson(row.person_id)
    return person?.state === 'active' ? { personId: person.id, next: row.next } : undefined
  }

  /** Signs a person in on one device and returns the secret for its cookie. */
  async startSession(
    personId: number,
    { method, agent, at }: { method: string; agent: string; at: string },
  ): Promise<string> {
    const token = newToken()
    await this.transaction
      .insertInto('session')
      .values({
        ...{ token_hash: hashOf(token), person_id: personId, method },
        agent: agent.slice(0, AGENT_MAX),
        ...{ created_at: at, last_seen_at: at, expires_at: later(at, SESSION_MS) },
      })
      .execute()
    await this.transaction
      .updateTable('person')
      .set({ last_seen_at: at })
      .where('id', '=', personId)
      .execute()
    const actor = personRef(personId)
    await logAct(this.transaction, { actor, at }, 'session.started', actor, { method })
    return token
  }

  /** Notes that a session is in use. */
  async touchSession(id: number, personId: number, at: string): Promise<void> {
    await this.transaction
      .updateTable('session')
      .set({ last_seen_at: at })
      .where('id', '=', id)
      .execute()
    await this.transaction
      .updateTable('person')
      .set({ last_seen_at: at })
      .where('id', '=', personId)
      .execute()
  }

  /** Ends one session of a person, or all, and with all also the links not yet used. */
  async endSessions(personId: number, which: number | 'all', at: string): Promise<void> {
    const sessions = this.transaction.deleteFrom('session').where('person_id', '=', personId)
    const { numDeletedRows } = await (which === 'all'
      ? sessions
      : sessions.where('id', '=', which)
    ).executeTakeFirst()
    if (which === 'all')
      await this.transaction
        .deleteFrom('sign_in_link')
        .where('person_id', '=', personId)
        .where('used_at', 'is', null)
        .execute()
    if (numDeletedRows === 0n) return
    const actor = personRef(personId)
    await logAct(this.transaction, { actor, at }, 'session.ended', actor, {
      count: Number(numDeletedRows),
    })
  }
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}
