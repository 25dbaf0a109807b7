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

export interface EditionsSchema {
  edition: EditionTable
  edition_entry: EditionEntryTable
  edition_change: EditionChangeTable
}
