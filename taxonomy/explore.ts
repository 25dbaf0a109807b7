import { z } from 'zod'
import { refSchema } from './api'

/** The edition that is not one: the catalogue as it is. */
export const NOW = 'now'
/** Id of the line and the column that count across all values. */
export const ALL = 'all'

const cellSchema = z.object({
  value: z.int(),
  /** List of the activities behind it, relative to the site; null where no list says the same. */
  url: z.string().nullable(),
})

const tableSchema = z.object({
  title: z.string(),
  /** What the table says, in a sentence taken from its own numbers. */
  finding: z.string(),
  /** How it was counted. */
  notes: z.array(z.string()),
  /** What its rows are of: `Sustainable Development Goal`. */
  rowLabel: z.string(),
  /** The last is across all others (`all`), or their difference (`change`). */
  columns: z.array(refSchema),
  rows: z.array(refSchema.extend({ cells: z.array(cellSchema) })),
  /** Everything once: not the sum of the rows where something stands in several. */
  all: refSchema.extend({ cells: z.array(cellSchema) }),
})

/** What became of activities between two editions. */
export const MOVES = ['new', 'continued', 'completed', 'ended', 'retired'] as const

/** A question to the catalogue or an edition, and its answer. */
export const exploreAnswerSchema = z
  .object({
    question: z.object({
      /** Facet parameter: `sdg`. */
      rows: z.string(),
      columns: z.string().nullable(),
      /** `activities`, or what is counted of them: `entities`, `countries`. */
      measure: z.string(),
      /** `now`, or an edition: `2025`. */
      edition: z.string(),
      /** The earlier edition it is compared with. */
      compare: z.string().nullable(),
      q: z.string(),
      filters: z.record(z.string(), z.array(z.string())),
    }),
    /** Distinct activities that were counted. */
    activities: z.int(),
    table: tableSchema,
    /** With `compare`: what is new, continued, completed, ended before, and retired, by entity. */
    moves: tableSchema
      .extend({
        activities: z.array(
          z.object({
            id: z.int(),
            title: z.string(),
            move: z.enum(MOVES),
            entities: z.array(refSchema),
            url: z.string(),
          }),
        ),
      })
      .nullable(),
    /** Changes with what was counted. */
    revision: z.string(),
  })
  .meta({ id: 'ExploreAnswer' })

export type ExploreAnswer = z.infer<typeof exploreAnswerSchema>
export type ExploreTable = z.infer<typeof tableSchema>
export type Move = (typeof MOVES)[number]
export type Moves = NonNullable<ExploreAnswer['moves']>
