import type { ActivityContent } from '../../taxonomy/activity'

/** One entry as the importer takes it, from whatever file it came. */
export interface ImportRecord {
  /** The number the activity has, and keeps. */
  id: number
  published: boolean
  /** ISO days on which the entry was made and its content last changed, at the source. */
  createdOn: string
  updatedOn: string
  content: ActivityContent
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
