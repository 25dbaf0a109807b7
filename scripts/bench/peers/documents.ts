import type { PublishedActivity } from '../../../server/catalogue/reader'
import { statedIn, type Taxonomy } from '../../../taxonomy/taxonomy'

/** The texts every peer searches, and how much a match in each weighs. */
export const WEIGHTS = {
  title: 3,
  summary: 1.5,
  entities: 1,
  countries: 1,
  domain: 1,
  approach: 1,
  output: 1,
  partners: 1,
  technology: 1,
  types: 1,
} as const

export type Field = keyof typeof WEIGHTS

export const FIELDS = Object.keys(WEIGHTS) as Field[]

/** An activity's texts for a peer, concepts by the names people read. */
export function textsOf(taxonomy: Taxonomy, { content }: PublishedActivity): Record<Field, string> {
  const named = (vocabulary: string, field: string) =>
    statedIn(content, field)
      .flatMap((id) => taxonomy.concept(vocabulary, id) ?? [])
      .flatMap(({ label, name }) => (name ? [label, name] : [label]))
      .join(', ')
  return {
    title: content.title,
    summary: content.summary,
    entities: [named('entities', 'entities'), content.otherEntities].filter(Boolean).join(', '),
    countries: named('countries', 'countries'),
    domain: content.domain,
    approach: content.approach,
    output: content.output,
    partners: content.partners.join(', '),
    technology: content.technology,
    types: named('activity-types', 'types'),
  }
}
