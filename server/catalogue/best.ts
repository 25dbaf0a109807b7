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
export function bestPlaces(
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
  const sink = () => {
    for (let at = 0; ; ) {
      let worst = at
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child++)
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
      sink()
    }
  }
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1))
}
