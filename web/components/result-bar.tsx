import type { SearchResult } from '../../taxonomy/api'
import { type I18n, useI18n } from '../lib/i18n'
import { type ListState, listUrl, SORTS, type View } from '../lib/urls'

const VIEWS: View[] = ['cards', 'table']

interface ResultBarProps {
  result: SearchResult
  state: ListState
}

/** How many were found, why they may differ from what was asked, and how to list them. */
export function ResultBar({ result, state }: ResultBarProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { q, corrected, complete, sort, offset } = result.query
  const range = {
    from: offset + 1,
    to: offset + result.items.length,
  }
  return (
    <>
      <div class="bar">
        <p class="total" role="status">
          <b>{totalOf(result, i18n)}</b>
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
      {corrected && <p class="note">{t('activities.corrected', { typed: q, query: corrected })}</p>}
      {complete !== undefined && (
        <p class="note">{t('activities.complete', { count: complete })}</p>
      )}
    </>
  )
}

/** `61 activities for “flood”` */
function totalOf({ total, query }: SearchResult, { t }: I18n): string {
  return query.q
    ? t('activities.totalQuery', { count: total, query: query.corrected ?? query.q })
    : t('activities.total', { count: total })
}
