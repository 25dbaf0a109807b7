import { z } from 'zod'
import { draftSchema } from './draft'

/** Where a submission stands, in the order of its life. */
export const SUBMISSION_STATES = [
  'draft',
  'submitted',
  'changes-asked',
  'published',
  'rejected',
  'withdrawn',
  'merged',
] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

/**
 * What a submission is: a new entry, a change to a published one, a visitor's suggestion, or
 * an imported record that someone should look at.
 */
export const SUBMISSION_KINDS = ['new', 'change', 'suggestion', 'imported'] as const
export type SubmissionKind = (typeof SUBMISSION_KINDS)[number]

/** Longest words of one person to another, in characters. */
const WORDS = 5000

const words = z.string().trim().max(WORDS)

/** A remark of a curator at one field. */
export const fieldCommentSchema = z.strictObject({
  field: z.string().min(1).max(100),
  text: words.min(1),
})
export type FieldComment = z.infer<typeof fieldCommentSchema>

/** What a visitor sends: a correction to an activity, or one that is missing. */
export const suggestionSchema = z.strictObject({
  /** The activity it corrects; `null` = the catalogue lacks one. */
  activityId: z.int().positive().nullable(),
  /** What is wrong or missing, in the visitor's words; may be '' where the fields say it. */
  message: words,
  /** The fields as the visitor would have them. */
  content: draftSchema,
  /** Where to answer; known to curators only, forgotten when the suggestion is dealt with. */
  mail: z.email().max(254).nullable(),
})
export type Suggestion = z.infer<typeof suggestionSchema>

export type Change = 'same' | 'added' | 'removed'

/** A run of text that both versions share, or only the one or the other has. */
export interface Piece {
  change: Change
  text: string
}

/** A term of a list: a concept's label, a partner's name, a link. */
export interface ListItem {
  change: Change
  /** The concept's id, or the item itself where no vocabulary stands behind the field. */
  id: string
  label: string
}

/** How one field of an entry differs between two versions. */
export type FieldDiff =
  | { field: string; kind: 'text'; pieces: Piece[] }
  | { field: string; kind: 'list'; items: ListItem[] }
  /** `null` = not stated. */
  | { field: string; kind: 'value'; before: string | null; after: string | null }
