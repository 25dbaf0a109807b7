import { standingOf } from './step'
import type { Opening, SubmissionWriter } from './writer'

/**
 * Puts an imported record that was known before on the curators' queue where something about it is to be decided:
 * it has warnings, or it changed at the source and here (`held`). Takes it off where not.
 */
export async function queueImported(
  store: SubmissionWriter,
  activityId: number,
  outcome: 'changed' | 'held',
  at: string,
): Promise<void> {
  const warnings = await store.catalogue.listWarnings(activityId)
  const isWanted = outcome === 'held' || warnings.some(({ dismissed }) => dismissed === 0)
  const waiting = await store.findImported(activityId)
  if (!isWanted && !waiting) return
  const { headVersionId, publishedVersionId } = await standingOf(store, activityId)
  if (headVersionId === null) return
  const versions = { headVersionId, baseVersionId: publishedVersionId }
  if (waiting) {
    await store.change(waiting, isWanted ? versions : { ...versions, state: 'withdrawn' }, at)
    return
  }
  const head = await store.findVersion(headVersionId)
  await store.open(openingOf(activityId, head?.content.entities[0], versions), at)
}

/** What an imported record waits on the curators' queue with. */
export function openingOf(
  activityId: number,
  entity: string | undefined,
  versions: Pick<Opening, 'headVersionId' | 'baseVersionId'>,
): Opening {
  const kind = { kind: 'imported', state: 'submitted', openedBy: null } as const
  return { activityId, ...kind, entity: entity ?? '', ...versions }
}
