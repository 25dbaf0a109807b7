import type { ActivityItem, Segment } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { type CardFacets, type FacetValues, valuesOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { marked } from '../lib/marked'
import type { Tag } from '../lib/reasons'
import { tilesHtml } from '../lib/tile-html'

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
    <ul
      class="tiles"
      aria-label={facet.label}
      dangerouslySetInnerHTML={{ __html: tilesHtml(refs, facet) }}
    />
  )
}

interface TagsProps {
  item: ActivityItem
  facets: CardFacets
  values?: FacetValues
  /** The values of the facets that are said in words, in the order to show them. */
  tags: { facet: FacetInfo; limit: number; tags: Tag[] }[]
}

/** What an activity is about at a glance: tiles first, then a few words of each facet. */
export function Tags({ item, facets, values, tags }: TagsProps) {
  const { t } = useI18n()
  return (
    <div class="tags">
      {facets.tiles.map((facet) => (
        <Tiles key={facet.param} item={item} facet={facet} values={values} />
      ))}
      {tags.map(({ facet, limit, tags }) => {
        const rest = tags.length - limit
        if (tags.length === 0) return null
        return (
          <p key={facet.param}>
            <span class="unseen">{t('activities.tags', { facet: facet.label })}</span>
            <span
              dangerouslySetInnerHTML={marked(separated(tags.slice(0, limit), t('list.separator')))}
            />
            {rest > 0 && ` ${t('activities.more', { count: rest })}`}
          </p>
        )
      })}
    </div>
  )
}

/** Tags as one text, those that are hits marked. */
function separated(tags: Tag[], separator: string): Segment[] {
  return tags.flatMap(({ label, hit }, at) => [
    ...(at > 0 ? [{ text: separator, hit: false }] : []),
    { text: label, hit },
  ])
}
