import type { ActivityContent } from '../../taxonomy/activity'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import type { Submission } from './reader'
import { rebased } from './rebasing'
import { begin, conclude, type Desk, dayOf, type Target, versionOf } from './step'
import type { SubmissionWriter } from './writer'

/** Vocabulary and field of who runs an activity. */
const ENTITIES = 'entities'

/**
 * Makes a visitor's suggestion a draft that can be written and submitted like any other: a
 * change of the entry it is about, or a new entry. What the visitor wrote at fields stands in
 * it, over what is public now; who left an address is told when it is decided.
 *
 * @param entity the one it is written for, whose people can write it too
 * @throws {NotAllowedNow} when the entry has a draft already, or there is no such entity
 */
export async function takeOver(
  store: SubmissionWriter,
  desk: Desk,
  { entity, ...target }: Target & { entity: string },
  act: Act,
): Promise<Submission> {
  const begun = await begin(store, 'take-over', target, act)
  if (begun.replayed) return begun.submission
  const { submission, standing } = begun
  const { activityId } = submission
  if (!desk.taxonomy.concept(ENTITIES, entity))
    throw new NotAllowedNow('not-valid', say('entry.chooseEntity'))
  if (standing.state === 'archived') throw new NotAllowedNow('wrong-state', say('entry.archived'))
  const open = await store.findOpen(activityId)
  if (open) throw new NotAllowedNow('wrong-state', say('entry.busyWith', { id: open.id }))
  const wanted = await versionOf(store, submission.headVersionId)
  const shown = standing.publishedVersionId
    ? await versionOf(store, standing.publishedVersionId)
    : undefined
  const content = shown
    ? await rebased(store, submission, wanted, shown)
    : ledBy(entity, wanted.content)
  const before = shown ?? wanted
  const isSame = JSON.stringify(content) === JSON.stringify(before.content)
  const saving = { ...act, datedOn: dayOf(act), submissionId: submission.id }
  const headVersionId = isSame
    ? before.id
    : await store.catalogue.saveVersion(activityId, content, saving)
  const change = {
    kind: shown ? ('change' as const) : ('new' as const),
    state: 'draft' as const,
    openedBy: act.actor,
    baseVersionId: shown?.id ?? null,
    ...{ entity, headVersionId },
  }
  const ended = await conclude(store, desk, begun, { kind: 'opened', change, tell: 'nobody' }, act)
  return ended.submission
}

function ledBy(entity: string, content: ActivityContent): ActivityContent {
  const others = content.entities.filter((id) => id !== entity)
  return { ...content, entities: [entity, ...others] }
}
