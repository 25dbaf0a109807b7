import { blankContent, withDraft } from '../../taxonomy/draft'
import type { Suggestion } from '../../taxonomy/submission'
import { unknownConcepts } from '../catalogue/entry-issues'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import type { Submission } from './reader'
import { type Desk, dayOf, findReplay, standingOf, versionOf } from './step'
import type { SubmissionWriter } from './writer'

/** Who acts where nobody has signed in. */
export const VISITOR = 'visitor'

/**
 * Takes a visitor's correction, or an activity they miss, into the queue. What they wrote at
 * fields is a version that curators see beside the public one.
 *
 * @throws {NotAllowedNow} when there is no such public activity, or a concept is none
 */
export async function suggest(
  store: SubmissionWriter,
  desk: Desk,
  suggestion: Suggestion,
  { at, request }: Pick<Act, 'at' | 'request'>,
): Promise<Submission> {
  const act: Act = { actor: VISITOR, at, reason: '', request }
  await store.begin()
  const replay = await findReplay(store, act, ({ kind }) => kind === 'suggested')
  if (replay?.submissionId) return store.get(replay.submissionId)
  const versions =
    suggestion.activityId === null
      ? await saveMissing(store, desk, suggestion, act)
      : await saveCorrection(store, desk, suggestion.activityId, suggestion, act)
  const { content } = await versionOf(store, versions.headVersionId)
  const submission = await store.open(
    {
      ...versions,
      kind: 'suggestion',
      state: 'submitted',
      entity: content.entities[0] ?? '',
      openedBy: null,
      message: suggestion.message,
      mail: suggestion.mail,
    },
    at,
  )
  const { id: submissionId, activityId } = submission
  const eventId = await store.catalogue.log(
    {
      kind: 'suggested',
      activity_id: activityId,
      submission_id: submissionId,
      version_id: submission.headVersionId,
      request: request ?? null,
    },
    act,
  )
  await desk.notify(store.transaction, {
    kind: 'suggested',
    to: { audience: 'curators', address: '' },
    submissionId,
    activityId,
    eventId,
    at,
    text: suggestion.message,
  })
  return submission
}

async function saveMissing(store: SubmissionWriter, desk: Desk, { content }: Suggestion, act: Act) {
  const whole = withDraft(blankContent(), content)
  refuseUnknown(whole, desk)
  const activityId = await store.nextActivityId()
  await store.catalogue.createActivity(activityId, dayOf(act), act)
  const saving = { ...act, datedOn: dayOf(act) }
  const headVersionId = await store.catalogue.saveVersion(activityId, whole, saving)
  await store.catalogue.setState(activityId, 'submitted')
  return { activityId, baseVersionId: null, headVersionId }
}

async function saveCorrection(
  store: SubmissionWriter,
  desk: Desk,
  activityId: number,
  { content }: Suggestion,
  act: Act,
) {
  const { publishedVersionId } = await standingOf(store, activityId)
  if (publishedVersionId === null)
    throw new NotAllowedNow('not-found', say('entry.notInCatalogue', { id: activityId }))
  const shown = await versionOf(store, publishedVersionId)
  const whole = withDraft(shown.content, content)
  refuseUnknown(whole, desk)
  const isSame = JSON.stringify(whole) === JSON.stringify(shown.content)
  const saving = { ...act, datedOn: dayOf(act), place: 'beside' } as const
  const headVersionId = isSame
    ? publishedVersionId
    : await store.catalogue.saveVersion(activityId, whole, saving)
  return { activityId, baseVersionId: publishedVersionId, headVersionId }
}

function refuseUnknown(content: Parameters<typeof unknownConcepts>[0], { taxonomy }: Desk): void {
  const issues = unknownConcepts(content, taxonomy)
  if (issues.length > 0) throw new NotAllowedNow('not-valid', say('suggestion.notInLists'), issues)
}
