import { sql } from 'kysely'
import type { WriteTransaction } from '../database/schema'
import { SentReader } from './sent-reader'

/** How long an answer is kept for an `Idempotency-Key`, in ms. */
const KEPT_MS = 24 * 3_600_000

/** What entities' own systems sent, inside the caller's transaction. */
export class SentWriter extends SentReader {
  constructor(private readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('SentWriter needs a transaction')
    super(transaction)
  }

  async remember(entity: string, externalId: string, activityId: number): Promise<void> {
    await this.transaction
      .insertInto('external_entry')
      .values({ entity, external_id: externalId, activity_id: activityId })
      .execute()
  }

  /** What a request with this token was answered within a day, and the hash of what it asked. */
  async findAnswer(
    keyId: number,
    token: string,
    now: string,
  ): Promise<{ requestHash: string; answer: string } | undefined> {
    const since = new Date(Date.parse(now) - KEPT_MS).toISOString()
    await this.transaction.deleteFrom('kept_answer').where('at', '<', since).execute()
    const row = await this.transaction
      .selectFrom('kept_answer')
      .selectAll()
      .where('key_id', '=', keyId)
      .where('token', '=', token)
      .executeTakeFirst()
    return row && { requestHash: row.request_hash, answer: row.answer }
  }

  async keepAnswer(
    keyId: number,
    token: string,
    kept: { requestHash: string; answer: string; at: string },
  ): Promise<void> {
    const { requestHash, answer, at } = kept
    await this.transaction
      .insertInto('kept_answer')
      .values({ key_id: keyId, token, request_hash: requestHash, answer, at })
      .execute()
  }

  /** Does one part of the transaction wholly or, where it throws, not at all. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    await sql`savepoint part`.execute(this.transaction)
    try {
      const result = await work()
      await sql`release savepoint part`.execute(this.transaction)
      return result
    } catch (error) {
      await sql`rollback to savepoint part`.execute(this.transaction)
      await sql`release savepoint part`.execute(this.transaction)
      throw error
    }
  }
}
