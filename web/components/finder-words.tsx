import type { RefObject } from 'preact'
import type { FacetInfo } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { useCombobox } from '../lib/use-combobox'
import type { SuggestionGroups } from '../lib/use-suggestions'
import { SuggestionList } from './suggestion-list'

/**
 * The results follow every key; suggestions come when the typing rests, so that they
 * neither flicker nor take time from the results.
 */
const WAIT_MS = 150
/** As many as fit one line of a wide screen. */
const MOST = 6

interface FinderWordsProps {
  facets: FacetInfo[]
  live: boolean
  field: RefObject<HTMLInputElement>
  /** Words at first. */
  q: string
  /** Id of the form the field belongs to, where it is not the one around it. */
  form: string | undefined
  onWords: () => void
  /** Is told the address of a chosen suggestion. */
  onChoose: (url: string) => void
}

/**
 * The search field of the list. Its suggestions are values to filter by, in the one line
 * that else holds the hint: they cover none of the results that change below.
 */
export function FinderWords(props: FinderWordsProps) {
  const { facets, live, field, q, form, onWords, onChoose } = props
  const { t } = useI18n()
  const combobox = useCombobox({
    listId: 'q-list',
    field,
    live,
    waitMs: WAIT_MS,
    pick: (groups) => valuesOnly(groups, facets),
    choose: ({ url }) => onChoose(url),
  })
  return (
    <search class="finder-words">
      <label for="q">{t('search.label')}</label>
      <div class="field">
        <input
          {...combobox.field}
          id="q"
          ref={field}
          name="q"
          form={form}
          type="search"
          maxLength={300}
          defaultValue={q}
          onInput={() => {
            onWords()
            combobox.type()
          }}
          aria-describedby="q-hint"
          aria-keyshortcuts="/"
          data-search
        />
        <button class="button" type="submit" form={form} onClick={combobox.shut}>
          {t('search.submit')}
        </button>
      </div>
      <div class="below-field">
        <p id="q-hint" class={combobox.open ? 'hint away' : 'hint'}>
          {t('search.hint')}
        </p>
        {live && <SuggestionList {...combobox.list} slim />}
      </div>
      {live && (
        <p class="unseen" role="status">
          {combobox.open ? t('search.suggestedValues', { count: combobox.count }) : ''}
        </p>
      )}
    </search>
  )
}

/** The groups that are facets of the list, shortened to what one line holds. */
function valuesOnly(groups: SuggestionGroups, facets: FacetInfo[]): SuggestionGroups {
  let room = MOST
  return groups
    .filter(({ id }) => facets.some(({ vocabulary }) => vocabulary === id))
    .map((group) => {
      const items = group.items.slice(0, room)
      room -= items.length
      return { ...group, items }
    })
    .filter(({ items }) => items.length > 0)
}
