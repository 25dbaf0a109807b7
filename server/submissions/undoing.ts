import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { tellEntity } from './archiving'
import type { LoggedEvent } from './event-reader'
import { NotAllowedNow } from './moves'
import type { Standing, Submission } from './reader'
import { beginReview, type Review } from './reviewing'
import { conclude, type Desk, findReplay, settle, standingOf } from './step'
import type { SubmissionWriter } from './writer'

/**
 * Takes back the last move of a submission's review: what was public before is public again,
 * and it waits for review as it did.
 *
 * @throws {NotAllowedNow} when something has happened since that this would undo as well
 */
export async function undo(
  store: SubmissionWriter,
  desk: Desk,
  review: Review,
  act: Act,
): Promise<Submission> {
  const begun = await beginReview(store, 'undo', review, act)
  if (begun.replayed) return begun.submission
  const { submission, standing } = begun
  const kinds = ['changes-asked', 'approved', 'rejected', 'merged'] as const
  const event = await store.findLast(submission.activityId, kinds, submission.id)
  if (!event?.submissionBefore) throw new NotAllowedNow('wrong-state', say('undo.nothing'))
  await refuseMovedOn(store, event)
  await takeBack(store, standing, event, act)
  if (event.kind === 'approved') await store.restoreWarnings(event.id)
  const change = {
    state: event.submissionBefore,
    mergedInto: null,
    headVersionId: event.headBefore ?? submission.headVersionId,
  }
  return (await conclude(store, desk, begun, { kind: 'undone', change, undoes: event.id }, act))
    .submission
}

/** Splits off an activity that was merged without there being a submission of it. */
export async function splitActivity(
  store: SubmissionWriter,
  desk: Desk,
  { activityId }: { activityId: number },
  act: Act,
): Promise<Standing> {
  await store.begin()
  const standing = await standingOf(store, activityId)
  const isSame = (event: LoggedEvent) => event.activityId === activityId && event.kind === 'undone'
  if (await findReplay(store, act, isSame)) return standing
  const event = await store.findLast(activityId, ['merged', 'undone'])
  if (event?.kind !== 'merged' || event.submissionId !== null)
    throw new NotAllowedNow('wrong-state', say('merge.none'))
  await refuseMovedOn(store, event)
  await takeBack(store, standing, event, act)
  const eventId = await store.catalogue.log(
    {
      kind: 'undone',
      activity_id: activityId,
      activity_before: standing.state,
      public_before: standing.publishedVersionId,
      undoes: event.id,
      request: act.request ?? null,
    },
    act,
  )
  await settle(store, desk, activityId)
  await tellEntity(store, desk, standing, { kind: 'undone', eventId }, act)
  return standingOf(store, activityId)
}

async function refuseMovedOn(store: SubmissionWriter, event: LoggedEvent): Promise<void> {
  if (await store.hasMovedOn(event.activityId, event))
    throw new NotAllowedNow('wrong-state', say('undo.movedOn'))
}

/** Puts the activity back to where the event found it. */
async function takeBack(
  store: SubmissionWriter,
  { id, publishedVersionId }: Standing,
  { kind, activityBefore, publicBefore }: LoggedEvent,
  act: Act,
): Promise<void> {
  const state = activityBefore ?? 'draft'
  if (kind === 'merged') await store.removeRedirect(id)
  if (publicBefore === publishedVersionId) await store.catalogue.setState(id, state)
  else if (publicBefore === null) await store.catalogue.unpublish(id, act, state)
  else await store.catalogue.publish(id, publicBefore, act)
}
