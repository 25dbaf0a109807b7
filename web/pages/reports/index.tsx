import type { PageContext } from '../../../taxonomy/pages'
import type { ReportPageModel } from '../../../taxonomy/report-pages'
import { ExplorePage } from './explore'
import { ReportPage } from './report'
import { ReportEntryPage } from './report-entry'
import { ReportMakingPage } from './report-making'
import { ReportsPage } from './reports'

/** The pages of the annual report. */
export function reportPage(model: ReportPageModel, context: PageContext) {
  if (model.page === 'reports') return <ReportsPage model={model} />
  if (model.page === 'report') return <ReportPage model={model} context={context} />
  if (model.page === 'report-making') return <ReportMakingPage model={model} />
  if (model.page === 'explore') return <ExplorePage model={model} />
  return <ReportEntryPage model={model} />
}
