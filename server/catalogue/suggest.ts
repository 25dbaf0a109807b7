import type { Suggestions } from '../../taxonomy/api'
import { fold } from '../../taxonomy/fold'
import { type Facet, spellings } from '../../taxonomy/taxonomy'
import type { Concept, Vocabulary } from '../../taxonomy/vocabulary'
import type { ActivityIndex } from './activity-index'
import { bestOf } from './rank'

const ACTIVITIES = 5
const PER_VOCABULARY = 3
const CONCEPTS = 8

/** Address of a concept: its page, or the list of its activities where it has none. */
export function addressOf(vocabulary: Vocabulary, id: string): string {
  return vocabulary.pages
    ? `/${vocabulary.id}/${id}`
    : `/activities?${vocabulary.param}=${encodeURIComponent(id)}`
}

/** Concepts whose spellings begin like the text, and the activities that match it best. */
export function suggest(
  index: ActivityIndex,
  text: string,
): { concepts: Suggestions['groups']; positions: readonly number[] } {
  const start = fold(text)
  if (start === '') return { concepts: [], positions: [] }
  const concepts = index.taxonomy.facets
    .filter((facet): facet is Facet & { vocabulary: Vocabulary } => facet.vocabulary !== undefined)
    .map(({ vocabulary }) => ({
      id: vocabulary.id,
      label: vocabulary.label,
      items: suggestConcepts(index, vocabulary, start),
    }))
  let room = CONCEPTS
  for (const group of concepts) {
    group.items = group.items.slice(0, room)
    room -= group.items.length
  }
  const match = index.match(text, true)
  const positions = match
    ? bestOf(match, ACTIVITIES, (at) => index.idAt(at), match.complete ?? match.members)
    : []
  return { concepts, positions }
}

function suggestConcepts(index: ActivityIndex, vocabulary: Vocabulary, start: string) {
  return vocabulary.concepts
    .flatMap((concept) => {
      const closeness = closenessOf(concept, start)
      const count = index.facets.membersOf(vocabulary.param, concept.id).size
      return closeness > 0 && count > 0 ? [{ concept, closeness, count }] : []
    })
    .sort((a, b) => b.closeness - a.closeness || b.count - a.count)
    .slice(0, PER_VOCABULARY)
    .map(({ concept, count }) => ({
      label: concept.label,
      url: addressOf(vocabulary, concept.id),
      count,
    }))
}

/** 3 for a whole spelling, 2 for the beginning of one, 1 for that of a word inside, else 0. */
function closenessOf(concept: Concept, start: string): number {
  const spelled = foldedSpellings(concept)
  if (spelled.includes(start)) return 3
  if (start.length < 2) return 0
  if (spelled.some((spelling) => spelling.startsWith(start))) return 2
  return spelled.some((spelling) => spelling.includes(` ${start}`)) ? 1 : 0
}

const folded = new WeakMap<Concept, string[]>()

function foldedSpellings(concept: Concept): string[] {
  const known = folded.get(concept) ?? spellings(concept).map(fold)
  folded.set(concept, known)
  return known
}
