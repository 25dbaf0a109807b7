import { LRUCache } from 'lru-cache'
import { byLikeliness, type Likeness, likenessOf } from './alike'
import { Bitset } from './bitset'
import { empty } from './cache'
import { bytesOf, NONE, type Postings } from './postings'
import { roomFor } from './room'
import { countNeighbours, holdsPhrase, type Segment, termsAt } from './segment'
import { Segments } from './segments'
import { type FieldGroup, TermCounter, type WordsByField } from './term-counter'
import { NO_TERM } from './terms'
import { Vocabulary } from './vocabulary'
import { isStopWord } from './words'

const PREFIXES = 2000
const LIKENESSES = 2000

/** All that a `WordIndex` is made of. */
export interface WordParts {
  /** By number. */
  terms: readonly string[]
  sizes: Uint32Array
  stems: Uint32Array
  live: Int32Array
  segments: readonly Segment[]
}

/**
 * The words of all activities: MiniSearch's radix tree of terms, whose activities stand in
 * packed arrays instead of an object for each. What one activity's words count depends on
 * that activity alone, so taking one in or out changes nothing of the others.
 *
 * Activities are added at rising positions. One that is taken out is no longer live; its postings
 * stay behind until the index is built afresh.
 */
export class WordIndex {
  readonly fields: readonly string[]
  /** Of all words that were ever read, whether an activity has them or not. */
  readonly vocabulary = new Vocabulary()
  readonly #terms = this.vocabulary.terms
  readonly #counter: TermCounter
  /** By term number, the live activities it stands in. */
  #sizes = new Uint32Array(1024)
  readonly #segments = new Segments()
  readonly #postings: LRUCache<string, Postings>
  readonly #prefixes = new LRUCache<string, readonly string[]>({ max: PREFIXES })
  readonly #likenesses = new LRUCache<string, readonly Likeness[]>({ max: LIKENESSES })
  /** By term number; all 0 but while `withMarks` works. */
  #marks = new Uint8Array(1024)

  /** Positions of the activities that are in. */
  readonly live = new Bitset()
  #size = 0

  /** @param cacheBytes most bytes of postings kept put together */
  constructor(groups: readonly FieldGroup[], cacheBytes: number) {
    this.fields = groups.flatMap(({ fields }) => fields)
    this.#counter = new TermCounter(groups, this.vocabulary)
    this.#postings = new LRUCache({ maxSize: cacheBytes, sizeCalculation: bytesOf })
  }

  /** How many activities are in. */
  get size(): number {
    return this.#size
  }

  /** How many positions were given out; they are below. */
  get end(): number {
    return this.#segments.end
  }

  /** Takes in an activity at the next position, which is returned. */
  add(words: WordsByField): number {
    const open = this.#segments.open()
    const position = open.begin()
    const found = this.#counter.read(words, open)
    this.#sizes = roomFor(this.#sizes, this.vocabulary.terms.size)
    for (const term of found) this.#sizes[term] = (this.#sizes[term] as number) + 1
    this.live.add(position)
    this.#size++
    this.#forget(found)
    return position
  }

  /** Takes an activity out. */
  discard(position: number): void {
    this.#segments.settle()
    const segment = this.#segments.holding(position)
    if (!segment || !this.live.has(position)) return
    this.live.delete(position)
    this.#size--
    const terms = termsAt(segment, position)
    for (const term of terms) this.#sizes[term] = (this.#sizes[term] as number) - 1
    this.#forget(terms)
  }

  /** Whether any activity has a term. */
  knows(term: string): boolean {
    return this.sizeOf(term) > 0
  }

  /** How many activities have a term. */
  sizeOf(term: string): number {
    const number = this.#terms.find(term)
    return number === undefined ? 0 : this.#sizeAt(number)
  }

  /** Terms that begin with some letters, those of most activities first. */
  termsFrom(prefix: string, most: number): readonly string[] {
    const key = `${most}${prefix}`
    const known = this.#prefixes.get(key)
    if (known) return known
    const best: number[] = []
    for (const term of this.#terms.from(prefix)) {
      if (this.#sizeAt(term) === 0) continue
      const last = best[best.length - 1]
      if (best.length >= most && !this.#isCommoner(term, last as number)) continue
      if (best.length >= most) best.pop()
      let place = best.length
      while (place > 0 && this.#isCommoner(term, best[place - 1] as number)) place--
      best.splice(place, 0, term)
    }
    const terms = best.map((term) => this.#terms.list[term] as string)
    this.#prefixes.set(key, terms)
    return terms
  }

  /** Whether more activities have one term than another, or as many and it comes first. */
  #isCommoner(one: number, other: number): boolean {
    const [few, many] = [this.#sizeAt(other), this.#sizeAt(one)]
    const { list } = this.#terms
    return many === few ? (list[one] as string) < (list[other] as string) : many > few
  }

  /** Words that differ from one by a few letters, the likeliest first. */
  termsLike(word: string, letters: number): readonly Likeness[] {
    const key = `${letters}${word}`
    const known = this.#likenesses.get(key)
    if (known) return known
    const found: Likeness[] = []
    const { stems } = this.vocabulary
    this.#terms.near(word, letters, (number, letters) => {
      const size = this.#sizeAt(number)
      // A stem that is no word itself, such as "imageri", is not what anyone meant.
      if (size === 0 || stems[number] === NO_TERM) return
      const term = this.#terms.list[number] as string
      found.push(likenessOf(word, { term, letters, size }))
    })
    found.sort(byLikeliness)
    this.#likenesses.set(key, found)
    return found
  }

  /** The activities a term stands in; empty when there are none. */
  postings(term: string): Postings {
    const ready = this.#postings.get(term)
    if (ready) return ready
    this.#segments.settle()
    const number = this.#terms.find(term)
    const size = number === undefined ? 0 : this.#sizeAt(number)
    if (number === undefined || size === 0) return NONE
    const postings = this.#segments.gather(number, size, this.live)
    this.#postings.set(term, postings)
    return postings
  }

  /**
   * The activities whose texts hold some folded words one after the other.
   *
   * @param among positions to look at; left out, where the rarest of the words stands
   */
  withPhrase(words: readonly string[], among?: Iterable<number>): Bitset {
    const found = new Bitset()
    for (const position of this.#holding(words, among)) found.add(position)
    return found
  }

  /** Whether any text holds some folded words one after the other. */
  hasPhrase(words: readonly string[]): boolean {
    return !this.#holding(words).next().done
  }

  *#holding(words: readonly string[], among = this.#withRarest(words)): Generator<number> {
    const phrase = words.map((word) => this.#terms.find(word) ?? -1)
    for (const position of among) {
      const segment = this.#segments.holding(position)
      if (segment && holdsPhrase(segment, position, phrase)) yield position
    }
  }

  /** Positions of the activities that have the rarest of some words; stop words have no postings. */
  #withRarest(words: readonly string[]): Iterable<number> {
    const [rarest] = words
      .filter((word) => !isStopWord(word))
      .map((word) => this.postings(word))
      .sort((a, b) => a.positions.length - b.positions.length)
    return rarest?.positions ?? this.live
  }

  /**
   * Does something with a function that says how many neighbours among some words, each with
   * the terms that stand for it, an activity has close together in its texts.
   */
  withNeighbours(
    units: readonly (readonly string[])[],
    work: (neighbours: (position: number) => number) => void,
  ): void {
    const terms: number[] = []
    const places: number[] = []
    for (let unit = 0; unit < units.length; unit++)
      for (const term of units[unit] as readonly string[]) {
        terms.push(this.#terms.find(term) ?? NO_TERM)
        places.push(unit + 1)
      }
    this.withMarks(terms, places, (unitOf) => {
      work((position) => {
        const segment = this.#segments.holding(position)
        return segment ? countNeighbours(segment, position, unitOf) : 0
      })
    })
  }

  /**
   * Does something with marks at the numbers of the words that some terms find, all other marks
   * being 0. What marks a word itself goes before what marks its stem.
   *
   * @param terms numbers of words and stems
   * @param marks of each of the terms, in their order
   */
  withMarks<Result>(
    terms: readonly number[],
    marks: readonly number[],
    work: (marks: Uint8Array) => Result,
  ): Result {
    this.#marks = roomFor(this.#marks, this.#terms.size)
    const all = this.#marks
    for (let at = 0; at < terms.length; at++)
      this.vocabulary.markForms(terms[at] as number, marks[at] as number, all)
    for (let at = 0; at < terms.length; at++) all[terms[at] as number] = marks[at] as number
    // No term is marked where there is none.
    all[NO_TERM] = 0
    try {
      return work(all)
    } finally {
      for (let at = 0; at < terms.length; at++) {
        this.vocabulary.markForms(terms[at] as number, 0, all)
        all[terms[at] as number] = 0
      }
    }
  }

  /** What it holds, as it is now, to be restored from. */
  snapshot(): WordParts {
    this.#segments.settle()
    return {
      terms: this.#terms.list.slice(),
      sizes: this.#sizes.slice(0, this.#terms.size),
      stems: this.vocabulary.stems.slice(0, this.#terms.size),
      live: this.live.words.slice(),
      segments: [...this.#segments.settled],
    }
  }

  /** Takes over a snapshot; for an index that is empty. Pauses now and then. */
  async restore(
    { terms, sizes, stems, live, segments }: WordParts,
    pause: () => Promise<void> | undefined,
  ): Promise<void> {
    await this.vocabulary.restore(terms, stems, pause)
    this.#sizes = roomFor(this.#sizes, this.#terms.size)
    this.#sizes.set(sizes)
    for (const position of Bitset.of(live)) this.live.add(position)
    this.#size = this.live.size
    this.#segments.restore(segments)
  }

  /** A word that was only ever looked for may be beyond the array. */
  #sizeAt(term: number): number {
    return this.#sizes[term] ?? 0
  }

  /** Drops what was worked out of terms whose activities have changed. */
  #forget(terms: readonly number[]): void {
    empty(this.#prefixes)
    empty(this.#likenesses)
    if (this.#postings.size === 0) return
    for (const term of terms) this.#postings.delete(this.#terms.list[term] as string)
  }
}
