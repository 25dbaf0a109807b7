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
    for (let left = 0, right = 0, to = 0; to < merged.length; to++) {
      const one = old[left]
      const other = fresh[right]
      const isOld = other === undefined || (one !== undefined && this.compare(one, other) < 0)
      merged[to] = (isOld ? one : other) as number
      if (isOld) left++
      else right++
    }
    this.#sorted = merged
    this.#pending = []
    this.#gone = false
  }
}
