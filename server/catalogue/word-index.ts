import MiniSearch from 'minisearch'
import { LruCache } from '../lru-cache'
import { isStopWord, termsOf, wordsOf } from './words'

/** How much a field's match weighs, by name. */
export type FieldWeights = Readonly<Record<string, number>>

/** The activities a term stands in: parallel arrays, sorted by position. */
export interface Postings {
  positions: Uint32Array
  /** What the term adds to each one's score: field-weighted BM25. */
  impacts: Float32Array
  /** The fields it stands in, as bits in the order of the fields. */
  fields: Uint16Array
}

/**
 * BM25F (Robertson, Zaragoza & Taylor 2004): how late repeated and weighty matches stop
 * counting more, and how much long fields count less. Chosen on the judged queries.
 */
const K = 12
const B = 0.5
/** Most postings kept packed, counted in activities; 10 bytes each. */
const PACKED = 4_000_000
const PREFIXES = 2000
const NONE: Postings = {
  positions: new Uint32Array(),
  impacts: new Float32Array(),
  fields: new Uint16Array(),
}

type Document = { id: number } & Record<string, string | number>

/**
 * MiniSearch as the index of words, with a way of asking it that stays fast in large
 * catalogues: a term's activities come as packed arrays whose scores are worked out once,
 * instead of as an object for each activity in each query.
 */
export class WordIndex extends MiniSearch<Document> {
  readonly fields: readonly string[]
  readonly #weights: readonly number[]
  readonly #packed = new LruCache<string, Postings>(PACKED, ({ positions }) => positions.length + 1)
  readonly #prefixes = new LruCache<string, readonly string[]>(PREFIXES)

  constructor(weights: FieldWeights) {
    super({
      fields: Object.keys(weights),
      tokenize: (text) => wordsOf(text).map((word) => word.folded),
      processTerm: (word) => (isStopWord(word) ? null : [...termsOf(word)]),
      autoVacuum: true,
    })
    this.fields = Object.keys(weights)
    this.#weights = Object.values(weights)
  }

  /** Forgets what was worked out; called after any change of the documents. */
  changed(): void {
    this.#packed.clear()
    this.#prefixes.clear()
  }

  /** Whether any activity has a term. */
  knows(term: string): boolean {
    return this._index.has(term)
  }

  /** Terms that begin with some letters, those of most activities first. */
  termsFrom(prefix: string, most: number): readonly string[] {
    const known = this.#prefixes.get(prefix)
    if (known) return known
    const found: { term: string; size: number }[] = []
    for (const [term, fields] of this._index.atPrefix(prefix)) {
      let size = 0
      for (const documents of fields.values()) size += documents.size
      found.push({ term, size })
    }
    const terms = found
      .sort((a, b) => b.size - a.size)
      .slice(0, most)
      .map(({ term }) => term)
    this.#prefixes.set(prefix, terms)
    return terms
  }

  /** Terms that differ from a word by a few letters, nearest first, then those of most activities. */
  termsLike(word: string, letters: number): { term: string; distance: number }[] {
    return [...this._index.fuzzyGet(word, letters)]
      .map(([term, [fields, distance]]) => ({
        term,
        // A slip in the first letter is rare.
        distance: distance + (term[0] === word[0] ? 0 : 0.5),
        size: [...fields.values()].reduce((sum, documents) => sum + documents.size, 0),
      }))
      .sort((a, b) => a.distance - b.distance || b.size - a.size)
  }

  /** The activities a term stands in; empty when there are none. */
  postings(term: string): Postings {
    const packed = this.#packed.get(term)
    if (packed) return packed
    const fields = this._index.get(term)
    if (!fields) return NONE
    const made = this.#pack(fields)
    this.#packed.set(term, made)
    return made
  }

  #pack(byField: ReadonlyMap<number, ReadonlyMap<number, number>>): Postings {
    const found = new Map<number, { impact: number; fields: number }>()
    for (const [field, documents] of byField) {
      const weight = this.#weights[field] ?? 0
      const average = this._avgFieldLength[field] || 1
      for (const [document, times] of documents) {
        const position = this._documentIds.get(document) as number | undefined
        if (position === undefined) continue
        const length = this._fieldLength.get(document)?.[field] ?? average
        const impact = (weight * times) / (1 - B + (B * length) / average)
        const before = found.get(position)
        if (before) {
          before.impact += impact
          before.fields |= 1 << field
        } else found.set(position, { impact, fields: 1 << field })
      }
    }
    const positions = Uint32Array.from(found.keys()).sort()
    const rarity = rarityOf(positions.length, this.documentCount)
    return {
      positions,
      impacts: Float32Array.from(positions, (at) => {
        const { impact } = found.get(at) ?? { impact: 0 }
        return (rarity * impact * (K + 1)) / (K + impact)
      }),
      fields: Uint16Array.from(positions, (at) => found.get(at)?.fields ?? 0),
    }
  }
}

/** Inverse document frequency: how much a term tells that `some` of `all` activities have. */
export function rarityOf(some: number, all: number): number {
  return Math.log(1 + (all - some + 0.5) / (some + 0.5))
}

/** Where a position stands in postings, or −1. */
export function placeOf({ positions }: Postings, position: number): number {
  let low = 0
  let high = positions.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = positions[middle] as number
    if (found === position) return middle
    if (found < position) low = middle + 1
    else high = middle - 1
  }
  return -1
}
