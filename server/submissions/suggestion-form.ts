import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ActivityContent } from '../../taxonomy/activity'
import { blankContent, type DraftContent } from '../../taxonomy/draft'
import type { Suggestion } from '../../taxonomy/submission'
import type { FieldError } from '../http/problem'
import { issueText } from '../messages/issue-text'
import { say } from '../messages/say'
import { readFields } from './entry-form'

type Body = Record<string, unknown>

/** Fields a visitor may write anew, and those they may state of an activity that is missing. */
const CORRECTED = ['title', 'summary', 'description', 'partners', 'startDate', 'endDate'] as const
const STATED = ['title', 'summary', 'entities', 'links'] as const
/** What no entry can be without. */
const NEEDED: readonly string[] = ['title', 'summary']

/** Longest message, in characters. */
const MESSAGE_MAX = 5000
/** Signs that are no text: all control characters but new lines and tabs. */
const CONTROLS = /[^\P{Cc}\n\t]/gu

const given = z.string(say('field.once')).default('')
const formSchema = z.object({
  message: given
    .transform((text) => text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim())
    .pipe(z.string().max(MESSAGE_MAX, say('field.most', { most: MESSAGE_MAX }))),
  mail: given
    .transform((text) => text.trim() || null)
    .pipe(
      z
        .email(say('field.email'))
        .max(254, say('field.most', { most: 254 }))
        .nullable(),
    ),
  request: given.pipe(z.string().regex(/^[\w-]{16,64}$/, say('field.token'))),
  // People do not see this field; programs that fill in every field do.
  homepage: given.pipe(z.literal('', say('field.leftEmpty'))),
})

/** A visitor's form that can be taken: what it suggests, and the token that makes it count once. */
export interface SentSuggestion {
  suggestion: Omit<Suggestion, 'activityId'>
  request: string
}

/**
 * Reads a visitor's form. Of a correction only those fields are taken that differ from what
 * the form was filled with.
 *
 * @param filled content the form was filled with; null where an activity is missing
 */
export function readSuggestion(
  body: Body,
  filled: ActivityContent | null,
): { sent: SentSuggestion; problems?: undefined } | { sent?: undefined; problems: FieldError[] } {
  const form = formSchema.safeParse(body)
  const problems = (form.error?.issues ?? []).map((issue) => ({
    field: String(issue.path[0]),
    reason: issueText(issue),
  }))
  const { content, issues } = filled ? correctionIn(body, filled) : missingIn(body)
  problems.push(...issues.map(({ field, reason }) => ({ field: nameOf(field), reason })))
  if (form.data?.message === '' && filled && Object.keys(content).length === 0)
    problems.push({ field: 'message', reason: say('suggestion.messageNeeded') })
  if (!form.data || problems.length > 0) return { problems }
  const { message, mail, request } = form.data
  const suggestion = { message, mail, content }
  // Sent again as it is, a form counts once; gone back to and changed, it is another suggestion.
  const print = createHash('sha256').update(JSON.stringify(suggestion)).digest('hex').slice(0, 12)
  return { sent: { suggestion, request: `${request}-${print}` } }
}

function correctionIn(body: Body, filled: ActivityContent) {
  const there = CORRECTED.filter((field) => Object.hasOwn(body, field))
  const now = readFields(there, body, filled)
  // Read by the same rules, so that what a browser or the cleaning of texts changes is no change.
  const then = readFields(there, filledIn(filled), filled).content
  const changed = there.filter((field) => !isSame(now.content[field], then[field]))
  const emptied = changed.filter((field) => NEEDED.includes(field) && now.content[field] === '')
  now.issues.push(
    ...emptied.map((field) => ({ field, code: 'needed' as const, reason: say('field.needed') })),
  )
  return {
    content: Object.fromEntries(
      changed.flatMap((field) => (field in now.content ? [[field, now.content[field]]] : [])),
    ) as DraftContent,
    issues: now.issues.filter(({ field }) => changed.some((one) => one === field.split('.')[0])),
  }
}

function missingIn(body: Body) {
  // The choice "I do not know" is sent as a blank.
  const entities = [body.entities].flat().filter((id) => id !== '' && id !== undefined)
  const { content, issues } = readFields(STATED, { ...body, entities }, blankContent())
  const isNamed = content.title || issues.some(({ field }) => field === 'title')
  if (!isNamed) issues.push({ field: 'title', code: 'needed', reason: say('field.needed') })
  return { content, issues }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** The part of a form that a field of an entry is in: `links.0.url` is in `links.url`. */
const nameOf = (field: string) =>
  /^links\b/.test(field) ? 'links.url' : (field.split('.')[0] ?? '')

/** What the fields of a correction hold before anything is written, by their names. */
export function filledIn(content: ActivityContent): Record<string, string> {
  return Object.fromEntries(
    CORRECTED.map((field) => [field, [content[field] ?? ''].flat().join('\n')]),
  )
}

/** The texts of a form as they were sent, to be shown again. */
export function sentTexts(body: Body): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}
