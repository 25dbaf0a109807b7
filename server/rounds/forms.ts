import { z } from 'zod'
import { TEXT_MAX } from '../../taxonomy/report-texts'
import { SILENT_RULES } from '../../taxonomy/round'
import { say } from '../messages/say'

/** Longest letter and longest reason, in characters. */
const LETTER = 5000
const WORDS = 1000

const words = (most: number) =>
  z
    .string(say('field.once'))
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(most, say('field.most', { most })))
const day = z.iso.date(say('field.day'))
const token = z.string(say('field.once')).regex(/^[\w-]{16,64}$/, say('field.token'))
const rule = z.enum(SILENT_RULES, say('field.oneOf', { values: SILENT_RULES.join(', ') }))
const number = z.coerce.number(say('field.number')).int(say('field.whole')).positive()
const numbers = z
  .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(number))
  .pipe(z.array(z.number()).min(1, say('field.ticked')).max(5000))

export const openForm = z
  .object({
    year: z.coerce
      .number(say('round.year'))
      .int(say('round.year'))
      .min(2000, say('round.yearFrom'))
      .max(2100, say('round.yearTo')),
    title: words(200).pipe(z.string().min(1, say('field.notEmpty'))),
    letter: words(LETTER).pipe(z.string().min(1, say('field.notEmpty'))),
    opens: day,
    deadline: day,
    reminders: z
      .string(say('field.once'))
      .regex(/^\s*(\d{1,2}(\s*,\s*\d{1,2})*)?\s*$/, say('round.days'))
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
    message: say('round.afterFirst'),
  })
  .refine(({ deadline }) => deadline >= new Date().toISOString().slice(0, 10), {
    path: ['deadline'],
    message: say('round.notPast'),
  })

const entityOrAll = z.string(say('field.once')).max(100).default('')
export const extendForm = z.object({ entity: entityOrAll, deadline: day })
export const remindForm = z.object({ entity: entityOrAll, request: token })
export const ruleForm = z.object({ rule })
export const exceptionForm = z.object({
  activity: numbers,
  rule: z.union([rule, z.literal('').transform(() => null)], say('round.rule')),
})
export const closeForm = z.object({
  seen: z.string(say('field.once')).max(64),
  note: words(LETTER).default(''),
})
export const answerForm = z.object({
  activity: numbers,
  answer: z.enum(['confirmed', 'completed', 'retired', 'none'], say('round.answer')),
  reason: words(WORDS).default(''),
})
export const delegateForm = z.object({
  person: z.union([z.literal('').transform(() => null), number], say('round.member')),
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
  body: words(TEXT_MAX).pipe(z.string().min(1, say('field.notEmpty'))),
  from: z.coerce.number(say('field.number')).int(say('field.whole')).min(0),
})
/** The reason beside one ticked entry, in a field `reason.ID`. */
export const reasonOf = (body: unknown, id: number) =>
  words(WORDS)
    .pipe(z.string().min(1, say('round.reasonFor', { id })))
    .safeParse((body as Record<string, unknown>)[`reason.${id}`])
