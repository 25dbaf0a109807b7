import { LRUCache } from 'lru-cache'
import { leastOfBest } from './best'
import { Bitset } from './bitset'
import { empty } from './cache'
import type { FacetIndex } from './facet-index'
import { both, bytesOf, only, type Postings, placeOf, rarityOf, type Scored } from './postings'
import type { Name, Named, Plan } from './query'
import type { WordIndex } from './word-index'

/** Activities that match a query. Numbers are positions in the index, not ids. */
export interface Match {
  /** Those that match, in no order. */
  positions: Uint32Array
  /** How well each of `positions` matches; only their ratios mean something. */
  scores: Float32Array
  members: Bitset
  /** Those with all the words, where some are listed that have not. */
  complete: Bitset | undefined
  /** Whether those come first, whatever their scores. */
  isCompleteFirst: boolean
  corrected: string | undefined
  /** Terms of the query and of what stands in for its words, and its names of several words. */
  terms: readonly Postings[]
  /** Concepts that the query named. */
  named: readonly Named[]
  /** Names of several words that it holds. */
  names: readonly Name[]
}

/** With so many activities that have all words, those with some of them only get in the way. */
const ENOUGH = 40
/** The least part of a query, by what its words tell, that an activity must meet to be listed. */
const LEAST = 0.2
/** From this weight on, a stand-in is as good as the word for saying that a word is there. */
const MEANT = 0.5
/** How much it counts that a title holds the query as it stands, or is nothing else. */
const IN_TITLE = 1.3
export const WHOLE_TITLE = 4
/** How much it counts that words which are neighbours in the query are so in a text, among the best. */
const NEIGHBOURS = 0.5
const RERANKED = 50
/**
 * Who names a country wants what is of that country before all else. Words that say what something
 * is about stand for each other more freely: there what has them all may be the worse answer.
 */
const PLACES = new Set(['country', 'group'])
/** A concept's tag tells as much as its name in a field of this weight. */
const TAG = 2.2

/** Of the slots met in a title, the one being looked at; the other bits count those before. */
const IN_THIS_SLOT = 128

/** What is ranked: the words and tags of the activities, and their folded titles by position. */
export interface Ranked {
  words: WordIndex
  facets: FacetIndex
  titles: readonly string[]
}

/**
 * Scores activities for a query. Its arrays, one place an activity, are used again for every
 * query and are all zero between two.
 */
export class Ranker {
  readonly #from: Ranked
  /** Of one slot: the best score of its alternatives, and the greatest weight of any that is met. */
  #best = new Float32Array(0)
  #closeness = new Float32Array(0)
  #here = new Uint32Array(0)
  /** Of all slots. */
  #totals = new Float32Array(0)
  #covered = new Float32Array(0)
  #met = new Uint8Array(0)
  #inTitle = new Uint8Array(0)
  #touched = new Uint32Array(0)
  #count = 0
  /** Where several terms stand together, for phrases. */
  readonly #together: LRUCache<string, Scored>

  /** @param cacheBytes most bytes of postings of terms together kept ready */
  constructor(from: Ranked, cacheBytes: number) {
    this.#from = from
    this.#together = new LRUCache({
      maxSize: cacheBytes,
      sizeCalculation: ({ postings }) => bytesOf(postings),
    })
  }

  /** Forgets what was worked out; called after any change of the activities. */
  changed(): void {
    empty(this.#together)
  }

  /** The activities that a plan asks for, with their scores. */
  rank(plan: Plan): Match {
    const { live, size } = this.#from.words
    this.#makeRoom()
    const used = new Map<string, Postings>()
    const named: Named[] = []
    const names: Name[] = []
    let whole = 0
    let isPlaced = false
    for (const { alternatives, importance, isOptional } of plan.slots) {
      let here = 0
      for (const alternative of alternatives) {
        if ('terms' in alternative) {
          const { terms, name, weight } = alternative
          if (name) names.push(name)
          const scored = name ? this.#scoredAs(name, terms, used) : this.#scoredBy(terms, used)
          here = this.#addTerms(scored, weight, here)
        } else {
          named.push(alternative)
          if (PLACES.has(alternative.param)) isPlaced = true
          here = this.#addConcepts(alternative, alternative.weight, here)
        }
      }
      if (isOptional) this.#closeOptional(here, importance)
      else whole += this.#closeSlot(here, importance, size)
    }
    // "-robots" alone asks for all the others.
    if (plan.slots.length === 0)
      for (const position of live) {
        this.#covered[position] = 1
        this.#touched[this.#count++] = position
      }
    for (const term of plan.excluded)
      for (const position of this.#from.words.postings(term).positions) this.#covered[position] = 0
    for (const phrase of plan.excludedPhrases)
      for (const position of this.#from.words.withPhrase(phrase)) this.#covered[position] = 0
    const phrases = plan.phrases.map((phrase) => this.#from.words.withPhrase(phrase))
    const { positions, scores, members, complete } = this.#collect(plan, whole, phrases)
    if (plan.units.length > 1) this.#preferNeighbours(plan.units, { positions, scores })
    const { corrected } = plan
    const terms = [...used.values()]
    const isCompleteFirst = complete !== undefined && isPlaced
    return {
      ...{ positions, scores, members, complete, isCompleteFirst, corrected },
      ...{ terms, named, names },
    }
  }

  /** What an alternative is met by: of one term, or of all of several; notes the terms as used. */
  #scoredBy(terms: readonly string[], used: Map<string, Postings>): Scored {
    if (terms.length === 1) return this.#scored(terms[0] as string, used)
    const lists = terms.map((term) => this.#scored(term, used))
    const key = terms.join(' ')
    const ready = this.#together.get(key)
    if (ready) return ready
    const together = lists.reduce(both)
    this.#together.set(key, together)
    return together
  }

  /** What a name of several words is met by; no word of it is used alone. */
  #scoredAs(
    { words, concepts }: Name,
    terms: readonly string[],
    used: Map<string, Postings>,
  ): Scored {
    const key = `"${words.join(' ')}"`
    let met = this.#together.get(key)
    if (!met) {
      const { postings, rarity } = this.#scoredBy(terms, new Map())
      const tagged = concepts
        .flatMap(({ param, ids }) => ids.map((id) => this.#from.facets.membersOf(param, id)))
        .reduce((all, some) => all.or(some), new Bitset())
      const others = postings.positions.filter((position) => !tagged.has(position))
      const said = this.#from.words.withPhrase(words, others)
      met = { postings: only(postings, tagged.or(said)), rarity }
      this.#together.set(key, met)
    }
    if (met.postings.positions.length > 0) used.set(key, met.postings)
    return met
  }

  #scored(term: string, used: Map<string, Postings>): Scored {
    const { words } = this.#from
    const postings = words.postings(term)
    if (postings.positions.length > 0) used.set(term, postings)
    return { postings, rarity: rarityOf(postings.positions.length, words.size) }
  }

  #addTerms({ postings, rarity }: Scored, weight: number, before: number): number {
    const { positions, impacts, fields } = postings
    const best = this.#best
    const closeness = this.#closeness
    const inTitle = this.#inTitle
    const here = this.#here
    const factor = weight * rarity
    let count = before
    for (let at = 0; at < positions.length; at++) {
      const position = positions[at] as number
      const score = (impacts[at] as number) * factor
      const closest = closeness[position] as number
      if (closest === 0) here[count++] = position
      if (weight > closest) closeness[position] = weight
      if (score > (best[position] as number)) best[position] = score
      if (((fields[at] as number) & 1) === 1)
        inTitle[position] = (inTitle[position] as number) | IN_THIS_SLOT
    }
    return count
  }

  #addConcepts({ param, ids }: Named, weight: number, before: number): number {
    const { facets, words } = this.#from
    const members = ids.map((id) => facets.membersOf(param, id)).reduce((all, some) => all.or(some))
    const score = weight * TAG * rarityOf(members.size, words.size)
    let here = before
    members.forEach((position) => {
      const closest = this.#closeness[position] as number
      if (closest === 0) this.#here[here++] = position
      if (weight > closest) this.#closeness[position] = weight
      if (score > (this.#best[position] as number)) this.#best[position] = score
    })
    return here
  }

  /** Adds what a slot brought to the totals; returns how much the slot tells. */
  #closeSlot(count: number, importance: number, size: number): number {
    const here = this.#here
    let meant = 0
    for (let at = 0; at < count; at++)
      if ((this.#closeness[here[at] as number] as number) >= MEANT) meant++
    const telling = importance * (rarityOf(meant, size) + 0.05)
    for (let at = 0; at < count; at++) {
      const position = here[at] as number
      const closeness = this.#closeness[position] as number
      const covered = this.#covered[position] as number
      if (covered === 0) this.#touched[this.#count++] = position
      this.#covered[position] = covered + telling * closeness
      this.#totals[position] =
        (this.#totals[position] as number) + importance * (this.#best[position] as number)
      if (closeness >= MEANT) this.#met[position] = (this.#met[position] as number) + 1
      const inTitle = this.#inTitle[position] as number
      if (inTitle & IN_THIS_SLOT) this.#inTitle[position] = (inTitle & ~IN_THIS_SLOT) + 1
      this.#best[position] = 0
      this.#closeness[position] = 0
    }
    return telling
  }

  /** Adds what a slot brought to the totals of those that met another before. */
  #closeOptional(count: number, importance: number): void {
    for (let at = 0; at < count; at++) {
      const position = this.#here[at] as number
      if ((this.#covered[position] as number) > 0)
        this.#totals[position] =
          (this.#totals[position] as number) + importance * (this.#best[position] as number)
      this.#inTitle[position] = (this.#inTitle[position] as number) & ~IN_THIS_SLOT
      this.#best[position] = 0
      this.#closeness[position] = 0
    }
  }

  /** The activities that meet enough of the query, all arrays being cleared. */
  #collect(plan: Plan, whole: number, phrases: readonly Bitset[]) {
    const slots = plan.slots.reduce((sum, { isOptional }) => sum + (isOptional ? 0 : 1), 0)
    const touched = this.#touched
    const all = this.#covered
    const least = LEAST * whole
    for (const phrase of phrases)
      for (let at = 0; at < this.#count; at++)
        if (!phrase.has(touched[at] as number)) all[touched[at] as number] = 0
    let complete = 0
    let enough = 0
    for (let at = 0; at < this.#count; at++) {
      const position = touched[at] as number
      const covered = all[position] as number
      if (covered === 0) continue
      if (this.#met[position] === slots) complete++
      if (covered >= least) enough++
    }
    const onlyComplete = complete >= ENOUGH
    const length = onlyComplete ? complete : enough
    const positions = new Uint32Array(length)
    const scores = new Float32Array(length)
    const { end } = this.#from.words
    const members = new Bitset(end)
    const completeMembers = !onlyComplete && complete < enough ? new Bitset(end) : undefined
    let count = 0
    for (let at = 0; at < this.#count; at++) {
      const position = touched[at] as number
      const covered = all[position] as number
      const isComplete = covered > 0 && this.#met[position] === slots
      if (onlyComplete ? isComplete : covered > 0 && covered >= least) {
        // Activities that meet more of the query are preferred.
        const part = Math.sqrt(covered / (whole || 1))
        positions[count] = position
        scores[count] = (this.#totals[position] as number) * part
        if (slots > 1 && (this.#inTitle[position] as number) >= slots)
          scores[count] = (scores[count] as number) * this.#titleFactor(position, plan)
        count++
        members.add(position)
        if (isComplete) completeMembers?.add(position)
      }
      all[position] = 0
      this.#totals[position] = 0
      this.#met[position] = 0
      this.#inTitle[position] = 0
    }
    this.#count = 0
    return { positions, scores, members, complete: completeMembers }
  }

  /** What it counts that a title with all the words holds the query as it stands. */
  #titleFactor(position: number, { folded }: Plan): number {
    const title = this.#from.titles[position] ?? ''
    if (!title.includes(folded)) return 1
    return title === folded ? WHOLE_TITLE : IN_TITLE
  }

  /** Of the best, those that have words of the query next to each other come first. */
  #preferNeighbours(units: Plan['units'], match: Pick<Match, 'positions' | 'scores'>): void {
    const { positions, scores } = match
    const least = leastOfBest(scores, RERANKED)
    this.#from.words.withNeighbours(units, (neighbours) => {
      for (let place = 0; place < scores.length; place++) {
        const score = scores[place] as number
        if (score < least) continue
        const share = neighbours(positions[place] as number) / (units.length - 1)
        scores[place] = score * (1 + NEIGHBOURS * share)
      }
    })
  }

  #makeRoom(): void {
    const { end } = this.#from.words
    if (this.#best.length >= end) return
    const room = end * 2
    this.#best = new Float32Array(room)
    this.#closeness = new Float32Array(room)
    this.#here = new Uint32Array(room)
    this.#totals = new Float32Array(room)
    this.#covered = new Float32Array(room)
    this.#met = new Uint8Array(room)
    this.#inTitle = new Uint8Array(room)
    this.#touched = new Uint32Array(room)
  }
}

/** The fields in which an activity has terms of a match, as bits. */
export function fieldsAt({ terms }: Match, position: number): number {
  let bits = 0
  for (const postings of terms) {
    const place = placeOf(postings, position)
    if (place >= 0) bits |= postings.fields[place] as number
  }
  return bits
}
