import type { SearchResult } from '../../taxonomy/api'
import { useI18n } from '../lib/i18n'
import { type ListState, listUrl } from '../lib/urls'

/** Links to the other pages of a list: the first, the last and those around this one. */
export function Pagination({ result, state }: { result: SearchResult; state: ListState }) {
  const { t, number } = useI18n()
  const { limit, offset } = result.query
  const last = Math.ceil(result.total / Math.max(limit, 1))
  const current = Math.floor(offset / Math.max(limit, 1)) + 1
  if (last <= 1 || result.items.length === 0) return null
  const url = (page: number) => listUrl({ ...state, offset: (page - 1) * limit })
  return (
    <nav class="pages" aria-label={t('pages.label')}>
      {current > 1 && (
        <a href={url(current - 1)} rel="prev">
          {t('pages.previous')}
        </a>
      )}
      <ol>
        {pagesAround(current, last).map((page, index) => (
          <li key={page ?? `gap${index}`}>
            {page === null ? (
              <span aria-hidden="true">…</span>
            ) : (
              <a
                href={url(page)}
                aria-label={t('pages.page', { page })}
                aria-current={page === current ? 'page' : undefined}
              >
                {number(page)}
              </a>
            )}
          </li>
        ))}
      </ol>
      {current < last && (
        <a href={url(current + 1)} rel="next">
          {t('pages.next')}
        </a>
      )}
    </nav>
  )
}

/** `pagesAround(5, 9)` → `[1, null, 4, 5, 6, null, 9]`; `null` is a gap. */
function pagesAround(current: number, last: number): (number | null)[] {
  const near = [1, current - 1, current, current + 1, last]
  const pages = [...new Set(near)].filter((page) => page >= 1 && page <= last)
  return pages
    .sort((a, b) => a - b)
    .flatMap((page, index) => {
      const gap = index > 0 && page - (pages[index - 1] ?? 0) > 1
      return gap ? [null, page] : [page]
    })
}
