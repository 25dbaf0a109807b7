import type { PageModel } from '../../taxonomy/pages'
import { leadFacet, valuesOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { activityUrl, listUrl } from '../lib/urls'

type Model = Extract<PageModel, { page: 'activity' }>

/** Where an activity stands among the others: of how many of its entities, between which two. */
export function ActivityPlace({ model }: { model: Model }) {
  const { t } = useI18n()
  const { activity, facets, counts, previous, next } = model
  const lead = leadFacet(facets)
  return (
    <>
      {lead && (
        <ul class="plain-list">
          {valuesOf(activity, lead).map(({ id, label }) => (
            <li key={id}>
              <a href={listUrl({ filters: { [lead.param]: [id] } })}>
                {t('activity.oneOf', { count: counts[lead.param]?.[id] ?? 1, value: label })}
              </a>
            </li>
          ))}
        </ul>
      )}
      <nav class="neighbours" aria-label={t('activity.neighbours')}>
        {previous && (
          <a href={activityUrl(previous.id)} rel="prev">
            <small>{t('activity.previous')}</small> {previous.title}
          </a>
        )}
        {next && (
          <a href={activityUrl(next.id)} rel="next">
            <small>{t('activity.next')}</small> {next.title}
          </a>
        )}
      </nav>
    </>
  )
}
