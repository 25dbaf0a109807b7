import type { ActivityContent } from './activity'
import { fold } from './fold'
import { statedIn, type Taxonomy } from './taxonomy'

/** A label that a curator placed: wherever it stands in the field, it means the concept. */
export interface LabelMapping {
  id: number
  /** Field the label stood in: `beneficiaries`. */
  field: string
  label: string
  /** Where the concept is; its field may be another than the label's. */
  vocabulary: string
  concept: string
}

/**
 * Places the labels of an entry that mappings cover, in the order the mappings were made, so
 * that a record mapped step by step and one imported later come out the same. A field that
 * holds one value and has it already keeps it, and the label stays unplaced.
 *
 * @returns the content itself where nothing applies
 */
export function placeMapped(
  content: ActivityContent,
  mappings: readonly LabelMapping[],
  taxonomy: Taxonomy,
): ActivityContent {
  if (content.unplaced.length === 0) return content
  return mappings.reduce((now, mapping) => placeOne(now, mapping, taxonomy), content)
}

function placeOne(
  content: ActivityContent,
  { field, label, vocabulary, concept }: LabelMapping,
  taxonomy: Taxonomy,
): ActivityContent {
  const folded = fold(label)
  const target = taxonomy.vocabulary(vocabulary)?.field
  if (!target || !isCovered(content, field, folded)) return content
  const value = withConcept(content, target, concept)
  if (value === undefined) return content
  const unplaced = content.unplaced.filter((one) => !isLabel(one, field, folded))
  return { ...content, [target]: value, unplaced }
}

const isLabel = (one: ActivityContent['unplaced'][number], field: string, folded: string) =>
  one.field === field && fold(one.label) === folded

function isCovered({ unplaced }: ActivityContent, field: string, folded: string): boolean {
  return unplaced.some((one) => isLabel(one, field, folded))
}

/** A field's value with one concept more; undefined where it has no room. */
function withConcept(content: ActivityContent, field: string, concept: string): unknown {
  const stated = statedIn(content, field)
  const now = content[field as keyof ActivityContent]
  if (stated.includes(concept)) return now
  if (field === 'sdgs') return [...content.sdgs, Number(concept)].sort((a, b) => a - b)
  if (Array.isArray(now)) return [...now, concept]
  if (field === 'pillars') return [concept]
  return now === null ? concept : undefined
}
