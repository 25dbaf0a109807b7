import type { Generated, Kysely, Selectable, Transaction } from 'kysely'
import type { EventKind } from '../../taxonomy/audit'
import type { SubmissionKind, SubmissionState } from '../../taxonomy/submission'
import type { AccountsSchema } from './accounts-schema'
import type { EditionsSchema } from './editions-schema'
import type { ImportSchema } from './import-schema'
import type { KeysSchema } from './keys-schema'
import type { RoundsSchema } from './rounds-schema'
import type { WebhooksSchema } from './webhooks-schema'

/** Where an activity stands. A published one may have newer versions beside the public one. */
export type State = 'draft' | 'submitted' | 'published' | 'archived'

export interface ActivityTable {
  id: number
  state: State
  /** The version the public sees; null while none is published. */
  published_version_id: number | null
  /** The version its keepers work on: that of the open draft, else the newest. */
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
  /** The submission it was written for; null for imports and the like. */
  submission_id: number | null
  /** 0 where someone else had saved first and this one was put aside. */
  taken: 0 | 1
  /** The open form it came from, so that a form is not in conflict with itself; '' = none. */
  editor: string
}

export interface EventTable {
  id: Generated<number>
  at: string
  actor: string
  kind: EventKind
  activity_id: number
  version_id: number | null
  reason: string
  submission_id: number | null
  /** What stood before the move, so that it can be taken back. */
  activity_before: State | null
  public_before: number | null
  head_before: number | null
  submission_before: SubmissionState | null
  /** The move this one took back. */
  undoes: number | null
  /** The placed label that brought it about. */
  mapping_id: number | null
  /** Token of the form it came from: the same form sent twice does its work once. */
  request: string | null
}

/** One run of an entry through review. */
export interface SubmissionTable {
  id: Generated<number>
  activity_id: number
  kind: SubmissionKind
  state: SubmissionState
  /** Entity it is written for; '' = none stated. */
  entity: string
  /** Actor who began it; null for visitors and imports. */
  opened_by: string | null
  opened_at: string
  submitted_by: string | null
  state_since: string
  /** The published version it started from. */
  base_version_id: number | null
  head_version_id: number
  /** Grows with every move and save: what one has read can be told from what stands now. */
  revision: number
  merged_into: number | null
  /** A visitor's words; '' otherwise. */
  message: string
  /** Where to answer a visitor; forgotten when the suggestion is dealt with. */
  mail: string | null
}

/** A curator's remark at a field, part of the event that asked for changes. */
export interface FieldCommentTable {
  id: Generated<number>
  event_id: number
  field: string
  text: string
}

/** A number whose activity was merged into another. */
export interface RedirectTable {
  from_id: number
  to_id: number
}

/** A warning that a curator found unfounded. */
export interface DismissalTable {
  activity_id: number
  code: string
  field: string
  /** Number of the other activity for a likeness, the warning's detail else. */
  about: string
  event_id: number
}

/** A label that a curator placed, for all records and every future import. */
export interface LabelMappingTable {
  id: Generated<number>
  field: string
  folded: string
  /** As it stood when it was placed. */
  label: string
  vocabulary: string
  concept: string
  at: string
  actor: string
  undone_at: string | null
}

/** Someone to be told of a move. */
export interface NoticeTable {
  id: Generated<number>
  at: string
  kind: string
  audience: 'person' | 'entity' | 'curators' | 'mail'
  /** Actor, entity id or mail address; '' for curators. */
  address: string
  submission_id: number | null
  activity_id: number
  event_id: number
  text: string
}

/** The last number given out. */
export interface SequenceTable {
  name: 'activity' | 'move'
  value: number
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
  /** 1 where a curator found it unfounded. */
  dismissed: Generated<0 | 1>
}

export interface Schema
  extends AccountsSchema,
    EditionsSchema,
    ImportSchema,
    KeysSchema,
    RoundsSchema,
    WebhooksSchema {
  activity: ActivityTable
  version: VersionTable
  event: EventTable
  warning: WarningTable
  submission: SubmissionTable
  field_comment: FieldCommentTable
  redirect: RedirectTable
  dismissal: DismissalTable
  label_mapping: LabelMappingTable
  notice: NoticeTable
  sequence: SequenceTable
}

/** A connection that may write; SQLite has one, and statements queue for it. */
export type WriteDatabase = Kysely<Schema>

/** One transaction on it: all of what is done within, or nothing. */
export type WriteTransaction = Transaction<Schema>

/** A connection that cannot: neither by type nor, being opened read-only, by SQLite. */
export type ReadDatabase = Pick<Kysely<Schema>, 'selectFrom' | 'selectNoFrom' | 'fn' | 'destroy'>

export type WarningRow = Selectable<WarningTable>
