import type { Generated } from 'kysely'

/** A frozen edition of the report. Rows of these tables are never changed or removed. */
export interface EditionTable {
  /** `2025`; `2025.1` for its first erratum. */
  id: string
  title: string
  /** ISO day up to which it speaks. */
  as_of: string
  /** ISO time of freezing, UTC. */
  frozen_at: string
  /** SHA-256 over its versions, hex: see `checksumOf`. */
  checksum: string
  /** How it was put together; '' = nothing to say. */
  note: string
  /** The edition an erratum corrects. */
  corrects: string | null
}

/** One activity of an edition, in the version that was frozen. */
export interface EditionEntryTable {
  edition_id: string
  activity_id: number
  version_id: number
}

/** What an erratum changes, and why. */
export interface EditionChangeTable {
  edition_id: string
  activity_id: number
  /** Null where the entry was not in the edition before. */
  version_before: number | null
  /** Null where it was taken out. */
  version_after: number | null
  reason: string
}

/** One saved state of a part of the front matter. Never changed or removed. */
export interface ReportTextTable {
  id: Generated<number>
  /** The year whose edition it is for. */
  year: number
  /** `foreword`; see `TEXT_BLOCKS`. */
  block: string
  /** 1, 2, 3 … within year and block. */
  number: number
  body: string
  /** SHA-256 of the body, hex. */
  hash: string
  /** `person:7` */
  actor: string
  /** Their name when they saved it. */
  author: string
  /** ISO time, UTC. */
  saved_at: string
}

/** A text that was frozen with an edition. */
export interface EditionTextTable {
  edition_id: string
  text_id: number
}

export interface EditionsSchema {
  report_text: ReportTextTable
  edition_text: EditionTextTable
  edition: EditionTable
  edition_entry: EditionEntryTable
  edition_change: EditionChangeTable
}
