import type { ActivityContent } from '../../taxonomy/activity'
import { blankContent } from '../../taxonomy/draft'
import { placeMapped } from '../../taxonomy/label-mapping'
import { issuesOf } from '../catalogue/entry-issues'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import type { Submission } from './reader'
import {
  begin,
  conclude,
  type Desk,
  dayOf,
  findReplay,
  standingOf,
  type Target,
  versionOf,
} from './step'
import type { SubmissionWriter } from './writer'

/** What a draft begins from: nothing, another entry, or the public version it will change. */
export type Start =
  /** `source`: where an entity's own system has it. */
  | { from: 'blank'; source?: ActivityContent['source'] }
  | { from: 'copy'; activityId: number }
  | { from: 'change'; activityId: number }

/**
 * Begins a draft for an entity. An activity has one draft at a time: who would begin a second
 * change gets the one there is.
 *
 * @throws {NotAllowedNow} when what it would begin from is not there or not public
 */
export async function createDraft(
  store: SubmissionWriter,
  { entity, ...start }: Start & { entity: string },
  act: Act,
): Promise<Submission> {
  await store.begin()
  const replay = await findReplay(store, act, ({ kind }) => kind === 'opened')
  if (replay?.submissionId) return store.get(replay.submissionId)
  return start.from === 'change'
    ? openChange(store, entity, start.activityId, act)
    : openNew(store, entity, start, act)
}

async function openChange(
  store: SubmissionWriter,
  entity: string,
  activityId: number,
  act: Act,
): Promise<Submission> {
  const { publishedVersionId } = await standingOf(store, activityId)
  const open = await store.findOpen(activityId)
  if (open) return open
  if (publishedVersionId === null)
    throw new NotAllowedNow('wrong-state', say('entry.onlyPublished'))
  const ids = { activityId, baseVersionId: publishedVersionId, headVersionId: publishedVersionId }
  const opening = { ...ids, kind: 'change', state: 'draft', entity, openedBy: act.actor } as const
  return logOpened(store, await store.open(opening, act.at), act)
}

async function openNew(
  store: SubmissionWriter,
  entity: string,
  start: Exclude<Start, { from: 'change' }>,
  act: Act,
): Promise<Submission> {
  const content =
    start.from === 'copy'
      ? await copyOf(store, start.activityId)
      : { ...blankContent(), source: start.source ?? null }
  const activityId = await store.nextActivityId()
  await store.catalogue.createActivity(activityId, dayOf(act), act)
  const headVersionId = await store.catalogue.saveVersion(
    activityId,
    { ...content, entities: [entity, ...content.entities.filter((id) => id !== entity)] },
    { ...act, datedOn: dayOf(act) },
  )
  const opening = { activityId, baseVersionId: null, headVersionId, openedBy: act.actor }
  const submission = await store.open({ ...opening, kind: 'new', state: 'draft', entity }, act.at)
  return logOpened(store, submission, act)
}

/** The content of another entry, as the public sees it or else as it stands; where it came from is not copied. */
async function copyOf(store: SubmissionWriter, activityId: number) {
  const { publishedVersionId, headVersionId } = await standingOf(store, activityId)
  const { content } = await versionOf(store, publishedVersionId ?? headVersionId ?? 0)
  return { ...content, source: null }
}

async function logOpened(store: SubmissionWriter, submission: Submission, act: Act) {
  await store.catalogue.log(
    {
      kind: 'opened',
      activity_id: submission.activityId,
      submission_id: submission.id,
      version_id: submission.headVersionId,
      request: act.request ?? null,
    },
    act,
  )
  return submission
}

/**
 * Hands a draft in for review.
 *
 * @throws {NotAllowedNow} `incomplete`, with what is missing or wrong by field
 */
export async function submit(
  store: SubmissionWriter,
  desk: Desk,
  target: Target,
  act: Act,
): Promise<Submission> {
  const begun = await begin(store, 'submit', target, act)
  if (begun.replayed) return begun.submission
  const head = await versionOf(store, begun.submission.headVersionId)
  const content = placeMapped(head.content, await store.listMappings(), desk.taxonomy)
  const issues = issuesOf(content, desk.taxonomy)
  if (issues.length > 0) throw new NotAllowedNow('incomplete', say('entry.notYetSubmitted'), issues)
  const headVersionId =
    content === head.content
      ? head.id
      : await store.catalogue.saveVersion(begun.submission.activityId, content, {
          ...act,
          datedOn: dayOf(act),
          submissionId: begun.submission.id,
        })
  const change = { state: 'submitted', submittedBy: act.actor, headVersionId } as const
  const { submission } = await conclude(
    store,
    desk,
    begun,
    { kind: 'submitted', change, tell: 'curators' },
    act,
  )
  return submission
}

/** Takes a submission back from review, to go on writing. */
export async function withdraw(
  store: SubmissionWriter,
  desk: Desk,
  target: Target,
  act: Act,
): Promise<Submission> {
  const begun = await begin(store, 'withdraw', target, act)
  if (begun.replayed) return begun.submission
  const end = { kind: 'withdrawn', change: { state: 'draft' }, tell: 'curators' } as const
  return (await conclude(store, desk, begun, end, act)).submission
}

/** Gives a draft up; its versions stay, and it can be opened again. */
export async function discard(
  store: SubmissionWriter,
  desk: Desk,
  target: Target,
  act: Act,
): Promise<Submission> {
  const begun = await begin(store, 'discard', target, act)
  if (begun.replayed) return begun.submission
  const end = { kind: 'discarded', change: { state: 'withdrawn' } } as const
  return (await conclude(store, desk, begun, end, act)).submission
}

/** Goes on writing what was given up or rejected. */
export async function reopen(
  store: SubmissionWriter,
  desk: Desk,
  target: Target,
  act: Act,
): Promise<Submission> {
  const begun = await begin(store, 'reopen', target, act)
  if (begun.replayed) return begun.submission
  if (begun.standing.state === 'archived')
    throw new NotAllowedNow('wrong-state', say('entry.archived'))
  if (await store.findOpen(begun.submission.activityId))
    throw new NotAllowedNow('wrong-state', say('entry.otherDraft'))
  const end = { kind: 'reopened', change: { state: 'draft' }, tell: 'nobody' } as const
  return (await conclude(store, desk, begun, end, act)).submission
}
