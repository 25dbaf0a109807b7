import { type ActivityContent, describingText } from '../../taxonomy/activity'
import { statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import type { Catalogue } from '../catalogue/catalogue'
import { likenessOf, type Wording } from '../catalogue/duplicates'

/** A concept that the words of an entry speak for. */
export interface SuggestedConcept {
  field: string
  id: string
  label: string
  /** The words it rests on, as they stand in the text: `smallholder farmers`. */
  words: string
}

/**
 * The concepts that an entry's words speak for and that it does not state yet. For a person to
 * accept; nothing is set by this.
 */
export function suggestConcepts(content: ActivityContent, taxonomy: Taxonomy): SuggestedConcept[] {
  return Object.entries(taxonomy.suggest(describingText(content))).flatMap(([field, evidence]) => {
    const facet = taxonomy.facets.find((candidate) => candidate.field === field)
    const stated = statedIn(content, field)
    if (!facet) return []
    return evidence
      .filter(({ id }) => !stated.includes(id))
      .map(({ id, words }) => ({ field, id, label: taxonomy.labelOf(facet, id), words }))
  })
}

/** A published activity that an entry may repeat. */
export interface LikelyDuplicate {
  id: number
  title: string
  /** Labels of its entities. */
  entities: string[]
}

/** How many words of a title are looked up: a longer one says no more. */
const WORDS_SOUGHT = 20
/** How many activities with those words are compared. */
const COMPARED = 20

/**
 * Published activities that an entry being written may repeat, most alike first.
 *
 * @param ownId the activity it is a version of
 */
export async function likelyDuplicates(
  catalogue: Catalogue,
  entry: Wording,
  ownId?: number,
): Promise<LikelyDuplicate[]> {
  const q = entry.title
    .split(/[^\p{L}\p{N}]+/u)
    .slice(0, WORDS_SOUGHT)
    .join(' ')
    .trim()
  if (q === '') return []
  const request = { q, filters: {}, sort: 'relevance', limit: COMPARED, offset: 0 } as const
  const { items } = await catalogue.search(request)
  return items
    .filter(({ id }) => id !== ownId)
    .map((item) => ({ item, ...likenessOf(entry, item) }))
    .filter(({ title, text }) => title >= 0.6 || (title >= 0.3 && text >= 0.3) || text >= 0.5)
    .sort((a, b) => b.title + b.text - (a.title + a.text))
    .slice(0, 5)
    .map(({ item }) => ({
      id: item.id,
      title: item.title,
      entities: item.entities.map(({ label }) => label),
    }))
}
