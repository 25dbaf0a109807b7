import type { ActivityItem, FacetValue, SearchResult, Sort } from '../../taxonomy/api'
import type { Facet } from '../../taxonomy/taxonomy'
import type { ActivityIndex } from './activity-index'
import { bestOf } from './best'
import { Bitset } from './bitset'
import { countedValue, type FacetCounts } from './facet-index'
import type { Match } from './rank'

/** A search as the address states it, checked. */
export interface SearchRequest {
  q: string
  /** Chosen values by facet parameter; several of one facet mean either. */
  filters: Readonly<Record<string, readonly string[]>>
  /** Left out: by relevance with words, newest first without. */
  sort?: Sort
  limit: number
  offset: number
}

/** What a search finds, before the rows of its page are read. */
export interface Found {
  total: number
  /** Positions in the index of this page's activities. */
  page: number[]
  match: Match | undefined
  /** How many have all words, where others are listed behind them. */
  complete: number | undefined
  /** Whether those stand before the others. */
  isCompleteFirst: boolean
  /** A near spelling that finds far more. */
  suggested: string | undefined
  facets: SearchResult['facets']
  sort: Sort
}

/** No values chosen. */
const NOTHING: readonly string[] = []

/** Finds ids and counts; needs no database. */
export function find(
  index: ActivityIndex,
  request: SearchRequest,
  match = index.match(request.q),
): Found {
  const matched = match?.members ?? index.all
  const chosen = chosenSets(index, request.filters)
  const members = chosen.reduce((set, { members }) => set.and(members), matched)
  const sort = sortOf(request, match)
  const total = members.size
  const complete = match?.complete?.sizeOfAnd(members)
  return {
    total,
    page: pageOf(index, members, match, sort, request),
    match,
    complete,
    isCompleteFirst: sort === 'relevance' && match?.isCompleteFirst === true,
    suggested: (complete ?? total) <= FEW ? suggestSpelling(index, request, match) : undefined,
    facets: countFacets(index, matched, members, chosen, request.filters),
    sort,
  }
}

/** With no more activities that have all words, another spelling may be meant. */
const FEW = 3

/** The likeliest near spelling, where it finds more than the one typed. */
function suggestSpelling(
  index: ActivityIndex,
  { q, filters }: SearchRequest,
  match: Match | undefined,
): string | undefined {
  // A word that no activity has was replaced already.
  if (!match || match.corrected) return undefined
  const [near] = index.spelledLike(q, false)
  return near && countFound(index, { q: near, filters }) > FEW ? near : undefined
}

/** How many activities a search finds. */
export function countFound(
  index: ActivityIndex,
  { q, filters }: Pick<SearchRequest, 'q' | 'filters'>,
): number {
  return narrowed(index, index.match(q)?.members ?? index.all, filters).size
}

/** Those of some activities that carry a chosen value of every facet with a choice. */
export function narrowed(
  index: ActivityIndex,
  among: Bitset,
  filters: SearchRequest['filters'],
): Bitset {
  return chosenSets(index, filters).reduce((set, { members }) => set.and(members), among)
}

function sortOf({ sort }: SearchRequest, match: Match | undefined): Sort {
  if (!match && (!sort || sort === 'relevance')) return 'updated'
  return sort ?? 'relevance'
}

interface Chosen {
  param: string
  members: Bitset
}

/** The activities that each facet's choice lets through. */
function chosenSets(index: ActivityIndex, filters: SearchRequest['filters']): Chosen[] {
  return Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([param, values]) => ({
      param,
      members: values
        .map((value) => index.facets.membersOf(param, value))
        .reduce((all, some) => all.or(some), new Bitset()),
    }))
}

function pageOf(
  index: ActivityIndex,
  members: Bitset,
  match: Match | undefined,
  sort: Sort,
  { limit, offset }: SearchRequest,
): number[] {
  if (match && sort === 'relevance') {
    const best = (many: number, among?: Bitset) =>
      many > 0 ? bestOf(match, many, (at) => index.idAt(at), among) : []
    const end = offset + limit
    if (!match.isCompleteFirst || !match.complete)
      return best(end, members === match.members ? undefined : members).slice(offset)
    const first = best(end, members.and(match.complete))
    const rest = best(end - first.length, members.without(match.complete))
    return [...first, ...rest].slice(offset)
  }
  const page: number[] = []
  let skipped = 0
  for (const position of index.inOrder(sort === 'relevance' ? 'updated' : sort)) {
    if (page.length >= limit) break
    if (!members.has(position) || skipped++ < offset) continue
    page.push(position)
  }
  return page
}

/**
 * Counts every value of every facet. A facet's own choice does not lower its other
 * values' counts: they say what choosing them too would add.
 */
function countFacets(
  index: ActivityIndex,
  matched: Bitset,
  members: Bitset,
  chosen: readonly Chosen[],
  filters: SearchRequest['filters'],
): SearchResult['facets'] {
  const counts = index.facets.count(members)
  const facets: SearchResult['facets'] = {}
  for (const facet of index.taxonomy.facets) {
    const { param } = facet
    const selected = filters[param] ?? NOTHING
    let own = counts
    if (selected.length > 0) {
      const others = chosen
        .filter((other) => other.param !== param)
        .reduce((set, other) => set.and(other.members), matched)
      own = index.facets.count(others)
    }
    facets[param] = countedValues(index, facet, own, selected)
  }
  return facets
}

/** The values of a facet that the catalogue holds, in the facet's order, with their counts. */
export function countedValues(
  index: ActivityIndex,
  facet: Facet,
  counts: FacetCounts,
  selected: readonly string[] = NOTHING,
): FacetValue[] {
  return index.facets.list(facet).map((value) => {
    const { id, label, number } = value
    const count = counts[number] as number
    if (!selected.includes(id)) return countedValue(value, count)
    return { id, label, count, selected: true }
  })
}

/** The answer to a search, from what was found and the rows of its page. */
export function toResult(
  request: SearchRequest,
  found: Found,
  items: ActivityItem[],
  revision: string,
  waysOn: SearchResult['waysOn'],
): SearchResult {
  return {
    total: found.total,
    items,
    facets: found.facets,
    query: {
      q: request.q,
      // What finds nothing either, under these filters, is no help.
      ...(found.match?.corrected && found.total > 0 ? { corrected: found.match.corrected } : {}),
      ...(found.suggested ? { suggested: found.suggested } : {}),
      ...(found.complete === undefined ? {} : { complete: found.complete }),
      ...(found.isCompleteFirst ? { completeFirst: true } : {}),
      filters: Object.fromEntries(
        Object.entries(request.filters).map(([param, values]) => [param, [...values]]),
      ),
      sort: found.sort,
      limit: request.limit,
      offset: request.offset,
    },
    ...(waysOn ? { waysOn } : {}),
    revision,
  }
}
