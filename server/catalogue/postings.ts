import type { Bitset } from './bitset'
import { NO_TERM } from './terms'

/** The activities a term stands in: parallel arrays, sorted by position. */
export interface Postings {
  /** The term's number. */
  term: number
  positions: Uint32Array
  /** What the term adds to each one's score, but for how rare it is: field-weighted BM25. */
  impacts: Float32Array
  /** The fields it stands in, as bits in the order of `WordIndex.fields`. */
  fields: Uint32Array
}

/** Postings with how rare their term is. */
export interface Scored {
  postings: Postings
  rarity: number
}

/** Bytes of a posting, and of what is kept beside them for each term. */
const POSTING_BYTES = 12
const TERM_BYTES = 300

/** Those of a term that no activity has. */
export const NONE: Postings = {
  term: NO_TERM,
  positions: new Uint32Array(),
  impacts: new Float32Array(),
  fields: new Uint32Array(),
}

/** Inverse document frequency: how much a term tells that `some` of `all` activities have. */
export function rarityOf(some: number, all: number): number {
  return Math.log(1 + (all - some + 0.5) / (some + 0.5))
}

/** How many bytes postings take, with what is kept beside them. */
export function bytesOf({ positions }: Postings): number {
  return positions.length * POSTING_BYTES + TERM_BYTES
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

/** Activities in both, what each adds to the score added up. */
export function both(one: Scored, other: Scored): Scored {
  const [few, many] =
    one.postings.positions.length <= other.postings.positions.length ? [one, other] : [other, one]
  const [a, b] = [few.postings, many.postings]
  const positions = new Uint32Array(a.positions.length)
  const impacts = new Float32Array(a.positions.length)
  const fields = new Uint32Array(a.positions.length)
  let count = 0
  for (let left = 0, right = 0; left < a.positions.length; left++) {
    const position = a.positions[left] as number
    right = placeFrom(b.positions, position, right)
    if (b.positions[right] !== position) continue
    positions[count] = position
    impacts[count] =
      (a.impacts[left] as number) * few.rarity + (b.impacts[right] as number) * many.rarity
    fields[count++] = (a.fields[left] as number) & (b.fields[right] as number)
  }
  const postings = {
    term: NO_TERM,
    positions: positions.slice(0, count),
    impacts: impacts.slice(0, count),
    fields: fields.slice(0, count),
  }
  return { postings, rarity: 1 }
}

/** The postings of some activities alone. */
export function only({ term, positions, impacts, fields }: Postings, among: Bitset): Postings {
  const isIn = (_: number, at: number) => among.has(positions[at] as number)
  return {
    term,
    positions: positions.filter(isIn),
    impacts: impacts.filter(isIn),
    fields: fields.filter(isIn),
  }
}

/** The first place from `from` on whose value is no less: steps that double, then halving. */
function placeFrom(sorted: Uint32Array, value: number, from: number): number {
  let step = 1
  while (from + step < sorted.length && (sorted[from + step] as number) < value) step *= 2
  let low = from + (step >>> 1)
  let high = Math.min(from + step, sorted.length)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
