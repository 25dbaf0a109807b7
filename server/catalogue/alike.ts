import { roomFor } from './room'

/** Words of one length. */
interface SameLength {
  size: number
  /** The place of each among all words. */
  places: Uint32Array
  /** Which letters each has. */
  letters: Uint32Array
}

/**
 * Finds words that differ from one by a few letters among all that it was given. Most are ruled
 * out by their length, and by which letters they have at all: a letter changed, left out or put
 * in takes at most one from these and adds at most one.
 */
export class AlikeWords {
  readonly #byLength: SameLength[] = []
  #size = 0

  /** @param words filled by whoever calls `add` */
  constructor(private readonly words: readonly string[]) {}

  /** Takes in the next of the words. */
  add(word: string): void {
    while (this.#byLength.length <= word.length)
      this.#byLength.push({ size: 0, places: new Uint32Array(8), letters: new Uint32Array(8) })
    const same = this.#byLength[word.length] as SameLength
    same.places = roomFor(same.places, same.size + 1)
    same.letters = roomFor(same.letters, same.size + 1)
    same.places[same.size] = this.#size++
    same.letters[same.size++] = lettersOf(word)
  }

  /**
   * Calls back with the place and distance of each word that at most so many letters changed,
   * left out or put in turn into one.
   */
  near(word: string, most: number, visit: (place: number, distance: number) => void): void {
    const own = lettersOf(word)
    const from = Math.max(0, word.length - most)
    for (const { size, places, letters } of this.#byLength.slice(from, word.length + most + 1))
      for (let at = 0; at < size; at++) {
        const others = letters[at] as number
        if (hasMoreBits(own & ~others, most) || hasMoreBits(others & ~own, most)) continue
        const place = places[at] as number
        const distance = distanceBetween(word, this.words[place] as string, most)
        if (distance <= most) visit(place, distance)
      }
  }
}

/** Which letters a word has, as bits: one for each of a to z, the other six shared by all others. */
function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) {
    const letter = word.charCodeAt(at)
    bits |= 1 << (letter >= 97 && letter <= 122 ? letter - 97 : 26 + (letter % 6))
  }
  return bits
}

/** Whether more than so many bits are set: each step takes the lowest away. */
function hasMoreBits(bits: number, most: number): boolean {
  let left = bits
  for (let step = 0; step < most; step++) left &= left - 1
  return left !== 0
}

let row = new Uint16Array(64)

/**
 * How many letters must be changed, left out or put in to turn a word into another; more than
 * `most` where that are too many. Only so far from the diagonal as that many can lead (Ukkonen,
 * Algorithms for approximate string matching, Information and Control 64, 1985).
 */
function distanceBetween(one: string, other: string, most: number): number {
  row = roomFor(row, other.length + 2)
  for (let at = 0; at <= other.length; at++) row[at] = at
  for (let line = 1; line <= one.length; line++) {
    const letter = one.charCodeAt(line - 1)
    const from = Math.max(1, line - most)
    const to = Math.min(other.length, line + most)
    let diagonal = row[from - 1] as number
    let before = from === 1 ? line : most + 1
    let least = before
    row[from - 1] = before
    for (let at = from; at <= to; at++) {
      const above = row[at] as number
      const changed = letter === other.charCodeAt(at - 1) ? diagonal : diagonal + 1
      before = Math.min(changed, above + 1, before + 1)
      if (before < least) least = before
      row[at] = before
      diagonal = above
    }
    if (least > most) return least
    row[to + 1] = most + 1
  }
  return row[other.length] as number
}

/** What a word may be read as. */
export interface Likeness {
  term: string
  /** In letters; half a letter more where the first one differs. */
  distance: number
  /** How many activities have the term. */
  size: number
  /** How likely it is among those as near: by how many have it, and which slip it takes. */
  odds: number
}

/**
 * Kinds of slips, from the likeliest to the rarest. Each is outweighed by a word that so many times
 * as many activities have: best of 1, 2, 3, 7 and 20 on slips made up from the catalogue's words.
 */
const SLIPS = { doubled: 0, leftOut: 1, changed: 2, tooMany: 3 }
const RARER = 20

interface Found {
  term: string
  /** How many letters turn the word into it. */
  letters: number
  size: number
}

/** How like a word is to what it may be read as. */
export function likenessOf(word: string, { term, letters, size }: Found): Likeness {
  const isSwapped = letters === 2 && areSwapped(word, term)
  // Two letters that changed places are one slip; one in the first letter is rare.
  const distance = (isSwapped ? 1 : letters) + (term[0] === word[0] ? 0 : 0.5)
  const slip = isSwapped ? SLIPS.leftOut : slipOf(word, term)
  return { term, distance, size, odds: size / RARER ** slip }
}

function slipOf(word: string, term: string): number {
  if (singled(word) === singled(term)) return SLIPS.doubled
  if (word.length === term.length) return SLIPS.changed
  return word.length < term.length ? SLIPS.leftOut : SLIPS.tooMany
}

/** A word with one letter in place of two that are the same. */
function singled(word: string): string {
  return word.replace(/(.)\1/gu, '$1')
}

/** Nearest first, then the likeliest. */
export function byLikeliness(a: Likeness, b: Likeness): number {
  return a.distance - b.distance || b.odds - a.odds || (a.term < b.term ? -1 : 1)
}

/** Whether two words differ by two neighbouring letters that changed places. */
function areSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let at = 0
  while (one[at] === other[at]) at++
  return (
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  )
}
