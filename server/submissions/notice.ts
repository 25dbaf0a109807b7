import type { EventKind } from '../../taxonomy/audit'
import type { WriteTransaction } from '../database/schema'

/** Someone to be told of a move. */
export interface Notice {
  kind: EventKind
  to: {
    audience: 'person' | 'entity' | 'curators' | 'mail'
    /** Actor (`person:12`), entity id or mail address; '' for curators. */
    address: string
  }
  submissionId: number | null
  activityId: number
  /** The move it tells of; comments at fields hang on it. */
  eventId: number
  /** ISO time, UTC. */
  at: string
  /** What the one who moved gave as the reason; may be ''. */
  text: string
}

/** Tells someone of a move, in the move's own transaction: told if and only if it happened. */
export type Notify = (transaction: WriteTransaction, notice: Notice) => Promise<void>
