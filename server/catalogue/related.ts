import { NOT_STATED } from '../../taxonomy/taxonomy'
import type { ActivityIndex } from './activity-index'
import type { PublishedActivity } from './reader'

/** An activity like another, with the values both carry. */
export interface Alike {
  /** Position in the index. */
  position: number
  /** By facet parameter, in the facets' order: `{ facet: 'country', labels: ['Kenya'] }`. */
  shared: { facet: string; labels: string[] }[]
}

/** How much the closeness of words counts beside a shared concept that few others carry. */
const WORDS_WEIGHT = 10

/**
 * Ranks the activities most like one: by concepts shared, a rare one counting more than
 * a common one and one of many (an activity in 150 countries is near to none of them),
 * and by the words of its title found in the other. Those of other
 * entities come a little before those of its own: they are what people do not know yet.
 */
export function relate(
  index: ActivityIndex,
  { id, content }: PublishedActivity,
  limit: number,
): Alike[] {
  const own = index.positionOf(id)
  const scores = new Map<number, number>()
  const add = (position: number, score: number) => {
    if (position !== own) scores.set(position, (scores.get(position) ?? 0) + score)
  }
  const telling = index.taxonomy.facets.filter(({ vocabulary }) => vocabulary?.topical)
  for (const facet of telling) {
    const values = index.taxonomy.statedOrImplied(content, facet)
    for (const value of values) {
      const members = index.facets.membersOf(facet.param, value)
      const weight = Math.log(index.size / (1 + members.size))
      // What half the catalogue shares tells nothing and would visit all of it.
      if (weight > 0.7)
        for (const position of members)
          add(
            position,
            weight / Math.sqrt(values.length * index.facets.breadthAt(facet.param, position)),
          )
    }
  }
  const match = index.match(`${content.title} `)
  const best = match?.scores.reduce((most, score) => Math.max(most, score), 0) || 1
  for (const [at, position] of (match?.positions ?? []).entries())
    add(position, (WORDS_WEIGHT * (match?.scores[at] ?? 0)) / best)
  const isOwnEntity = (position: number) =>
    content.entities.some((entity) => index.facets.membersOf('entity', entity).has(position))
  return [...scores]
    .map(([position, score]) => ({ position, score: score * (isOwnEntity(position) ? 0.8 : 1) }))
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .slice(0, limit)
    .map(({ position }) => ({ position, shared: sharedValues(index, own ?? -1, position) }))
}

/** Values that two activities share in facets that say what they are about. */
function sharedValues(index: ActivityIndex, a: number, b: number): Alike['shared'] {
  return index.taxonomy.facets
    .filter(({ field, vocabulary }) => vocabulary?.topical || field === 'entities')
    .map((facet) => ({
      facet: facet.param,
      labels: index.facets
        .list(facet)
        .filter(({ id, members }) => id !== NOT_STATED.id && members.has(a) && members.has(b))
        .map(({ label }) => label),
    }))
    .filter(({ labels }) => labels.length > 0)
}
