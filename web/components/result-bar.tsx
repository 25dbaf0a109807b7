import type { SearchResult } from '../../taxonomy/api'
import { useI18n } from '../lib/i18n'
import { totalText } from '../lib/titles'
import { type ListState, listUrl, SORTS, type View } from '../lib/urls'
import { QueryNotes } from './query-notes'

const VIEWS: View[] = ['cards', 'table']

interface ResultBarProps {
  result: SearchResult
  state: ListState
}

/** How many were found, how to list them, and why they may differ from what was asked. */
export function ResultBar({ result, state }: ResultBarProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { q, sort, offset } = result.query
  const range = {
    from: offset + 1,
    to: offset + result.items.length,
  }
  return (
    <>
      <div class="bar">
        <p class="total">
          <b>{totalText(result, i18n)}</b>
          {result.items.length > 0 && <span>{t('activities.range', range)}</span>}
        </p>
        <label class="sort">
          {t('activities.sort')}
          {/* Without words, "relevance" lists the last changed first. It is offered under that
              name then, so that a form sent without scripts brings new words their best match. */}
          <select name="sort" value={q === '' && sort === 'updated' ? 'relevance' : sort}>
            {SORTS.filter((option) => q !== '' || option !== 'updated').map((option) => (
              <option key={option} value={option}>
                {t(q === '' && option === 'relevance' ? 'sort.updated' : `sort.${option}`)}
              </option>
            ))}
          </select>
        </label>
        <nav class="views" aria-label={t('activities.view')}>
          {VIEWS.map((view) => (
            <a
              key={view}
              href={listUrl({ ...state, view })}
              aria-current={view === state.view ? 'true' : undefined}
            >
              {t(`activities.view.${view}`)}
            </a>
          ))}
        </nav>
      </div>
      <QueryNotes result={result} state={state} />
    </>
  )
}
