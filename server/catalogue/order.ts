/**
 * Positions in an order that is kept while some come and go: what is new is sorted by itself
 * and merged in, so that no step takes as long as sorting all.
 */
export class Order {
  #sorted = new Uint32Array()
  #pending: number[] = []
  #gone = false

  /**
   * @param isIn whether a position counts still
   * @param compare as for `sort`; never 0 for two positions that count
   * @param pendingMax how many new positions are put in their places together at the latest; not
   *   the same for several orders, so that they do not all do so at once
   */
  constructor(
    private readonly isIn: (position: number) => boolean,
    private readonly compare: (a: number, b: number) => number,
    private readonly pendingMax: number,
  ) {}

  /** Takes in a position. */
  add(position: number): void {
    this.#pending.push(position)
    if (this.#pending.length >= this.pendingMax) this.#settle()
  }

  /** Says that some position counts no more. */
  drop(): void {
    this.#gone = true
  }

  /** All that count, in order. */
  get positions(): Uint32Array {
    this.#settle()
    return this.#sorted
  }

  /** Takes over positions that are in order; for an order that is empty. */
  restore(positions: Uint32Array): void {
    this.#sorted = positions.slice()
  }

  #settle(): void {
    if (this.#pending.length === 0 && !this.#gone) return
    const old = this.#gone ? this.#sorted.filter(this.isIn) : this.#sorted
    const fresh = this.#pending.filter(this.isIn).sort(this.compare)
    const merged = new Uint32Array(old.length + fresh.length)
    let from = 0
    for (const [before, position] of fresh.entries()) {
      const place = this.#placeIn(old, position, from)
      merged.set(old.subarray(from, place), from + before)
      merged[place + before] = position
      from = place
    }
    merged.set(old.subarray(from), from + fresh.length)
    this.#sorted = merged
    this.#pending = []
    this.#gone = false
  }

  /** The place before which a position belongs: halving, as comparing costs more than copying. */
  #placeIn(sorted: Uint32Array, position: number, from: number): number {
    let low = from
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.compare(sorted[middle] as number, position) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
