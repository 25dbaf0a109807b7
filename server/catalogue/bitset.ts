/**
 * A set of small whole numbers as bits: membership of activities in a facet's value.
 * Counting the members that two sets share takes a few instructions per 32 activities.
 */
export class Bitset {
  #words: Int32Array

  /** @param end members below this need no growing */
  constructor(end = 32) {
    this.#words = new Int32Array((end + 31) >>> 5)
  }

  /** A set over words as `words` gives them. */
  static of(words: Int32Array): Bitset {
    const set = new Bitset(0)
    set.#words = words
    return set
  }

  /** Its bits, 32 members each; shared, not copied. */
  get words(): Int32Array {
    return this.#words
  }

  add(member: number): void {
    const at = member >>> 5
    if (at >= this.#words.length) {
      const grown = new Int32Array(Math.max(at + 1, this.#words.length * 2))
      grown.set(this.#words)
      this.#words = grown
    }
    this.#words[at] = (this.#words[at] as number) | (1 << (member & 31))
  }

  delete(member: number): void {
    const at = member >>> 5
    if (at < this.#words.length)
      this.#words[at] = (this.#words[at] as number) & ~(1 << (member & 31))
  }

  has(member: number): boolean {
    const at = member >>> 5
    return at < this.#words.length && (((this.#words[at] as number) >>> (member & 31)) & 1) === 1
  }

  /** Members of both. */
  and(other: Bitset): Bitset {
    const [mine, theirs] = [this.#words, other.#words]
    const words = new Int32Array(Math.min(mine.length, theirs.length))
    for (let at = 0; at < words.length; at++)
      words[at] = (mine[at] as number) & (theirs[at] as number)
    return Bitset.of(words)
  }

  /** Members of this one alone. */
  without(other: Bitset): Bitset {
    const words = this.#words.slice()
    const length = Math.min(words.length, other.#words.length)
    for (let at = 0; at < length; at++)
      words[at] = (words[at] as number) & ~(other.#words[at] as number)
    return Bitset.of(words)
  }

  /** Members of either. */
  or(other: Bitset): Bitset {
    const isLonger = this.#words.length >= other.#words.length
    const words = (isLonger ? this : other).#words.slice()
    const short = (isLonger ? other : this).#words
    for (let at = 0; at < short.length; at++)
      words[at] = (words[at] as number) | (short[at] as number)
    return Bitset.of(words)
  }

  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.#words.length; at++)
      for (let word = this.#words[at] as number; word !== 0; word &= word - 1)
        yield at * 32 + 31 - Math.clz32(word & -word)
  }

  /** Calls back with each member, rising: what the iterator gives, without its cost for each. */
  forEach(visit: (member: number) => void): void {
    for (let at = 0; at < this.#words.length; at++)
      for (let word = this.#words[at] as number; word !== 0; word &= word - 1)
        visit(at * 32 + 31 - Math.clz32(word & -word))
  }

  /** Its members, rising. */
  toArray(): Uint32Array {
    const members = new Uint32Array(this.size)
    let count = 0
    this.forEach((member) => {
      members[count++] = member
    })
    return members
  }

  /** How many members it has. */
  get size(): number {
    return this.sizeOfAnd(this)
  }

  /** How many members both have, without making their intersection. */
  sizeOfAnd(other: Bitset): number {
    const [mine, theirs] = [this.#words, other.#words]
    const length = Math.min(mine.length, theirs.length)
    let count = 0
    for (let at = 0; at < length; at++)
      count += countBits((mine[at] as number) & (theirs[at] as number))
    return count
  }
}

/** How many of 32 bits are set: Warren, Hacker's Delight, 2nd ed., figure 5-2. */
export function countBits(bits: number): number {
  let word = bits - ((bits >>> 1) & 0x55555555)
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
