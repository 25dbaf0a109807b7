import type { PageModel } from '../../taxonomy/pages'
import { NOT_STATED } from '../../taxonomy/taxonomy'
import type { Catalogue } from '../catalogue/catalogue'
import { columnsOf } from './columns'
import { DUMP_FORMATS } from './dumps'

/** The page that tells how to get the data. */
export function dataModel({
  index,
  revision,
  taxonomy,
}: Catalogue): Extract<PageModel, { page: 'data' }> {
  // Examples show what the catalogue has most of.
  const counts = index.facets.count(index.all)
  const examples = taxonomy.facets.slice(0, 2).flatMap((facet) => {
    const [most] = index.facets
      .list(facet)
      .filter(({ id }) => id !== NOT_STATED.id)
      .sort((a, b) => (counts[b.number] as number) - (counts[a.number] as number))
    return most ? [{ param: facet.param, id: most.id, label: most.label }] : []
  })
  return {
    page: 'data',
    total: index.size,
    revision,
    examples,
    dumps: [...DUMP_FORMATS],
    columns: columnsOf(taxonomy, '')
      .filter(({ isPublic }) => isPublic)
      .map(({ name, type, help }) => ({ name, type, help })),
  }
}
