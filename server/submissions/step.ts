import type { EventKind } from '../../taxonomy/audit'
import type { FieldComment } from '../../taxonomy/submission'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { DuplicateFinder } from '../catalogue/duplicates'
import { type Likenesses, noteWarnings } from '../catalogue/noting'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import type { LoggedEvent } from './event-reader'
import { MOVES, type Move, NotAllowedNow, refusalOf } from './moves'
import type { Notice, Notify } from './notice'
import type { Standing, Submission, SubmissionReader } from './reader'
import type { SubmissionChange, SubmissionWriter } from './writer'

/** What moves work with beside the store. */
export interface Desk {
  taxonomy: Taxonomy
  /** Knows every activity as it stands; see `rememberAll`. */
  finder: DuplicateFinder
  notify: Notify
}

/** What an activity is settled with. */
export type Settling = Pick<Desk, 'taxonomy'> & { finder: Likenesses }

/** The submission a move is about, as the one who acts last saw it. */
export interface Target {
  submissionId: number
  /** Left out where nothing hangs on what was seen. */
  revision?: number
}

/** A move that may go on: what stood before it. */
export interface Begun {
  replayed: false
  submission: Submission
  standing: Standing
}

/** A form that was sent before: what stands now, its work having been done. */
export interface Replayed {
  replayed: true
  submission: Submission
}

/**
 * Begins a move: waits for others, and checks that the form is new and the state allows it.
 *
 * @throws {NotAllowedNow} with the reason
 */
export async function begin(
  store: SubmissionWriter,
  move: Move,
  { submissionId, revision }: Target,
  act: Act,
): Promise<Begun | Replayed> {
  await store.begin()
  const submission = await store.get(submissionId)
  const isSame = (event: LoggedEvent) =>
    event.submissionId === submissionId && MOVES[move].leaves.includes(event.kind)
  if (await findReplay(store, act, isSame)) return { replayed: true, submission }
  const refusal = refusalOf(move, submission)
  if (refusal) throw new NotAllowedNow('wrong-state', refusal)
  if (revision !== undefined && revision !== submission.revision)
    throw new NotAllowedNow('changed-meanwhile', say('move.changedSince'))
  return { replayed: false, submission, standing: await standingOf(store, submission.activityId) }
}

/** The event a form has brought about already, if it was sent before by the same person for the same thing. */
export async function findReplay(
  store: SubmissionWriter,
  { request, actor }: Act,
  isSame: (event: LoggedEvent) => boolean,
): Promise<LoggedEvent | undefined> {
  const event = request === undefined ? undefined : await store.findByRequest(request)
  if (event && (event.actor !== actor || !isSame(event)))
    throw new NotAllowedNow('not-valid', say('move.sentBefore'))
  return event
}

/**
 * How an activity stands.
 *
 * @throws {NotAllowedNow} where there is none of this number
 */
export async function standingOf(store: SubmissionReader, activityId: number): Promise<Standing> {
  const standing = await store.findStanding(activityId)
  if (!standing) throw new NotAllowedNow('not-found', say('entry.noActivity', { id: activityId }))
  return standing
}

/** How a move ends. */
export interface Conclusion {
  kind: EventKind
  change: SubmissionChange
  comments?: readonly FieldComment[]
  /** Who is told, beside those the submission belongs to. */
  tell?: 'curators' | 'writers' | 'nobody'
  /** The event that it takes back. */
  undoes?: number
}

/** Ends a move: its event, the submission's new state, what follows for the activity, the notices. */
export async function conclude(
  store: SubmissionWriter,
  desk: Desk,
  { submission, standing }: Begun,
  { kind, change, comments = [], tell = 'writers', undoes }: Conclusion,
  act: Act,
): Promise<{ submission: Submission; eventId: number }> {
  const eventId = await store.catalogue.log(
    {
      kind,
      activity_id: submission.activityId,
      submission_id: submission.id,
      version_id: change.headVersionId ?? submission.headVersionId,
      activity_before: standing.state,
      public_before: standing.publishedVersionId,
      head_before: submission.headVersionId,
      submission_before: submission.state,
      undoes: undoes ?? null,
      request: act.request ?? null,
    },
    act,
  )
  await store.addComments(eventId, comments)
  const changed = await store.change(submission, change, act.at)
  await settle(store, desk, submission.activityId)
  const addressees =
    tell === 'curators' ? [CURATORS] : tell === 'writers' ? writersOf(submission) : []
  for (const to of addressees)
    if (to.address !== act.actor)
      await desk.notify(store.transaction, {
        kind,
        to,
        submissionId: submission.id,
        activityId: submission.activityId,
        eventId,
        at: act.at,
        text: act.reason,
      })
  return { submission: changed, eventId }
}

const CURATORS: Notice['to'] = { audience: 'curators', address: '' }

/** The people a submission belongs to; a visitor who left an address among them. */
function writersOf({ openedBy, submittedBy, mail }: Submission): Notice['to'][] {
  const people = [...new Set([openedBy, submittedBy])].filter((actor) => actor !== null)
  return [
    ...people.map((address) => ({ audience: 'person', address }) as const),
    ...(mail ? [{ audience: 'mail', address: mail } as const] : []),
  ]
}

/**
 * Makes an activity follow from its submissions: its state where it is not public, what its
 * keepers go on from, and its warnings.
 */
export async function settle(
  store: SubmissionWriter,
  { finder, taxonomy }: Settling,
  activityId: number,
): Promise<void> {
  const { state, publishedVersionId, headVersionId, createdOn } = await standingOf(
    store,
    activityId,
  )
  if (state === 'archived') {
    finder.remove(activityId)
    return store.catalogue.setWarnings(activityId, [])
  }
  if (publishedVersionId === null) {
    const waiting = await store.listWaiting(activityId)
    const submitted = waiting.some(({ kind }) => kind !== 'imported')
    await store.catalogue.setState(activityId, submitted ? 'submitted' : 'draft')
  }
  const open = await store.findOpen(activityId)
  const imported = await store.findImported(activityId)
  const headId =
    open?.headVersionId ?? imported?.headVersionId ?? publishedVersionId ?? headVersionId
  if (headId === null) return
  if (headId !== headVersionId) await store.catalogue.setHead(activityId, headId)
  const head = await store.findVersion(headId)
  if (head)
    await noteWarnings(store.catalogue, finder, taxonomy, {
      id: activityId,
      content: head.content,
      createdOn,
    })
}

/** The content of a version that must be there. */
export async function versionOf(store: SubmissionReader, id: number) {
  const version = await store.findVersion(id)
  if (!version) throw new NotAllowedNow('not-found', say('entry.noVersionNumber', { id }))
  return version
}

/** ISO day of an act. */
export const dayOf = ({ at }: Act): string => at.slice(0, 10)
