import { standingOf } from './step'
import type { SubmissionWriter } from './writer'

/**
 * Puts an imported record on the curators' queue where something about it is to be decided:
 * it has warnings, or it changed at the source and here (`held`). Takes it off where not.
 */
export async function queueImported(
  store: SubmissionWriter,
  activityId: number,
  outcome: 'created' | 'changed' | 'held',
  at: string,
): Promise<void> {
  const warnings = await store.catalogue.listWarnings(activityId)
  const isWanted = outcome === 'held' || warnings.some(({ dismissed }) => dismissed === 0)
  const waiting = outcome === 'created' ? undefined : await store.findImported(activityId)
  if (!isWanted && !waiting) return
  const { headVersionId, publishedVersionId } = await standingOf(store, activityId)
  if (headVersionId === null) return
  const versions = { headVersionId, baseVersionId: publishedVersionId }
  if (waiting) {
    await store.change(waiting, isWanted ? versions : { ...versions, state: 'withdrawn' }, at)
    return
  }
  const head = await store.findVersion(headVersionId)
  const entity = head?.content.entities[0] ?? ''
  await store.open(
    { activityId, kind: 'imported', state: 'submitted', entity, openedBy: null, ...versions },
    at,
  )
}
