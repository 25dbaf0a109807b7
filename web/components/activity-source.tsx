import type { ActivityDetail } from '../../taxonomy/api'
import { useI18n } from '../lib/i18n'
import { activityFileUrl, correctUrl, historyUrl } from '../lib/urls'
import { Fact, Facts } from './facts'
import { OutwardLink } from './outward-link'
import { Twins } from './twins'

interface ActivitySourceProps {
  activity: ActivityDetail
  /** Year of the last round, if its entity did not confirm the entry in it. */
  unconfirmedIn: number | null
}

/** Where an entry comes from, how old it is and under which terms it may be used. */
export function ActivitySource({ activity, unconfirmedIn }: ActivitySourceProps) {
  const { t, find, date, languageName } = useI18n()
  const { source } = activity
  const systemOf = (system: string) => find(`source.${system}`) ?? system
  const day = (moment: string) => <time dateTime={moment}>{date(moment.slice(0, 10))}</time>
  return (
    <>
      <Facts>
        <Fact label={t('activity.source')}>
          {source
            ? t('activity.sourceRecord', { id: source.id, system: systemOf(source.system) })
            : t('activity.sourceHere')}
        </Fact>
        {source && <Fact label={t('activity.retrieved')}>{day(source.retrieved)}</Fact>}
        <Fact label={t('activity.created')}>{day(activity.createdAt)}</Fact>
        <Fact label={t('activity.updated')}>{day(activity.updatedAt)}</Fact>
        {unconfirmedIn !== null && (
          <Fact label={t('activity.round')}>
            <span class="unknown">
              {t('activity.unconfirmed', { year: String(unconfirmedIn) })}
            </span>
          </Fact>
        )}
        <Fact label={t('activity.version')}>{activity.version}</Fact>
        <Fact label={t('activity.id')}>{activity.id}</Fact>
        <Fact label={t('activity.language')}>{languageName(activity.language)}</Fact>
        <Fact label={t('activity.licence')}>
          <OutwardLink address={activity.licence}>
            {find(`licence.${activity.licence}`)}
          </OutwardLink>
        </Fact>
      </Facts>
      <p class="twins">
        <a href={historyUrl(activity.id)}>{t('activity.history')}</a>
        <a href={correctUrl(activity.id)} rel="nofollow">
          {t('activity.correct')}
        </a>
      </p>
      <Twins
        label={t('activity.files')}
        files={[
          ['JSON', activityFileUrl(activity.id, 'json')],
          ['JSON-LD', activityFileUrl(activity.id, 'jsonld')],
        ]}
      />
    </>
  )
}
