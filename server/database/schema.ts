import type { Generated, Kysely, Selectable } from 'kysely'
import type { AccountsSchema } from './accounts-schema'

/** Where an activity stands. A published one may have newer versions beside the public one. */
export type State = 'draft' | 'submitted' | 'published' | 'archived'

/** What can happen to an activity; each is a row of the append-only log. */
export type EventKind = 'created' | 'saved' | 'published' | 'unpublished'

export interface ActivityTable {
  id: number
  state: State
  /** The version the public sees; null while none is published. */
  published_version_id: number | null
  /** The newest version. */
  head_version_id: number | null
  /** ISO day on which the entry was first made, at the source or here. */
  created_on: string
}

/** One immutable saved state of an activity's content. */
export interface VersionTable {
  id: Generated<number>
  activity_id: number
  /** 1, 2, 3 … within the activity. */
  number: number
  /** JSON of an `ActivityContent`. */
  content: string
  /** SHA-256 of `content`, hex. */
  hash: string
  /** ISO day the content dates from: the source's for an import, the day of saving else. */
  dated_on: string
  /** ISO time of saving, UTC. */
  saved_at: string
  /** Who saved it: `import:un-ai-resource-hub`, later a person's id. */
  author: string
  note: string
}

export interface EventTable {
  id: Generated<number>
  at: string
  actor: string
  kind: EventKind
  activity_id: number
  version_id: number | null
  reason: string
}

/** Something a curator should look at; derived from an activity's newest version. */
export interface WarningTable {
  id: Generated<number>
  activity_id: number
  code: string
  /** Key of the field it concerns. */
  field: string
  /** What stands there, or why it was noticed. */
  detail: string
  /** The activity this one seems to repeat. */
  other_activity_id: number | null
}

export interface Schema extends AccountsSchema {
  activity: ActivityTable
  version: VersionTable
  event: EventTable
  warning: WarningTable
}

/** A connection that may write; SQLite has one, and statements queue for it. */
export type WriteDatabase = Kysely<Schema>

/** A connection that cannot: neither by type nor, being opened read-only, by SQLite. */
export type ReadDatabase = Pick<Kysely<Schema>, 'selectFrom' | 'selectNoFrom' | 'fn' | 'destroy'>

export type WarningRow = Selectable<WarningTable>
