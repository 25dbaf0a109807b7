import type { PageContext, PageModel } from '../../taxonomy/pages'
import type { I18n } from './i18n'
import { structuredData } from './structured-data'
import { listTitle } from './titles'
import {
  activityApiUrl,
  activityUrl,
  canonicalListUrl,
  historyApiUrl,
  listApiUrl,
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
  /** The same content as JSON. */
  json?: string
  type: 'website' | 'article'
  structured?: object
}

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

type Described = Omit<Head, 'type' | 'structured'> & Partial<Head>

function describe(model: PageModel, context: PageContext, i18n: I18n): Described {
  const { t } = i18n
  const [pathname = '/'] = context.url.split('?')
  switch (model.page) {
    case 'home':
      return { title: t('home.title'), description: t('home.lead'), canonical: '/' }
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
        json: listApiUrl({ ...state, sort: readState(context.url, params).sort }),
      }
    }
    case 'activity': {
      const { id, title, summary } = model.activity
      return {
        title,
        description: summary,
        canonical: activityUrl(id),
        json: activityApiUrl(id),
        type: 'article',
      }
    }
    case 'concepts': {
      const { label, definition, vocabulary } = model.facet
      return {
        title: label,
        description: t('concepts.description', { label, definition }),
        canonical: pathname,
        json: vocabulary ? vocabularyApiUrl(vocabulary) : undefined,
      }
    }
    case 'concept': {
      const { id, label, definition, count } = model.concept
      return {
        title: t('concept.title', { label, facet: model.facet.singular }),
        description: t('concept.description', { label, definition, count }),
        canonical: valueUrl(model.facet, id),
        json: `/api/v1${valueUrl(model.facet, id)}`,
      }
    }
    case 'taxonomy':
      return {
        title: t('taxonomy.title'),
        description: t('taxonomy.lead'),
        canonical: pathname,
        json: '/api/v1/taxonomy',
      }
    case 'vocabulary': {
      const { id, label, definition } = model.vocabulary
      return {
        title: label,
        description: definition,
        canonical: vocabularyUrl(id),
        json: vocabularyApiUrl(id),
      }
    }
    case 'about':
      return { title: t('about.title'), description: t('about.description'), canonical: pathname }
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
        json: historyApiUrl(model.history.id),
      }
    case 'archived':
      return { title: model.title, description: t('archived.lead'), canonical: null }
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
