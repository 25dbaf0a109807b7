import type { ActivityItem } from '../../taxonomy/api'
import { type CardFacets, type FacetValues, leadFacet } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { marked } from '../lib/marked'
import { memo } from '../lib/memo'
import { reasonsOf, tagsOf } from '../lib/reasons'
import { activityUrl } from '../lib/urls'
import { Reasons } from './reasons'
import { Tags } from './tags'

interface CardProps {
  item: ActivityItem
  facets: CardFacets
  values?: FacetValues
}

/** One activity in a list, with why it matched. */
export const Card = memo(drawCard)

function drawCard({ item, facets, values }: CardProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { highlight, startYear } = item
  const lead = leadFacet(facets.all)
  const tags = facets.tags.map(({ facet, limit }) => ({
    facet,
    limit,
    tags: tagsOf(item, facet, values),
  }))
  const isMarked = (param: string, id: string) =>
    tags.some(
      ({ facet, limit, tags }) =>
        facet.param === param && tags.slice(0, limit).some((tag) => tag.id === id),
    )
  const start = startYear
    ? t('activities.started', { year: `${startYear}` })
    : t('activities.startUnknown')
  const named = (id = '') =>
    highlight.tagged.some((tag) => tag.param === lead?.param && tag.id === id)
  const names = item.entities.map((entity) => entity.label)
  const entities = item.entities.some(({ id }) => named(id))
    ? i18n
        .listParts(names)
        .map(({ text, at }) => ({ text, hit: at !== undefined && named(item.entities[at]?.id) }))
    : [{ text: i18n.list(names), hit: false }]
  return (
    <li class="card">
      <h3>
        <a href={activityUrl(item.id)} dangerouslySetInnerHTML={marked(highlight.title)} />
      </h3>
      <p class="byline">
        <b dangerouslySetInnerHTML={marked(entities)} />
        <span>{start}</span>
      </p>
      <p class="snippet" dangerouslySetInnerHTML={marked(highlight.snippet)} />
      <Tags item={item} facets={facets} values={values} tags={tags} />
      <Reasons
        reasons={reasonsOf(
          item,
          facets,
          (param, id) => param === lead?.param || isMarked(param, id),
          i18n,
        )}
      />
    </li>
  )
}
