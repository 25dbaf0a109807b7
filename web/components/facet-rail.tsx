import { useEffect, useRef } from 'preact/hooks'
import type { FacetInfo } from '../../taxonomy/pages'
import type { FacetValues } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { chosenCount, type ListState } from '../lib/urls'
import { FacetGroup } from './facet-group'

/** How many facets stand open before anything is chosen. */
const OPEN_AT_FIRST = 3
/** One empty list for all, so that it is the same from one drawing to the next. */
const NONE: string[] = []
const WIDE = '(min-width: 56rem)'

interface FacetRailProps {
  facets: FacetInfo[]
  /** How many values each facet has, by its parameter. */
  sizes: Record<string, number>
  /** `undefined` in the browser until the first new answer: till then the HTML holds them. */
  values: FacetValues | undefined
  state: ListState
  live: boolean
}

/** All facets. On a phone they fold into one line that says how many are chosen. */
export function FacetRail({ facets, sizes, values, state, live }: FacetRailProps) {
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
          size={sizes[facet.param] ?? 0}
          values={values && (values[facet.param] ?? [])}
          chosen={state.filters[facet.param] ?? NONE}
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
