import type { ActivityItem } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { type CardFacets, type FacetValues, hasColours, leadFacet } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { marked } from '../lib/marked'
import { reasonsOf, tagsOf } from '../lib/reasons'
import { activityUrl } from '../lib/urls'
import { Reasons } from './reasons'
import { Tiles } from './tags'

/** Fields that have a column besides the title, in order; `startDate` is the year. */
const COLUMNS = ['entities', 'sdgs', 'countries', 'startDate', 'maturity']
const MOST_LABELS = 4

interface ResultTableProps {
  items: ActivityItem[]
  facets: CardFacets
  values: FacetValues
}

/** The list as a table, one activity a row. */
export function ResultTable({ items, facets, values }: ResultTableProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { all } = facets
  const lead = leadFacet(all)
  const columns = COLUMNS.flatMap((field) => all.find((facet) => facet.field === field) ?? [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll" aria-label={t('activities.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('activities.column')}</th>
            {columns.map((facet) => (
              <th key={facet.param} scope="col">
                {facet === lead ? facet.label : facet.singular}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <a
                  href={activityUrl(item.id)}
                  dangerouslySetInnerHTML={marked(item.highlight.title)}
                />
                <Reasons reasons={reasonsOf(item, facets, () => false, i18n)} />
              </th>
              {columns.map((facet) => (
                <td key={facet.param}>
                  <Cell item={item} facet={facet} values={values} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CellProps {
  item: ActivityItem
  facet: FacetInfo
  values: FacetValues
}

function Cell({ item, facet, values }: CellProps) {
  const { t } = useI18n()
  if (!facet.vocabulary) return <>{item.startYear ?? t('value.unknown')}</>
  if (hasColours(facet)) return <Tiles item={item} facet={facet} values={values} />
  const labels = tagsOf(item, facet, values).map((tag) => tag.label)
  const rest = labels.length - MOST_LABELS
  const shown = labels.slice(0, MOST_LABELS).join(t('list.separator'))
  if (rest > 0) return <>{`${shown} ${t('activities.more', { count: rest })}`}</>
  return <>{shown || t('value.unknown')}</>
}
