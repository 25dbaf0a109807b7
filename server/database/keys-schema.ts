import type { Generated } from 'kysely'

/** A key of an entity's own system. Times are ISO, UTC. */
export interface ApiKeyTable {
  id: Generated<number>
  entity: string
  /** What the entity calls the system that uses it: `projects-db`. */
  system: string
  /** JSON: list of scopes. */
  scopes: string
  /** SHA-256 of the key, hex. */
  token_hash: string
  made_by: number
  created_at: string
  expires_at: string
  revoked_at: string | null
  last_used_at: string | null
}

/** The activity that an entity's own system knows by an id of its own. */
interface ExternalEntryTable {
  entity: string
  external_id: string
  activity_id: number
}

/** What a request with an `Idempotency-Key` was answered. */
interface KeptAnswerTable {
  key_id: number
  /** The `Idempotency-Key`. */
  token: string
  /** SHA-256 of what was asked, hex. */
  request_hash: string
  /** JSON of the answer. */
  answer: string
  at: string
}

/** The tables of writing by API. */
export interface KeysSchema {
  api_key: ApiKeyTable
  external_entry: ExternalEntryTable
  kept_answer: KeptAnswerTable
}
