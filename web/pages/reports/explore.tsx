import type { ReportPageModel } from '../../../taxonomy/report-pages'
import { Crumbs } from '../../components/crumbs'
import { ANSWER, ExploreForm } from '../../components/explore-form'
import { ExploreMoved } from '../../components/explore-moved'
import { ExploreTable } from '../../components/explore-table'
import { ProblemSummary } from '../../components/problem-summary'
import { useI18n } from '../../lib/i18n'

/** Questions to the catalogue and its editions: a form, an answer as table and chart, files of it. */
export function ExplorePage({ model }: { model: Extract<ReportPageModel, { page: 'explore' }> }) {
  const { t } = useI18n()
  const { answer, views, ready, isAsked, problems, permalink, jsonUrl } = model
  return (
    <div class="wide explore">
      <ProblemSummary problems={problems} />
      <Crumbs trail={[['/reports', t('reports.title')]]} />
      <h1>{t('explore.title')}</h1>
      <p class="lead">{t('explore.lead')}</p>
      <details class="ready" open={!isAsked}>
        <summary>{t('explore.ready')}</summary>
        <ul>
          {ready.map(({ text, url, isAsked: isThis }) => (
            <li key={url}>
              <a href={`${url}#${ANSWER}`} aria-current={isThis ? 'page' : undefined}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </details>
      <ExploreForm model={model} />
      {/* Where the form leads to; with something wrong in it, to the top, where that is said. */}
      <div id={problems.length > 0 ? undefined : ANSWER}>
        {views.map((view) => (
          <ExploreTable key={view.table.title} view={view} />
        ))}
        {answer.moves && <ExploreMoved activities={answer.moves.activities} />}
      </div>
      <p class="downloads">
        <a href={permalink}>{t('explore.permalink')}</a>
        <a href={jsonUrl}>{t('explore.json')}</a>
      </p>
    </div>
  )
}
