import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import type { SearchResult } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { settle } from '../lib/address'
import { useI18n } from '../lib/i18n'
import { listTitle, totalText } from '../lib/titles'
import {
  chosenToo,
  LIST_PATH,
  type ListState,
  readState,
  sorted,
  toggled,
  valueAt,
} from '../lib/urls'
import { useFinder } from '../lib/use-finder'
import { useLive } from '../lib/use-live'
import { Answer } from './answer'
import { FacetRail } from './facet-rail'
import { FinderWords } from './finder-words'

/** Id of the form that the search field belongs to once scripts run. */
const WORDS_FORM = 'words'

/** What the browser needs to take the list up; the rest it finds in the HTML. */
export interface FinderStart {
  state: ListState
  facets: FacetInfo[]
  /** How many values each facet has, by its parameter. */
  sizes: Record<string, number>
}

interface FinderProps extends FinderStart {
  /** The server's answer; left out in the browser, which shows the HTML until the next. */
  result?: SearchResult
}

/**
 * Search field, facets and results of the list. Without scripts it is a form; with them
 * every change fetches the new answer at once and writes itself into the address.
 */
export function Finder({ result: firstResult, state: firstState, facets, sizes }: FinderProps) {
  const i18n = useI18n()
  const { t } = i18n
  const live = useLive()
  const field = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const top = useRef<HTMLElement>(null)
  const params = useMemo(() => facets.map((facet) => facet.param), [facets])

  const fillField = useCallback((next: ListState) => {
    if (field.current) field.current.value = next.q
  }, [])
  const { state, result, failed, busy, go, wanted } = useFinder(
    { state: firstState, result: firstResult },
    params,
    fillField,
  )

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
  /** A suggested value is what the words meant: it takes their place. */
  const chooseSuggestion = (url: string) => {
    const value = valueAt(url, facets)
    if (!value) return location.assign(url)
    const next = { ...chosenToo(wanted.current, value.param, value.id), q: '' }
    fillField(next)
    go(next, 'push')
  }
  /** Links that lead to another state of this list are followed without leaving the page. */
  const follow = (event: MouseEvent) => {
    settle()
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.pathname !== LIST_PATH || isForNewTab(event)) return
    event.preventDefault()
    const next = readState(link.href, params)
    const turned = next.offset !== wanted.current.offset
    fillField(next)
    go(next, 'push').then(() => {
      // The link followed may be gone, and with it the place of a keyboard's user.
      top.current?.focus({ preventScroll: !turned })
      if (turned) top.current?.scrollIntoView()
    })
  }

  // What was typed or ticked before the scripts arrived, or restored by the browser.
  useEffect(() => {
    const early = [...(form.current?.querySelectorAll<HTMLInputElement>('[type=checkbox]') ?? [])]
      .filter((box) => box.checked !== box.defaultChecked)
      .reduce((state, { name, value }) => toggled(state, name, value), wanted.current)
    const q = field.current?.value ?? ''
    if (early !== wanted.current || q !== early.q) go({ ...early, q, offset: 0 }, 'replace')
  }, [])
  useEffect(() => {
    if (result) document.title = t('site.title', { page: listTitle(result, i18n) })
  }, [result, i18n, t])

  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard clicks links, too */}
      <form
        class="finder"
        ref={form}
        action={LIST_PATH}
        autocomplete="off"
        onChange={choose}
        onClick={follow}
        onSubmit={(event) => {
          event.preventDefault()
          type()
        }}
      >
        <FinderWords
          facets={facets}
          live={live}
          field={field}
          q={firstState.q}
          // At each key, browsers look through the form of a field for what they could fill
          // in. Among some 330 boxes Chromium spends 5 ms on that.
          form={live ? WORDS_FORM : undefined}
          onWords={type}
          onChoose={chooseSuggestion}
        />
        {state.view === 'table' && <input type="hidden" name="view" value="table" />}
        <FacetRail
          facets={facets}
          sizes={sizes}
          values={result?.facets}
          state={state}
          live={live}
        />
        <section class="results" ref={top} tabIndex={-1} aria-busy={busy} aria-labelledby="results">
          <h2 id="results" class="unseen">
            {t('activities.results')}
          </h2>
          {/* Said when it changes; what the page says at first needs no announcing. */}
          <p class="unseen" role="status">
            {live && result && totalText(result, i18n)}
          </p>
          {failed && (
            <p class="note error" role="alert">
              {t('activities.error')}{' '}
              <button type="button" onClick={() => go(wanted.current, 'none')}>
                {t('activities.retry')}
              </button>
            </p>
          )}
          <Answer result={result} facets={facets} state={state} />
        </section>
      </form>
      {live && (
        <form
          id={WORDS_FORM}
          hidden
          onSubmit={(event) => {
            event.preventDefault()
            type()
          }}
        />
      )}
    </>
  )
}

function isForNewTab(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}
