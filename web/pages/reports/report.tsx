import type { PageContext } from '../../../taxonomy/pages'
import type { ReportPageModel } from '../../../taxonomy/report-pages'
import { Crumbs } from '../../components/crumbs'
import { ReportEntries } from '../../components/report-entries'
import { ReportFigure } from '../../components/report-figure'
import { useI18n } from '../../lib/i18n'

interface ReportPageProps {
  model: Extract<ReportPageModel, { page: 'report' }>
  context: PageContext
}

/** One edition: its files, its entries to search, its figures, and what changed. */
export function ReportPage({ model, context }: ReportPageProps) {
  const { t, date } = useI18n()
  const { edition, formats, figures, changes } = model
  return (
    <div class="wide report">
      <Crumbs trail={[['/reports', t('reports.title')]]} />
      <h1>{edition.title}</h1>
      <p class="lead">
        {t('reports.edition', {
          id: edition.id,
          asOf: date(edition.asOf),
          frozen: date(edition.frozenAt),
          count: edition.entries,
        })}
      </p>
      {edition.corrects && (
        <p>
          <a href={`/reports/${edition.corrects}`}>
            {t('reports.corrects', { id: edition.corrects })}
          </a>
        </p>
      )}
      {edition.note && <p class="note">{edition.note}</p>}
      <ul class="downloads" aria-label={t('report.downloads')}>
        {formats.map(({ format, url }) => (
          <li key={format}>
            <a href={url}>{t('report.download', { format: format.toUpperCase() })}</a>
          </li>
        ))}
      </ul>
      <ReportEntries model={model} url={context.url} />
      <h2>{t('report.figures')}</h2>
      <p>
        <a href={`/reports/explore?edition=${edition.id}`}>{t('explore.link')}</a>
      </p>
      {figures.map((figure) => (
        <ReportFigure key={figure.id} figure={figure} />
      ))}
      <h2>{t('report.changes')}</h2>
      {edition.previous === null ? (
        <p>{t('report.first')}</p>
      ) : (
        <>
          <p>{t('report.changesSince', { id: edition.previous, count: changes.length })}</p>
          <ul>
            {changes.map(({ kind, id, title, reason }) => (
              <li key={id}>
                {t(`report.change.${kind}`)}: {title} ({id}){reason && `. ${reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="hint">{t('report.checksum', { checksum: edition.checksum })}</p>
    </div>
  )
}
