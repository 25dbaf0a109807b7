import { z } from 'zod'
import { type ActivityContent, activitySchema, LIMITS } from './activity'

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
export const draftFields = activitySchema.omit(KEPT).extend({
  title: z.string().trim().max(LIMITS.title),
  summary: z.string().trim().max(LIMITS.summary),
  entities: activitySchema.shape.types,
}).shape

/** Part of an entry's content, as a form or the API sends it; absent fields stay as they are. */
export type DraftContent = Partial<Omit<ActivityContent, keyof typeof KEPT>>

/** The draft form of content, for the API's description. */
export const draftSchema = z.strictObject(draftFields).partial()

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
