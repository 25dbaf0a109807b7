import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Catalogue } from '../catalogue/catalogue'
import type { PublishedActivity } from '../catalogue/reader'
import type { SearchRequest } from '../catalogue/search'
import { LICENCE } from '../catalogue/view'
import { say } from '../messages/say'

/** How many activities are in memory at once while a list is written. */
const PAGE = 25

/** The activities of one view of the list, as they were at one moment, and what there is to say of them. */
export interface Selection {
  taxonomy: Taxonomy
  /** Address of the site, without a slash at the end. */
  origin: string
  /** Address of the view as people see it. */
  url: string
  total: number
  revision: string
  /** ISO time of the last change in it. */
  asOf: string
  /** The query in words, by part: `[['Words', 'flood'], ['SDG', 'Climate Action']]`. */
  query: [string, string][]
  sort: string
  licence: string
  attribution: string
  /** The activities in the view's order, some at a time: all, or those from one place up to another. */
  pages: (from?: number, to?: number) => AsyncGenerator<PublishedActivity[]>
}

type ListRequest = Omit<SearchRequest, 'limit' | 'offset'>

/** What a search finds, all of it. */
export async function selectionOf(
  catalogue: Pick<Catalogue, 'reader' | 'taxonomy' | 'select'>,
  request: ListRequest,
  origin: string,
): Promise<Selection> {
  const { reader, taxonomy } = catalogue
  const { ids, event, sort, corrected } = catalogue.select(request)
  const asOf = (await reader.timeOf(event)) ?? '1970-01-01T00:00:00.000Z'
  const url = origin + viewOf(request)
  return {
    taxonomy,
    origin,
    url,
    total: ids.length,
    revision: String(event),
    asOf,
    query: inWords(taxonomy, request, corrected),
    sort,
    licence: LICENCE,
    attribution: say('export.attributed', { url, day: asOf.slice(0, 10), revision: event }),
    pages: async function* (from = 0, to = ids.length) {
      for (let at = from; at < Math.min(to, ids.length); at += PAGE) {
        const some = Array.from(ids.subarray(at, Math.min(at + PAGE, to)))
        const known = new Map((await reader.listPublishedAt(some, event)).map((a) => [a.id, a]))
        yield some.flatMap((id) => known.get(id) ?? [])
        // Readers of pages must not wait for the end of a long list.
        await new Promise(setImmediate)
      }
    },
  }
}

/** Path and query of a view: `/activities?q=flood&sdg=13`. */
export function viewOf({ q, filters, sort }: ListRequest): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  for (const [param, values] of Object.entries(filters))
    for (const value of values) query.append(param, value)
  if (sort) query.set('sort', sort)
  return query.size > 0 ? `/activities?${query}` : '/activities'
}

function inWords(
  taxonomy: Taxonomy,
  { q, filters }: ListRequest,
  corrected: string | undefined,
): [string, string][] {
  const chosen = taxonomy.facets.flatMap((facet): [string, string][] => {
    const values = filters[facet.param] ?? []
    const labels = values.map((value) => taxonomy.labelOf(facet, value))
    const either = (one: string, other: string) => say('export.either', { one, other })
    return labels.length > 0 ? [[facet.singular, labels.reduce(either)]] : []
  })
  const words = corrected === undefined ? q : say('export.readAs', { words: q, corrected })
  return [...(q ? [[say('export.words'), words] as [string, string]] : []), ...chosen]
}

/** An address with more parameters: `/x?a=1` and `{ b: '2' }` → `/x?a=1&b=2`. */
export function withParameters(address: string, more: Record<string, string>): string {
  const added = new URLSearchParams(more).toString()
  return added === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${added}`
}
