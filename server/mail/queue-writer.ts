import type { Transaction } from 'kysely'
import type { Schema, WriteDatabase } from '../database/schema'

/** A mail taken from the outbox to be sent. */
export interface QueuedMail {
  id: number
  to: string
  subject: string
  text: string
  html: string
  link: string
  unsubscribe: string | null
  /** How often it was tried, this time included. */
  tries: number
}

/** What a mail is left with when it needs its content no more: it may hold a secret, and nobody's address. */
const EMPTIED = { to: '', text: '', html: '', link: '', next_try_at: null } as const

/** The sender's side of the outbox: each step is one statement, committed by itself. */
export class MailQueueWriter {
  constructor(private readonly db: WriteDatabase | Transaction<Schema>) {}

  /**
   * Takes the mail that is due for the longest. It is put off until `leaseUntil`, so that
   * no other process sends it too, and none loses it by dying.
   */
  async take(now: string, leaseUntil: string): Promise<QueuedMail | undefined> {
    return this.db
      .updateTable('mail')
      .set((mail) => ({ next_try_at: leaseUntil, tries: mail('tries', '+', 1) }))
      .where('id', '=', (mail) =>
        mail
          .selectFrom('mail')
          .select('id')
          .where('next_try_at', '<=', now)
          .where('give_up_at', '>', now)
          .orderBy('next_try_at')
          .orderBy('id')
          .limit(1),
      )
      .returning(['id', 'to', 'subject', 'text', 'html', 'link', 'unsubscribe', 'tries'])
      .executeTakeFirst()
  }

  async markSent(id: number, at: string): Promise<void> {
    await this.db
      .updateTable('mail')
      .set({ ...EMPTIED, sent_at: at, error: null })
      .where('id', '=', id)
      .execute()
  }

  async putOff(id: number, until: string, error: string): Promise<void> {
    await this.db
      .updateTable('mail')
      .set({ next_try_at: until, error })
      .where('id', '=', id)
      .execute()
  }

  /** Empties what is of no use any more, such as links that have expired. */
  async giveUp(now: string): Promise<void> {
    await this.db
      .updateTable('mail')
      .set(EMPTIED)
      .where('next_try_at', 'is not', null)
      .where('give_up_at', '<=', now)
      .execute()
  }

  /** People whose oldest waiting notice is from before a time. */
  async listDigestsDue(before: string): Promise<number[]> {
    const rows = await this.db
      .selectFrom('digest_item')
      .select('person_id')
      .distinct()
      .where('created_at', '<=', before)
      .execute()
    return rows.map((row) => row.person_id)
  }
}
