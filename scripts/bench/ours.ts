import { Catalogue } from '../../server/catalogue/catalogue'
import type { PublishedActivity } from '../../server/catalogue/reader'
import { suggest } from '../../server/catalogue/suggest'
import type { SearchResult } from '../../taxonomy/api'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Answer, Engine, FacetCounts } from './engine'
import { MemoryReader } from './memory-reader'

/** The product's own search: with facets and, what no peer does, highlights. */
export class OurSearch implements Engine {
  readonly name = 'ours'
  readonly #reader = new MemoryReader()
  readonly #catalogue: Catalogue

  constructor(taxonomy: Taxonomy) {
    this.#catalogue = new Catalogue(this.#reader, taxonomy)
  }

  async build(activities: readonly PublishedActivity[]): Promise<void> {
    this.#reader.hold(activities)
    await this.#catalogue.load()
    await this.#catalogue.warm()
  }

  suggest(q: string): unknown {
    return suggest(this.#catalogue.index, q)
  }

  async search(q: string, limit: number): Promise<Answer> {
    return new OurAnswer(await this.#catalogue.search({ q, filters: {}, limit, offset: 0 }))
  }
}

/**
 * An answer with its own counts in the peers' shape when asked: making that is no part of a
 * search. A class, as every getter of an object literal makes a hidden class that keeps the
 * whole result until the next major collection.
 */
class OurAnswer implements Answer {
  readonly #result: SearchResult

  constructor(result: SearchResult) {
    this.#result = result
  }

  get ids(): number[] {
    return this.#result.items.map(({ id }) => id)
  }

  get total(): number {
    return this.#result.total
  }

  get facets(): FacetCounts {
    return Object.fromEntries(
      Object.entries(this.#result.facets).map(([param, values]) => [
        param,
        Object.fromEntries(values.map(({ id, count }) => [id, count])),
      ]),
    )
  }
}
