import { z } from 'zod'
import { activitySchema } from './activity'
import { problemSchema } from './api'
import { draftSchema } from './draft'
import { fieldCommentSchema, SUBMISSION_STATES } from './submission'

/** Entries in one batch. */
export const BATCH_MAX = 500

const concepts = z
  .array(z.union([z.string(), z.number()]))
  .meta({ description: 'Ids or labels, in any spelling the vocabulary knows.' })

/**
 * An entry as an entity's own system sends it: the fields of the form, concepts by id or label.
 * What is not sent stays as it is.
 */
export const sentEntrySchema = draftSchema
  .extend({
    entities: concepts.optional(),
    sdgs: concepts.optional(),
    pillars: concepts.nullable().optional(),
    types: concepts.optional(),
    beneficiaries: concepts.optional(),
    regions: concepts.optional(),
    countries: concepts.optional(),
    countryGroups: concepts.optional(),
    techniques: concepts.optional(),
    sectors: concepts.optional(),
  })
  .meta({
    id: 'SentEntry',
    examples: [{ title: 'Flood forecasts', summary: 'AI foresees floods.', countries: ['Kenya'] }],
  })

const problems = z.array(z.object({ field: z.string(), reason: z.string() }))

/** Where an entry that a system sent stands. */
export const sentStateSchema = z
  .object({
    externalId: z.string(),
    /** Number of the activity here; the same for ever. */
    id: z.int(),
    /** `archived`: it has left the catalogue. */
    state: z.enum([...SUBMISSION_STATES, 'archived']),
    /** Number of the newest version; the ETag is made of it. */
    version: z.int(),
    /** What to send as `If-Match`. */
    etag: z.string(),
    /** Number of the version the public sees; `null` while it sees none. */
    publishedVersion: z.int().nullable(),
    /** ISO time, UTC, at which the newest version was saved. */
    savedAt: z.string(),
    /** Labels that no concept was found for, verbatim; curators place them. */
    unplaced: activitySchema.shape.unplaced,
    /** What keeps it from being submitted, by field. */
    missing: problems,
    /** What a curator asked to be changed, when changes are asked for. */
    comments: z.array(fieldCommentSchema),
    /** The page on which the entity's people go on with it. */
    url: z.string(),
  })
  .meta({ id: 'SentState' })

export const sentDetailSchema = sentStateSchema
  .extend({ entry: activitySchema })
  .meta({ id: 'SentDetail' })

export const SENT_OUTCOMES = ['created', 'changed', 'unchanged', 'refused', 'not-applied'] as const

/** What became of one entry of a batch. */
export const sentOutcomeSchema = z
  .object({
    /** As sent; `null` where the item had none that could be read. */
    externalId: z.string().nullable(),
    /** As a PUT of it alone would have been answered; 424: not done because another was refused. */
    status: z.int(),
    outcome: z.enum(SENT_OUTCOMES),
    entry: sentStateSchema.optional(),
    problem: problemSchema.optional(),
  })
  .meta({ id: 'SentOutcome' })

export const batchSchema = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          externalId: z.string(),
          /** ETag of the version it rests on. */
          ifMatch: z.string().optional(),
          entry: sentEntrySchema,
        }),
      )
      .min(1)
      .max(BATCH_MAX),
  })
  .meta({
    id: 'SentBatch',
    examples: [{ items: [{ externalId: 'P-2024-018', entry: { title: 'Crop maps' } }] }],
  })

export const batchAnswerSchema = z
  .object({
    /** False where `atomic` was asked for and an item was refused: then nothing was done. */
    applied: z.boolean(),
    counts: z.record(z.string(), z.int()),
    /** In the order they were sent. */
    items: z.array(sentOutcomeSchema),
  })
  .meta({ id: 'BatchAnswer' })

export type SentDetail = z.infer<typeof sentDetailSchema>
export type SentOutcome = z.infer<typeof sentOutcomeSchema>
export type BatchAnswer = z.infer<typeof batchAnswerSchema>
