import type { ReportPageModel } from '../../../taxonomy/report-pages'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'
import { ActivityPage } from '../activity'

interface ReportEntryProps {
  model: Extract<ReportPageModel, { page: 'report-entry' }>
}

/** An entry as an edition holds it, whatever was changed since. */
export function ReportEntryPage({ model }: ReportEntryProps) {
  const { t, date } = useI18n()
  const { edition, entry, isPublic } = model
  return (
    <>
      <div class="wide">
        <p class="note">
          {t('report.frozen', { id: edition.id, asOf: date(edition.asOf) })}{' '}
          <a href={`/reports/${edition.id}`}>{edition.title}</a>.{' '}
          {isPublic && <a href={activityUrl(entry.activity.id)}>{t('report.today')}</a>}
        </p>
      </div>
      <ActivityPage model={entry} />
    </>
  )
}
