import { z } from 'zod'
import { TEXT_MAX } from '../../taxonomy/report-texts'
import { SILENT_RULES } from '../../taxonomy/round'

/** Longest letter and longest reason, in characters. */
const LETTER = 5000
const WORDS = 1000

const words = (most: number) =>
  z
    .string('must be given once')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(most, `must be at most ${most} characters`))
const day = z.iso.date('must be a day such as 2026-05-17')
const token = z
  .string('must be given once')
  .regex(/^[\w-]{16,64}$/, 'is not the token of a form of ours')
const rule = z.enum(SILENT_RULES, `must be one of ${SILENT_RULES.join(', ')}`)
const number = z.coerce.number('must be a number').int('must be a whole number').positive()
const numbers = z
  .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(number))
  .pipe(z.array(z.number()).min(1, 'must be ticked, one at least').max(5000))

export const openForm = z
  .object({
    year: z.coerce
      .number('must be a year')
      .int('must be a year')
      .min(2000, 'must be a year from 2000')
      .max(2100, 'must be a year up to 2100'),
    title: words(200).pipe(z.string().min(1, 'must not be empty')),
    letter: words(LETTER).pipe(z.string().min(1, 'must not be empty')),
    opens: day,
    deadline: day,
    reminders: z
      .string('must be given once')
      .regex(/^\s*(\d{1,2}(\s*,\s*\d{1,2})*)?\s*$/, 'must be numbers of days such as 14, 7, 1')
      .transform((text) =>
        [
          ...new Set(
            text
              .split(',')
              .filter((part) => part.trim() !== '')
              .map(Number),
          ),
        ].sort((a, b) => b - a),
      ),
    rule,
  })
  .refine(({ opens, deadline }) => deadline > opens, {
    path: ['deadline'],
    message: 'must come after the first day',
  })
  .refine(({ deadline }) => deadline >= new Date().toISOString().slice(0, 10), {
    path: ['deadline'],
    message: 'must not lie in the past',
  })

const entityOrAll = z.string('must be given once').max(100).default('')
export const extendForm = z.object({ entity: entityOrAll, deadline: day })
export const remindForm = z.object({ entity: entityOrAll, request: token })
export const ruleForm = z.object({ rule })
export const exceptionForm = z.object({
  activity: numbers,
  rule: z.union([rule, z.literal('').transform(() => null)], 'must be a rule, or none'),
})
export const closeForm = z.object({
  seen: z.string('must be given once').max(64),
  note: words(LETTER).default(''),
})
export const answerForm = z.object({
  activity: numbers,
  answer: z.enum(
    ['confirmed', 'completed', 'retired', 'none'],
    'must be confirmed, completed, retired or none',
  ),
  reason: words(WORDS).default(''),
})
export const delegateForm = z.object({
  person: z.union([z.literal('').transform(() => null), number], 'must be a member'),
})
export const erratumForm = z.object({
  note: words(LETTER).default(''),
  activity: z.preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(number).max(5000),
  ),
})
/** A text of the front matter and the number of the version it was made from. */
export const textForm = z.object({
  body: words(TEXT_MAX).pipe(z.string().min(1, 'must not be empty')),
  from: z.coerce.number('must be a number').int('must be a whole number').min(0),
})
/** The reason beside one ticked entry, in a field `reason.ID`. */
export const reasonOf = (body: unknown, id: number) =>
  words(WORDS)
    .pipe(z.string().min(1, `must be given for activity ${id}`))
    .safeParse((body as Record<string, unknown>)[`reason.${id}`])
