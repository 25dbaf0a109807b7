import { z } from 'zod'
import { ALL, NOW } from '../../taxonomy/explore'
import type { Facet, Taxonomy } from '../../taxonomy/taxonomy'
import { queryTextSchema, searchQuerySchema } from '../catalogue/search-query'
import type { FieldError } from '../http/problem'
import type { EditionReader } from './reader'
import { TEXTS } from './texts'

export const EXPLORE_PATH = '/reports/explore'

/** Every form an answer comes in beside page and JSON, with its media type. */
export const EXPLORE_FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
} as const

export type ExploreFormat = keyof typeof EXPLORE_FORMATS

/** What is counted of the activities in a cell: themselves, or the distinct values of a facet. */
export interface Measure {
  /** `entities` */
  id: string
  label: string
  /** Absent for activities. */
  facet?: Facet
}

/** A question as the address states it, checked. */
export interface Question {
  rows: Facet
  columns: Facet | undefined
  measure: Measure
  /** `now`, or an edition that exists. */
  edition: string
  /** An edition that exists and speaks of an earlier day. */
  compare: string | undefined
  q: string
  filters: Readonly<Record<string, readonly string[]>>
}

/** Facets whose values can be counted beside activities. */
const COUNTED = ['entity', 'country']

export function measuresOf(taxonomy: Taxonomy): Measure[] {
  const facets = COUNTED.flatMap((param) => taxonomy.facet(param) ?? [])
  return [
    { id: 'activities', label: TEXTS.columns.activities },
    ...facets.map((facet) => ({
      id: facet.vocabulary?.id ?? facet.field,
      label: facet.label,
      facet,
    })),
  ]
}

/** The parameters of a question, generated from the taxonomy's facets; unknown ones are errors. */
export function exploreQuerySchema(taxonomy: Taxonomy) {
  const params = taxonomy.facets.map(({ param }) => param)
  const measures = measuresOf(taxonomy).map(({ id }) => id)
  const { shape } = searchQuerySchema(taxonomy)
  const filters = Object.fromEntries(params.map((param) => [param, shape[param as 'q']]))
  const given = <Schema extends z.ZodType>(schema: Schema) =>
    z.preprocess((value) => (value === '' ? undefined : value), schema)
  const oneOf = (values: string[]) =>
    z.enum(values, `must be one of ${values.join(', ')}, given once`)
  return z.strictObject({
    rows: given(oneOf(params).default(params[0] ?? '')).meta({
      description: 'Facet down the side.',
      type: 'string',
      enum: params,
    }),
    columns: given(oneOf(params).optional()).meta({
      description: 'Facet across, if any.',
      type: 'string',
      enum: params,
    }),
    measure: given(oneOf(measures).default(measures[0] ?? '')).meta({
      description: 'What is counted.',
      type: 'string',
      enum: measures,
    }),
    edition: given(editionSchema.default(NOW)).meta({
      description: `An edition such as 2025, or "${NOW}" for the catalogue as it is.`,
      type: 'string',
    }),
    compare: given(editionSchema.optional()).meta({
      description: 'An earlier edition to compare with; there are no columns then.',
      type: 'string',
    }),
    q: queryTextSchema
      .default('')
      .meta({ description: 'Words that activities must have.', type: 'string' }),
    ...filters,
  })
}

const editionSchema = z
  .string('must be given once')
  .regex(/^[\w.-]{1,40}$/, `must be "${NOW}" or an edition such as 2025`)

type Checked = {
  rows: string
  columns?: string
  measure: string
  edition: string
  compare?: string
  q: string
} & Record<string, unknown>

/** The checked parameters as a question, and what is wrong with them taken together. */
export async function toQuestion(
  taxonomy: Taxonomy,
  reader: EditionReader,
  query: Checked,
): Promise<{ question: Question; problems: FieldError[] }> {
  const problems: FieldError[] = []
  const editions = await reader.listEditions()
  const known = (field: 'edition' | 'compare', id: string | undefined) => {
    const edition = editions.find((one) => one.id === id)
    if (id !== undefined && id !== NOW && !edition) {
      const there = [NOW, ...editions.map((one) => one.id)].join(', ')
      problems.push({ field, reason: `there is no edition "${id}"; there are ${there}` })
    }
    return edition
  }
  const edition = known('edition', query.edition)
  let compare = known('compare', query.compare)
  const refuse = (field: string, reason: string) => {
    problems.push({ field, reason })
    compare = undefined
  }
  if (query.compare === NOW)
    refuse('compare', 'must be a frozen edition; the catalogue as it is can be the later one')
  else if (compare && compare.id === query.edition)
    refuse('compare', 'must be another edition than the one compared')
  else if (compare && edition && compare.asOf > edition.asOf)
    refuse('compare', `speaks of a later day than edition ${edition.id}; exchange the two`)
  let columns = query.columns === undefined ? undefined : taxonomy.facet(query.columns)
  const refuseColumns = (reason: string) => {
    problems.push({ field: 'columns', reason })
    columns = undefined
  }
  if (columns?.param === query.rows) refuseColumns('must be another facet than the rows')
  else if (columns && compare) refuseColumns(`cannot be given where two editions are compared`)
  const measures = measuresOf(taxonomy)
  const [first] = taxonomy.facets
  const question: Question = {
    rows: taxonomy.facet(query.rows) ?? (first as Facet),
    columns,
    measure: measures.find(({ id }) => id === query.measure) ?? (measures[0] as Measure),
    edition: edition?.id ?? NOW,
    compare: compare?.id,
    q: query.q,
    filters: Object.fromEntries(
      taxonomy.facets
        .map(({ param }) => [param, (query[param] ?? []) as string[]] as const)
        .filter(([, values]) => values.length > 0),
    ),
  }
  return { question, problems }
}

/** A question as a query: `rows=sdg&columns=maturity&region=africa`; nothing is said that is the default. */
export function toQuery(question: Question, taxonomy: Taxonomy): URLSearchParams {
  const { rows, columns, measure, edition, compare, q, filters } = question
  const query = new URLSearchParams({ rows: rows.param })
  if (columns) query.set('columns', columns.param)
  if (measure.facet) query.set('measure', measure.id)
  if (edition !== NOW) query.set('edition', edition)
  if (compare) query.set('compare', compare)
  if (q) query.set('q', q)
  for (const { param } of taxonomy.facets)
    for (const id of filters[param] ?? []) query.append(param, id)
  return query
}

/**
 * List of the activities behind a cell, as they are or as an edition holds them.
 *
 * @param cell values by facet parameter; `all` for no choice
 * @returns null where the list's filters cannot say it: both a chosen value and another of its facet
 */
export function cellUrl(
  { q, filters }: Pick<Question, 'q' | 'filters'>,
  edition: string,
  cell: Readonly<Record<string, string>>,
): string | null {
  const chosen: Record<string, readonly string[]> = { ...filters }
  for (const [param, id] of Object.entries(cell)) {
    if (id === ALL) continue
    const values = chosen[param]
    if (values && !values.includes(id)) return null
    chosen[param] = [id]
  }
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  for (const [param, ids] of Object.entries(chosen)) for (const id of ids) query.append(param, id)
  if (edition === NOW) return query.size > 0 ? `/activities?${query}` : '/activities'
  if (query.size === 0) query.set('sort', 'title')
  return `/reports/${edition}?${query}#find`
}
