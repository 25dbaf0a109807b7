import { z } from 'zod'
import { blankContent } from '../../taxonomy/draft'
import { type FieldComment, fieldCommentSchema } from '../../taxonomy/submission'
import type { FieldError } from '../http/problem'
import { say } from '../messages/say'
import { NOT_WRITTEN } from './entry-form'

/** Longest reason or remark, in characters. */
const WORDS = 5000
/** Most submissions acted on at once: a page of the queue. */
export const SEVERAL = 25

const whole = z.coerce.number(say('field.whole')).int(say('field.whole'))
const words = z
  .string(say('field.once'))
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(WORDS, say('field.most', { most: WORDS })))
const request = z.string(say('field.once')).regex(/^[\w-]{16,64}$/, say('field.token'))
/** Number of the public version seen; 0 in a form says that there was none. */
const seenPublic = whole.min(0).transform((number) => number || null)

/** What every form on an activity carries. */
export const actForm = z.object({ request, reason: words.default('') })

/** What every form on one submission carries: what stood there, and its token. */
export const moveForm = z.object({
  revision: whole.min(1, say('review.revision')),
  request,
  reason: words.default(''),
})
export const approveForm = moveForm.extend({ seenPublic })
const warning = z
  .preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(whole.positive(say('review.warning'))),
  )
  .pipe(z.array(z.number()).min(1, say('field.ticked')).max(500))
const into = whole.positive(say('merge.number')).max(999_999_999)
export const dismissForm = moveForm.extend({ warning })
export const mergeForm = moveForm.extend({ into })
export const dismissActivityForm = actForm.extend({ warning })
export const mergeActivityForm = actForm.extend({ into })
export const takeOverForm = moveForm.extend({ entity: z.string(say('field.chosen')).max(100) })

/** Several submissions at once, each as it was seen: `17.3.2`. */
export const severalForm = z.object({
  act: z.enum(['approve', 'dismiss'], say('review.decision')),
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
          .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, say('review.notListed'))
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
        .min(1, say('field.ticked'))
        .max(SEVERAL, say('field.mostValues', { most: SEVERAL })),
    ),
})
export type Several = z.infer<typeof severalForm>

export const labelForm = z.object({
  field: z.string(say('field.once')).max(100),
  label: z.string(say('field.once')).min(1, say('field.notEmpty')).max(WORDS),
  concept: z
    .string(say('field.once'))
    .trim()
    .min(1, say('field.chosen'))
    .max(300, say('field.most', { most: 300 })),
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
    if (!FIELDS.includes(field)) problems.push({ field: 'comment', reason: say('review.noField') })
    else if (typeof text === 'string' && text.trim() === '') continue
    else if (!result.success)
      problems.push({ field: key, reason: say('field.most', { most: WORDS }) })
    else comments.push(result.data)
  }
  return { comments, problems }
}
