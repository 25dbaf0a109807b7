import { create, insert, search } from '@orama/orama'
import type { PublishedActivity } from '../../../server/catalogue/reader'
import type { Taxonomy } from '../../../taxonomy/taxonomy'
import type { Answer, Engine, FacetCounts } from '../engine'
import { FIELDS, textsOf, WEIGHTS } from './documents'

/** Orama with one letter's tolerance and its own facets. */
export class OramaPeer implements Engine {
  readonly name = 'Orama'
  readonly #db

  constructor(readonly taxonomy: Taxonomy) {
    this.#db = create({
      schema: {
        ...Object.fromEntries(FIELDS.map((field) => [field, 'string' as const])),
        ...Object.fromEntries(
          taxonomy.facets.map(({ param }) => [keyOf(param), 'enum[]' as const]),
        ),
      },
      sort: { enabled: false },
    })
  }

  async build(activities: readonly PublishedActivity[]): Promise<void> {
    for (const activity of activities)
      await insert(this.#db, {
        id: String(activity.id),
        ...textsOf(this.taxonomy, activity),
        ...Object.fromEntries(
          this.taxonomy.facets.map((facet) => [
            keyOf(facet.param),
            this.taxonomy.valuesOf(activity.content, facet),
          ]),
        ),
      })
  }

  async search(q: string, limit: number): Promise<Answer> {
    const { hits, count, facets } = await search(this.#db, {
      term: q,
      properties: FIELDS,
      boost: { ...WEIGHTS },
      tolerance: 1,
      limit,
      facets: Object.fromEntries(this.taxonomy.facets.map(({ param }) => [keyOf(param), {}])),
    })
    const counts: FacetCounts = Object.fromEntries(
      this.taxonomy.facets.map(({ param }) => [param, facets?.[keyOf(param)]?.values ?? {}]),
    )
    return { ids: hits.map(({ id }) => Number(id)), total: count, facets: counts }
  }
}

/** Facets and texts share one namespace in Orama, where `sector` may be both. */
function keyOf(param: string): string {
  return `facet-${param}`
}
