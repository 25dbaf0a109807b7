import { Catalogue } from '../../server/catalogue/catalogue'
import type { PublishedActivity } from '../../server/catalogue/reader'
import { suggest } from '../../server/catalogue/suggest'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Answer, Engine } from './engine'
import { MemoryReader } from './memory-reader'

/** The product's own search: with facets and, what no peer does, highlights. */
export class OurSearch implements Engine {
  readonly name = 'ours'
  #catalogue: Catalogue | undefined

  constructor(readonly taxonomy: Taxonomy) {}

  async build(activities: readonly PublishedActivity[]): Promise<void> {
    this.#catalogue = new Catalogue(new MemoryReader(activities), this.taxonomy)
    await this.#catalogue.load()
    await this.#catalogue.warm()
  }

  suggest(q: string): unknown {
    if (!this.#catalogue) throw new Error('Suggest before build')
    return suggest(this.#catalogue.index, q)
  }

  async search(q: string, limit: number): Promise<Answer> {
    if (!this.#catalogue) throw new Error('Search before build')
    const { items, total, facets } = await this.#catalogue.search({
      q,
      filters: {},
      limit,
      offset: 0,
    })
    return {
      ids: items.map(({ id }) => id),
      total,
      // Its own counts in the peers' shape, when asked: making that is no part of a search.
      get facets() {
        return Object.fromEntries(
          Object.entries(facets).map(([param, values]) => [
            param,
            Object.fromEntries(values.map(({ id, count }) => [id, count])),
          ]),
        )
      },
    }
  }
}
