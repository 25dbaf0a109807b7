import { type ActivityContent, LIMITS } from '../../taxonomy/activity'
import type { DraftContent } from '../../taxonomy/draft'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { readDraft } from '../catalogue/entry-issues'
import { badRequest, type FieldError } from '../http/problem'
import { say } from '../messages/say'
import { NEIGHBOURS } from './to-draft'

/**
 * Reads an entry as an entity's own system sends it: concepts by id or label, several spellings
 * accepted; a label that names none is kept verbatim in `unplaced`. Fields not sent are absent.
 *
 * @param before what stands there now, whose other fields keep their unplaced labels
 * @throws {ProblemError} 400 naming every wrong field
 */
export function readSent(
  sent: unknown,
  entity: string,
  before: Pick<ActivityContent, 'entities' | 'unplaced'>,
  taxonomy: Taxonomy,
): DraftContent {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw badRequest([{ field: 'entry', reason: say('sent.object') }])
  const { unplaced: sentUnplaced, ...fields } = sent as Record<string, unknown>
  const errors: FieldError[] = []
  const input: Record<string, unknown> = { ...fields }
  const found: Record<string, string[]> = {}
  const rest: ActivityContent['unplaced'] = []
  const conceptFields = new Map(taxonomy.vocabularies.map((one) => [one.field, one.id]))
  for (const [field, value] of Object.entries(fields)) {
    const vocabulary = conceptFields.get(field)
    if (!vocabulary || value === null) continue
    const labels = [value].flat()
    const isWrong = labels.some((label) => typeof label !== 'string' && typeof label !== 'number')
    if (isWrong || labels.length > LIMITS.items) {
      errors.push({ field, reason: say('sent.mostItems', { most: LIMITS.items }) })
      delete input[field]
      continue
    }
    found[field] ??= []
    for (const label of labels.map(String)) {
      if (taxonomy.concept(vocabulary, label)) {
        found[field].push(label)
        continue
      }
      const placed = taxonomy.place(NEIGHBOURS.get(vocabulary) ?? [vocabulary], label)
      for (const { vocabulary: of, id } of placed.concepts) {
        const target = taxonomy.vocabulary(of)?.field ?? field
        found[target] = [...(found[target] ?? []), id]
      }
      rest.push(...placed.unplaced.map((one) => ({ field, label: one.slice(0, LIMITS.text) })))
    }
  }
  for (const [field, ids] of Object.entries(found)) {
    const unique = [...new Set(ids)]
    // A field that holds one concept is sent as one; that a second is none is said below.
    if (field === 'maturity' && unique.length > 1)
      errors.push({ field, reason: say('sent.oneItem') })
    input[field] =
      field === 'maturity' ? (unique[0] ?? null) : field === 'sdgs' ? unique.map(Number) : unique
  }
  const kept = sentUnplaced ?? before.unplaced.filter(({ field }) => !Object.hasOwn(fields, field))
  if (rest.length > 0 || sentUnplaced !== undefined || kept !== before.unplaced)
    input.unplaced = Array.isArray(kept) ? [...kept, ...rest] : kept
  if (before.entities.length === 0 && input.entities === undefined) input.entities = [entity]
  const { content, issues } = readDraft(input)
  errors.push(...issues.map(({ field, reason }) => ({ field, reason })))
  if (content.entities && !content.entities.includes(entity))
    errors.push({ field: 'entities', reason: say('sent.nameEntity', { entity }) })
  if (errors.length > 0) throw badRequest(errors)
  return content
}
