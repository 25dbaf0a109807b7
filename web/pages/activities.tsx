import type { PageContext, PageModel } from '../../taxonomy/pages'
import { Island } from '../components/island'
import { ProblemSummary } from '../components/problem-summary'
import { useI18n } from '../lib/i18n'

type Model = Extract<PageModel, { page: 'activities' }>

/** The list of activities: search, facets, results. */
export function ActivitiesPage({ model, context }: { model: Model; context: PageContext }) {
  const { t } = useI18n()
  const { result, facets, view, problems } = model
  return (
    <div class="wide">
      <ProblemSummary problems={problems} />
      <h1>{t('activities.title')}</h1>
      <Island name="Finder" props={{ result, facets, view, url: context.url }} />
    </div>
  )
}
