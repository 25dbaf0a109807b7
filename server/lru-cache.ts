/** A map that holds so much and forgets what was used longest ago. */
export class LruCache<Key, Value> {
  readonly #entries = new Map<Key, { value: Value; weight: number }>()
  #weight = 0

  /**
   * @param capacity the most it holds, in the unit of `weigh`
   * @param weigh what one value takes, 1 when left out
   */
  constructor(
    private readonly capacity: number,
    private readonly weigh: (value: Value) => number = () => 1,
  ) {}

  has(key: Key): boolean {
    return this.#entries.has(key)
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    // A Map lists keys in the order they were set: setting again makes this the youngest.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: Key, value: Value): void {
    this.delete(key)
    const weight = this.weigh(value)
    if (weight > this.capacity) return
    this.#entries.set(key, { value, weight })
    this.#weight += weight
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.capacity) break
      this.delete(oldest)
    }
  }

  delete(key: Key): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
    this.#weight = 0
  }

  /** How many entries it holds. */
  get size(): number {
    return this.#entries.size
  }

  /** What all entries weigh together. */
  get weight(): number {
    return this.#weight
  }
}
