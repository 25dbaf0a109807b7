import type { SearchResult, Suggestions } from '../../taxonomy/api'
import { type ListState, listApiUrl, suggestUrl } from './urls'

/** The answer to a list's state. Throws when it cannot be had, also when aborted. */
export function fetchResult(state: ListState, signal: AbortSignal): Promise<SearchResult> {
  return fetchJson(listApiUrl(state), signal)
}

/** What the letters typed so far could mean. */
export function fetchSuggestions(q: string, signal: AbortSignal): Promise<Suggestions> {
  return fetchJson(suggestUrl(q), signal)
}

async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${response.status} for ${url}`)
  return response.json() as Promise<T>
}
