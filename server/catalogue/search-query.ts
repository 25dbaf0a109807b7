import { z } from 'zod'
import { LIMIT, QUERY_MAX, SORTS } from '../../taxonomy/api'
import { type Facet, NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import type { FieldError } from '../http/problem'
import type { SearchRequest } from './search'

/** Values of one facet in one search; more is a mistake or worse. */
const VALUES_MAX = 100

/** A whole number as people write it: `20`, not `0x14`, `2e1` or nothing. */
export function wholeNumber(from: number, to: number) {
  const reason = `must be a whole number from ${from} to ${to}`
  return z
    .string('must be given once')
    .regex(/^-?\d{1,15}$/, reason)
    .transform(Number)
    .pipe(z.number().min(from, reason).max(to, reason))
    .meta({ type: 'integer', minimum: from, maximum: to })
}

/** The number of an activity, in an address. */
export const activityNumber = wholeNumber(1, 2 ** 31).meta({ example: 1135 })

/** The id of one of several, in an address, with the first as an example. */
export function anyOf(ones: readonly { id: string }[]) {
  return z.string().meta({ examples: ones.slice(0, 1).map(({ id }) => id) })
}

/** The text of a query: control characters count as spaces, broken UTF-8 is refused. */
export const queryTextSchema = z
  .string('must be given once')
  .max(QUERY_MAX, `must be at most ${QUERY_MAX} characters`)
  .refine((text) => !text.includes('\uFFFD'), 'is not valid UTF-8')
  .transform((text) => text.replace(/\p{Cc}+/gu, ' ').trimStart())

/** A facet's parameter: repeatable, every value one that the taxonomy has. */
function facetParameter(taxonomy: Taxonomy, facet: Facet) {
  const { vocabulary, singular, definition } = facet
  const ids = vocabulary?.concepts.map((concept) => concept.id)
  const isKnown = (value: string) =>
    value === NOT_STATED.id || (ids ? ids.includes(value) : /^(19|20)\d\d$/.test(value))
  const value = z.string().superRefine((text, context) => {
    if (isKnown(text)) return
    const meant = vocabulary && taxonomy.find(vocabulary.id, text)
    const hint = meant
      ? `did you mean ${meant.id}?`
      : vocabulary
        ? `see /api/v1/taxonomy/${vocabulary.id}`
        : 'a year such as 2024'
    context.addIssue({
      code: 'custom',
      message: `"${text.slice(0, 60)}" is not a known value of ${singular}; ${hint}`,
    })
  })
  const items = {
    type: 'string' as const,
    ...(ids && ids.length <= 50 ? { enum: [...ids, NOT_STATED.id] } : {}),
  }
  return z
    .preprocess(
      (given) => (given === undefined ? [] : [given].flat().filter((text) => text !== '')),
      z.array(value).max(VALUES_MAX, `must be at most ${VALUES_MAX} values`),
    )
    .transform((values) => [...new Set(values)])
    .meta({
      type: 'array',
      items,
      description: `${definition} Repeat it for several: any of them.`,
    })
}

/** Each made once: a schema takes a few ms, and many routes ask for it. */
const schemas = new WeakMap<Taxonomy, ReturnType<typeof newSearchQuerySchema>>()

/** The parameters of a search, generated from the taxonomy's facets; unknown ones are errors. */
export function searchQuerySchema(taxonomy: Taxonomy) {
  const known = schemas.get(taxonomy)
  if (known) return known
  const made = newSearchQuerySchema(taxonomy)
  schemas.set(taxonomy, made)
  return made
}

function newSearchQuerySchema(taxonomy: Taxonomy) {
  return z.strictObject({
    q: queryTextSchema
      .default('')
      .meta({ description: 'Words to look for.', type: 'string', example: 'flood' }),
    ...Object.fromEntries(
      taxonomy.facets.map((facet) => [facet.param, facetParameter(taxonomy, facet)]),
    ),
    sort: z
      .enum(SORTS, `must be one of ${SORTS.join(', ')}`)
      .optional()
      .meta({ description: 'By relevance when there are words, else newest first.' }),
    limit: wholeNumber(0, LIMIT.max).default(LIMIT.default),
    offset: wholeNumber(0, 1_000_000).default(0),
  })
}

type SearchQuery = { q: string; sort?: SearchRequest['sort']; limit: number; offset: number }

/** The checked parameters as a search. */
export function toSearchRequest(
  taxonomy: Taxonomy,
  query: SearchQuery & Record<string, unknown>,
): SearchRequest {
  const { q, sort, limit, offset } = query
  const filters = taxonomy.facets
    .map(({ param }) => [param, query[param] as string[]] as const)
    .filter(([, values]) => values.length > 0)
  return { q, sort, limit, offset, filters: Object.fromEntries(filters) }
}

/** What zod minds in a set of parameters, by parameter. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field, reason: 'is not a parameter of this address' }))
      : [{ field: String(issue.path[0] ?? 'request'), reason: issue.message }],
  )
}
