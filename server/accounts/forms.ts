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

/** Vocabulary of the organisations people belong to. */
export const ENTITIES = 'entities'

const NAME_MAX = 100
const ABOUT_MAX = 1000
const EXPERTISE_MAX = 40

/** One line of text: no control characters, no blanks around it. */
const line = z
  .string('must be given once')
  .transform((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim())
const name = line.pipe(
  z.string().min(1, 'must not be empty').max(NAME_MAX, `must be at most ${NAME_MAX} characters`),
)
const email = z
  .string('must be given once')
  .trim()
  .toLowerCase()
  .max(254, 'must be at most 254 characters')
  .pipe(z.email('must be an e-mail address, such as name@example.org'))
/** A path of this site to go on to; anything else becomes the account page. */
export const nextPath = z
  .string()
  .max(1000)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch('/account')
const token = z.string('must be given once').max(100, 'is not a secret of ours')
const many = (item: z.ZodType<string>) =>
  z
    .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(item))
    .pipe(z.array(z.string()).max(EXPERTISE_MAX, `must be at most ${EXPERTISE_MAX}`))
    .transform((values) => [...new Set(values)])
const ticked = z.literal('on').optional().transform(Boolean)

export const signInForm = z.object({ email, next: nextPath })
export const linkForm = z.object({ token })
export const acceptForm = z.object({ token, name, email: email.optional() })
export const unsubscribeForm = z.object({ token })
export const rolesForm = z.object({ curator: ticked, admin: ticked })
export const stateForm = z.object({
  state: z.enum(['active', 'deactivated'], 'must be active or deactivated'),
})
export const sessionForm = z.object({
  session: z.union(
    [z.literal('all'), z.coerce.number().int().positive()],
    'must be all or the number of a session',
  ),
})

export const profileForm = (languages: readonly string[]) =>
  z.object({
    name,
    language: z.enum(languages as [string, ...string[]], `must be one of ${languages.join(', ')}`),
    mail: z.enum(MAIL_PREFERENCES, `must be one of ${MAIL_PREFERENCES.join(', ')}`),
  })

const entityOf = (taxonomy: Taxonomy) =>
  z
    .string('must be given once')
    .refine((id) => taxonomy.concept(ENTITIES, id) !== undefined, 'is not a known entity')

export const membershipForm = (taxonomy: Taxonomy) =>
  z.object({
    entity: entityOf(taxonomy),
    role: z.enum([...MEMBER_ROLES, 'none'], `must be one of ${MEMBER_ROLES.join(', ')}, none`),
  })

/** A key for an entity's own system. */
export const keyForm = (taxonomy: Taxonomy) =>
  z.object({
    entity: entityOf(taxonomy),
    system: z
      .string('must be given once')
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'must be 2 to 40 of a-z, 0-9 and -, such as projects-db'),
    scope: z.enum(KEY_SCOPES, `must be one of ${KEY_SCOPES.join(', ')}`),
    days: z.coerce
      .number()
      .refine(
        (days) => KEY_LIFETIMES.some((one) => one === days),
        `must be one of ${KEY_LIFETIMES.join(', ')}`,
      ),
  })

export const leaveForm = (taxonomy: Taxonomy) => z.object({ entity: entityOf(taxonomy) })

export const invitationForm = (taxonomy: Taxonomy) =>
  z
    .object({
      email,
      name: line
        .pipe(z.string().max(NAME_MAX, `must be at most ${NAME_MAX} characters`))
        .default(''),
      role: z.enum(INVITED_ROLES, `must be one of ${INVITED_ROLES.join(', ')}`),
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
          message: 'must be chosen for this role',
        })
      return form
    })

export const directoryForm = (taxonomy: Taxonomy) =>
  z.object({
    listed: ticked,
    showEmail: ticked,
    about: z
      .string('must be given once')
      .max(ABOUT_MAX, `must be at most ${ABOUT_MAX} characters`)
      .transform((text) => text.replace(/\r\n?/g, '\n').trim())
      .default(''),
    languages: many(z.enum(SPOKEN_LANGUAGES, 'is not a language offered')),
    ...Object.fromEntries(
      EXPERTISE.map((vocabulary) => [
        vocabulary,
        many(
          z
            .string()
            .refine((id) => taxonomy.concept(vocabulary, id) !== undefined, 'is not a known term'),
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
    problems: result.error.issues.map(({ path, message }) => ({
      field: String(path[0] ?? 'form'),
      reason: message,
    })),
  }
}

/** As `readForm`, for forms whose fields nobody types. @throws {ProblemError} 400 */
export function requireForm<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const { data, problems } = readForm(schema, body)
  if (problems) throw badRequest(problems)
  return data
}
