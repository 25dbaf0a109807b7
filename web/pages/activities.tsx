import type { PageContext, PageModel } from '../../taxonomy/pages'
import type { FinderStart } from '../components/finder'
import { Island } from '../components/island'
import { ProblemSummary } from '../components/problem-summary'
import { useI18n } from '../lib/i18n'
import { answeredState, SUGGEST_PATH } from '../lib/urls'

type Model = Extract<PageModel, { page: 'activities' }>

/** The list of activities: search, facets, results. */
export function ActivitiesPage({ model, context }: { model: Model; context: PageContext }) {
  const { t } = useI18n()
  const { result, problems } = model
  const start = startOf(model, context.url)
  return (
    <div class="wide">
      <ProblemSummary problems={problems} />
      <h1>{t('activities.title')}</h1>
      <Island name="Finder" props={{ ...start, result }} told={start} />
      <p class="anyone">
        {t('suggest.anyone')} <a href={SUGGEST_PATH}>{t('suggest.missing')}</a>
      </p>
    </div>
  )
}

function startOf({ result, facets, view }: Model, url: string): FinderStart {
  const params = facets.map((facet) => facet.param)
  return {
    state: answeredState(result, url, params, view),
    facets,
    sizes: Object.fromEntries(params.map((param) => [param, result.facets[param]?.length ?? 0])),
  }
}
