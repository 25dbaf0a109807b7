import { z } from 'zod'

const change = z.enum(['same', 'added', 'removed'])

const fieldDiffSchema = z.discriminatedUnion('kind', [
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

/** One line of an activity's public history. */
const historyEntrySchema = z.object({
  number: z.int().describe('Number of the version within the activity'),
  at: z.string().describe('ISO time, UTC, from which the public saw it'),
  by: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('entity'), id: z.string(), label: z.string() }),
      z.object({ kind: z.literal('import'), system: z.string() }),
      z.object({ kind: z.literal('curators') }),
    ])
    .describe('An entity, the system it was imported from, or the curators; never a person'),
  changes: z
    .array(fieldDiffSchema)
    .describe('What differs from the version before; empty for the first'),
  isReturn: z.boolean().describe('Whether an earlier version came back'),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** What the public may know of an activity's past, newest first. */
export const historySchema = z
  .object({ id: z.int(), title: z.string(), versions: z.array(historyEntrySchema) })
  .meta({ id: 'ActivityHistory' })
