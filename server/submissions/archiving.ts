import type { EventKind } from '../../taxonomy/audit'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import type { Notice } from './notice'
import type { Standing } from './reader'
import { type Desk, findReplay, settle, standingOf } from './step'
import type { SubmissionWriter } from './writer'

/**
 * Takes an activity out of the public catalogue, for good as it seems today; `restore` undoes it.
 *
 * @throws {NotAllowedNow} when it is archived already, or being written or reviewed
 */
export async function archive(
  store: SubmissionWriter,
  desk: Desk,
  { activityId }: { activityId: number },
  act: Act,
): Promise<Standing> {
  return move(store, desk, activityId, 'archived', act, (standing) => retire(store, standing, act))
}

/** Merges an activity with the one it repeats, without there being a submission of it. */
export async function mergeActivity(
  store: SubmissionWriter,
  desk: Desk,
  { activityId, into }: { activityId: number; into: number },
  act: Act,
): Promise<Standing> {
  return move(store, desk, activityId, 'merged', act, (standing) =>
    retire(store, standing, act, into),
  )
}

/** Brings an archived activity back as it was; one that was merged is split off by `undo`. */
export async function restore(
  store: SubmissionWriter,
  desk: Desk,
  { activityId }: { activityId: number },
  act: Act,
): Promise<Standing> {
  return move(store, desk, activityId, 'restored', act, async ({ state }) => {
    const into = await store.catalogue.resolveRedirect(activityId)
    if (state !== 'archived') throw new NotAllowedNow('wrong-state', say('entry.notArchived'))
    if (into !== undefined) throw new NotAllowedNow('wrong-state', say('merge.undoFirst', { into }))
    const archived = await store.findLast(activityId, ['archived'])
    if (archived?.publicBefore)
      await store.catalogue.publish(activityId, archived.publicBefore, act)
    else await store.catalogue.setState(activityId, 'draft')
  })
}

/**
 * Archives an activity within another move.
 *
 * @param into the activity it repeats, to which its number will lead
 */
export async function retire(
  store: SubmissionWriter,
  { id, publishedVersionId }: Standing,
  act: Act,
  into?: number,
): Promise<void> {
  if (into !== undefined) {
    await refuseTarget(store, id, into)
    await store.addRedirect(id, into)
  }
  if (publishedVersionId === null) await store.catalogue.setState(id, 'archived')
  else await store.catalogue.unpublish(id, act, 'archived')
}

/** A number may lead to a public activity only, so that no chain ends nowhere and none is a circle. */
async function refuseTarget(store: SubmissionWriter, id: number, into: number): Promise<void> {
  if (id === into) throw new NotAllowedNow('not-valid', say('merge.itself'))
  const target = await store.findStanding(into)
  const further = await store.catalogue.resolveRedirect(into)
  if (further !== undefined)
    throw new NotAllowedNow(
      'not-valid',
      further === id ? say('merge.circle', { into }) : say('merge.further', { into, further }),
    )
  if (!target?.publishedVersionId)
    throw new NotAllowedNow('not-valid', say('merge.notPublished', { into }))
}

async function move(
  store: SubmissionWriter,
  desk: Desk,
  activityId: number,
  kind: EventKind & ('archived' | 'merged' | 'restored'),
  act: Act,
  work: (standing: Standing) => Promise<void>,
): Promise<Standing> {
  await store.begin()
  const standing = await standingOf(store, activityId)
  const isSame = (event: { activityId: number; kind: EventKind }) =>
    event.activityId === activityId && event.kind === kind
  if (await findReplay(store, act, isSame)) return standing
  if (act.reason.trim() === '') throw new NotAllowedNow('not-valid', say('entry.sayWhy'))
  if (kind !== 'restored') await refuseBusy(store, standing)
  await work(standing)
  const eventId = await store.catalogue.log(
    {
      kind,
      activity_id: activityId,
      activity_before: standing.state,
      public_before: standing.publishedVersionId,
      request: act.request ?? null,
    },
    act,
  )
  await settle(store, desk, activityId)
  await tellEntity(store, desk, standing, { kind, eventId }, act)
  return standingOf(store, activityId)
}

async function refuseBusy(store: SubmissionWriter, { id, state }: Standing): Promise<void> {
  if (state === 'archived') throw new NotAllowedNow('wrong-state', say('entry.archivedAlready'))
  if (await store.findOpen(id)) throw new NotAllowedNow('wrong-state', say('entry.busy'))
}

/** Tells the people of the entity that leads an activity what was done with it. */
export async function tellEntity(
  store: SubmissionWriter,
  desk: Desk,
  { id, publishedVersionId, headVersionId }: Standing,
  { kind, eventId }: Pick<Notice, 'kind' | 'eventId'>,
  act: Act,
): Promise<void> {
  const version = await store.findVersion(publishedVersionId ?? headVersionId ?? 0)
  const [entity] = version?.content.entities ?? []
  if (entity === undefined) return
  const to = { audience: 'entity', address: entity } as const
  const about = { submissionId: null, activityId: id, eventId }
  await desk.notify(store.transaction, { kind, to, ...about, at: act.at, text: act.reason })
}
