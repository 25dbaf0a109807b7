import type { ReportPageModel } from '../../../taxonomy/report-pages'
import { useI18n } from '../../lib/i18n'

/** The editions that can be read here, and the totals of those that cannot. */
export function ReportsPage({ model }: { model: Extract<ReportPageModel, { page: 'reports' }> }) {
  const { t, number, date } = useI18n()
  const { editions, cited } = model
  return (
    <div class="wide reading">
      <h1>{t('reports.title')}</h1>
      <p class="lead">{t('reports.lead')}</p>
      <p>
        <a href="/reports/explore">{t('explore.link')}</a>
      </p>
      <h2>{t('reports.editions')}</h2>
      {editions.length === 0 && <p>{t('reports.none')}</p>}
      <ul>
        {editions.map(({ id, title, asOf, frozenAt, entries, corrects }) => (
          <li key={id}>
            <a href={`/reports/${id}`}>{title}</a>
            <br />
            {t('reports.edition', { id, asOf: date(asOf), frozen: date(frozenAt), count: entries })}
            {corrects && ` ${t('reports.corrects', { id: corrects })}`}
          </li>
        ))}
      </ul>
      {cited.length > 0 && (
        <>
          <h2>{t('reports.cited')}</h2>
          <p>{t('reports.citedLead')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section class="table-scroll fit stack" aria-label={t('reports.cited')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('reports.editionColumn')}</th>
                  <th scope="col" class="number">
                    {t('reports.activities')}
                  </th>
                  <th scope="col" class="number">
                    {t('reports.entities')}
                  </th>
                  <th scope="col">{t('reports.source')}</th>
                </tr>
              </thead>
              <tbody>
                {cited.map(({ edition, activities, entities, source }) => (
                  <tr key={edition}>
                    <th scope="row">{edition}</th>
                    <td class="number" data-label={t('reports.activities')}>
                      {number(activities)}
                    </td>
                    <td class="number" data-label={t('reports.entities')}>
                      {entities === null ? t('value.unknown') : number(entities)}
                    </td>
                    <td data-label={t('reports.source')}>{source}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </div>
  )
}
