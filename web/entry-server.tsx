import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { PageContext, PageModel, Render } from '../taxonomy/pages'
import { DocumentHead } from './components/document-head'
import { EmbedDocument } from './components/embed-document'
import { Layout } from './components/layout'
import { allMessages } from './lib/all-messages'
import { headOf } from './lib/head'
import { type AllMessages, createI18n, type I18n, I18nProvider } from './lib/i18n'
import { AboutPage } from './pages/about'
import { ActivitiesPage } from './pages/activities'
import { ActivityPage } from './pages/activity'
import { ApiPage } from './pages/api'
import { ArchivedPage } from './pages/archived'
import { ConceptPage } from './pages/concept'
import { ConceptsPage } from './pages/concepts'
import { DataPage } from './pages/data'
import { HistoryPage } from './pages/history'
import { HomePage } from './pages/home'
import { memberPage } from './pages/members'
import { EntryPreviewPage } from './pages/members/entry-preview'
import { ReviewEditPreviewPage } from './pages/members/review-edit-preview'
import { ReviewPreviewPage } from './pages/members/review-preview'
import { ProblemPage } from './pages/problem'
import { reportPage } from './pages/reports'
import { roundPage } from './pages/rounds'
import { TaxonomyPage } from './pages/taxonomy'
import { VocabularyPage } from './pages/vocabulary'

/** Pages that have a search field of their own. */
const SEARCH_PAGES = new Set<PageModel['page']>(['home', 'activities', 'problem'])

const languages = new Map<string, I18n>()

/** Draws a page as a whole HTML document. */
export const render: Render = (model, context) => {
  const i18n = i18nFor(context.language)
  const path = context.url.split('?')[0] ?? '/'
  if (model.page === 'embed') {
    const embed = <EmbedDocument model={model} context={context} />
    return `<!doctype html>${renderToString(<I18nProvider value={i18n}>{embed}</I18nProvider>)}`
  }
  const html = (part: VNode) => renderToString(<I18nProvider value={i18n}>{part}</I18nProvider>)
  const head = html(<DocumentHead head={headOf(model, context, i18n)} context={context} />)
  const body = html(
    <Layout path={path} search={!SEARCH_PAGES.has(model.page)} viewer={context.viewer}>
      {pageOf(model, context)}
    </Layout>,
  )
  // In parts, for the tags of the build are HTML already.
  return `<!doctype html><html lang="${i18n.language}" dir="${i18n.direction}"><head>${head}${context.assets}</head><body>${body}</body></html>`
}

function pageOf(model: Exclude<PageModel, { page: 'embed' }>, context: PageContext): VNode {
  switch (model.page) {
    case 'home':
      return <HomePage model={model} />
    case 'activities':
      return <ActivitiesPage model={model} context={context} />
    case 'activity':
      return <ActivityPage model={model} />
    case 'concepts':
      return <ConceptsPage model={model} />
    case 'concept':
      return <ConceptPage model={model} />
    case 'taxonomy':
      return <TaxonomyPage model={model} />
    case 'vocabulary':
      return <VocabularyPage model={model} />
    case 'about':
      return <AboutPage model={model} />
    case 'data':
      return <DataPage model={model} context={context} />
    case 'api':
      return <ApiPage model={model} context={context} />
    case 'history':
      return <HistoryPage model={model} />
    case 'archived':
      return <ArchivedPage model={model} />
    case 'problem':
      return <ProblemPage model={model} />
    case 'preview':
      return <EntryPreviewPage model={model} />
    case 'review-preview':
      return <ReviewPreviewPage model={model} />
    case 'review-edit-preview':
      return <ReviewEditPreviewPage model={model} />
    case 'reports':
    case 'report':
    case 'report-making':
    case 'report-entry':
    case 'explore':
      return reportPage(model, context)
    case 'rounds':
    case 'round':
    case 'round-silent':
    case 'round-close':
    case 'round-erratum':
    case 'round-texts':
    case 'round-text':
    case 'round-entity':
      return roundPage(model)
    default:
      return memberPage(model)
  }
}

/** Texts and formats of a language, or of English where its texts are missing. */
function i18nFor(language: string): I18n {
  const known = allMessages[language] ? language : 'en'
  const made = languages.get(known) ?? createI18n(known, allMessages[known] as AllMessages)
  languages.set(known, made)
  return made
}
