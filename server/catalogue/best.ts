import type { Bitset } from './bitset'
import type { Match } from './rank'

/**
 * The best of some activities by their scores, best first; equals in the order of their ids.
 *
 * @param among only these count, all if left out
 */
export function bestOf(
  match: Pick<Match, 'positions' | 'scores'>,
  many: number,
  idAt: (position: number) => number,
  among?: Bitset,
): number[] {
  const { positions } = match
  const places = bestPlaces(match, many, (place) => idAt(positions[place] as number), among)
  return places.map((place) => positions[place] as number)
}

/** The places of the best in a match, best first: a heap whose root is the worst of the best so far. */
function bestPlaces(
  { positions, scores }: Pick<Match, 'positions' | 'scores'>,
  many: number,
  keyAt: (place: number) => number,
  among?: Bitset,
): number[] {
  const heap: number[] = []
  const isWorse = (a: number, b: number) => {
    const one = scores[a] as number
    const other = scores[b] as number
    return one === other ? keyAt(a) > keyAt(b) : one < other
  }
  const swap = (a: number, b: number) => {
    const place = heap[a] as number
    heap[a] = heap[b] as number
    heap[b] = place
  }
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >>> 1
      if (!isWorse(heap[at] as number, heap[parent] as number)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = (end: number) => {
    for (let at = 0; ; ) {
      let worst = at
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < end; child++)
        if (isWorse(heap[child] as number, heap[worst] as number)) worst = child
      if (worst === at) return
      swap(at, worst)
      at = worst
    }
  }
  for (let place = 0; place < positions.length; place++) {
    if (among && !among.has(positions[place] as number)) continue
    if (heap.length < many) rise(heap.push(place) - 1)
    else if (many > 0 && isWorse(heap[0] as number, place)) {
      heap[0] = place
      sink(many)
    }
  }
  for (let end = heap.length - 1; end > 0; end--) {
    swap(0, end)
    sink(end)
  }
  return heap
}

/** The worst of so many of the best scores; −Infinity where there are not more than these. */
export function leastOfBest(scores: Float32Array, many: number): number {
  if (scores.length <= many) return Number.NEGATIVE_INFINITY
  const heap = scores.slice(0, many).sort()
  for (let place = many; place < scores.length; place++) {
    const score = scores[place] as number
    if (score <= (heap[0] as number)) continue
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child + 1 < many && (heap[child + 1] as number) < (heap[child] as number)) child++
      if (child >= many || score <= (heap[child] as number)) break
      heap[at] = heap[child] as number
      at = child
    }
    heap[at] = score
  }
  return heap[0] as number
}
