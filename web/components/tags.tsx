import type { ActivityItem } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { type CardFacets, chosenFirst, type FacetValues, valuesOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { Tile } from './tile'

interface TilesProps {
  item: ActivityItem
  facet: FacetInfo
  values?: FacetValues
}

/** The coloured values of one facet as a row of numbered tiles. */
export function Tiles({ item, facet, values }: TilesProps) {
  const refs = valuesOf(item, facet, values)
  if (refs.length === 0) return null
  return (
    <ul class="tiles" aria-label={facet.label}>
      {refs.map(({ id, label }) => (
        <li key={id} title={label}>
          <Tile id={id} colour={facet.colours[id]} />
          <span class="unseen">{label}</span>
        </li>
      ))}
    </ul>
  )
}

interface TagsProps {
  item: ActivityItem
  facets: CardFacets
  values?: FacetValues
}

/** What an activity is about at a glance: tiles first, then a few words of each facet. */
export function Tags({ item, facets, values }: TagsProps) {
  const { t } = useI18n()
  return (
    <div class="tags">
      {facets.tiles.map((facet) => (
        <Tiles key={facet.param} item={item} facet={facet} values={values} />
      ))}
      {facets.tags.map(({ facet, limit }) => {
        const refs = chosenFirst(valuesOf(item, facet, values), facet, values)
        const labels = refs.map((ref) => ref.label)
        const rest = labels.length - limit
        if (labels.length === 0) return null
        return (
          <p key={facet.param}>
            <span class="unseen">{t('activities.tags', { facet: facet.label })}</span>
            {labels.slice(0, limit).join(t('list.separator'))}
            {rest > 0 && ` ${t('activities.more', { count: rest })}`}
          </p>
        )
      })}
    </div>
  )
}
