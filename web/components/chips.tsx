import type { FacetInfo } from '../../taxonomy/pages'
import { type FacetValues, labelOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { type ListState, listUrl, toggled } from '../lib/urls'
import { Tile } from './tile'

interface ChosenProps {
  facets: FacetInfo[]
  values: FacetValues
  state: ListState
}

/** Every chosen value, with the address of the list without it. */
export function chosenValues({ facets, values, state }: ChosenProps) {
  return facets.flatMap((facet) =>
    (state.filters[facet.param] ?? []).map((id) => ({
      key: `${facet.param}=${id}`,
      facet: facet.singular,
      colour: facet.colours[id],
      id,
      value: labelOf(facet, id, values),
      without: listUrl(toggled(state, facet.param, id)),
    })),
  )
}

/** What is chosen, each a link that takes it away. */
export function Chips(props: ChosenProps) {
  const { t } = useI18n()
  const chosen = chosenValues(props)
  if (chosen.length === 0) return null
  return (
    <ul class="chips" aria-label={t('activities.chosen')}>
      {chosen.map(({ key, facet, value, colour, id, without }) => (
        <li key={key}>
          <a class="chip" href={without}>
            {colour && <Tile id={id} colour={colour} />}
            <span aria-hidden="true">
              {colour ? value : t('activities.chip', { facet, value })}
            </span>
            <span class="unseen">{t('activities.remove', { facet, value })}</span>
          </a>
        </li>
      ))}
      <li>
        <a class="plain" href={listUrl({ ...props.state, filters: {}, offset: 0 })}>
          {t('activities.clear')}
        </a>
      </li>
    </ul>
  )
}
