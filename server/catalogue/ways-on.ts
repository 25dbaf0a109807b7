import type { SearchResult } from '../../taxonomy/api'
import { fold } from '../../taxonomy/fold'
import type { ActivityIndex } from './activity-index'
import { countFound, type SearchRequest } from './search'
import { conceptsLike } from './suggest'
import { isStopWord, wordsOf } from './words'

const SPELLINGS = 3
const CONCEPTS = 6
/** Letters that a word needs to name concepts by its beginning. */
const TELLING = 4

/** Where to go from a search that finds nothing: each way with what is there, best first. */
export function waysOn(
  index: ActivityIndex,
  request: SearchRequest,
): NonNullable<SearchResult['waysOn']> {
  const { q, filters } = request
  const without = Object.entries(filters).flatMap(([param, ids]) =>
    ids.map((id) => {
      const rest = ids.filter((other) => other !== id)
      const facet = index.taxonomy.facet(param)
      const label = facet ? index.taxonomy.labelOf(facet, id) : id
      const total = countFound(index, { q, filters: { ...filters, [param]: rest } })
      return { param, id, label, total }
    }),
  )
  const spellings = index
    .spelledLike(q, true)
    .map((near) => ({ q: near, total: countFound(index, { q: near, filters }) }))
  return {
    without: without.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total),
    spellings: spellings.filter(({ total }) => total > 0).slice(0, SPELLINGS),
    concepts: conceptsNamed(index, q),
  }
}

/** The concepts that the query, or a word of it, is the beginning of. */
function conceptsNamed(index: ActivityIndex, q: string) {
  const words = wordsOf(q)
    .map(({ folded }) => folded)
    .filter((word) => word.length >= TELLING && !isStopWord(word))
  const found = [fold(q), ...words].filter(Boolean).flatMap((text) => conceptsLike(index, text))
  const concepts = new Map(found.map((one) => [one.concept, one]))
  return [...concepts.values()]
    .sort((a, b) => b.closeness - a.closeness || b.count - a.count)
    .slice(0, CONCEPTS)
    .map(({ vocabulary, concept: { id, label }, count }) => ({
      param: vocabulary.param,
      id,
      label,
      count,
    }))
}
