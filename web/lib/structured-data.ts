import type { PageContext, PageModel } from '../../taxonomy/pages'
import type { I18n } from './i18n'
import { LIST_PATH, valueUrl, vocabularyUrl } from './urls'

/** The page as schema.org describes it (JSON-LD), where that says something. */
export function structuredData(
  model: PageModel,
  { origin, language }: PageContext,
  { t }: I18n,
): object | undefined {
  const context = { '@context': 'https://schema.org' }
  if (model.page === 'home')
    return {
      ...context,
      '@type': 'WebSite',
      name: t('site.name'),
      description: t('home.lead'),
      url: `${origin}/`,
      inLanguage: language,
      potentialAction: {
        '@type': 'SearchAction',
        target: {
          '@type': 'EntryPoint',
          urlTemplate: `${origin}${LIST_PATH}?q={search_term_string}`,
        },
        'query-input': 'required name=search_term_string',
      },
    }
  if (model.page === 'activity') return model.structured
  if (model.page === 'concept' && model.facet.vocabulary)
    return {
      ...context,
      '@type': 'DefinedTerm',
      name: model.concept.name ?? model.concept.label,
      termCode: model.concept.id,
      description: model.concept.definition,
      url: origin + valueUrl(model.facet, model.concept.id),
      inDefinedTermSet: origin + vocabularyUrl(model.facet.vocabulary),
    }
  return undefined
}
