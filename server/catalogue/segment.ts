import { countBits } from './bitset'
import { NO_TERM } from './terms'

/**
 * The words of a run of activities, packed and never changed: postings by term (compressed
 * sparse rows), and each activity's texts as numbers of words, for phrases.
 */
export interface Segment {
  /** Position of the first activity; the others follow without a gap. */
  first: number
  /** How many activities. */
  size: number
  /** Numbers of the terms that occur, rising. */
  terms: Uint32Array
  /** Where the postings of `terms[n]` begin; they end where the next begin. */
  starts: Uint32Array
  /** By posting: the activity, what the term adds to its score, and the fields it stands in, as bits. */
  positions: Uint32Array
  impacts: Float32Array
  fields: Uint32Array
  /** Words of the activities' texts in order, `BREAK` between two texts. */
  words: Uint32Array
  /** Where the words of the n-th activity begin; they end where the next begin. */
  wordStarts: Uint32Array
}

/** Neighbours may have a word or two between them: rule of law. */
const CLOSE = 3

/** Stands between two texts of an activity, so that no phrase reaches from one into the next. */
export const BREAK = NO_TERM
/** Above every number of a term. */
const END = 0xffffffff

/** Takes in activities one after another, and packs them; then it takes in the next ones. */
export class SegmentBuilder {
  readonly #terms = new Growing(Uint32Array)
  readonly #positions = new Growing(Uint32Array)
  readonly #impacts = new Growing(Float32Array)
  readonly #fields = new Growing(Uint32Array)
  readonly #words = new Growing(Uint32Array)
  readonly #wordStarts = new Growing(Uint32Array)

  /** @param first position of the first activity */
  constructor(public first: number) {}

  /** How many activities it has taken in since it last packed some. */
  get size(): number {
    return this.#wordStarts.length
  }

  /** How many postings these have. */
  get postings(): number {
    return this.#terms.length
  }

  /** Begins the next activity; returns its position. */
  begin(): number {
    this.#wordStarts.push(this.#words.length)
    return this.first + this.size - 1
  }

  /** A term of the activity begun last; each at most once. */
  addTerm(term: number, impact: number, fields: number): void {
    this.#terms.push(term)
    this.#positions.push(this.first + this.size - 1)
    this.#impacts.push(impact)
    this.#fields.push(fields)
  }

  /** The next word of its texts, or `BREAK`. */
  addWord(word: number): void {
    this.#words.push(word)
  }

  /** What it has taken in, which it then forgets. */
  pack(): Segment {
    const terms = this.#terms.values
    const order = sortByTerm(terms)
    const segment = {
      first: this.first,
      size: this.size,
      ...rows(inOrder(terms, order)),
      positions: inOrder(this.#positions.values, order),
      impacts: inOrder(this.#impacts.values, order),
      fields: inOrder(this.#fields.values, order),
      words: this.#words.values.slice(),
      wordStarts: this.#wordStarts.values.slice(),
    }
    this.first += this.size
    // What is in use is kept: memory that is new to the process costs more than the sorting.
    for (const values of [
      ...[this.#terms, this.#positions, this.#impacts],
      ...[this.#fields, this.#words, this.#wordStarts],
    ])
      values.length = 0
    return segment
  }
}

function inOrder<Type extends Numbers>(values: Type, order: Uint32Array): Type {
  const sorted = values.slice() as Type
  for (let at = 0; at < order.length; at++) sorted[at] = values[order[at] as number] as number
  return sorted
}

/** Bits of a term's number that are sorted by at a time. */
const DIGIT = 11
const DIGITS = 2 ** DIGIT

/**
 * Places of entries by rising term, those of one term as they came: a radix sort from the last
 * digit, whose counts take little memory however many terms there are.
 */
function sortByTerm(terms: Uint32Array): Uint32Array {
  let most = 0
  let order = new Uint32Array(terms.length)
  for (let at = 0; at < terms.length; at++) {
    most = Math.max(most, terms[at] as number)
    order[at] = at
  }
  let sorted = new Uint32Array(terms.length)
  for (let shift = 0; most >>> shift > 0; shift += DIGIT) {
    const next = new Uint32Array(DIGITS + 1)
    for (let at = 0; at < terms.length; at++) {
      const after = (((terms[at] as number) >>> shift) & (DIGITS - 1)) + 1
      next[after] = (next[after] as number) + 1
    }
    for (let digit = 1; digit < DIGITS; digit++)
      next[digit] = (next[digit] as number) + (next[digit - 1] as number)
    for (let at = 0; at < order.length; at++) {
      const entry = order[at] as number
      const digit = ((terms[entry] as number) >>> shift) & (DIGITS - 1)
      const place = next[digit] as number
      sorted[place] = entry
      next[digit] = place + 1
    }
    ;[order, sorted] = [sorted, order]
  }
  return order
}

/** Terms in order, with repetitions, as each once and where its run begins. */
function rows(sorted: Uint32Array): Pick<Segment, 'terms' | 'starts'> {
  const terms = new Growing(Uint32Array)
  const starts = new Growing(Uint32Array)
  for (let at = 0; at < sorted.length; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue
    terms.push(sorted[at] as number)
    starts.push(at)
  }
  starts.push(sorted.length)
  return { terms: terms.values.slice(), starts: starts.values.slice() }
}

/** Postings of one term up to which it is faster to copy one by one. */
const SHORT = 16

/** Two neighbours as one. */
export function merge(a: Segment, b: Segment): Segment {
  const length = a.positions.length + b.positions.length
  const merged = {
    positions: new Uint32Array(length),
    impacts: new Float32Array(length),
    fields: new Uint32Array(length),
  }
  const terms = new Growing(Uint32Array)
  const starts = new Growing(Uint32Array)
  let to = 0
  const copy = (from: Segment, row: number) => {
    const start = from.starts[row] as number
    const end = from.starts[row + 1] as number
    // Most rows are so short that copying them as blocks would take longer.
    if (end - start > SHORT) {
      merged.positions.set(from.positions.subarray(start, end), to)
      merged.impacts.set(from.impacts.subarray(start, end), to)
      merged.fields.set(from.fields.subarray(start, end), to)
      to += end - start
      return
    }
    for (let at = start; at < end; at++) {
      merged.positions[to] = from.positions[at] as number
      merged.impacts[to] = from.impacts[at] as number
      merged.fields[to++] = from.fields[at] as number
    }
  }
  for (let left = 0, right = 0; left < a.terms.length || right < b.terms.length; ) {
    const one = a.terms[left] ?? END
    const other = b.terms[right] ?? END
    terms.push(Math.min(one, other))
    starts.push(to)
    if (one <= other) copy(a, left++)
    if (other <= one) copy(b, right++)
  }
  starts.push(to)
  const words = new Uint32Array(a.words.length + b.words.length)
  words.set(a.words)
  words.set(b.words, a.words.length)
  const wordStarts = new Uint32Array(a.size + b.size)
  wordStarts.set(a.wordStarts)
  wordStarts.set(
    b.wordStarts.map((start) => start + a.words.length),
    a.size,
  )
  return {
    first: a.first,
    size: a.size + b.size,
    terms: terms.values.slice(),
    starts: starts.values.slice(),
    ...merged,
    words,
    wordStarts,
  }
}

/** The place of a term among those of a segment, or −1. */
export function rowOf({ terms }: Segment, term: number): number {
  let low = 0
  // They rise and are all different, so that none stands behind the place of its own number.
  let high = Math.min(terms.length - 1, term)
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = terms[middle] as number
    if (found === term) return middle
    if (found < term) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The terms of one activity, found by looking through all postings of its segment. */
export function termsAt({ terms, starts, positions }: Segment, position: number): number[] {
  const found: number[] = []
  let row = 0
  for (let at = positions.indexOf(position); at >= 0; at = positions.indexOf(position, at + 1)) {
    while ((starts[row + 1] as number) <= at) row++
    found.push(terms[row] as number)
  }
  return found
}

/** Whether an activity's texts hold some words one after the other. */
export function holdsPhrase(
  { first, words, wordStarts }: Segment,
  position: number,
  phrase: readonly number[],
): boolean {
  const place = position - first
  const end = wordStarts[place + 1] ?? words.length
  const last = end - phrase.length
  for (let at = wordStarts[place] as number; at <= last; at++) {
    let same = 0
    while (same < phrase.length && words[at + same] === phrase[same]) same++
    if (same === phrase.length) return true
  }
  return false
}

/**
 * How many of the neighbours in a query stand close together, and in that order, in an
 * activity's texts; those in the first text, its title, count once more.
 *
 * @param unitOf by the number of a word, its place in the query from 1; 0 if it has none
 */
export function countNeighbours(
  { first, words, wordStarts }: Segment,
  position: number,
  unitOf: Uint8Array,
): number {
  const place = position - first
  const end = wordStarts[place + 1] ?? words.length
  let pairs = 0
  let inTitle = -1
  let last = 0
  let lastAt = 0
  for (let at = wordStarts[place] as number; at < end; at++) {
    const word = words[at] as number
    if (word === BREAK) {
      if (inTitle < 0) inTitle = countBits(pairs)
      last = 0
      continue
    }
    const unit = unitOf[word] as number
    if (unit === 0) continue
    // One bit a pair, so that each counts once; queries of more words than bits are rare.
    if (unit === last + 1 && last > 0 && at - lastAt <= CLOSE) pairs |= 1 << (unit & 31)
    last = unit
    lastAt = at
  }
  return countBits(pairs) + Math.max(0, inTitle)
}

type Numbers = Uint32Array | Float32Array

/** A typed array that grows by doubling. */
class Growing<Type extends Numbers> {
  length = 0
  #values: Type

  constructor(private readonly type: new (length: number) => Type) {
    this.#values = new type(64)
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new this.type(this.length * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.length++] = value
  }

  /** A view of what it holds. */
  get values(): Type {
    return this.#values.subarray(0, this.length) as Type
  }
}
