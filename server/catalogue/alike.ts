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
