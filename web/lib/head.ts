import type { PageContext, PageModel } from '../../taxonomy/pages'
import type { I18n } from './i18n'
import { structuredData } from './structured-data'
import { listTitle } from './titles'
import {
  activityApiUrl,
  activityFileUrl,
  activityUrl,
  canonicalListUrl,
  historyApiUrl,
  type ListState,
  listApiUrl,
  listFileUrl,
  readState,
  valueUrl,
  vocabularyApiUrl,
  vocabularyUrl,
} from './urls'

/** What a page says about itself to browsers, search engines and other sites. */
export interface Head {
  title: string
  description: string
  /** Path and query under which the page is to be known; `null` for none. */
  canonical: string | null
  /** The same content in other forms: type and address. */
  alternates?: [type: string, url: string][]
  type: 'website' | 'article'
  structured?: object
}

/** What a page says about itself. */
export function headOf(model: PageModel, context: PageContext, i18n: I18n): Head {
  const page = describe(model, context, i18n)
  return {
    type: 'website',
    ...page,
    title: model.page === 'home' ? page.title : i18n.t('site.title', { page: page.title }),
    description: shortened(page.description),
    structured: structuredData(model, context, i18n),
  }
}

const JSON_TYPE = 'application/json'
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson',
  jsonld: 'application/ld+json',
  atom: 'application/atom+xml',
}

/** A list's feed and files. */
function listAlternates(state: Partial<ListState>): [string, string][] {
  return Object.entries(TYPES).map(([ending, type]) => [type, listFileUrl(state, ending)])
}

function taxonomyAlternates(path: string): [string, string][] {
  return [
    ['text/turtle', `${path}.ttl`],
    ['application/ld+json', `${path}.jsonld`],
    ['text/csv', `${path}.csv`],
  ]
}

type Described = Omit<Head, 'type' | 'structured'> & Partial<Head>

function describe(model: PageModel, context: PageContext, i18n: I18n): Described {
  const { t } = i18n
  const [pathname = '/'] = context.url.split('?')
  switch (model.page) {
    case 'home':
      return {
        title: t('home.title'),
        description: t('home.lead'),
        canonical: '/',
        alternates: listAlternates({}),
      }
    case 'activities': {
      const { result, facets } = model
      const params = facets.map((facet) => facet.param)
      const state = { ...readState(context.url, params), ...result.query, limit: null }
      return {
        title: listTitle(result, i18n),
        description: t('activities.description', {
          total: t('activities.total', { count: result.total }),
        }),
        canonical: canonicalListUrl(state),
        alternates: [
          [JSON_TYPE, listApiUrl({ ...state, sort: readState(context.url, params).sort })],
          ...listAlternates({ ...state, sort: readState(context.url, params).sort }),
        ],
      }
    }
    case 'activity': {
      const { id, title, summary } = model.activity
      return {
        title,
        description: summary,
        canonical: activityUrl(id),
        alternates: [
          [JSON_TYPE, activityApiUrl(id)],
          ['application/ld+json', activityFileUrl(id, 'jsonld')],
          ['application/x-bibtex', activityFileUrl(id, 'bib')],
          ['application/x-research-info-systems', activityFileUrl(id, 'ris')],
        ],
        type: 'article',
      }
    }
    case 'concepts': {
      const { label, definition, vocabulary } = model.facet
      return {
        title: label,
        description: t('concepts.description', { label, definition }),
        canonical: pathname,
        alternates: vocabulary ? [[JSON_TYPE, vocabularyApiUrl(vocabulary)]] : undefined,
      }
    }
    case 'concept': {
      const { id, label, definition, count } = model.concept
      return {
        title: t('concept.title', { label, facet: model.facet.singular }),
        description: t('concept.description', { label, definition, count }),
        canonical: valueUrl(model.facet, id),
        alternates: [
          [JSON_TYPE, `/api/v1${valueUrl(model.facet, id)}`],
          ...listAlternates({ filters: { [model.facet.param]: [id] } }),
        ],
      }
    }
    case 'taxonomy':
      return {
        title: t('taxonomy.title'),
        description: t('taxonomy.lead'),
        canonical: pathname,
        alternates: [[JSON_TYPE, '/api/v1/taxonomy'], ...taxonomyAlternates(pathname)],
      }
    case 'vocabulary': {
      const { id, label, definition } = model.vocabulary
      return {
        title: label,
        description: definition,
        canonical: vocabularyUrl(id),
        alternates: [[JSON_TYPE, vocabularyApiUrl(id)], ...taxonomyAlternates(vocabularyUrl(id))],
      }
    }
    case 'about':
      return { title: t('about.title'), description: t('about.description'), canonical: pathname }
    case 'data':
      return {
        title: t('data.title'),
        description: t('data.description'),
        canonical: pathname,
        alternates: [
          ['text/turtle', '/data/catalog.ttl'],
          ['application/ld+json', '/data/catalog.jsonld'],
        ],
      }
    case 'api':
      return { title: t('api.title'), description: t('api.description'), canonical: pathname }
    case 'problem': {
      const { title, status, detail } = model.problem
      return {
        title: i18n.find(`problem.${status}`) ?? title,
        description: detail ?? title,
        canonical: null,
      }
    }
    case 'history':
      return {
        title: t('history.titleOf', { title: model.history.title }),
        description: t('history.lead'),
        // Search engines have the entry itself.
        canonical: null,
        alternates: [[JSON_TYPE, historyApiUrl(model.history.id)]],
      }
    case 'archived':
      return { title: model.title, description: t('archived.lead'), canonical: null }
    case 'reports':
      return { title: t('reports.title'), description: t('reports.lead'), canonical: pathname }
    case 'report':
      return {
        title: model.edition.title,
        description: model.figures[0]?.finding ?? model.edition.title,
        canonical: pathname,
        alternates: [[JSON_TYPE, `${pathname}/report.json`]],
      }
    case 'report-making':
      return {
        title: t('reportMaking.title'),
        description: t('reportMaking.lead'),
        canonical: null,
      }
    case 'explore':
      return {
        title: model.isAsked ? model.answer.table.title : t('explore.title'),
        description: model.isAsked ? model.answer.table.finding : t('explore.lead'),
        canonical: model.isAsked ? model.permalink : pathname,
        alternates: [[JSON_TYPE, model.jsonUrl]],
      }
    case 'report-entry': {
      const { title, summary } = model.entry.activity
      const inEdition = { title, id: model.edition.id }
      return {
        title: t('report.entryTitle', inEdition),
        description: summary,
        canonical: pathname,
        type: 'article',
      }
    }
    case 'review-item':
      return {
        title: t('review.titleOf', { title: model.line.title || t('review.untitled') }),
        description: t('review.lead'),
        canonical: null,
      }
    case 'person':
      return { title: model.person.name, description: t('people.lead'), canonical: null }
    default: {
      const title = i18n.find(`${model.page}.title`) ?? t('site.name')
      return {
        title,
        description: i18n.find(`${model.page}.lead`) ?? title,
        // Made for one person, and nothing for search engines; signing in is for all, but no content.
        canonical: null,
      }
    }
  }
}

/** Whole words of a text, short enough for a search engine to show. */
function shortened(text: string, max = 200): string {
  if (text.length <= max) return text
  return `${text.slice(0, text.lastIndexOf(' ', max - 1))}…`
}
