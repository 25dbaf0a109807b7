import { Bitset } from './bitset'
import type { FacetIndex } from './facet-index'
import type { Alternative, Plan } from './query'
import { type Postings, placeOf, rarityOf, type WordIndex } from './word-index'

/** Activities that match a query, best first. Numbers are positions in the index, not ids. */
export interface Match {
  ranked: readonly number[]
  /** How well each matches, in the order of `ranked`; only their ratios mean something. */
  scores: readonly number[]
  members: Bitset
  /** Those with all the words, where some are listed that have not; they rank first. */
  complete?: Bitset
  corrected?: string
  /** Terms that made an activity match, with the search fields they stand in. */
  termsAt: (position: number) => Readonly<Record<string, readonly string[]>>
  /** Folded phrases that must occur as they are; checked where the texts are. */
  phrases: readonly string[]
}

/** With so many activities that have all words, those with some of them only get in the way. */
const ENOUGH = 40
/** The least part of a query, by what its words tell, that an activity must meet to be listed. */
const LEAST = 0.2
/** From this weight on, a stand-in is as good as the word for saying that a word is there. */
const MEANT = 0.5
/** How strongly activities that meet more of the query are preferred. */
const COVERAGE = 0.5
/** How much it counts that a title holds the query as it stands, or is nothing else. */
const IN_TITLE = 1.3
const WHOLE_TITLE = 4
/** A concept's tag tells as much as its name in a field of this weight. */
const TAG = 2.2

interface Working {
  words: WordIndex
  facets: FacetIndex
  live: Bitset
  /** Positions are below this. */
  size: number
  /** Folded title of an activity. */
  titleOf: (position: number) => string
}

/** Finds, scores and orders the activities that a plan asks for. */
export function rank(plan: Plan, working: Working): Match {
  const { size, live, words } = working
  const totals = new Float32Array(size)
  const covered = new Float32Array(size)
  const met = new Uint8Array(size)
  const touched: number[] = []
  const used = new Set<string>()
  let whole = 0
  for (const { alternatives, importance } of plan.slots) {
    const best = new Float32Array(size)
    const closeness = new Float32Array(size)
    const here: number[] = []
    for (const alternative of alternatives) {
      const { positions, impacts } = postingsOf(alternative, working, used)
      const { weight } = alternative
      for (let at = 0; at < positions.length; at++) {
        const position = positions[at] as number
        const score = (impacts[at] as number) * weight
        if (best[position] === 0) here.push(position)
        if (score > (best[position] as number)) best[position] = score
        if (weight > (closeness[position] as number)) closeness[position] = weight
      }
    }
    const meant = here.filter((position) => (closeness[position] as number) >= MEANT)
    const telling = importance * (rarityOf(meant.length, size) + 0.05)
    whole += telling
    for (const position of here) {
      if (covered[position] === 0) touched.push(position)
      totals[position] = (totals[position] as number) + importance * (best[position] as number)
      covered[position] = (covered[position] as number) + telling * (closeness[position] as number)
    }
    for (const position of meant) met[position] = (met[position] as number) + 1
  }
  // "-robots" alone asks for all the others.
  if (plan.slots.length === 0)
    for (const position of live) {
      touched.push(position)
      covered[position] = 1
    }
  for (const term of plan.excluded)
    for (const position of words.postings(term).positions) covered[position] = 0

  const found = touched.filter(
    (position) => (covered[position] as number) > 0 && live.has(position),
  )
  for (const position of found)
    totals[position] =
      (totals[position] as number) * ((covered[position] as number) / (whole || 1)) ** COVERAGE
  if (plan.slots.length > 1)
    for (const position of found) {
      const title = working.titleOf(position)
      if (!title.includes(plan.folded)) continue
      const boost = title === plan.folded ? WHOLE_TITLE : IN_TITLE
      totals[position] = (totals[position] as number) * boost
    }
  const isWhole = (position: number) => met[position] === plan.slots.length
  const complete = found.filter(isWhole)
  const listed =
    complete.length >= ENOUGH
      ? complete
      : found.filter((position) => (covered[position] as number) >= LEAST * whole)
  // Higher scores first; all words before some of them only where scores are alike.
  const ranked = listed.sort((a, b) => (totals[b] as number) - (totals[a] as number) || a - b)
  return {
    ranked,
    scores: ranked.map((position) => totals[position] as number),
    members: setOf(ranked),
    ...(listed.length > complete.length ? { complete: setOf(complete) } : {}),
    ...(plan.corrected ? { corrected: plan.corrected } : {}),
    termsAt: (position) => termsAt(position, used, words),
    phrases: plan.phrases,
  }
}

/** The activities an alternative is met by: of one term, of all of several, or of a concept. */
function postingsOf(alternative: Alternative, working: Working, used: Set<string>): Postings {
  const { words, facets, live } = working
  if ('terms' in alternative) {
    const [first = '', ...others] = alternative.terms
    for (const term of alternative.terms) used.add(term)
    return others.reduce((all, term) => both(all, words.postings(term)), words.postings(first))
  }
  const members = [...facets.membersOf(alternative.param, alternative.id)]
  const impact = TAG * rarityOf(members.length, live.size)
  return {
    positions: Uint32Array.from(members),
    impacts: new Float32Array(members.length).fill(impact),
    fields: new Uint16Array(members.length),
  }
}

/** Activities in both, their impacts added up. */
function both(a: Postings, b: Postings): Postings {
  const positions: number[] = []
  const impacts: number[] = []
  for (let left = 0, right = 0; left < a.positions.length && right < b.positions.length; ) {
    const [one, other] = [a.positions[left] as number, b.positions[right] as number]
    if (one === other) {
      positions.push(one)
      impacts.push((a.impacts[left] as number) + (b.impacts[right] as number))
    }
    if (one <= other) left++
    if (other <= one) right++
  }
  return {
    positions: Uint32Array.from(positions),
    impacts: Float32Array.from(impacts),
    fields: new Uint16Array(positions.length),
  }
}

function termsAt(position: number, used: ReadonlySet<string>, words: WordIndex) {
  const terms: Record<string, readonly string[]> = {}
  for (const term of used) {
    const postings = words.postings(term)
    const place = placeOf(postings, position)
    if (place >= 0)
      terms[term] = words.fields.filter((_, field) => ((postings.fields[place] ?? 0) >>> field) & 1)
  }
  return terms
}

/** A match narrowed to some of its activities. */
export function onlyIn(match: Match, isIn: (position: number) => boolean): Match {
  const kept = match.ranked.flatMap((position, at) => (isIn(position) ? [at] : []))
  const ranked = kept.map((at) => match.ranked[at] as number)
  const members = setOf(ranked)
  return {
    ...match,
    ranked,
    scores: kept.map((at) => match.scores[at] as number),
    members,
    ...(match.complete ? { complete: match.complete.and(members) } : {}),
  }
}

function setOf(positions: readonly number[]): Bitset {
  const set = new Bitset()
  for (const position of positions) set.add(position)
  return set
}
