import type { SearchResult } from '../../taxonomy/api'
import type { I18n } from './i18n'

/** What a list is called in the browser's tab. */
export function listTitle({ query }: SearchResult, { t }: I18n): string {
  return query.q ? t('activities.titleQuery', { query: query.q }) : t('activities.title')
}

/** How many were found, for what: `61 activities for “flood”`. */
export function totalText({ total, query }: SearchResult, { t }: I18n): string {
  return query.q
    ? t('activities.totalQuery', { count: total, query: query.corrected ?? query.q })
    : t('activities.total', { count: total })
}
