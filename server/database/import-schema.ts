import type { Generated } from 'kysely'
import type { ImportMode, ImportState, RowOutcome } from '../../taxonomy/import-pages'

/** One file that someone imports. */
export interface ImportBatchTable {
  id: Generated<number>
  at: string
  /** `person:1`, `command-line`. */
  actor: string
  /** The entity it is for; '' = all. */
  entity: string
  mode: ImportMode
  /** As the file was called where it came from. */
  name: string
  /** Where it is kept. */
  file: string
  /** SHA-256 of the file, hex. */
  hash: string
  /** Who works on it: `site`, or `process:123`. */
  runner: string
  state: ImportState
  state_since: string
  /** Why it failed; '' else. */
  reason: string
  /** JSON of an `AboutFile`. */
  about: string
  /** JSON: how many rows by outcome. */
  counts: string
  /** The events it left are those after the first and up to the last. */
  first_event: number
  last_event: number
}

/** What became of one row of the file, or would. */
export interface ImportRowTable {
  batch_id: number
  row: number
  outcome: RowOutcome
  /** The activity it is about; of a duplicate, the one that it repeats. */
  activity_id: number | null
  title: string
  /** JSON of a `RowDetail`. */
  detail: string
  /** What stood before, so that it can be taken back. */
  public_before: number | null
  head_before: number | null
  submission_id: number | null
}

/** What people of an entity said that a heading means. */
export interface ImportHeadingTable {
  entity: string
  /** Folded. */
  heading: string
  /** Name of a column; '' = to be left aside. */
  target: string
}

export interface ImportSchema {
  import_batch: ImportBatchTable
  import_row: ImportRowTable
  import_heading: ImportHeadingTable
}
