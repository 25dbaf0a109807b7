import type { FacetInfo, PageModel } from '../../taxonomy/pages'
import { fieldName, NOT_STATED } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { listUrl } from '../lib/urls'

type Model = Extract<PageModel, { page: 'about' }>

/** How many activities state nothing, facet by facet, each with the list of them. */
export function UnknownTable({ unknown, total }: { unknown: Model['unknown']; total: number }) {
  const { t, number, percent } = useI18n()
  return (
    <table class="narrow">
      <caption class="unseen">{t('about.unknownTable')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('about.facet')}</th>
          <th scope="col" class="number">
            {t('about.count')}
          </th>
          <th scope="col" class="number">
            {t('about.share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {unknown.map(({ facet, count }) => (
          <tr key={facet.param}>
            <th scope="row">
              {count > 0 ? (
                <a href={listUrl({ filters: { [facet.param]: [NOT_STATED] } })}>{facet.label}</a>
              ) : (
                facet.label
              )}
            </th>
            <td class="number">{number(count)}</td>
            <td class="number">{percent(total > 0 ? count / total : 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface UnplacedTableProps {
  unplaced: Model['unplaced']
  facets: FacetInfo[]
}

/** The labels of the source that name no concept, folded away when there are many. */
export function UnplacedTable({ unplaced, facets }: UnplacedTableProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  if (unplaced.length === 0) return <p>{t('about.unplacedNone')}</p>
  return (
    <>
      <p>{t('about.unplaced.1')}</p>
      <details>
        <summary>{t('about.unplacedMore', { count: unplaced.length })}</summary>
        <table class="narrow">
          <caption class="unseen">{t('about.unplacedTable')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('about.label')}</th>
              <th scope="col">{t('about.field')}</th>
              <th scope="col" class="number">
                {t('about.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {unplaced.map(({ field, label, count }) => (
              <tr key={field + label}>
                <th scope="row">{label}</th>
                <td>{fieldName(field, facets, i18n)}</td>
                <td class="number">{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
