import type { SearchResult, Sort } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'

export type View = 'cards' | 'table'

/** The ways to sort, in the order offered. */
export const SORTS: readonly Sort[] = ['relevance', 'updated', 'start', 'title']

/** All that an address of the list says; the address is the whole state. */
export interface ListState {
  q: string
  /** Chosen value ids by facet parameter. */
  filters: Record<string, string[]>
  /** `null` leaves it to the server: by relevance with words, else by last change. */
  sort: Sort | null
  /** `null` is the server's default. */
  limit: number | null
  offset: number
  view: View
}

export const LIST_PATH = '/activities'
const API = '/api/v1'

/** Reads the state out of an address (`/activities?q=x&sdg=13`), given the facets' parameters. */
export function readState(url: string, params: string[]): ListState {
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1])
  const filters: ListState['filters'] = {}
  for (const param of params) {
    const ids = [...new Set(query.getAll(param))]
    if (ids.length > 0) filters[param] = ids
  }
  const sort = query.get('sort')
  return {
    q: query.get('q') ?? '',
    filters,
    sort: SORTS.find((known) => known === sort) ?? null,
    limit: Number(query.get('limit')) || null,
    offset: Number(query.get('offset')) || 0,
    view: query.get('view') === 'table' ? 'table' : 'cards',
  }
}

/**
 * The state that an answer is to: what the server put aside as wrong in the address is not
 * in it, and what the address left to the server is still left to it.
 */
export function answeredState(
  { query }: SearchResult,
  url: string,
  params: string[],
  view: View,
): ListState {
  const asked = readState(url, params)
  const { q, filters, limit, offset } = query
  const chosen = Object.entries(filters).filter(([, ids]) => ids.length > 0)
  return {
    q,
    filters: Object.fromEntries(chosen),
    sort: asked.sort,
    limit: asked.limit && limit,
    offset,
    view,
  }
}

/** Address of a list: `/activities?q=…&sdg=13&sdg=2`; nothing is said that is the default. */
export function listUrl(state: Partial<ListState> = {}): string {
  const query = listQuery(state)
  if (state.view === 'table') query.set('view', 'table')
  return withQuery(LIST_PATH, query)
}

/** Address of the same list as JSON. */
export function listApiUrl(state: Partial<ListState> = {}): string {
  return withQuery(`${API}${LIST_PATH}`, listQuery(state))
}

/** The forms in which a list can be had, with the ending of each one's address. */
const LIST_FILES = {
  CSV: 'csv',
  Excel: 'xlsx',
  JSON: 'json',
  NDJSON: 'ndjson',
  'JSON-LD': 'jsonld',
  Atom: 'atom',
}

/** All of a list in one of its forms: `/activities.csv?sdg=13`. */
export function listFileUrl({ q, filters, sort }: Partial<ListState>, ending: string): string {
  // A feed brings what is new first, however the page is sorted.
  const order = ending === 'atom' ? null : sort
  return withQuery(`${LIST_PATH}.${ending}`, listQuery({ q, filters, sort: order }))
}

/** All of a list in every form, by name. */
export function listFiles(state: Partial<ListState>): [string, string][] {
  return Object.entries(LIST_FILES).map(([name, ending]) => [name, listFileUrl(state, ending)])
}

/** The address search engines are to keep of a list: what is found, not how it is shown. */
export function canonicalListUrl({ q, filters, offset }: ListState): string {
  return listUrl({ q, filters, offset })
}

function listQuery({ q, filters = {}, sort, limit, offset }: Partial<ListState>): URLSearchParams {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  for (const [param, ids] of Object.entries(filters)) for (const id of ids) query.append(param, id)
  if (sort) query.set('sort', sort)
  if (limit) query.set('limit', `${limit}`)
  if (offset) query.set('offset', `${offset}`)
  return query
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** The state with one value of a facet chosen or no longer chosen, back on the first page. */
export function toggled(state: ListState, param: string, id: string): ListState {
  const chosen = state.filters[param] ?? []
  const ids = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]
  const { [param]: _, ...rest } = state.filters
  return { ...state, offset: 0, filters: ids.length > 0 ? { ...rest, [param]: ids } : rest }
}

/** The state with a value chosen besides what is chosen already, back on the first page. */
export function chosenToo(state: ListState, param: string, id: string): ListState {
  return state.filters[param]?.includes(id) ? { ...state, offset: 0 } : toggled(state, param, id)
}

/** The state sorted anew; the order that would be taken anyway is left unsaid. */
export function sorted(state: ListState, value: string): ListState {
  return { ...state, offset: 0, sort: value === 'relevance' ? null : (value as Sort) }
}

/** How many values are chosen, of all facets. */
export function chosenCount(state: ListState): number {
  return Object.values(state.filters).reduce((sum, ids) => sum + ids.length, 0)
}

/** Where visitors name an activity that is missing. */
export const SUGGEST_PATH = '/suggest-activity'
export const correctUrl = (id: number) => `${activityUrl(id)}/correct`
export const activityUrl = (id: number) => `${LIST_PATH}/${id}`
export const activityFileUrl = (id: number, ending: string) => `${activityUrl(id)}.${ending}`
export const activityApiUrl = (id: number) => `${API}${LIST_PATH}/${id}`
export const historyUrl = (id: number, page = 1) =>
  `${activityUrl(id)}/versions${page > 1 ? `?page=${page}` : ''}`
export const historyApiUrl = (id: number) => `${activityApiUrl(id)}/versions`
export const suggestUrl = (q: string) => `${API}/suggest?${new URLSearchParams({ q })}`
export const vocabularyUrl = (id: string) => `/taxonomy/${id}`
/** The files of the taxonomy, or of one vocabulary, by name. */
export function taxonomyFiles(vocabulary?: string): [string, string][] {
  const path = vocabulary ? vocabularyUrl(vocabulary) : '/taxonomy'
  return [
    ['CSV', `${path}.csv`],
    ['SKOS (Turtle)', `${path}.ttl`],
    ['SKOS (JSON-LD)', `${path}.jsonld`],
    ['JSON', `${API}${path}`],
  ]
}

export const vocabularyApiUrl = (id: string) => `${API}/taxonomy/${id}`

/** Page of a facet's value where it has one, else the list of its activities. */
export function valueUrl(facet: FacetInfo, id: string): string {
  return facet.pages && facet.vocabulary
    ? `/${facet.vocabulary}/${encodeURIComponent(id)}`
    : listUrl({ filters: { [facet.param]: [id] } })
}

/** The facet's value that an address stands for (see `valueUrl`); `null` for any other address. */
export function valueAt(url: string, facets: FacetInfo[]): { param: string; id: string } | null {
  const [path = ''] = url.split('?')
  if (path === LIST_PATH) {
    const params = facets.map((facet) => facet.param)
    const [first] = Object.entries(readState(url, params).filters)
    return first ? { param: first[0], id: first[1][0] ?? '' } : null
  }
  const [, vocabulary, id] = path.split('/')
  const facet = facets.find((facet) => facet.pages && facet.vocabulary === vocabulary)
  return facet && id ? { param: facet.param, id: decodeURIComponent(id) } : null
}

/** Page that lists all of a facet's values. */
export function valuesUrl(facet: FacetInfo): string | null {
  if (!facet.vocabulary) return null
  return facet.pages ? `/${facet.vocabulary}` : vocabularyUrl(facet.vocabulary)
}

/**
 * An address given by a source, if it is one: http(s), nothing missing, no blanks.
 *
 * @example webAddress('https://example.org/e rticles/') === null
 */
export function webAddress(text: string): URL | null {
  if (/\s/.test(text.trim()) || !/^https?:\/\//i.test(text.trim())) return null
  try {
    const url = new URL(text.trim())
    return url.hostname.includes('.') ? url : null
  } catch {
    return null
  }
}

/** An address short enough to read: `example.org/en/articles/…`. */
export function shortAddress({ hostname, pathname }: URL, max = 70): string {
  const path = pathname === '/' ? '' : pathname
  const text = hostname.replace(/^www\./, '') + path
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}
