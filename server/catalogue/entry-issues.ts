import type { z } from 'zod'
import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { type DraftContent, draftFields, type FieldIssue } from '../../taxonomy/draft'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { issueText } from '../messages/issue-text'
import { say } from '../messages/say'

/**
 * Reads part of an entry, field by field: one that is wrong (a date half typed, a text too
 * long) is reported and left out, and does not keep the others from being saved.
 */
export function readDraft(input: Record<string, unknown>): {
  content: DraftContent
  issues: FieldIssue[]
} {
  const content: Record<string, unknown> = {}
  const issues: FieldIssue[] = []
  for (const [field, value] of Object.entries(input)) {
    const schema = Object.hasOwn(draftFields, field)
      ? draftFields[field as keyof typeof draftFields]
      : undefined
    if (!schema) {
      issues.push({ field, code: 'unknown-field', reason: say('field.notWritten') })
      continue
    }
    const result = schema.safeParse(value)
    if (result.success) content[field] = result.data
    else issues.push(...result.error.issues.map((issue) => toIssue(issue, [field])))
  }
  return { content: content as DraftContent, issues }
}

/** All that keeps an entry from being published: wrong or missing fields, concepts that are none. */
export function issuesOf(content: ActivityContent, taxonomy: Taxonomy): FieldIssue[] {
  const result = activitySchema.safeParse(content)
  const shape = result.success ? [] : result.error.issues.map((issue) => toIssue(issue, []))
  return [...shape, ...unknownConcepts(content, taxonomy)]
}

/** Concept ids in an entry that its vocabularies do not have. */
export function unknownConcepts(content: ActivityContent, taxonomy: Taxonomy): FieldIssue[] {
  return taxonomy.facets.flatMap((facet) => {
    const { field, label, vocabulary } = facet
    if (!vocabulary) return []
    return taxonomy
      .statedOrImplied(content, facet)
      .filter((id) => !taxonomy.concept(vocabulary.id, id))
      .map((id): FieldIssue => {
        const reason = say('field.unknownConcept', { id, vocabulary: label })
        return { field, code: 'unknown-concept', reason }
      })
  })
}

function toIssue(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): FieldIssue {
  const field = [...above, ...issue.path].map(String).join('.')
  return { field, code: codeOf(issue), reason: issueText(issue) }
}

function codeOf(issue: z.core.$ZodIssue): FieldIssue['code'] {
  if (issue.code === 'too_small') return 'needed'
  if (issue.code !== 'too_big') return 'not-valid'
  return issue.origin === 'string'
    ? 'too-long'
    : issue.origin === 'array'
      ? 'too-many'
      : 'not-valid'
}
