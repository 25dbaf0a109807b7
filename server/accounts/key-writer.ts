import type { Transaction } from 'kysely'
import type { KeyScope } from '../../taxonomy/keys'
import type { Schema } from '../database/schema'
import { type Actor, keyRef, logAct } from './audit-writer'
import { KeyReader } from './key-reader'
import { hashOf, newToken } from './tokens'

/** Lets people, and what looks for leaked secrets, see what kind of secret it is. */
const PREFIX = 'aihub_'
const DAY_MS = 24 * 3_600_000

/** What a key is made for. */
export interface NewKey {
  entity: string
  system: string
  scope: KeyScope
  /** Days it lasts. */
  days: number
}

/** Changes to keys, inside the caller's transaction. */
export class KeyWriter extends KeyReader {
  constructor(private readonly transaction: Transaction<Schema>) {
    if (!transaction.isTransaction) throw new Error('KeyWriter needs a transaction')
    super(transaction)
  }

  /** Makes a key. @returns its secret, which is kept nowhere */
  async make(key: NewKey, personId: number, act: Actor): Promise<string> {
    const { entity, system, scope, days } = key
    const token = `${PREFIX}${newToken()}`
    const { id } = await this.transaction
      .insertInto('api_key')
      .values({
        ...{ entity, system, scopes: JSON.stringify([scope]), token_hash: hashOf(token) },
        ...{ made_by: personId, created_at: act.at, revoked_at: null, last_used_at: null },
        expires_at: new Date(Date.parse(act.at) + days * DAY_MS).toISOString(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await logAct(this.transaction, act, 'key.made', keyRef(id), { ...key })
    return token
  }

  /** Ends a key at once; one that has ended stays as it is. */
  async revoke(id: number, act: Actor): Promise<void> {
    const { numUpdatedRows } = await this.transaction
      .updateTable('api_key')
      .set({ revoked_at: act.at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await logAct(this.transaction, act, 'key.revoked', keyRef(id))
  }

  async touch(id: number, at: string): Promise<void> {
    await this.transaction
      .updateTable('api_key')
      .set({ last_used_at: at })
      .where('id', '=', id)
      .execute()
  }
}
