import { z } from 'zod'
import { type ActivityContent, activitySchema, LIMITS } from './activity'
import type { Taxonomy } from './taxonomy'

/** One thing wrong with an entry, at the field it concerns. */
export interface FieldIssue {
  /** Path of the field: `title`, `links.2.url`. */
  field: string
  code: 'needed' | 'too-long' | 'too-many' | 'not-valid' | 'unknown-field' | 'unknown-concept'
  /** For people: `must be at most 300 characters`. */
  reason: string
}

/** What the system keeps of an entry, so that no form can change it. */
const KEPT = { source: true } as const

/**
 * The fields of an entry being written: the same shapes and limits as the finished one's,
 * but what must be stated there may still be empty here.
 */
const draftFields = activitySchema.omit(KEPT).extend({
  title: z.string().trim().max(LIMITS.title),
  summary: z.string().trim().max(LIMITS.summary),
  entities: activitySchema.shape.types,
}).shape

/** Part of an entry's content, as a form or the API sends it; absent fields stay as they are. */
export type DraftContent = Partial<Omit<ActivityContent, keyof typeof KEPT>>

/** The draft form of content, for the API's description. */
export const draftSchema = z.strictObject(draftFields).partial()

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
      const reason = 'is no field that can be written'
      issues.push({ field, code: 'unknown-field', reason })
      continue
    }
    const result = schema.safeParse(value)
    if (result.success) content[field] = result.data
    else issues.push(...result.error.issues.map((issue) => toIssue(issue, [field])))
  }
  return { content: content as DraftContent, issues }
}

/** An entry with nothing stated. */
export function blankContent(): ActivityContent {
  const outcomes = {
    peopleTrained: '',
    policyChanges: '',
    newTools: '',
    strengthenedFrameworks: '',
    followUp: '',
    testimonial: '',
  }
  return {
    title: '',
    summary: '',
    description: '',
    entities: [],
    otherEntities: '',
    partners: [],
    sdgs: [],
    pillars: null,
    types: [],
    maturity: null,
    beneficiaries: [],
    regions: [],
    countries: [],
    countryGroups: [],
    techniques: [],
    sectors: [],
    domain: '',
    approach: '',
    technology: '',
    output: '',
    startDate: null,
    endDate: null,
    status: null,
    links: [],
    outcomes,
    contact: '',
    language: 'en',
    source: null,
    tags: [],
    unplaced: [],
  }
}

/** Lays what was written over what stood there, keys in the order every version has them. */
export function withDraft(before: ActivityContent, draft: DraftContent): ActivityContent {
  const merged = { ...before, ...draft }
  return Object.fromEntries(
    Object.keys(blankContent()).map((key) => [key, merged[key as keyof ActivityContent]]),
  ) as unknown as ActivityContent
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
        const reason = `holds "${id}", which ${label} does not have`
        return { field, code: 'unknown-concept', reason }
      })
  })
}

type Issue = z.core.$ZodIssue

function toIssue(issue: Issue, above: readonly PropertyKey[]): FieldIssue {
  const field = [...above, ...issue.path].map(String).join('.')
  if (issue.code === 'too_small') return { field, code: 'needed', reason: 'is needed' }
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { field, code: 'too-long', reason: `must be at most ${issue.maximum} characters` }
  if (issue.code === 'too_big' && issue.origin === 'array')
    return { field, code: 'too-many', reason: `must be at most ${issue.maximum} items` }
  return { field, code: 'not-valid', reason: issue.message }
}
