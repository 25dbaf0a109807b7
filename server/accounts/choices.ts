import { byText } from '../../taxonomy/fold'
import type { Choices } from '../../taxonomy/member-pages'
import { EXPERTISE } from '../../taxonomy/people'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { ENTITIES } from './forms'

/** Labels of entities by id; an id the taxonomy has lost stands for itself. */
export function labelsOf(taxonomy: Taxonomy, ids: Iterable<string>): Record<string, string> {
  return Object.fromEntries(
    Array.from(ids, (id) => [id, taxonomy.concept(ENTITIES, id)?.label ?? id]),
  )
}

/** All entities, by label. */
export function entityChoices(taxonomy: Taxonomy): { id: string; label: string }[] {
  return (taxonomy.vocabulary(ENTITIES)?.concepts ?? [])
    .map(({ id, label }) => ({ id, label }))
    .sort(byText(({ label }) => label))
}

/** The vocabularies a person can name as their field of work. */
export function expertiseChoices(taxonomy: Taxonomy): Choices[] {
  return EXPERTISE.flatMap((id) => {
    const vocabulary = taxonomy.vocabulary(id)
    if (!vocabulary) return []
    const concepts = vocabulary.concepts.map((concept) => ({
      id: concept.id,
      label: concept.label,
    }))
    return [{ id, label: vocabulary.label, concepts }]
  })
}
