import type { Selectable } from 'kysely'
import type { KeyInfo } from '../../taxonomy/keys'
import type { ApiKeyTable } from '../database/keys-schema'
import type { ReadDatabase } from '../database/schema'
import { hashOf } from './tokens'

/** A key as the one who asks with it. */
export type ApiKey = Omit<KeyInfo, 'madeBy'>

/** Questions about keys of entities' own systems. */
export class KeyReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** The key that a token is, unless it has ended. */
  async findByToken(token: string, now: string): Promise<ApiKey | undefined> {
    const row = await this.db
      .selectFrom('api_key')
      .selectAll()
      .where('token_hash', '=', hashOf(token))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    return row && toKey(row)
  }

  async find(id: number): Promise<ApiKey | undefined> {
    const row = await this.db
      .selectFrom('api_key')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row && toKey(row)
  }

  /** Keys of some entities, newest first, with those that have ended. */
  async list(entities: 'any' | readonly string[]): Promise<KeyInfo[]> {
    const rows = await this.db
      .selectFrom('api_key')
      .innerJoin('person', 'person.id', 'api_key.made_by')
      .selectAll('api_key')
      .select('person.name as maker')
      .$if(entities !== 'any', (query) => query.where('entity', 'in', [...entities]))
      .orderBy('api_key.id', 'desc')
      .execute()
    return rows.map((row) => ({ ...toKey(row), madeBy: row.maker }))
  }
}

function toKey(row: Selectable<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    entity: row.entity,
    system: row.system,
    scopes: JSON.parse(row.scopes),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }
}
