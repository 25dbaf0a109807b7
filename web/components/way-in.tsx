import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { hasColours } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { valuesUrl, valueUrl } from '../lib/urls'
import { Tile } from './tile'

type WayValues = (FacetValue & { definition: string })[]

/** Up to this many values have room for cards. */
const FEW = 5
/** Of a long list, this many are shown. */
const TOP = 12

/** A vocabulary as a way into the catalogue: its values and how many activities carry each. */
export function WayIn({ facet, values }: { facet: FacetInfo; values: WayValues }) {
  const { t } = useI18n()
  const known = values.filter((value) => value.count > 0)
  const shape = hasColours(facet) ? 'coloured' : known.length <= FEW ? 'few' : 'long'
  const shown =
    shape === 'long' ? [...known].sort((a, b) => b.count - a.count).slice(0, TOP) : known
  const all = valuesUrl(facet)
  return (
    <section class="way" aria-labelledby={`way-${facet.param}`}>
      <h3 id={`way-${facet.param}`}>{facet.label}</h3>
      <p class="hint">{facet.definition}</p>
      <ul class={`values-${shape}`}>
        {shown.map((value) => (
          <WayValue key={value.id} facet={facet} value={value} explained={shape === 'few'} />
        ))}
      </ul>
      {all && shown.length < known.length && (
        <p>
          <a class="more" href={all}>
            {t('home.all', { count: known.length, label: facet.label })}
          </a>
        </p>
      )}
    </section>
  )
}

interface WayValueProps {
  facet: FacetInfo
  value: WayValues[number]
  /** Whether there is room for the definition. */
  explained: boolean
}

function WayValue({ facet, value, explained }: WayValueProps) {
  const { t, number } = useI18n()
  const { id, label, count } = value
  const colour = facet.colours[id]
  return (
    <li>
      <a href={valueUrl(facet, id)}>
        {colour && <Tile id={id} colour={colour} />}
        <span>{label}</span>
      </a>{' '}
      <small>
        <span aria-hidden="true">{number(count)}</span>
        <span class="unseen">{t('facet.count', { count })}</span>
      </small>
      {explained && <p class="hint">{value.definition}</p>}
    </li>
  )
}
