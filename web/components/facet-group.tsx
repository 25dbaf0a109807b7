import { useState } from 'preact/hooks'
import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { memo } from '../lib/memo'
import { Tile } from './tile'

/** Above this many values a facet scrolls inside and has a field to find one. */
const LONG = 8

interface FacetGroupProps {
  facet: FacetInfo
  values: FacetValue[]
  chosen: string[]
  open: boolean
}

/** One facet of the rail: its meaning one tap away, its values with their counts. */
export function FacetGroup({ facet, values, chosen, open }: FacetGroupProps) {
  const { t, number } = useI18n()
  const [within, setWithin] = useState('')
  const [openAtFirst] = useState(open)
  const wanted = plain(within)
  const long = values.length > LONG
  const dead = values.every(({ id, count }) => count === 0 && !chosen.includes(id))
  return (
    <details class="facet" open={openAtFirst || chosen.length > 0}>
      <summary>
        {facet.label}
        {chosen.length > 0 && <b class="badge">{t('facet.chosen', { count: chosen.length })}</b>}
      </summary>
      <details class="meaning">
        <summary>
          {t('facet.definition')}
          <span class="unseen">{t('value.quoted', { value: facet.label })}</span>
        </summary>
        <p>{facet.definition}</p>
      </details>
      <fieldset>
        <legend class="unseen">{facet.label}</legend>
        {long && (
          <input
            class="within"
            type="search"
            aria-label={t('facet.within', { facet: facet.label })}
            placeholder={t('facet.withinShort')}
            onInput={(event) => setWithin(event.currentTarget.value)}
          />
        )}
        {/* A list that scrolls must be reachable, also when none of its boxes is. */}
        <ul class={long ? 'values long' : 'values'} tabIndex={long && dead ? 0 : undefined}>
          {values.map(({ id, label, count }) => (
            <FacetRow
              key={id}
              param={facet.param}
              id={id}
              label={label}
              count={number(count)}
              colour={facet.colours[id]}
              checked={chosen.includes(id)}
              disabled={count === 0 && !chosen.includes(id)}
              hidden={wanted !== '' && !plain(label).includes(wanted)}
            />
          ))}
        </ul>
      </fieldset>
    </details>
  )
}

interface FacetRowProps {
  param: string
  id: string
  label: string
  count: string
  colour: string | undefined
  checked: boolean
  disabled: boolean
  hidden: boolean
}

const FacetRow = memo<FacetRowProps>(
  ({ param, id, label, count, colour, checked, disabled, hidden }) => (
    <li hidden={hidden}>
      <label>
        <input type="checkbox" name={param} value={id} checked={checked} disabled={disabled} />
        {colour && <Tile id={id} colour={colour} />}
        <span>{label}</span> <small>{count}</small>
      </label>
    </li>
  ),
)

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim()
}
