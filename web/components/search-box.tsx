import { useRef, useState } from 'preact/hooks'
import { useI18n } from '../lib/i18n'
import { LIST_PATH } from '../lib/urls'
import { useLive } from '../lib/use-live'
import { useSuggestions } from '../lib/use-suggestions'
import { SuggestionList } from './suggestion-list'

interface SearchBoxProps {
  /** Tells the boxes of one page apart, and their looks. */
  id: 'home' | 'header' | 'problem'
}

/**
 * A search field that suggests: the editable combobox with list autocomplete and manual
 * selection of the ARIA Authoring Practices. Without scripts, a plain search field.
 */
export function SearchBox({ id }: SearchBoxProps) {
  const { t } = useI18n()
  const live = useLive()
  const { groups, ask, close } = useSuggestions()
  const [active, setActive] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const items = groups.flatMap((group) => group.items)
  const open = items.length > 0
  const listId = `${id}-list`

  const shut = () => {
    close()
    setActive(-1)
  }
  const press = (event: KeyboardEvent) => {
    const { key } = event
    if (key === 'Escape' && open) {
      event.preventDefault()
      return shut()
    }
    if (key === 'Enter' && active >= 0) {
      event.preventDefault()
      return location.assign(items[active]?.url ?? LIST_PATH)
    }
    if (key === 'ArrowDown' && !open) ask(field.current?.value ?? '')
    if ((key === 'ArrowDown' || key === 'ArrowUp') && open) {
      event.preventDefault()
      // One place more than there are items: the field itself, with nothing selected.
      const places = items.length + 1
      const step = key === 'ArrowDown' ? 1 : -1
      setActive(((active + 1 + step + places) % places) - 1)
    }
  }
  const combobox = live
    ? ({
        role: 'combobox',
        'aria-expanded': open,
        'aria-controls': listId,
        'aria-autocomplete': 'list',
        'aria-activedescendant': active >= 0 ? `${listId}-${active}` : undefined,
      } as const)
    : {}

  return (
    <form class={`search-box ${id}`} action={LIST_PATH} autocomplete="off">
      <search>
        <label for={id}>{t('search.label')}</label>
        <div class="field">
          <input
            {...combobox}
            id={id}
            ref={field}
            name="q"
            type="search"
            maxLength={300}
            aria-keyshortcuts="/"
            placeholder={id === 'header' ? t('search.label') : undefined}
            data-search
            onInput={(event) => {
              setActive(-1)
              ask(event.currentTarget.value)
            }}
            onKeyDown={press}
            onBlur={shut}
          />
          <button class="button" type="submit">
            {t('search.submit')}
          </button>
          {live && <SuggestionList id={listId} groups={groups} active={active} />}
        </div>
        {live && (
          <p class="unseen" role="status">
            {open ? t('search.suggested', { count: items.length }) : ''}
          </p>
        )}
      </search>
    </form>
  )
}
