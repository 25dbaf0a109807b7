import { z } from 'zod'
import { partialDateSchema } from './partial-date'

/** The longest texts an activity may hold, in characters (UTF-16 units). */
export const LIMITS = {
  title: 300,
  summary: 5000,
  description: 50_000,
  text: 5000,
  url: 2000,
  items: 300,
}

const text = (max: number) => z.string().trim().max(max)
const conceptIds = z.array(z.string().min(1).max(100)).max(LIMITS.items)

export const linkSchema = z.strictObject({
  /** As given by the source, even where it is broken. */
  url: text(LIMITS.url).min(1),
  /** What to show instead of the address; empty when the source gave none. */
  label: text(300),
})

/** What came of an activity, in the words of those who ran it; empty = not stated. */
export const outcomesSchema = z.strictObject({
  peopleTrained: text(LIMITS.text),
  policyChanges: text(LIMITS.text),
  newTools: text(LIMITS.text),
  strengthenedFrameworks: text(LIMITS.text),
  followUp: text(LIMITS.text),
  testimonial: text(LIMITS.text),
})

/**
 * The content of one version of an activity: everything people write, nothing the
 * system keeps. An empty string, an empty list or `null` means unknown, and is said as
 * unknown. Lists hold concept ids of the vocabulary of the same field.
 */
export const activitySchema = z.strictObject({
  title: text(LIMITS.title).min(1),
  summary: text(LIMITS.summary).min(1),
  description: text(LIMITS.description),
  /** Lead entity first. */
  entities: conceptIds.min(1),
  /** Units, offices and other organisations named beside the entities, verbatim. */
  otherEntities: text(LIMITS.text),
  /** Names as given, one each. */
  partners: z.array(text(LIMITS.text).min(1)).max(LIMITS.items),
  sdgs: z.array(z.number().int().min(1).max(17)).max(17),
  /** Set only where a curator overrides what the activity types imply. */
  pillars: conceptIds.nullable(),
  types: conceptIds,
  maturity: z.string().nullable(),
  beneficiaries: conceptIds,
  regions: conceptIds,
  countries: conceptIds,
  countryGroups: conceptIds,
  techniques: conceptIds,
  sectors: conceptIds,
  /** Free text on the field of work, the AI approach, the technology and the kind of output, as stated. */
  domain: text(LIMITS.text),
  approach: text(LIMITS.text),
  technology: text(LIMITS.text),
  output: text(LIMITS.text),
  startDate: partialDateSchema.nullable(),
  endDate: partialDateSchema.nullable(),
  status: z.enum(['planned', 'ongoing', 'completed', 'discontinued']).nullable(),
  links: z.array(linkSchema).max(100),
  outcomes: outcomesSchema,
  /** An office, never a person; not shown to robots. */
  contact: text(500),
  /** BCP 47 tag of the language the texts are in. */
  language: z.string().regex(/^[a-z]{2}$/),
  /** Where the facts came from; `null` for what was written here. */
  source: z
    .strictObject({
      system: z.string().min(1),
      id: z.string().min(1),
      /** Month or day of retrieval. */
      retrieved: partialDateSchema,
    })
    .nullable(),
  /** Mandates and initiatives, as short names. */
  tags: z.array(text(100).min(1)).max(50),
  /** Labels no concept could be found for, kept as they came, by the field they stood in. */
  unplaced: z
    .array(z.strictObject({ field: z.string(), label: text(LIMITS.text).min(1) }))
    .max(LIMITS.items),
})

export type ActivityContent = z.infer<typeof activitySchema>

/** The free texts that techniques and sectors are read from; names of organisations are left out on purpose. */
export function describingText(content: ActivityContent): string {
  const { title, summary, description, domain, approach, technology, output } = content
  return [title, summary, description, domain, approach, technology, output]
    .filter(Boolean)
    .join('\n')
}
