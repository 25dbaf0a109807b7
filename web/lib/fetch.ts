import type { SearchResult, Suggestions, VocabularyDetail } from '../../taxonomy/api'
import { type ListState, listApiUrl, suggestUrl, vocabularyApiUrl } from './urls'

/** The answer to a list's state. Throws when it cannot be had, also when aborted. */
export function fetchResult(state: ListState, signal: AbortSignal): Promise<SearchResult> {
  return fetchJson(listApiUrl(state), signal)
}

/** What the letters typed so far could mean. */
export function fetchSuggestions(q: string, signal: AbortSignal): Promise<Suggestions> {
  return fetchJson(suggestUrl(q), signal)
}

const spellings = new Map<string, Promise<ReadonlyMap<string, string[]>>>()

/**
 * What else the values of a vocabulary are called, in all languages of the UN, by id:
 * `{ unhcr: ['unhcr', 'UN Refugee Agency', …, '难民署'] }`.
 * Asked for once; a failure is forgotten, so that the next call asks again.
 */
export function fetchSpellings(vocabulary: string): Promise<ReadonlyMap<string, string[]>> {
  const known = spellings.get(vocabulary)
  if (known) return known
  const asked = fetchJson<VocabularyDetail>(vocabularyApiUrl(vocabulary)).then(
    ({ concepts }) =>
      new Map(
        concepts.map(({ id, name, acronym, aliases, labels }) => [
          id,
          [id, name ?? '', acronym ?? '', ...aliases, ...Object.values(labels).flat()],
        ]),
      ),
  )
  spellings.set(vocabulary, asked)
  asked.catch(() => spellings.delete(vocabulary))
  return asked
}

async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json' }
  const response = await fetch(url, { signal: signal ?? null, headers })
  if (!response.ok) throw new Error(`${response.status} for ${url}`)
  return response.json() as Promise<T>
}
