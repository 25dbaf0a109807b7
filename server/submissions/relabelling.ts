import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'
import { type LabelMapping, placeMapped } from '../../taxonomy/label-mapping'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { queueImported } from './imported'
import { NotAllowedNow } from './moves'
import type { SavedVersion, Standing, Submission } from './reader'
import { type Desk, dayOf, settle, standingOf, versionOf } from './step'
import type { SubmissionWriter } from './writer'

/**
 * Says what a label in a field means, once: every record that holds it gets a new version with
 * the concept (published where it was), and every later import and draft is placed by it.
 *
 * @returns the mapping and how many activities it changed
 * @throws {NotAllowedNow} when the concept is none, or the label is placed already
 */
export async function mapLabel(
  store: SubmissionWriter,
  desk: Desk,
  wanted: Omit<LabelMapping, 'id'>,
  act: Act,
): Promise<{ mapping: LabelMapping; activities: number }> {
  await store.begin()
  await refuseMapping(store, desk, wanted)
  const mapping = await store.addMapping(wanted, act)
  let activities = 0
  for (const id of await store.listHoldingUnplaced(wanted.field)) {
    const place = (content: ActivityContent) => placeMapped(content, [mapping], desk.taxonomy)
    if (await relabel(store, desk, await standingOf(store, id), mapping, place, act)) activities++
  }
  return { mapping, activities }
}

async function refuseMapping(
  store: SubmissionWriter,
  { taxonomy }: Desk,
  { field, label, vocabulary, concept }: Omit<LabelMapping, 'id'>,
): Promise<void> {
  const folded = fold(label)
  if (folded === '') throw new NotAllowedNow('not-valid', say('label.noLetters'))
  if (!taxonomy.facets.some((facet) => facet.vocabulary && facet.field === field))
    throw new NotAllowedNow('not-valid', say('label.noVocabulary', { field }))
  if (!taxonomy.concept(vocabulary, concept))
    throw new NotAllowedNow('not-valid', say('label.noConcept', { vocabulary, concept }))
  const known = (await store.listMappings()).find(
    (one) => one.field === field && fold(one.label) === folded,
  )
  if (known)
    throw new NotAllowedNow(
      'wrong-state',
      say('label.placed', { label: known.label, concept: known.concept }),
    )
}

/** Makes new versions of what an activity's content stands in; drafts being typed are left to their next save. */
async function relabel(
  store: SubmissionWriter,
  desk: Desk,
  { id, state, publishedVersionId, headVersionId }: Standing,
  mapping: LabelMapping,
  place: (content: ActivityContent) => ActivityContent,
  act: Act,
): Promise<boolean> {
  if (state === 'archived') return false
  let isChanged = false
  const replace = async (version: SavedVersion, submission?: Submission) => {
    const content = place(version.content)
    if (content === version.content) return undefined
    isChanged = true
    // Whose words they are does not change with the label: an importer must find its own again.
    const { author } = version
    const whose = { author, submissionId: submission?.id, datedOn: dayOf(act) }
    return store.catalogue.saveVersion(id, content, { ...act, ...whose, place: 'beside' })
  }
  const note = (versionId: number, headBefore: number, submissionId: number | null) =>
    store.catalogue.log(
      {
        kind: 'relabelled',
        activity_id: id,
        version_id: versionId,
        submission_id: submissionId,
        activity_before: state,
        public_before: publishedVersionId,
        head_before: headBefore,
        mapping_id: mapping.id,
      },
      act,
    )

  const standingId = publishedVersionId ?? headVersionId
  const standing = standingId === null ? undefined : await versionOf(store, standingId)
  const placed = new Map<number, number>()
  const open = await store.findOpen(id)
  if (standing && (publishedVersionId !== null || !open)) {
    const next = await replace(standing)
    if (next !== undefined) {
      placed.set(standing.id, next)
      if (publishedVersionId !== null) await store.catalogue.publish(id, next, act)
      else await store.catalogue.setHead(id, next)
      await note(next, standing.id, null)
    }
  }
  for (const submission of await store.listWaiting(id)) {
    const head = await versionOf(store, submission.headVersionId)
    const next = placed.get(head.id) ?? (await replace(head, submission))
    if (next === undefined) continue
    const base = submission.baseVersionId
    const baseVersionId = base === null ? null : (placed.get(base) ?? base)
    await store.change(submission, { headVersionId: next, baseVersionId }, act.at)
    await note(next, head.id, submission.id)
  }
  if (!isChanged) return false
  await settle(store, desk, id)
  if (await store.findImported(id)) await queueImported(store, id, 'changed', act.at)
  return true
}

/**
 * Takes a placed label back: what it changed stands again as before, where nothing was done
 * since; later imports leave the label unplaced.
 *
 * @returns how many activities are as before, and how many had been worked on since and were left
 */
export async function unmapLabel(
  store: SubmissionWriter,
  desk: Desk,
  { mappingId }: { mappingId: number },
  act: Act,
): Promise<{ reverted: number; left: number }> {
  await store.begin()
  if (!(await store.findMapping(mappingId)))
    throw new NotAllowedNow('not-found', say('label.notPlaced'))
  await store.endMapping(mappingId, act.at)
  const reverted = new Set<number>()
  const left = new Set<number>()
  for (const event of await store.listRelabelled(mappingId)) {
    const isAsLeft = await revert(store, event, act)
    ;(isAsLeft ? reverted : left).add(event.activityId)
  }
  for (const id of reverted) await settle(store, desk, id)
  return { reverted: reverted.size, left: left.size }
}

/** Takes one relabelling back if what it made still stands. */
async function revert(
  store: SubmissionWriter,
  event: Awaited<ReturnType<SubmissionWriter['listRelabelled']>>[number],
  act: Act,
): Promise<boolean> {
  const { activityId, submissionId, versionId, headBefore } = event
  if (headBefore === null) return false
  if (submissionId !== null) {
    const submission = await store.get(submissionId)
    const { kind, state, headVersionId, baseVersionId } = submission
    // Having no warning left, an imported record may have been taken off the queue.
    const isWaiting = state === 'submitted' || (kind === 'imported' && state === 'withdrawn')
    if (headVersionId !== versionId || !isWaiting) return false
    const base = baseVersionId === versionId ? headBefore : baseVersionId
    const change = { headVersionId: headBefore, baseVersionId: base, state: 'submitted' } as const
    await store.change(submission, change, act.at)
  } else {
    const standing = await standingOf(store, activityId)
    if (standing.publishedVersionId === versionId)
      await store.catalogue.publish(activityId, headBefore, act)
    else if (standing.publishedVersionId === null && standing.headVersionId === versionId)
      await store.catalogue.setHead(activityId, headBefore)
    else return false
  }
  await store.catalogue.log(
    {
      kind: 'undone',
      activity_id: activityId,
      submission_id: submissionId,
      version_id: headBefore,
      undoes: event.id,
    },
    act,
  )
  return true
}
