import { useState } from 'preact/hooks'
import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { FacetValues } from './facet-values'

interface FacetGroupProps {
  facet: FacetInfo
  /** How many values it has. */
  size: number
  values: FacetValue[] | undefined
  chosen: string[]
  open: boolean
}

/** One facet of the rail: its meaning one tap away, its values with their counts. */
export function FacetGroup({ facet, size, values, chosen, open }: FacetGroupProps) {
  const { t, number } = useI18n()
  // From then on it is the reader who opens and shuts it: nothing moves under the pointer.
  const [openAtFirst] = useState(open || chosen.length > 0)
  return (
    <details class="facet" open={openAtFirst}>
      <summary>
        {facet.label}
        {chosen.length > 0 && (
          // A number alone: words would break the line and push the values down.
          <b class="badge">
            <span aria-hidden="true">{number(chosen.length)}</span>
            <span class="unseen">{t('facet.chosen', { count: chosen.length })}</span>
          </b>
        )}
      </summary>
      <details class="meaning">
        <summary>
          {t('facet.definition')}
          <span class="unseen">{t('value.quoted', { value: facet.label })}</span>
        </summary>
        <p>{facet.definition}</p>
      </details>
      <FacetValues facet={facet} size={size} values={values} chosen={chosen} />
    </details>
  )
}
