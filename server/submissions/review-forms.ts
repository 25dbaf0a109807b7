import { z } from 'zod'
import { blankContent } from '../../taxonomy/draft'
import { type FieldComment, fieldCommentSchema } from '../../taxonomy/submission'
import type { FieldError } from '../http/problem'
import { NOT_WRITTEN } from './entry-form'

/** Longest reason or remark, in characters. */
const WORDS = 5000
/** Most submissions acted on at once: a page of the queue. */
export const SEVERAL = 25

const whole = z.coerce.number('must be a whole number').int('must be a whole number')
const words = z
  .string('must be given once')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(WORDS, `must be at most ${WORDS} characters`))
const request = z
  .string('must be given once')
  .regex(/^[\w-]{16,64}$/, 'is not the token of a form of ours')
/** Number of the public version seen; 0 in a form says that there was none. */
const seenPublic = whole.min(0).transform((number) => number || null)

/** What every form on an activity carries. */
export const actForm = z.object({ request, reason: words.default('') })

/** What every form on one submission carries: what stood there, and its token. */
export const moveForm = z.object({
  revision: whole.min(1, 'must be a revision'),
  request,
  reason: words.default(''),
})
export const approveForm = moveForm.extend({ seenPublic })
const warning = z
  .preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(whole.positive('must be the number of a warning')),
  )
  .pipe(z.array(z.number()).min(1, 'must be ticked, one at least').max(500))
const into = whole.positive('must be the number of an activity').max(999_999_999)
export const dismissForm = moveForm.extend({ warning })
export const mergeForm = moveForm.extend({ into })
export const dismissActivityForm = actForm.extend({ warning })
export const mergeActivityForm = actForm.extend({ into })
export const takeOverForm = moveForm.extend({ entity: z.string('must be chosen').max(100) })

/** Several submissions at once, each as it was seen: `17.3.2`. */
export const severalForm = z.object({
  act: z.enum(['approve', 'dismiss'], 'must be approve or dismiss'),
  reason: words.default(''),
  request,
  confirmed: z.literal('yes').optional(),
  /** Kinds of warning to dismiss. */
  kind: z
    .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.string().max(50)))
    .pipe(z.array(z.string()).max(20)),
  item: z
    .preprocess(
      (given) => (given === undefined ? [] : [given].flat()),
      z.array(
        z
          .string()
          .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, 'is no submission of the list')
          .transform((seen) => {
            const [id = 0, revision = 0, version = 0] = seen.split('.').map(Number)
            return { id, revision, seenPublic: version || null }
          }),
      ),
    )
    .pipe(
      z
        .array(
          z.object({ id: z.number(), revision: z.number(), seenPublic: z.number().nullable() }),
        )
        .min(1, 'must be ticked, one at least')
        .max(SEVERAL, `must be at most ${SEVERAL}`),
    ),
})
export type Several = z.infer<typeof severalForm>

export const labelForm = z.object({
  field: z.string('must be given once').max(100),
  label: z.string('must be given once').min(1, 'must not be empty').max(WORDS),
  concept: z
    .string('must be given once')
    .trim()
    .min(1, 'must be chosen')
    .max(300, 'must be at most 300 characters'),
})

/** Fields that can be remarked on, as their writers fill them in; in their order: `title`, `outcomes.followUp`. */
export const FIELDS: readonly string[] = Object.keys(blankContent())
  .filter((field) => !NOT_WRITTEN.has(field))
  .flatMap((field) =>
    field === 'outcomes'
      ? Object.keys(blankContent().outcomes).map((key) => `outcomes.${key}`)
      : [field],
  )

/** The remarks at fields of a form, each in a text area `comment.FIELD`; empty ones are none. */
export function readComments(body: unknown): { comments: FieldComment[]; problems: FieldError[] } {
  const comments: FieldComment[] = []
  const problems: FieldError[] = []
  for (const [key, text] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (!key.startsWith('comment.') || text === '') continue
    const field = key.slice('comment.'.length)
    const result = fieldCommentSchema.safeParse({ field, text })
    if (!FIELDS.includes(field))
      problems.push({ field: 'comment', reason: 'is at no field of an entry' })
    else if (typeof text === 'string' && text.trim() === '') continue
    else if (!result.success)
      problems.push({ field: key, reason: `must be at most ${WORDS} characters` })
    else comments.push(result.data)
  }
  return { comments, problems }
}
