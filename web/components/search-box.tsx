import { useRef } from 'preact/hooks'
import { useI18n } from '../lib/i18n'
import { LIST_PATH } from '../lib/urls'
import { useCombobox } from '../lib/use-combobox'
import { useLive } from '../lib/use-live'
import { SuggestionList } from './suggestion-list'

interface SearchBoxProps {
  /** Tells the boxes of one page apart, and their looks. */
  id: 'home' | 'header' | 'problem'
}

/** The search field of every page but the list: it suggests pages, Enter searches. */
export function SearchBox({ id }: SearchBoxProps) {
  const { t } = useI18n()
  const live = useLive()
  const field = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({
    listId: `${id}-list`,
    field,
    live,
    waitMs: 0,
    pick: (groups) => groups,
    choose: ({ url }) => location.assign(url),
  })
  return (
    <form class={`search-box ${id}`} action={LIST_PATH} autocomplete="off">
      <search>
        <label for={id}>{t('search.label')}</label>
        <div class="field">
          <input
            {...combobox.field}
            id={id}
            ref={field}
            name="q"
            type="search"
            maxLength={300}
            aria-keyshortcuts="/"
            placeholder={id === 'header' ? t('search.label') : undefined}
            data-search
            onInput={combobox.type}
          />
          <button class="button" type="submit">
            {t('search.submit')}
          </button>
          {live && <SuggestionList {...combobox.list} />}
        </div>
        {live && (
          <p class="unseen" role="status">
            {combobox.open ? t('search.suggested', { count: combobox.count }) : ''}
          </p>
        )}
      </search>
    </form>
  )
}
