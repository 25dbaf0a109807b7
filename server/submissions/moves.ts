import type { EventKind } from '../../taxonomy/audit'
import type { FieldIssue } from '../../taxonomy/draft'
import type { SubmissionKind, SubmissionState } from '../../taxonomy/submission'
import { say } from '../messages/say'

/** What can be done with a submission, beside saving it. */
export type Move =
  | 'save'
  | 'submit'
  | 'withdraw'
  | 'discard'
  | 'reopen'
  | 'ask-changes'
  | 'approve'
  | 'reject'
  | 'merge'
  | 'undo'
  | 'take-over'

interface Rule {
  from: readonly SubmissionState[]
  /** Kinds it makes sense for; a visitor has no draft to go back to. */
  kinds: readonly SubmissionKind[]
  /** What it leaves in the log; a save leaves versions. */
  leaves: readonly EventKind[]
}

const WRITTEN = ['new', 'change'] as const
const ALL = ['new', 'change', 'suggestion', 'imported'] as const

/** From which states, for which kinds, each move can be made. */
export const MOVES: Record<Move, Rule> = {
  save: { from: ['draft', 'changes-asked'], kinds: WRITTEN, leaves: [] },
  submit: { from: ['draft', 'changes-asked'], kinds: WRITTEN, leaves: ['submitted'] },
  withdraw: { from: ['submitted'], kinds: WRITTEN, leaves: ['withdrawn'] },
  discard: { from: ['draft', 'changes-asked'], kinds: WRITTEN, leaves: ['discarded'] },
  reopen: { from: ['withdrawn', 'rejected'], kinds: WRITTEN, leaves: ['reopened'] },
  'ask-changes': { from: ['submitted'], kinds: WRITTEN, leaves: ['changes-asked'] },
  approve: { from: ['submitted'], kinds: ALL, leaves: ['approved', 'dismissed'] },
  reject: { from: ['submitted'], kinds: ALL, leaves: ['rejected'] },
  merge: { from: ['submitted'], kinds: ALL, leaves: ['merged'] },
  undo: {
    from: ['changes-asked', 'published', 'rejected', 'merged'],
    kinds: ALL,
    leaves: ['undone'],
  },
  'take-over': { from: ['submitted'], kinds: ['suggestion'], leaves: ['opened'] },
}

/** Why a move cannot be made; the code is for programs, the message for people. */
export type RefusalCode =
  /** There is no such submission, activity, version or mapping. */
  | 'not-found'
  /** The state it is in does not allow it. */
  | 'wrong-state'
  /** It changed since the person who acts last saw it. */
  | 'changed-meanwhile'
  /** The entry is not complete; `issues` say where. */
  | 'incomplete'
  /** A curator cannot review an entry of their own while others could. */
  | 'own-entry'
  /** What was sent is no answer to what was asked: no reason given, a number that is none. */
  | 'not-valid'

/** A move that is not allowed now. Nothing was changed. */
export class NotAllowedNow extends Error {
  override name = 'NotAllowedNow'
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly issues: readonly FieldIssue[] = [],
  ) {
    super(message)
  }
}

/** Why a submission of this kind and state does not allow a move; undefined where it does. */
export function refusalOf(
  move: Move,
  { kind, state }: { kind: SubmissionKind; state: SubmissionState },
): string | undefined {
  const { from, kinds } = MOVES[move]
  if (move === 'take-over' && !kinds.includes(kind))
    return state === 'draft' ? say('move.drafted') : say('move.noSuggestion')
  if (!kinds.includes(kind))
    return kind === 'suggestion' ? say('move.suggestion') : say('move.imported')
  return from.includes(state) ? undefined : say(`move.${state}`)
}

/**
 * Whether a curator may review a submission: not one of their own, unless there is nobody else.
 *
 * @param curators how many curators are active
 */
export function mayReview(
  actor: string,
  { openedBy, submittedBy }: { openedBy: string | null; submittedBy: string | null },
  curators: number,
): boolean {
  return curators <= 1 || (actor !== openedBy && actor !== submittedBy)
}
