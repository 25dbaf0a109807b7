import type { ActivityItem } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { chosenFirst, type FacetValues, hasColours, leadFacet, valuesOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { activityUrl } from '../lib/urls'
import { Segments } from './segments'
import { Tiles } from './tags'

/** Fields that have a column besides the title, in order; `startDate` is the year. */
const COLUMNS = ['entities', 'sdgs', 'countries', 'startDate', 'maturity']
const MOST_LABELS = 4

interface ResultTableProps {
  items: ActivityItem[]
  facets: FacetInfo[]
  values: FacetValues
}

/** The list as a table, one activity a row. */
export function ResultTable({ items, facets, values }: ResultTableProps) {
  const { t } = useI18n()
  const lead = leadFacet(facets)
  const columns = COLUMNS.flatMap((field) => facets.find((facet) => facet.field === field) ?? [])
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
                <a href={activityUrl(item.id)}>
                  <Segments segments={item.highlight.title} />
                </a>
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
  const refs = chosenFirst(valuesOf(item, facet, values), facet, values)
  const labels = refs.map((ref) => ref.label)
  const rest = labels.length - MOST_LABELS
  const shown = labels.slice(0, MOST_LABELS).join(t('list.separator'))
  if (rest > 0) return <>{`${shown} ${t('activities.more', { count: rest })}`}</>
  return <>{shown || t('value.unknown')}</>
}
