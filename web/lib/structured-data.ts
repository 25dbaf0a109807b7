import type { PageContext, PageModel } from '../../taxonomy/pages'
import type { I18n } from './i18n'
import { activityUrl, LIST_PATH, valueUrl, vocabularyUrl, webAddress } from './urls'

type Activity = Extract<PageModel, { page: 'activity' }>['activity']

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
  if (model.page === 'activity') return { ...context, ...project(model.activity, origin) }
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

function project(activity: Activity, origin: string): object {
  const { techniques, sectors, partners } = activity
  const organisation = (name: string) => ({ '@type': 'Organization', name })
  const [lead, ...others] = activity.entities.map((entity) => entity.label)
  return {
    '@type': 'Project',
    '@id': origin + activityUrl(activity.id),
    name: activity.title,
    description: activity.summary,
    url: origin + activityUrl(activity.id),
    parentOrganization: lead && organisation(lead),
    member: [...others, ...partners].map(organisation),
    foundingDate: activity.startDate ?? undefined,
    dissolutionDate: activity.endDate ?? undefined,
    areaServed: activity.countries.map(({ label }) => ({ '@type': 'Country', name: label })),
    keywords: [...techniques, ...sectors].map((ref) => ref.label),
    sameAs: activity.links.flatMap(({ url }) => webAddress(url)?.href ?? []),
  }
}
