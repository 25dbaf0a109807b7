import { z } from 'zod'
import { KEY_LIFETIMES, KEY_SCOPES } from '../../taxonomy/keys'
import {
  EXPERTISE,
  INVITED_ROLES,
  MAIL_PREFERENCES,
  MEMBER_ROLES,
  SPOKEN_LANGUAGES,
} from '../../taxonomy/people'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { badRequest, type FieldError } from '../http/problem'
import { issueText } from '../messages/issue-text'
import { say } from '../messages/say'

/** Vocabulary of the organisations people belong to. */
export const ENTITIES = 'entities'

const NAME_MAX = 100
const ABOUT_MAX = 1000
const EXPERTISE_MAX = 40

/** One line of text: no control characters, no blanks around it. */
const line = z
  .string(say('field.once'))
  .transform((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim())
const name = line.pipe(
  z
    .string()
    .min(1, say('field.notEmpty'))
    .max(NAME_MAX, say('field.most', { most: NAME_MAX })),
)
const email = z
  .string(say('field.once'))
  .trim()
  .toLowerCase()
  .max(254, say('field.most', { most: 254 }))
  .pipe(z.email(say('field.email')))
/** A path of this site to go on to; anything else becomes the account page. */
export const nextPath = z
  .string()
  .max(1000)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch('/account')
const token = z.string(say('field.once')).max(100, say('account.noSecret'))
const many = (item: z.ZodType<string>) =>
  z
    .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(item))
    .pipe(z.array(z.string()).max(EXPERTISE_MAX, say('field.mostValues', { most: EXPERTISE_MAX })))
    .transform((values) => [...new Set(values)])
const ticked = z.literal('on').optional().transform(Boolean)

export const signInForm = z.object({ email, next: nextPath })
export const linkForm = z.object({ token })
export const acceptForm = z.object({ token, name, email: email.optional() })
export const unsubscribeForm = z.object({ token })
export const rolesForm = z.object({ curator: ticked, admin: ticked })
export const stateForm = z.object({
  state: z.enum(['active', 'deactivated'], say('account.state')),
})
export const sessionForm = z.object({
  session: z.union([z.literal('all'), z.coerce.number().int().positive()], say('account.session')),
})

/** What someone says of themselves: name, language of their mails, how often they come. */
export const profileForm = (languages: readonly string[]) =>
  z.object({
    name,
    language: z.enum(
      languages as [string, ...string[]],
      say('field.oneOf', { values: languages.join(', ') }),
    ),
    mail: z.enum(MAIL_PREFERENCES, say('field.oneOf', { values: MAIL_PREFERENCES.join(', ') })),
  })

const entityOf = (taxonomy: Taxonomy) =>
  z
    .string(say('field.once'))
    .refine((id) => taxonomy.concept(ENTITIES, id) !== undefined, say('field.unknownEntity'))

/** What a member is to be in an entity; `none` ends it. */
export const membershipForm = (taxonomy: Taxonomy) =>
  z.object({
    entity: entityOf(taxonomy),
    role: z.enum(
      [...MEMBER_ROLES, 'none'],
      say('account.memberRole', { roles: MEMBER_ROLES.join(', ') }),
    ),
  })

/** A key for an entity's own system. */
export const keyForm = (taxonomy: Taxonomy) =>
  z.object({
    entity: entityOf(taxonomy),
    system: z
      .string(say('field.once'))
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, say('key.name')),
    scope: z.enum(KEY_SCOPES, say('field.oneOf', { values: KEY_SCOPES.join(', ') })),
    days: z.coerce
      .number()
      .refine(
        (days) => KEY_LIFETIMES.some((one) => one === days),
        say('field.oneOf', { values: KEY_LIFETIMES.join(', ') }),
      ),
  })

/** The entity that someone leaves. */
export const leaveForm = (taxonomy: Taxonomy) => z.object({ entity: entityOf(taxonomy) })

/** Whom to invite, as what and into which entity; curators and admins are of none. */
export const invitationForm = (taxonomy: Taxonomy) =>
  z
    .object({
      email,
      name: line.pipe(z.string().max(NAME_MAX, say('field.most', { most: NAME_MAX }))).default(''),
      role: z.enum(INVITED_ROLES, say('field.oneOf', { values: INVITED_ROLES.join(', ') })),
      entity: z
        .string()
        .transform((id) => id || null)
        .pipe(entityOf(taxonomy).nullable())
        .default(null),
    })
    .transform((form, context) => {
      // Curators and admins are of the whole catalogue, whatever the form's entity says.
      if (form.role === 'curator' || form.role === 'admin') return { ...form, entity: null }
      if (form.entity === null)
        context.addIssue({
          code: 'custom',
          path: ['entity'],
          message: say('account.entityForRole'),
        })
      return form
    })

/** What the directory shows of someone, and whether it does. */
export const directoryForm = (taxonomy: Taxonomy) =>
  z.object({
    listed: ticked,
    showEmail: ticked,
    about: z
      .string(say('field.once'))
      .max(ABOUT_MAX, say('field.most', { most: ABOUT_MAX }))
      .transform((text) => text.replace(/\r\n?/g, '\n').trim())
      .default(''),
    languages: many(z.enum(SPOKEN_LANGUAGES, say('account.noLanguage'))),
    ...Object.fromEntries(
      EXPERTISE.map((vocabulary) => [
        vocabulary,
        many(
          z
            .string()
            .refine(
              (id) => taxonomy.concept(vocabulary, id) !== undefined,
              say('field.unknownTerm'),
            ),
        ),
      ]),
    ),
  })

type Read<Output> =
  | { data: Output; problems?: undefined }
  | { data?: undefined; problems: FieldError[] }

/** Reads a form: its data, or what is wrong by field. */
export function readForm<Output>(schema: z.ZodType<Output>, body: unknown): Read<Output> {
  const result = schema.safeParse(body ?? {})
  if (result.success) return { data: result.data }
  return {
    problems: result.error.issues.map((issue) => ({
      field: String(issue.path[0] ?? 'form'),
      reason: issueText(issue),
    })),
  }
}

/** As `readForm`, for forms whose fields nobody types. @throws {ProblemError} 400 */
export function requireForm<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const { data, problems } = readForm(schema, body)
  if (problems) throw badRequest(problems)
  return data
}
