import type { ActivityItem } from '../../taxonomy/api'
import { type CardFacets, type FacetValues, fieldName } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { activityUrl } from '../lib/urls'
import { Segments } from './segments'
import { Tags } from './tags'

/** Fields every card shows, so that a match there needs no saying. */
const SHOWN = new Set(['title', 'summary'])

interface CardProps {
  item: ActivityItem
  facets: CardFacets
  values?: FacetValues
}

/** One activity in a list, with why it matched. */
export function Card({ item, facets, values }: CardProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { highlight, startYear } = item
  const matched = highlight.matchedIn.filter((field) => !SHOWN.has(field))
  const names = matched.map((field) => fieldName(field, facets.all, i18n))
  const start = startYear
    ? t('activities.started', { year: `${startYear}` })
    : t('activities.startUnknown')
  return (
    <li class="card">
      <h3>
        <a href={activityUrl(item.id)}>
          <Segments segments={highlight.title} />
        </a>
      </h3>
      <p class="byline">
        <b>{i18n.list(item.entities.map((entity) => entity.label))}</b>
        <span>{start}</span>
      </p>
      <p class="snippet">
        <Segments segments={highlight.snippet} />
      </p>
      <Tags item={item} facets={facets} values={values} />
      {matched.length > 0 && (
        <p class="matched">
          {t('activities.matched', { fields: names.join(t('list.separator')) })}
        </p>
      )}
    </li>
  )
}
