/** How much one account, or key, may ask for in a window, whatever addresses it comes from. */
export class WriteLimit {
  #since = 0
  readonly #counts = new Map<number, number>()

  /**
   * @param max writes in a window; 0 = no limit
   * @param windowMs length of a window; all begin at once
   */
  constructor(
    private readonly max: number,
    private readonly windowMs = 60_000,
  ) {}

  /** Counts one write. @returns seconds to wait, 0 where it may go on */
  take(callerId: number, now: number): number {
    if (this.max === 0) return 0
    if (now - this.#since >= this.windowMs) {
      this.#since = now
      this.#counts.clear()
    }
    const count = (this.#counts.get(callerId) ?? 0) + 1
    this.#counts.set(callerId, count)
    return count > this.max ? Math.ceil((this.#since + this.windowMs - now) / 1000) : 0
  }
}
