import type { Bitset } from './bitset'
import type { Postings } from './postings'
import { merge, rowOf, type Segment, SegmentBuilder } from './segment'

/** Most postings in a segment: packing or merging so many takes some 10 ms. */
const POSTINGS_MAX = 2 ** 16
/** The first segment has fewer, and the next as many as it: code that is new is slow at first. */
const POSTINGS_FIRST = 2 ** 12

/**
 * Segments one behind the other, and behind them one that is still being filled. Settled ones
 * never change; small neighbours are merged (the logarithmic method of Bentley & Saxe 1980).
 */
export class Segments {
  readonly #settled: Segment[] = []
  readonly #open = new SegmentBuilder(0)

  /** All that can be searched. */
  get settled(): readonly Segment[] {
    return this.#settled
  }

  /** Every position that was given out is below. */
  get end(): number {
    return this.#open.first + this.#open.size
  }

  /** What takes in the next activity. */
  open(): SegmentBuilder {
    const last = this.#settled.at(-1)?.positions.length ?? 0
    if (this.#open.postings >= Math.min(POSTINGS_MAX, Math.max(POSTINGS_FIRST, last))) this.settle()
    return this.#open
  }

  /** Puts what was taken in since into a segment of its own, and small neighbours together. */
  settle(): void {
    if (this.#open.size === 0) return
    this.#settled.push(this.#open.pack())
    for (;;) {
      const [before, last] = this.#settled.slice(-2)
      if (!before || !last) return
      const [many, few] = [before.positions.length, last.positions.length]
      if (many > 2 * few || many + few > POSTINGS_MAX) return
      this.#settled.splice(-2, 2, merge(before, last))
    }
  }

  /** The settled segment that holds a position, if one does. */
  holding(position: number): Segment | undefined {
    let low = 0
    let high = this.#settled.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#settled[middle] as Segment).first <= position) low = middle
      else high = middle - 1
    }
    const segment = this.#settled[low]
    return segment && position < segment.first + segment.size ? segment : undefined
  }

  /**
   * The live postings of a term, out of all settled segments.
   *
   * @param size how many live activities have the term
   */
  gather(term: number, size: number, live: Bitset): Postings {
    const positions = new Uint32Array(size)
    const impacts = new Float32Array(size)
    const fields = new Uint32Array(size)
    let count = 0
    for (const segment of this.#settled) {
      const row = rowOf(segment, term)
      if (row < 0) continue
      // One by one: in most segments they are so few that copying them as blocks would take longer.
      const end = segment.starts[row + 1] as number
      for (let at = segment.starts[row] as number; at < end; at++) {
        const position = segment.positions[at] as number
        if (!live.has(position)) continue
        positions[count] = position
        impacts[count] = segment.impacts[at] as number
        fields[count++] = segment.fields[at] as number
      }
    }
    return { term, positions, impacts, fields }
  }

  /** Takes over settled segments, as long as it has none itself. */
  restore(segments: readonly Segment[]): void {
    this.#settled.push(...segments)
    const last = segments.at(-1)
    if (last) this.#open.first = last.first + last.size
  }
}
