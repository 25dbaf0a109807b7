import type { ActivityContent } from '../../taxonomy/activity'
import type { FacetValue } from '../../taxonomy/api'
import { type Facet, NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import { Bitset } from './bitset'

/** A value of a facet with the activities that carry it, by position in the index. */
export interface FacetMembers {
  id: string
  label: string
  members: Bitset
  /** How many carry it. */
  count: number
  /** Its number among the values of all facets, as `FacetCounts` has it. */
  number: number
  /** Of it, not chosen, with counts that searches have had; see `countedValue`. */
  counted: FacetValue[]
}

/** How many of some activities carry each value, by the value's number. */
export type FacetCounts = Uint32Array

/** All that a `FacetIndex` is made of. */
export interface FacetParts {
  /** By number. */
  values: readonly { param: string; id: string; number: number; members: Int32Array }[]
  carried: Uint16Array
  starts: Uint32Array
  live: Int32Array
}

/**
 * Which activities carry which value of which facet, both ways: bit sets of activities by
 * value, for filters; numbers of values by activity, for counts.
 */
export class FacetIndex {
  readonly #values = new Map<string, Map<string, { members: Bitset; number: number }>>()
  readonly #listed = new Map<string, FacetMembers[]>()
  /** The activities that are in, and how many of them carry each value, by its number. */
  #live = new Bitset()
  readonly #totals: number[] = []
  readonly #params: readonly string[]
  /** By value number, the place of its facet in `#params`. */
  readonly #facets: number[] = []
  /** Values of the activities one after another, and where those of each begin. */
  #carried = new Uint16Array(1024)
  #starts = new Uint32Array(64)
  #end = 0

  constructor(readonly taxonomy: Taxonomy) {
    this.#params = taxonomy.facets.map(({ param }) => param)
    for (const param of this.#params) this.#values.set(param, new Map())
  }

  /** Takes in an activity at the next position. */
  add(position: number, content: ActivityContent): void {
    this.#starts = withRoom(this.#starts, position + 2)
    this.#starts[position] = this.#end
    this.#live.add(position)
    for (const facet of this.taxonomy.facets)
      for (const id of this.taxonomy.valuesOf(content, facet)) {
        const value = this.#value(facet.param, id)
        value.members.add(position)
        this.#totals[value.number] = (this.#totals[value.number] ?? 0) + 1
        this.#carried = withRoom(this.#carried, this.#end + 1)
        this.#carried[this.#end++] = value.number
      }
    this.#starts[position + 1] = this.#end
    this.#listed.clear()
  }

  remove(position: number): void {
    this.#live.delete(position)
    const end = this.#starts[position + 1] as number
    for (let at = this.#starts[position] as number; at < end; at++) {
      const value = this.#carried[at] as number
      this.#totals[value] = (this.#totals[value] as number) - 1
    }
    for (const values of this.#values.values())
      for (const { members } of values.values()) members.delete(position)
    this.#listed.clear()
  }

  /** The activities that carry a value. */
  membersOf(param: string, id: string): Bitset {
    return this.#valuesOf(param).get(id)?.members ?? new Bitset()
  }

  /** Numbers of the values that an activity carries, of all facets; not to be kept. */
  carriedAt(position: number): Uint16Array {
    return this.#carried.subarray(this.#starts[position], this.#starts[position + 1])
  }

  /** How many of a facet's values an activity carries. */
  breadthAt(param: string, position: number): number {
    const facet = this.#params.indexOf(param)
    const end = this.#starts[position + 1] as number
    let breadth = 0
    for (let at = this.#starts[position] as number; at < end; at++)
      if (this.#facets[this.#carried[at] as number] === facet) breadth++
    return breadth
  }

  /** How many of some activities carry each value. */
  count(among: Bitset): FacetCounts {
    // Counting those that are left out is less work when they are fewer.
    const rest = among.size * 2 > this.#live.size ? this.#live.without(among) : undefined
    if (!rest) return this.#walk(among)
    const counts = this.#walk(rest)
    for (let value = 0; value < counts.length; value++)
      counts[value] = (this.#totals[value] as number) - (counts[value] as number)
    return counts
  }

  /** Counts in a step for each value of each activity. */
  #walk(among: Bitset): FacetCounts {
    const counts = new Uint32Array(this.#facets.length)
    const carried = this.#carried
    const starts = this.#starts
    among.forEach((position) => {
      const end = starts[position + 1] as number
      for (let at = starts[position] as number; at < end; at++) {
        const value = carried[at] as number
        counts[value] = (counts[value] as number) + 1
      }
    })
    return counts
  }

  /**
   * The values of a facet that some activity carries, in an order that no search changes,
   * so that nothing moves under the pointer: the vocabulary's own, or most activities
   * first; years from the latest; "not stated" last.
   */
  list(facet: Facet): readonly FacetMembers[] {
    const ready = this.#listed.get(facet.param)
    if (ready) return ready
    const places = new Map(facet.vocabulary?.concepts.map((concept, place) => [concept.id, place]))
    const rank = ({ id, count }: FacetMembers) => {
      if (id === NOT_STATED.id) return Number.POSITIVE_INFINITY
      if (!facet.vocabulary) return -Number(id)
      return facet.vocabulary.order === 'given' ? (places.get(id) ?? 0) : -count
    }
    const values = [...this.#valuesOf(facet.param)]
      .map(([id, { members, number }]) => {
        const label = this.taxonomy.labelOf(facet, id)
        return { id, members, number, label, count: this.#totals[number] as number, counted: [] }
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => rank(a) - rank(b) || (a.label < b.label ? -1 : 1))
    this.#listed.set(facet.param, values)
    return values
  }

  /** What it holds, as it is now, to be restored from. */
  snapshot(): FacetParts {
    const values = [...this.#values].flatMap(([param, byId]) =>
      [...byId].map(([id, { members, number }]) => ({
        param,
        id,
        number,
        members: members.words.slice(),
      })),
    )
    return {
      values: values.sort((a, b) => a.number - b.number),
      carried: this.#carried.slice(0, this.#end),
      starts: this.#starts.slice(),
      live: this.#live.words.slice(),
    }
  }

  /** Takes over a snapshot; for an index that is empty. */
  restore({ values, carried, starts, live }: FacetParts): void {
    for (const { param, id, members, number } of values) {
      const value = this.#value(param, id)
      value.members = Bitset.of(members)
      this.#totals[number] = value.members.size
    }
    this.#carried = carried.slice()
    this.#starts = starts.slice()
    this.#end = carried.length
    this.#live = Bitset.of(live)
  }

  #value(param: string, id: string) {
    const values = this.#valuesOf(param)
    const known = values.get(id)
    if (known) return known
    const number = this.#facets.push(this.#params.indexOf(param)) - 1
    const value = { members: new Bitset(), number }
    values.set(id, value)
    return value
  }

  #valuesOf(param: string) {
    return this.#values.get(param) ?? new Map<string, never>()
  }
}

/** Counts below this are so common that a value with one of them is kept. */
const COMMON = 64

/** A value that is not chosen with a count: mostly an object that was answered before, never to be changed. */
export function countedValue({ id, label, counted }: FacetMembers, count: number): FacetValue {
  if (count >= COMMON) return { id, label, count, selected: false }
  // Filled up from 0, as an array with holes is slow.
  while (counted.length <= count)
    counted.push({ id, label, count: counted.length, selected: false })
  return counted[count] as FacetValue
}

function withRoom<Type extends Uint16Array | Uint32Array>(values: Type, length: number): Type {
  if (values.length >= length) return values
  const grown = new (values.constructor as new (length: number) => Type)(length * 2)
  grown.set(values)
  return grown
}
