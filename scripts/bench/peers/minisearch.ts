import MiniSearch from 'minisearch'
import type { PublishedActivity } from '../../../server/catalogue/reader'
import type { Taxonomy } from '../../../taxonomy/taxonomy'
import type { Answer, Engine, FacetCounts } from '../engine'
import { FIELDS, type Field, textsOf, WEIGHTS } from './documents'

/** MiniSearch as it comes: any word, prefixes, a fifth of a word mistyped; facets by plain counting. */
export class MiniSearchPeer implements Engine {
  readonly name = 'MiniSearch'
  readonly #mini = new MiniSearch<{ id: number } & Record<Field, string>>({
    fields: FIELDS,
    searchOptions: { boost: { ...WEIGHTS }, prefix: true, fuzzy: 0.2, combineWith: 'OR' },
  })
  /** The places in `#values` of what each activity carries, by its id. */
  readonly #carried = new Map<number, Uint16Array>()
  readonly #values: { param: string; id: string }[] = []

  constructor(readonly taxonomy: Taxonomy) {}

  async build(activities: readonly PublishedActivity[]): Promise<void> {
    const places = new Map<string, number>()
    const placeOf = (param: string, id: string) => {
      const key = `${param}=${id}`
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, this.#values.length)
      return this.#values.push({ param, id }) - 1
    }
    for (const activity of activities) {
      this.#mini.add({ id: activity.id, ...textsOf(this.taxonomy, activity) })
      const carried = this.taxonomy.facets.flatMap((facet) =>
        this.taxonomy.valuesOf(activity.content, facet).map((id) => placeOf(facet.param, id)),
      )
      this.#carried.set(activity.id, Uint16Array.from(carried))
    }
  }

  search(q: string, limit: number): Answer {
    const results = this.#mini.search(q)
    const counts = new Uint32Array(this.#values.length)
    for (const { id } of results)
      for (const place of this.#carried.get(id) ?? []) counts[place] = (counts[place] ?? 0) + 1
    return {
      ids: results.slice(0, limit).map(({ id }) => id),
      total: results.length,
      facets: this.#named(counts),
    }
  }

  #named(counts: Uint32Array): FacetCounts {
    const facets: FacetCounts = Object.fromEntries(
      this.taxonomy.facets.map(({ param }) => [param, {}]),
    )
    for (const [place, { param, id }] of this.#values.entries()) {
      const values = facets[param]
      if (values) values[id] = counts[place] ?? 0
    }
    return facets
  }
}
