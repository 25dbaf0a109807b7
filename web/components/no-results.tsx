import type { FacetInfo } from '../../taxonomy/pages'
import type { FacetValues } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { type ListState, listUrl } from '../lib/urls'
import { chosenValues } from './chips'

interface NoResultsProps {
  facets: FacetInfo[]
  values: FacetValues
  state: ListState
}

/** Says what found nothing and offers each way to ask for less. */
export function NoResults({ facets, values, state }: NoResultsProps) {
  const { t } = useI18n()
  const chosen = chosenValues({ facets, values, state })
  const query = state.q
  const why = query
    ? t(chosen.length > 0 ? 'none.words' : 'none.wordsOnly', { query })
    : t('none.filters')
  return (
    <div class="none">
      <h3>{t('none.title')}</h3>
      <p>{why}</p>
      <p>{t('none.tips')}</p>
      <ul>
        {query && chosen.length > 0 && (
          <li>
            <a href={listUrl({ ...state, q: '', offset: 0 })}>{t('none.clearWords', { query })}</a>
          </li>
        )}
        {chosen.map(({ key, facet, value, without }) => (
          <li key={key}>
            <a href={without}>{t('none.remove', { facet, value })}</a>
          </li>
        ))}
        {chosen.length > 1 && (
          <li>
            <a href={listUrl({ ...state, filters: {}, offset: 0 })}>{t('none.clearAll')}</a>
          </li>
        )}
        <li>
          <a href={listUrl()}>{t('none.browse')}</a>
        </li>
      </ul>
    </div>
  )
}
