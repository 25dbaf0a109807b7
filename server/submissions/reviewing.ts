import { type DraftContent, withDraft } from '../../taxonomy/draft'
import type { FieldComment } from '../../taxonomy/submission'
import { issuesOf } from '../catalogue/entry-issues'
import { type Act, hashOf } from '../catalogue/writer'
import { say } from '../messages/say'
import { retire } from './archiving'
import type { LoggedEvent } from './event-reader'
import { type Move, mayReview, NotAllowedNow } from './moves'
import type { SavedVersion, Submission } from './reader'
import { rebased } from './rebasing'
import {
  type Begun,
  begin,
  conclude,
  type Desk,
  dayOf,
  findReplay,
  type Replayed,
  standingOf,
  type Target,
  versionOf,
} from './step'
import type { SubmissionWriter } from './writer'

/** A submission under review. */
export interface Review extends Target {
  /** How many curators are active: the only one may review their own entry. */
  curators: number
}

/** Begins a curator's move; nobody reviews their own entry while others could. */
export async function beginReview(
  store: SubmissionWriter,
  move: Move,
  review: Review,
  act: Act,
): Promise<Begun | Replayed> {
  const begun = await begin(store, move, review, act)
  if (!begun.replayed && !mayReview(act.actor, begun.submission, review.curators))
    throw new NotAllowedNow('own-entry', say('review.own'))
  return begun
}

/** Sends a submission back to its writers, with remarks on the whole (the act's reason) and at fields. */
export async function askChanges(
  store: SubmissionWriter,
  desk: Desk,
  { comments, ...review }: Review & { comments: readonly FieldComment[] },
  act: Act,
): Promise<Submission> {
  const begun = await beginReview(store, 'ask-changes', review, act)
  if (begun.replayed) return begun.submission
  if (act.reason === '' && comments.length === 0)
    throw new NotAllowedNow('not-valid', say('review.sayWhat'))
  const change = { state: 'changes-asked' } as const
  const { submission } = await conclude(
    store,
    desk,
    begun,
    { kind: 'changes-asked', change, comments },
    act,
  )
  return submission
}

/** What a curator approves: a submission, as compared with what was public when they looked. */
export interface Approval extends Review {
  /** Number of the public version it was compared with; null where there was none. */
  seenPublic: number | null
  /** The curator's own changes to it. */
  content?: DraftContent
}

/**
 * Publishes what a submission changes, with the curator's changes where there are any. An imported record
 * that is public as it stands is found in order: its warnings are dismissed.
 *
 * @throws {NotAllowedNow} when the public version is not the one it was compared with, or the entry is not complete
 */
export async function approve(
  store: SubmissionWriter,
  desk: Desk,
  { seenPublic, content: edit, ...review }: Approval,
  act: Act,
): Promise<Submission> {
  const begun = await beginReview(store, 'approve', review, act)
  if (begun.replayed) return begun.submission
  const { submission, standing } = begun
  refuseArchived(begun)
  const shown = standing.publishedVersionId
    ? await versionOf(store, standing.publishedVersionId)
    : undefined
  if ((shown?.number ?? null) !== seenPublic)
    throw new NotAllowedNow('changed-meanwhile', say('review.publicMoved'))
  const version = await edited(store, submission, shown, edit, act)
  const issues = issuesOf(version.content, desk.taxonomy)
  if (issues.length > 0) throw new NotAllowedNow('incomplete', say('entry.notYetPublished'), issues)
  if (version.hash !== shown?.hash)
    await store.catalogue.publish(submission.activityId, version.id, act, submission.id)
  else if (submission.kind !== 'imported')
    throw new NotAllowedNow('not-valid', say('review.changesNothing'))
  const change = { state: 'published', headVersionId: version.id } as const
  const ended = await conclude(store, desk, begun, { kind: 'approved', change }, act)
  if (submission.kind === 'imported') await dismissAll(store, submission, ended.eventId)
  return ended.submission
}

function refuseArchived({ standing }: Begun): void {
  if (standing.state === 'archived') throw new NotAllowedNow('wrong-state', say('entry.archived'))
}

/** The version to publish: the submission's, or a new one where the curator or the public version changed. */
async function edited(
  store: SubmissionWriter,
  submission: Submission,
  shown: SavedVersion | undefined,
  edit: DraftContent | undefined,
  act: Act,
): Promise<SavedVersion> {
  const head = await versionOf(store, submission.headVersionId)
  const content = withDraft(await rebased(store, submission, head, shown), edit ?? {})
  if (hashOf(JSON.stringify(content)) === head.hash) return head
  const saving = { ...act, datedOn: dayOf(act), submissionId: submission.id }
  const id = await store.catalogue.saveVersion(submission.activityId, content, {
    ...saving,
    place: 'beside',
  })
  return versionOf(store, id)
}

async function openWarnings(store: SubmissionWriter, activityId: number) {
  const warnings = await store.catalogue.listWarnings(activityId)
  return warnings
    .filter(({ dismissed }) => dismissed === 0)
    .map(({ id, code, field, detail, other_activity_id: other }) => ({
      id,
      code,
      field,
      detail,
      other,
    }))
}

async function dismissAll(store: SubmissionWriter, { activityId }: Submission, eventId: number) {
  await store.dismiss(activityId, await openWarnings(store, activityId), eventId)
}

/** Rejects a submission; its writers read the act's reason and can take it up again. */
export async function reject(
  store: SubmissionWriter,
  desk: Desk,
  review: Review,
  act: Act,
): Promise<Submission> {
  const begun = await beginReview(store, 'reject', review, act)
  if (begun.replayed) return begun.submission
  needReason(act)
  const change = { state: 'rejected' } as const
  return (await conclude(store, desk, begun, { kind: 'rejected', change }, act)).submission
}

/**
 * Finds that a submission's activity is another one, filed twice: it leaves the public
 * catalogue, and its number leads to the other's from now on.
 */
export async function merge(
  store: SubmissionWriter,
  desk: Desk,
  { into, ...review }: Review & { into: number },
  act: Act,
): Promise<Submission> {
  const begun = await beginReview(store, 'merge', review, act)
  if (begun.replayed) return begun.submission
  const { submission, standing } = begun
  refuseArchived(begun)
  if (submission.kind === 'suggestion' && standing.publishedVersionId !== null)
    throw new NotAllowedNow('not-valid', say('merge.correction'))
  await retire(store, standing, act, into)
  const change = { state: 'merged', mergedInto: into } as const
  return (await conclude(store, desk, begun, { kind: 'merged', change }, act)).submission
}

/**
 * Marks warnings as unfounded, with the act's reason. An imported record that is public as it
 * stands and has none left is done with.
 *
 * @param warningIds ids of warnings of the submission's activity
 */
export async function dismissWarnings(
  store: SubmissionWriter,
  desk: Desk,
  { warningIds, ...review }: Review & { warningIds: readonly number[] },
  act: Act,
): Promise<Submission> {
  const begun = await beginReview(store, 'approve', review, act)
  if (begun.replayed) return begun.submission
  needReason(act)
  const { submission, standing } = begun
  const open = await openWarnings(store, submission.activityId)
  const meant = open.filter(({ id }) => warningIds.includes(id))
  const isDone =
    submission.kind === 'imported' &&
    submission.headVersionId === standing.publishedVersionId &&
    meant.length === open.length
  if (isDone) {
    const end = { kind: 'approved', change: { state: 'published' } } as const
    const ended = await conclude(store, desk, begun, end, act)
    await dismissAll(store, submission, ended.eventId)
    return ended.submission
  }
  const entry = { activity_id: submission.activityId, submission_id: submission.id }
  const request = act.request ?? null
  const eventId = await store.catalogue.log({ kind: 'dismissed', ...entry, request }, act)
  await store.dismiss(submission.activityId, meant, eventId)
  return store.change(submission, {}, act.at)
}

/**
 * Marks warnings of an activity as unfounded, whatever waits for it.
 *
 * @param warningIds ids of warnings of the activity
 */
export async function dismissActivityWarnings(
  store: SubmissionWriter,
  { activityId, warningIds }: { activityId: number; warningIds: readonly number[] },
  act: Act,
): Promise<void> {
  await store.begin()
  await standingOf(store, activityId)
  const isSame = (event: LoggedEvent) =>
    event.activityId === activityId && event.kind === 'dismissed'
  if (await findReplay(store, act, isSame)) return
  needReason(act)
  const meant = (await openWarnings(store, activityId)).filter(({ id }) => warningIds.includes(id))
  if (meant.length === 0) throw new NotAllowedNow('changed-meanwhile', say('review.warningsGone'))
  const request = act.request ?? null
  const eventId = await store.catalogue.log(
    { kind: 'dismissed', activity_id: activityId, request },
    act,
  )
  await store.dismiss(activityId, meant, eventId)
}

function needReason({ reason }: Act): void {
  if (reason.trim() === '') throw new NotAllowedNow('not-valid', say('entry.sayWhy'))
}
