import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'
import { NOT_STATED } from '../../taxonomy/taxonomy'
import type { ActivityIndex } from './activity-index'
import { bestOf } from './best'
import { Bitset } from './bitset'
import { WHOLE_TITLE } from './rank'
import type { PublishedActivity } from './reader'

/** An activity like another, with what both have. */
export interface Alike {
  /** Position in the index. */
  position: number
  /** By facet parameter, in the facets' order: `{ facet: 'country', labels: ['Kenya'] }`. */
  shared: { facet: string; labels: string[] }[]
}

/** How much the closeness of words counts beside a shared concept that few others carry. */
const WORDS_WEIGHT = 10
/** From this part of its own title's score on, another may be the same work told twice. */
const TWIN = 0.35
/** How much a partner that both name counts beside such a concept. */
const PARTNER_WEIGHT = 1.5
/** Facet of who runs an activity. */
const LEAD = 'entity'
/** The part of the places that is for other entities: what their people do not know yet. */
const OTHERS = 0.7

/**
 * Ranks the activities most like one: by concepts shared, a rare one counting more than
 * a common one and one of many (an activity in 150 countries is near to none of them), by
 * partners that both name, and by the words of its title found in the other. What may be the same
 * work comes first, whoever tells of it; then the best of other entities, for the point is to find
 * who else does this; then those of its own.
 */
export function relate(
  index: ActivityIndex,
  { id, content }: PublishedActivity,
  limit: number,
): Alike[] {
  const own = index.positionOf(id)
  const scores = new Float32Array(index.end)
  const add = (position: number, score: number) => {
    scores[position] = (scores[position] as number) + score
  }
  // What half the catalogue shares tells nothing and would visit all of it.
  const weightOf = (size: number) => Math.log(index.size / (1 + size))
  for (const facet of index.taxonomy.facets.filter(({ vocabulary }) => vocabulary?.topical)) {
    const values = index.taxonomy.statedOrImplied(content, facet)
    for (const value of values) {
      const members = index.facets.membersOf(facet.param, value)
      const weight = weightOf(members.size)
      if (weight > 0.7)
        members.forEach((position) => {
          const breadth = values.length * index.facets.breadthAt(facet.param, position)
          add(position, weight / Math.sqrt(breadth))
        })
    }
  }
  for (const partner of new Set(content.partners.map(fold))) {
    const positions = index.withPartner(partner)
    const weight =
      (PARTNER_WEIGHT * weightOf(positions.length)) / Math.sqrt(content.partners.length)
    if (weight > 0) for (const position of positions) add(position, weight)
  }
  const twins = new Bitset(index.end)
  const match = index.match(`${content.title} `)
  if (match) {
    const itself = match.scores[match.positions.indexOf(own ?? -1)]
    // Its own title counted several times, for it is the query.
    const best = match.scores.reduce((one, other) => Math.max(one, other), 0)
    const most = itself === undefined ? best : itself / WHOLE_TITLE
    for (const [at, position] of match.positions.entries()) {
      const likeness = (match.scores[at] as number) / most
      add(position, WORDS_WEIGHT * Math.min(1, likeness))
      if (likeness >= TWIN && position !== own) twins.add(position)
    }
  }

  const alike = index.all.toArray().filter((at) => at !== own && (scores[at] as number) > 0)
  const ranking = {
    positions: alike,
    scores: Float32Array.from(alike, (at) => scores[at] as number),
  }
  const kin = content.entities
    .map((entity) => index.facets.membersOf(LEAD, entity))
    .reduce((all, some) => all.or(some), new Bitset())
  const bestAmong = (among: Bitset) => bestOf(ranking, limit, (at) => index.idAt(at), among)
  const first = bestAmong(twins)
  const ofOthers = bestAmong(index.all.without(kin).without(twins))
  const ofKin = bestAmong(kin.without(twins))
  const left = limit - first.length
  const room = Math.max(Math.ceil(left * OTHERS), left - ofKin.length)
  return [...first, ...ofOthers.slice(0, room), ...ofKin].slice(0, limit).map((position) => ({
    position,
    shared: sharedValues(index, own ?? -1, position),
  }))
}

/** Partners that both activities name, as the first one spells them. */
export function sharedPartners(one: ActivityContent, other: ActivityContent): string[] {
  const theirs = new Set(other.partners.map(fold))
  return one.partners.filter((name) => theirs.has(fold(name)))
}

/** Values that two activities share in facets that say who and what they are about. */
function sharedValues(index: ActivityIndex, a: number, b: number): Alike['shared'] {
  return index.taxonomy.facets
    .filter(({ param, vocabulary }) => vocabulary?.topical || param === LEAD)
    .map((facet) => ({
      facet: facet.param,
      labels: index.facets
        .list(facet)
        .filter(({ id, members }) => id !== NOT_STATED.id && members.has(a) && members.has(b))
        .map(({ label }) => label),
    }))
    .filter(({ labels }) => labels.length > 0)
}
