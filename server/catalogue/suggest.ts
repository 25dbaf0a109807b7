import type { Suggestions } from '../../taxonomy/api'
import { fold } from '../../taxonomy/fold'
import { spellings, type Taxonomy } from '../../taxonomy/taxonomy'
import type { Concept, Vocabulary } from '../../taxonomy/vocabulary'
import type { ActivityIndex } from './activity-index'
import { bestOf } from './best'

const ACTIVITIES = 5
const PER_VOCABULARY = 3
const CONCEPTS = 8

/** Address of a concept: its page, or the list of its activities where it has none. */
export function addressOf(vocabulary: Vocabulary, id: string): string {
  return vocabulary.pages
    ? `/${vocabulary.id}/${id}`
    : `/activities?${vocabulary.param}=${encodeURIComponent(id)}`
}

/** Concepts whose spellings begin like the text, and the activities whose titles match it best. */
export function suggest(
  index: ActivityIndex,
  text: string,
): { concepts: Suggestions['groups']; positions: readonly number[] } {
  const start = fold(text)
  if (start === '') return { concepts: [], positions: [] }
  const found = conceptsLike(index, start)
  const concepts = index.taxonomy.vocabularies.map((vocabulary) => ({
    id: vocabulary.id,
    label: vocabulary.label,
    items: found
      .filter((one) => one.vocabulary === vocabulary)
      .slice(0, PER_VOCABULARY)
      .map(({ concept: { id, label }, count }) => ({
        label,
        url: addressOf(vocabulary, id),
        count,
      })),
  }))
  let room = CONCEPTS
  for (const group of concepts) {
    group.items = group.items.slice(0, room)
    room -= group.items.length
  }
  const match = index.matchTitles(text)
  const positions = match
    ? bestOf(match, ACTIVITIES, (at) => index.idAt(at), match.complete ?? match.members)
    : []
  return { concepts, positions }
}

/** A concept that some activity carries, with how well its spellings fit what is typed. */
export interface LikeConcept {
  vocabulary: Vocabulary
  concept: Concept
  /** 3 for a whole spelling, 2 for the beginning of one, 1 for that of a word inside. */
  closeness: number
  /** Activities that carry it. */
  count: number
}

/** The concepts with a spelling, or a word in one, that begins like a folded text; closest first. */
export function conceptsLike(index: ActivityIndex, start: string): LikeConcept[] {
  const entries = entriesOf(index.taxonomy)
  const found = new Map<Concept, LikeConcept>()
  for (let at = firstFrom(entries, start); entries[at]?.text.startsWith(start); at++) {
    const { text, isWhole, vocabulary, concept } = entries[at] as Entry
    const closeness = !isWhole ? 1 : text === start ? 3 : 2
    // One letter begins too much; a whole spelling may be one.
    if ((start.length < 2 && closeness < 3) || (found.get(concept)?.closeness ?? 0) >= closeness)
      continue
    const count = index.facets.membersOf(vocabulary.param, concept.id).size
    if (count > 0) found.set(concept, { vocabulary, concept, closeness, count })
  }
  return [...found.values()].sort((a, b) => b.closeness - a.closeness || b.count - a.count)
}

/** A spelling of a concept from one of its words on. */
interface Entry {
  text: string
  /** Whether from the first. */
  isWhole: boolean
  vocabulary: Vocabulary
  concept: Concept
}

const entriesByTaxonomy = new WeakMap<Taxonomy, Entry[]>()

/** All spellings from each of their words on, sorted: what begins like a text stands together. */
function entriesOf(taxonomy: Taxonomy): Entry[] {
  const ready = entriesByTaxonomy.get(taxonomy)
  if (ready) return ready
  const entries = taxonomy.vocabularies.flatMap((vocabulary) =>
    vocabulary.concepts.flatMap((concept) =>
      [...new Set(spellings(concept).map(fold))].flatMap((spelling) =>
        Array.from(spelling.matchAll(/(?<=^| )./g), ({ index: from }) => ({
          text: spelling.slice(from),
          isWhole: from === 0,
          vocabulary,
          concept,
        })),
      ),
    ),
  )
  entries.sort((a, b) => (a.text < b.text ? -1 : 1))
  entriesByTaxonomy.set(taxonomy, entries)
  return entries
}

/** Place of the first entry that is not before a text. */
function firstFrom(entries: readonly Entry[], text: string): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle] as Entry).text < text) low = middle + 1
    else high = middle
  }
  return low
}
