import type { FieldDiff } from '../../taxonomy/submission'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { diffContent } from './diff'
import type { PublicVersion } from './reader'

/** One line of an activity's public history. */
export interface HistoryEntry {
  /** Number of the version within the activity. */
  number: number
  /** ISO time, UTC, from which the public saw it. */
  at: string
  /** Who it comes from: an entity, the system it was imported from, or the catalogue's curators. Never a person. */
  by:
    | { kind: 'entity'; id: string; label: string }
    | { kind: 'import'; system: string }
    | { kind: 'curators' }
  /** What differs from the version before; empty for the first. */
  changes: FieldDiff[]
  /** Whether an earlier version came back. */
  isReturn: boolean
}

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
