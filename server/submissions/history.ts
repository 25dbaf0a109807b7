import type { HistoryEntry } from '../../taxonomy/history'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { diffContent } from './diff'
import type { PublicVersion } from './reader'

/** Fields the public page does not show, so that its history does not either. */
const UNSEEN = new Set(['contact'])

/**
 * What the public may know of an activity's past, newest first: only versions that were
 * public, with what each changed.
 *
 * @param versions as `listPublic` gives them, oldest first
 */
export function historyOf(versions: readonly PublicVersion[], taxonomy: Taxonomy): HistoryEntry[] {
  const entities = taxonomy.vocabularies.find(({ field }) => field === 'entities')
  const met = new Set<number>()
  const entries = versions.map(({ number, at, content, entity, imported }, place): HistoryEntry => {
    const before = versions[place - 1]
    const isReturn = met.has(number)
    met.add(number)
    const label = entities && taxonomy.concept(entities.id, entity)?.label
    return {
      number,
      at,
      by: imported
        ? { kind: 'import', system: imported }
        : entity
          ? { kind: 'entity', id: entity, label: label ?? entity }
          : { kind: 'curators' },
      changes: before
        ? diffContent(before.content, content, taxonomy).filter(({ field }) => !UNSEEN.has(field))
        : [],
      isReturn,
    }
  })
  return entries.reverse()
}
