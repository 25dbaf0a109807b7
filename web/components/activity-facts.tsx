import type { ActivityDetail } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { LEAD_FIELD, valuesOf } from '../lib/facets'
import { useI18n } from '../lib/i18n'
import { valueUrl } from '../lib/urls'
import { Fact, Facts } from './facts'
import { Tile } from './tile'

interface ActivityFactsProps {
  activity: ActivityDetail
  facets: FacetInfo[]
  /** How many activities share a value, by facet parameter and value id. */
  counts: Record<string, Record<string, number>>
}

const FREE_TEXTS = ['domain', 'approach', 'technology', 'output'] as const

/** Everything the catalogue knows of an activity in short form; what it does not know, too. */
export function ActivityFacts({ activity, facets, counts }: ActivityFactsProps) {
  const { t } = useI18n()
  const lists = facets.filter((facet) => facet.vocabulary)
  const lead = lists.filter((facet) => facet.field === LEAD_FIELD)
  const others = lists.filter((facet) => facet.field !== LEAD_FIELD)
  const row = (facet: FacetInfo) => <FacetFact key={facet.param} {...{ activity, facet, counts }} />
  const fields = new Set(lists.map((facet) => facet.field))
  const elsewhere = activity.asStated.filter(({ field }) => !fields.has(field))
  const { startDate, endDate, status } = activity
  return (
    <Facts>
      {lead.map(row)}
      <Fact label={t('fact.otherEntities')}>{activity.otherEntities}</Fact>
      {others.map(row)}
      <Fact label={t('fact.start')}>{startDate && <Day partial={startDate} />}</Fact>
      <Fact label={t('fact.end')}>{endDate && <Day partial={endDate} />}</Fact>
      <Fact label={t('fact.status')}>{status && t(`status.${status}`)}</Fact>
      {FREE_TEXTS.map((field) => (
        <Fact key={field} label={t(`fact.${field}`)}>
          {activity[field]}
        </Fact>
      ))}
      <Fact label={t('fact.tags')}>{activity.tags.join(t('list.separator'))}</Fact>
      {elsewhere.length > 0 && (
        <Fact label={t('activity.otherStated')}>
          {elsewhere.map(({ label }) => t('value.quoted', { value: label })).join(' ')}
        </Fact>
      )}
    </Facts>
  )
}

function Day({ partial }: { partial: string }) {
  const { date } = useI18n()
  return <time dateTime={partial}>{date(partial)}</time>
}

interface FacetFactProps {
  activity: ActivityDetail
  facet: FacetInfo
  counts: ActivityFactsProps['counts']
}

function FacetFact({ activity, facet, counts }: FacetFactProps) {
  const { t, number } = useI18n()
  const refs = valuesOf(activity, facet)
  const stated = activity.asStated.filter(({ field }) => field === facet.field)
  const labels = stated.map(({ label }) => t('value.quoted', { value: label }))
  return (
    <Fact label={refs.length === 1 ? facet.singular : facet.label}>
      {refs.length + stated.length > 0 && (
        <>
          <ul class="inline">
            {refs.map(({ id, label }) => {
              const count = counts[facet.param]?.[id]
              return (
                <li key={id}>
                  <a href={valueUrl(facet, id)}>
                    {facet.colours[id] && <Tile id={id} colour={facet.colours[id]} />}
                    {label}
                  </a>
                  {count !== undefined && (
                    <small title={t('activity.countOf', { count })}>{number(count)}</small>
                  )}
                </li>
              )
            })}
          </ul>
          {stated.length > 0 && (
            <p class="stated">
              {t('activity.asStated', { labels: labels.join(t('list.separator')) })}
            </p>
          )}
        </>
      )}
    </Fact>
  )
}
