import { z } from 'zod'
import { refSchema } from './api'

const change = z.enum(['same', 'added', 'removed'])

/** How one field differs between two versions; see `FieldDiff`. */
const fieldDiffSchema = z
  .discriminatedUnion('kind', [
    z.object({
      field: z.string(),
      kind: z.literal('text'),
      pieces: z.array(z.object({ change, text: z.string() })),
    }),
    z.object({
      field: z.string(),
      kind: z.literal('list'),
      items: z.array(z.object({ change, id: z.string(), label: z.string() })),
    }),
    z.object({
      field: z.string(),
      kind: z.literal('value'),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ])
  .meta({ id: 'FieldDiff' })

/** ISO time, UTC. */
const at = z.string()

/** One line of an activity's public past. */
const historyEntrySchema = z
  .discriminatedUnion('what', [
    z.object({
      /** The public saw another version from then on. */
      what: z.literal('version'),
      at,
      /** Number of the version within the activity. */
      number: z.int(),
      /** Who it comes from: an entity, the system it was imported from, or the curators. Never a person. */
      by: z.discriminatedUnion('kind', [
        refSchema.extend({ kind: z.literal('entity') }),
        z.object({ kind: z.literal('import'), system: z.string() }),
        z.object({ kind: z.literal('curators') }),
      ]),
      /** What differs from the version before it, field by field; empty for the first. */
      changes: z.array(fieldDiffSchema),
      isFirst: z.boolean(),
      /** Whether an earlier version came back. */
      isReturn: z.boolean(),
    }),
    /** It left the public catalogue. */
    z.object({ what: z.literal('left'), at }),
    /** Another entry, which had been public, was merged with it; `id` is the other's number. */
    z.object({ what: z.literal('merged'), at, id: z.int() }),
  ])
  .meta({ id: 'HistoryEntry' })

/** What the public may know of an activity's past, newest first: a part of it. */
export const historySchema = z
  .object({
    id: z.int(),
    title: z.string(),
    total: z.int(),
    limit: z.int(),
    offset: z.int(),
    items: z.array(historyEntrySchema),
  })
  .meta({
    id: 'ActivityHistory',
    examples: [
      {
        ...{ id: 1135, title: 'Flood forecasts for the Niger', total: 2, limit: 20, offset: 0 },
        items: [
          {
            what: 'version',
            at: '2026-05-04T09:30:00.000Z',
            number: 3,
            by: { kind: 'entity', id: 'itu', label: 'ITU' },
            changes: [
              {
                field: 'title',
                kind: 'text',
                pieces: [
                  { change: 'same', text: 'Flood forecasts' },
                  { change: 'added', text: ' for the Niger' },
                ],
              },
            ],
            ...{ isFirst: false, isReturn: false },
          },
          {
            what: 'version',
            at: '2026-04-02T08:00:00.000Z',
            number: 1,
            by: { kind: 'import', system: 'un-ai-resource-hub' },
            ...{ changes: [], isFirst: true, isReturn: false },
          },
        ],
      },
    ],
  })

export type HistoryEntry = z.infer<typeof historyEntrySchema>
export type History = z.infer<typeof historySchema>

/** Most entries of one answer, and of one where nothing is said. */
export const HISTORY_LIMIT = { default: 20, max: 100 }
