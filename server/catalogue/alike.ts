import { countBits } from './bitset'
import { roomFor } from './room'

/**
 * Finds words that differ from one by a few letters among all that it was given. Most are ruled
 * out by which letters they have at all: a letter changed, left out or put in takes at most one
 * from these and adds at most one. That goes through 10,000 words in the time in which a search
 * down a tree of them passes the first few hundred.
 */
export class AlikeWords {
  /** By the place of a word. */
  #letters = new Uint32Array(1024)
  #lengths = new Uint16Array(1024)
  #size = 0

  /** @param words filled by whoever calls `add` */
  constructor(private readonly words: readonly string[]) {}

  /** Takes in the next of the words. */
  add(word: string): void {
    this.#letters = roomFor(this.#letters, this.#size + 1)
    this.#lengths = roomFor(this.#lengths, this.#size + 1)
    this.#letters[this.#size] = lettersOf(word)
    this.#lengths[this.#size++] = word.length
  }

  /**
   * Calls back with the place and distance of each word that at most so many letters changed,
   * left out or put in turn into one.
   */
  near(word: string, most: number, visit: (place: number, distance: number) => void): void {
    const own = lettersOf(word)
    const { length } = word
    for (let place = 0; place < this.#size; place++) {
      const others = this.#letters[place] as number
      if (countBits(own & ~others) > most || countBits(others & ~own) > most) continue
      if (Math.abs((this.#lengths[place] as number) - length) > most) continue
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
