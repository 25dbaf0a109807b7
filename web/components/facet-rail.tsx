import { useEffect, useRef } from 'preact/hooks'
import type { FacetInfo } from '../../taxonomy/pages'
import type { FacetValues } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { chosenCount, type ListState } from '../lib/urls'
import { FacetGroup } from './facet-group'

/** How many facets stand open before anything is chosen. */
const OPEN_AT_FIRST = 3
const WIDE = '(min-width: 56rem)'

interface FacetRailProps {
  facets: FacetInfo[]
  values: FacetValues
  state: ListState
  live: boolean
}

/** All facets. On a phone they fold into one line that says how many are chosen. */
export function FacetRail({ facets, values, state, live }: FacetRailProps) {
  const { t } = useI18n()
  const rail = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    // Styles unfold it on wide screens; this is for browsers without ::details-content.
    if (rail.current && matchMedia(WIDE).matches) rail.current.open = true
  }, [])
  const count = chosenCount(state)
  return (
    <details class="rail" ref={rail}>
      <summary>
        {count > 0 ? t('activities.filtersChosen', { count }) : t('activities.filters')}
      </summary>
      <h2 class="unseen">{t('activities.filters')}</h2>
      {facets.map((facet, index) => (
        <FacetGroup
          key={facet.param}
          facet={facet}
          values={values[facet.param] ?? []}
          chosen={state.filters[facet.param] ?? []}
          open={index < OPEN_AT_FIRST}
        />
      ))}
      {!live && (
        <button class="button apply" type="submit">
          {t('activities.apply')}
        </button>
      )}
    </details>
  )
}
