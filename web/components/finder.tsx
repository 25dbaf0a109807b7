import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import type { SearchResult, Sort } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { settle } from '../lib/address'
import { useI18n } from '../lib/i18n'
import { listTitle } from '../lib/titles'
import { LIST_PATH, type ListState, readState, toggled, type View } from '../lib/urls'
import { type Move, useFinder } from '../lib/use-finder'
import { useLive } from '../lib/use-live'
import { Chips } from './chips'
import { FacetRail } from './facet-rail'
import { ResultBar } from './result-bar'
import { Results } from './results'

interface FinderProps {
  result: SearchResult
  facets: FacetInfo[]
  view: View
  /** Address the page was asked for, path and query. */
  url: string
}

/**
 * Search field, facets and results of the list. Without scripts it is a form; with them
 * every change fetches the new answer at once and writes itself into the address.
 */
export function Finder({ result: firstResult, facets, view, url }: FinderProps) {
  const i18n = useI18n()
  const { t } = i18n
  const live = useLive()
  const field = useRef<HTMLInputElement>(null)
  const top = useRef<HTMLElement>(null)
  const params = useMemo(() => facets.map((facet) => facet.param), [facets])
  const initial = { state: firstState(firstResult, params, view, url), result: firstResult }

  const fillField = useCallback((next: ListState) => {
    if (field.current) field.current.value = next.q
  }, [])
  const { state, result, failed, busy, go, wanted } = useFinder(initial, params, fillField)

  const type = () => {
    const q = field.current?.value ?? ''
    if (q !== wanted.current.q) go({ ...wanted.current, q, offset: 0 }, 'replace')
  }
  const choose = (event: Event) => {
    const control = event.target
    if (control instanceof HTMLSelectElement) go(sorted(wanted.current, control.value), 'push')
    if (control instanceof HTMLInputElement && control.type === 'checkbox')
      go(toggled(wanted.current, control.name, control.value), 'push')
  }
  /** Links that lead to another state of this list are followed without leaving the page. */
  const follow = (event: MouseEvent) => {
    settle()
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.pathname !== LIST_PATH || isForNewTab(event)) return
    event.preventDefault()
    const next = readState(link.href, params)
    const move: Move = 'push'
    const turned = next.offset !== wanted.current.offset
    fillField(next)
    go(next, move).then(() => {
      // The link followed may be gone, and with it the place of a keyboard's user.
      top.current?.focus({ preventScroll: !turned })
      if (turned) top.current?.scrollIntoView()
    })
  }

  // What was typed or ticked before the scripts arrived, or restored by the browser.
  useEffect(type, [])
  useEffect(() => {
    document.title = t('site.title', { page: listTitle(result, i18n) })
  }, [result, i18n, t])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard clicks links, too
    <form
      class="finder"
      action={LIST_PATH}
      autocomplete="off"
      onChange={choose}
      onClick={follow}
      onSubmit={(event) => {
        event.preventDefault()
        type()
      }}
    >
      <search class="finder-words">
        <label for="q">{t('search.label')}</label>
        <div class="field">
          <input
            id="q"
            ref={field}
            name="q"
            type="search"
            maxLength={300}
            defaultValue={initial.state.q}
            onInput={type}
            aria-describedby="q-hint"
            aria-keyshortcuts="/"
            data-search
          />
          <button class="button" type="submit">
            {t('search.submit')}
          </button>
        </div>
        <p id="q-hint" class="hint">
          {t('search.hint')}
        </p>
      </search>
      {state.view === 'table' && <input type="hidden" name="view" value="table" />}
      <FacetRail facets={facets} values={result.facets} state={state} live={live} />
      <section class="results" ref={top} tabIndex={-1} aria-busy={busy} aria-labelledby="results">
        <h2 id="results" class="unseen">
          {t('activities.results')}
        </h2>
        <ResultBar result={result} state={state} />
        <Chips facets={facets} values={result.facets} state={state} />
        {failed && (
          <p class="note error" role="alert">
            {t('activities.error')}{' '}
            <button type="button" onClick={() => go(wanted.current, 'none')}>
              {t('activities.retry')}
            </button>
          </p>
        )}
        <Results result={result} facets={facets} state={state} />
      </section>
    </form>
  )
}

/** The state the server answered: what it put aside as wrong is not in it. */
function firstState(result: SearchResult, params: string[], view: View, url: string): ListState {
  const asked = readState(url, params)
  const { q, filters, limit, offset } = result.query
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

/** The state sorted anew; the order that would be taken anyway is left unsaid. */
function sorted(state: ListState, value: string): ListState {
  return { ...state, offset: 0, sort: value === 'relevance' ? null : (value as Sort) }
}

function isForNewTab(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}
