import { noteWarnings } from '../catalogue/noting'
import type { Act } from '../catalogue/writer'
import type { Settling } from '../submissions/step'
import { settle, standingOf } from '../submissions/step'
import type { SubmissionWriter } from '../submissions/writer'
import type { Verdict } from './judge'
import type { ImportRecord } from './record'
import { create, takeIn } from './take-in'

/** What writing a row left that taking it back needs. */
export interface Applied {
  activityId: number
  publicBefore: number | null
  headBefore: number | null
  submissionId?: number | null
}

/** Writes what rows were judged to be, public at once. */
export async function applyPublishing(
  store: SubmissionWriter,
  desk: Settling,
  verdicts: readonly Verdict[],
  act: Act,
): Promise<Map<number, Applied>> {
  const applied = new Map<number, Applied>()
  const fresh: ImportRecord[] = []
  const fromSource: ImportRecord[] = []
  for (const { row, record, outcome, ofSource } of verdicts) {
    if (!record) continue
    const before = outcome === 'new' ? undefined : await standingOf(store, record.id)
    applied.set(row, {
      activityId: record.id,
      publicBefore: before?.publishedVersionId ?? null,
      headBefore: before?.headVersionId ?? null,
    })
    if (ofSource) fromSource.push(record)
    else if (outcome === 'new') fresh.push(record)
    else await publishChange(store, desk, record, act)
  }
  await create(store, desk, fresh, act.at)
  await takeIn(store, desk, fromSource, act.at)
  return applied
}

async function publishChange(
  store: SubmissionWriter,
  { finder, taxonomy }: Settling,
  { id, content, createdOn, updatedOn: datedOn }: ImportRecord,
  act: Act,
): Promise<void> {
  // A draft beside the public version stays what its writers go on from.
  const open = await store.findOpen(id)
  const place = open ? 'beside' : 'head'
  const version = await store.catalogue.saveVersion(id, content, { ...act, datedOn, place })
  await store.catalogue.publish(id, version, act)
  if (!open) await noteWarnings(store.catalogue, finder, taxonomy, { id, content, createdOn })
}

/** Hands rows in for review, each as a submission of its own. */
export async function applySubmitting(
  store: SubmissionWriter,
  desk: Settling,
  verdicts: readonly Verdict[],
  { act, entity }: { act: Act; entity: string },
): Promise<Map<number, Applied>> {
  const applied = new Map<number, Applied>()
  for (const { row, record, outcome } of verdicts) {
    if (!record) continue
    const { id, content, createdOn, updatedOn: datedOn } = record
    const before = outcome === 'new' ? undefined : await standingOf(store, id)
    if (!before) await store.catalogue.createActivity(id, createdOn, act)
    const version = await store.catalogue.saveVersion(id, content, {
      ...act,
      datedOn,
      place: 'beside',
    })
    const submission = await store.open(
      {
        ...{
          activityId: id,
          kind: before ? 'change' : 'new',
          state: 'submitted',
          openedBy: act.actor,
        },
        entity: entity || (content.entities[0] ?? ''),
        ...{ baseVersionId: before?.publishedVersionId ?? null, headVersionId: version },
      },
      act.at,
    )
    const handed = await store.change(submission, { submittedBy: act.actor }, act.at)
    for (const kind of ['opened', 'submitted'] as const)
      await store.catalogue.log(
        { kind, activity_id: id, submission_id: handed.id, version_id: version },
        act,
      )
    await settle(store, desk, id)
    applied.set(row, {
      ...{ activityId: id, submissionId: handed.id },
      publicBefore: before?.publishedVersionId ?? null,
      headBefore: before?.headVersionId ?? null,
    })
  }
  return applied
}

/** Takes one row back: what was public before is public again, what was not there is archived. */
export async function takeBack(
  store: SubmissionWriter,
  desk: Settling,
  { activityId: id, publicBefore, headBefore, submissionId }: Applied,
  act: Act,
): Promise<void> {
  const { state, publishedVersionId } = await standingOf(store, id)
  const submission = submissionId ? await store.get(submissionId) : await store.findImported(id)
  if (submission) await store.change(submission, { state: 'withdrawn' }, act.at)
  if (headBefore !== null) await store.catalogue.setHead(id, headBefore)
  if (publicBefore !== null && publicBefore !== publishedVersionId)
    await store.catalogue.publish(id, publicBefore, act)
  if (publicBefore === null && headBefore === null) {
    if (publishedVersionId === null) await store.catalogue.setState(id, 'archived')
    else await store.catalogue.unpublish(id, act, 'archived')
  } else if (publicBefore === null && state === 'published')
    await store.catalogue.unpublish(id, act, 'draft')
  await store.catalogue.log(
    {
      ...{ kind: 'undone', activity_id: id, submission_id: submission?.id ?? null },
      ...{ activity_before: state, public_before: publishedVersionId },
    },
    act,
  )
  await settle(store, desk, id)
}
