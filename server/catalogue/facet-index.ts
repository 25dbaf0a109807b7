import type { ActivityContent } from '../../taxonomy/activity'
import { type Facet, NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import { Bitset } from './bitset'

/** A value of a facet with the activities that carry it, by position in the index. */
export interface FacetMembers {
  id: string
  label: string
  members: Bitset
}

/** Which activities carry which value of which facet, as bit sets. */
export class FacetIndex {
  readonly #values = new Map<string, Map<string, Bitset>>()
  readonly #breadths = new Map<string, number[]>()
  readonly #listed = new Map<string, FacetMembers[]>()

  constructor(readonly taxonomy: Taxonomy) {
    for (const { param } of taxonomy.facets) {
      this.#values.set(param, new Map())
      this.#breadths.set(param, [])
    }
  }

  add(position: number, content: ActivityContent): void {
    for (const facet of this.taxonomy.facets) {
      const values = this.#valuesOf(facet.param)
      const ids = this.taxonomy.valuesOf(content, facet)
      const breadths = this.#breadths.get(facet.param)
      if (breadths) breadths[position] = ids.length
      for (const id of ids) {
        const members = values.get(id) ?? new Bitset()
        members.add(position)
        values.set(id, members)
      }
    }
    this.#listed.clear()
  }

  remove(position: number): void {
    for (const values of this.#values.values())
      for (const members of values.values()) members.delete(position)
    this.#listed.clear()
  }

  /** The activities that carry a value. */
  membersOf(param: string, id: string): Bitset {
    return this.#valuesOf(param).get(id) ?? new Bitset()
  }

  /** How many values of a facet an activity carries. */
  breadthAt(param: string, position: number): number {
    return this.#breadths.get(param)?.[position] ?? 0
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
    const rank = ({ id, members }: FacetMembers) => {
      if (id === NOT_STATED.id) return Number.POSITIVE_INFINITY
      if (!facet.vocabulary) return -Number(id)
      return facet.vocabulary.order === 'given' ? (places.get(id) ?? 0) : -members.size
    }
    const values = [...this.#valuesOf(facet.param)]
      .filter(([, members]) => members.size > 0)
      .map(([id, members]) => ({ id, members, label: this.taxonomy.labelOf(facet, id) }))
      .sort((a, b) => rank(a) - rank(b) || (a.label < b.label ? -1 : 1))
    this.#listed.set(facet.param, values)
    return values
  }

  #valuesOf(param: string): Map<string, Bitset> {
    return this.#values.get(param) ?? new Map()
  }
}
