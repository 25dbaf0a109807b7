import type { ActivityDetail } from '../../taxonomy/api'

export const SCHEMA_ORG = 'https://schema.org'

/** An activity as schema.org describes it (JSON-LD), without the context. */
export function projectOf(activity: ActivityDetail) {
  const organisation = (name: string) => ({ '@type': 'Organization', name })
  const [lead, ...others] = activity.entities.map(({ label }) => label)
  const { techniques, sectors, partners, url } = activity
  return {
    '@type': 'Project',
    '@id': url,
    identifier: String(activity.id),
    name: activity.title,
    description: activity.summary,
    url,
    parentOrganization: lead === undefined ? undefined : organisation(lead),
    member: [...others, ...partners].map(organisation),
    foundingDate: activity.startDate ?? undefined,
    dissolutionDate: activity.endDate ?? undefined,
    areaServed: activity.countries.map(({ label }) => ({ '@type': 'Country', name: label })),
    keywords: [...techniques, ...sectors].map(({ label }) => label),
    sameAs: activity.links.flatMap(({ url }) => webAddress(url)),
    // The entry, as opposed to the activity that it is about.
    subjectOf: {
      '@type': 'CreativeWork',
      url,
      inLanguage: activity.language,
      version: String(activity.version),
      dateCreated: activity.createdAt,
      dateModified: activity.updatedAt,
      license: activity.licence,
    },
  }
}

/** The address where a text is one; sources hold broken ones, too, which are no IRIs. */
function webAddress(text: string): string[] {
  if (/\s/.test(text.trim()) || !/^https?:\/\//i.test(text.trim())) return []
  return URL.canParse(text.trim()) ? [new URL(text.trim()).href] : []
}
