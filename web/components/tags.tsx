import type { ActivityItem } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { type CardFacets, type FacetValues, valuesOf } from '../lib/facets'
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
  const groups = facets.tags.flatMap(({ facet, limit }) => {
    const refs = valuesOf(item, facet, values)
    const rest = refs.length - limit
    const labels = refs.slice(0, limit).map((ref) => ref.label)
    if (rest > 0) labels.push(t('activities.more', { count: rest }))
    return labels.length > 0 ? [{ facet, labels }] : []
  })
  return (
    <div class="tags">
      {facets.tiles.map((facet) => (
        <Tiles key={facet.param} item={item} facet={facet} values={values} />
      ))}
      {groups.map(({ facet, labels }) => (
        <ul key={facet.param} aria-label={facet.label}>
          {labels.map((label) => (
            <li key={label} class="tag">
              {label}
            </li>
          ))}
        </ul>
      ))}
    </div>
  )
}
