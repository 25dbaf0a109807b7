/**
 * A set of small whole numbers as bits: membership of activities in a facet's value.
 * Counting the members that two sets share takes a few instructions per 32 activities.
 */
export class Bitset {
  #words: Uint32Array

  constructor(words = new Uint32Array(1)) {
    this.#words = words
  }

  add(member: number): void {
    const at = member >>> 5
    if (at >= this.#words.length) {
      const grown = new Uint32Array(Math.max(at + 1, this.#words.length * 2))
      grown.set(this.#words)
      this.#words = grown
    }
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (member & 31))
  }

  delete(member: number): void {
    const at = member >>> 5
    if (at < this.#words.length) this.#words[at] = (this.#words[at] ?? 0) & ~(1 << (member & 31))
  }

  has(member: number): boolean {
    return (((this.#words[member >>> 5] ?? 0) >>> (member & 31)) & 1) === 1
  }

  /** Members of both. */
  and(other: Bitset): Bitset {
    const length = Math.min(this.#words.length, other.#words.length)
    const words = new Uint32Array(length)
    for (let at = 0; at < length; at++) words[at] = (this.#words[at] ?? 0) & (other.#words[at] ?? 0)
    return new Bitset(words)
  }

  /** Members of either. */
  or(other: Bitset): Bitset {
    const [long, short] =
      this.#words.length >= other.#words.length
        ? [this.#words, other.#words]
        : [other.#words, this.#words]
    const words = long.slice()
    for (let at = 0; at < short.length; at++) words[at] = (words[at] ?? 0) | (short[at] ?? 0)
    return new Bitset(words)
  }

  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.#words.length; at++)
      for (let word = this.#words[at] ?? 0; word !== 0; word &= word - 1)
        yield at * 32 + 31 - Math.clz32(word & -word)
  }

  /** How many members it has. */
  get size(): number {
    return this.sizeOfAnd(this)
  }

  /** How many members both have, without making their intersection. */
  sizeOfAnd(other: Bitset): number {
    const length = Math.min(this.#words.length, other.#words.length)
    let count = 0
    for (let at = 0; at < length; at++) {
      // Population count of 32 bits: Warren, Hacker's Delight, 2nd ed., figure 5-2.
      let word = (this.#words[at] ?? 0) & (other.#words[at] ?? 0)
      word -= (word >>> 1) & 0x55555555
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
      count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
    }
    return count
  }
}
