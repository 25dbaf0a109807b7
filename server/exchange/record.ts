import type { ActivityContent } from '../../taxonomy/activity'
import type { Likeness } from '../catalogue/duplicates'

/** One entry as the importer takes it, from whatever file it came. */
export interface ImportRecord {
  /** The number the activity has, and keeps. */
  id: number
  published: boolean
  /** ISO days on which the entry was made and its content last changed, at the source. */
  createdOn: string
  updatedOn: string
  content: ActivityContent
  /** Who brings it, where that is a person: the source is not asked then what it said before. */
  actor?: string
  /** What it was found to be like when it was judged; looked for anew where that is left out. */
  alike?: readonly Likeness[]
}

/** A record that cannot be taken in: the field and the reason, for the person who sent it. */
export class RefusedError extends Error {
  override name = 'RefusedError'
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field}: ${reason}`)
  }
}

/** The import cannot be done, for a reason that people can do something about. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'
}
