import type { ReportPageModel } from '../../../taxonomy/report-pages'
import { Crumbs } from '../../components/crumbs'
import { useI18n } from '../../lib/i18n'

interface ReportMakingProps {
  model: Extract<ReportPageModel, { page: 'report-making' }>
}

/** How far a file is that is not there yet. */
export function ReportMakingPage({ model }: ReportMakingProps) {
  const { t } = useI18n()
  const { edition, format, stages, at, seconds } = model
  return (
    <div class="wide reading">
      <Crumbs
        trail={[
          ['/reports', t('reports.title')],
          [`/reports/${edition.id}`, edition.title],
        ]}
      />
      <h1>{t('reportMaking.title')}</h1>
      <p class="lead">{t('reportMaking.lead')}</p>
      <p>
        <strong>{t('report.download', { format: format.toUpperCase() })}.</strong>{' '}
        {at < 0 && `${t('reportMaking.waiting')} `}
        {t('reportMaking.seconds', { count: seconds })}
      </p>
      <ol class="making">
        {stages.map((stage, place) => {
          const text = t(`reportMaking.stage.${stage}`)
          if (place === at)
            return (
              <li key={stage} aria-current="step">
                {text} …
              </li>
            )
          return <li key={stage}>{place < at ? t('reportMaking.done', { step: text }) : text}</li>
        })}
      </ol>
      <p>
        <a href={`/reports/${edition.id}/report.${format}`}>{t('reportMaking.again')}</a>
      </p>
    </div>
  )
}
