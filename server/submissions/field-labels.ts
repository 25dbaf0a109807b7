import { byText } from '../../taxonomy/fold'
import type { FieldChoices } from '../../taxonomy/submission-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { FormOf } from './entry-form'

/** Fields that follow from others unless a curator decides them. */
const DECIDED = new Set(['pillars'])

/** The vocabularies an entry is filled from, by label where their order says nothing. */
export function fieldChoices({ vocabularies }: Taxonomy, who: FormOf = 'writer'): FieldChoices[] {
  return vocabularies
    .filter(({ field }) => who === 'curator' || !DECIDED.has(field))
    .map(({ field, label, definition, concepts, order }) => {
      const refs = concepts.map((concept) => ({ id: concept.id, label: concept.label }))
      const sorted = order === 'given' ? refs : refs.sort(byText((one) => one.label))
      return { field, label, definition, concepts: sorted }
    })
}

/** What vocabularies are called, by the field they fill; other fields are named by the interface. */
export function fieldLabels({ vocabularies }: Taxonomy): Record<string, string> {
  return Object.fromEntries(vocabularies.map(({ field, label }) => [field, label]))
}
