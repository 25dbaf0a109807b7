import type { HistoryEntry } from '../../taxonomy/history'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { diffContent } from './diff'
import type { PublicVersion } from './reader'

/** What was public of an activity, each list oldest first. */
export interface Past {
  versions: readonly PublicVersion[]
  /** ISO times at which it left the public catalogue. */
  left?: readonly string[]
  /** Numbers that lead to it now, and since when. */
  merged?: readonly { id: number; at: string }[]
}

/** Fields the public page does not show, so that its history does not either. */
const UNSEEN = new Set(['contact'])

/**
 * What the public may know of an activity's past, newest first: only versions that were
 * public, each with what it changed of the one before it, and when it was not there at all.
 *
 * @param page which part to make; differences are worked out for that alone
 */
export function historyOf(
  { versions, left = [], merged = [] }: Past,
  taxonomy: Taxonomy,
  { offset, limit }: { offset: number; limit: number },
): { total: number; items: HistoryEntry[] } {
  const steps = [
    ...left.map((at) => ({ at, make: (): HistoryEntry => ({ what: 'left', at }) })),
    ...merged.map(({ id, at }) => ({
      at,
      make: (): HistoryEntry => ({ what: 'merged', at, id }),
    })),
    ...versions.map(({ at }, place) => ({ at, make: () => toEntry(versions, place, taxonomy) })),
  ]
  // What happened at one moment keeps its order: what left was there before what came.
  const newest = steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).reverse()
  return {
    total: steps.length,
    items: newest.slice(offset, offset + limit).map(({ make }) => make()),
  }
}

function toEntry(
  versions: readonly PublicVersion[],
  place: number,
  taxonomy: Taxonomy,
): HistoryEntry {
  const { number, at, content, entity, imported } = versions[place] as PublicVersion
  const before = versions[place - 1]
  const entities = taxonomy.vocabularies.find(({ field }) => field === 'entities')
  const label = entities && taxonomy.concept(entities.id, entity)?.label
  return {
    what: 'version',
    at,
    number,
    by: imported
      ? { kind: 'import', system: imported }
      : entity
        ? { kind: 'entity', id: entity, label: label ?? entity }
        : { kind: 'curators' },
    changes: before
      ? diffContent(before.content, content, taxonomy).filter(({ field }) => !UNSEEN.has(field))
      : [],
    isFirst: !before,
    isReturn: versions.slice(0, place).some((earlier) => earlier.number === number),
  }
}
