import { useMemo } from 'preact/hooks'
import type { SearchResult } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { cardFacets } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { type ListState, listFiles, listUrl } from '../lib/urls'
import { useFirstFirst } from '../lib/use-first-first'
import { Card } from './card'
import { NoResults } from './no-results'
import { Pagination } from './pagination'
import { ResultTable } from './result-table'
import { Twins } from './twins'

interface ResultsProps {
  result: SearchResult
  facets: FacetInfo[]
  state: ListState
}

/** The activities found, as cards or as a table, and the way to the others. */
export function Results({ result, facets, state }: ResultsProps) {
  const { t } = useI18n()
  const forCards = useMemo(() => cardFacets(facets), [facets])
  const { items, facets: values } = result
  const cards = useFirstFirst(items)
  if (result.total === 0) return <NoResults result={result} facets={facets} state={state} />
  if (items.length === 0) return <BeyondEnd state={state} />
  return (
    <>
      {state.view === 'table' ? (
        <ResultTable items={items} facets={forCards} values={values} />
      ) : (
        <ol class="cards">
          {/* Without keys: to write new texts into old cards is faster than to make new cards. */}
          {cards.map((item) => (
            <Card item={item} facets={forCards} values={values} />
          ))}
        </ol>
      )}
      <Pagination result={result} state={state} />
      <Twins label={t('activities.files')} files={listFiles(state)} />
    </>
  )
}

/** An old or hand-made address may name a page the list no longer has. */
function BeyondEnd({ state }: { state: ListState }) {
  const { t } = useI18n()
  return (
    <p>
      {t('none.beyond')}{' '}
      <a href={listUrl({ ...state, limit: null, offset: 0 })}>{t('none.first')}</a>
    </p>
  )
}
