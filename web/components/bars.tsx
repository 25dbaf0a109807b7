import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { Tile } from './tile'

interface BarsProps {
  values: FacetValue[]
  facet: FacetInfo
  /** Address behind a bar. */
  urlOf: (id: string) => string
}

/** A small bar chart whose every row says its label and number in text. */
export function Bars({ values, facet, urlOf }: BarsProps) {
  const { number } = useI18n()
  const most = Math.max(1, ...values.map((value) => value.count))
  return (
    <ul class="bars">
      {values.map(({ id, label, count }) => (
        <li key={id}>
          <a href={urlOf(id)}>
            {facet.colours[id] && <Tile id={id} colour={facet.colours[id]} />}
            {label}
          </a>
          <span class="count">{number(count)}</span>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.max(0.7, (count / most) * 100)} height="4" />
          </svg>
        </li>
      ))}
    </ul>
  )
}
