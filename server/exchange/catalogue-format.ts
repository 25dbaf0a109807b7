import { z } from 'zod'
import { activitySchema } from '../../taxonomy/activity'
import type { HeadActivity } from '../catalogue/reader'
import { issueText } from '../messages/issue-text'
import { say } from '../messages/say'
import { type ImportRecord, RefusedError } from './record'

const day = z.iso.date(say('cell.day'))

/** A line of the catalogue in its own form: `data/activities.jsonl`. */
export const catalogueRecordSchema = activitySchema.extend({
  id: z.int().positive(),
  published: z.boolean(),
  created: day,
  updated: day,
})

/**
 * Reads a line of the catalogue's own form.
 *
 * @throws {RefusedError} naming the first wrong field
 */
export function fromCatalogueForm(line: unknown): ImportRecord {
  const result = catalogueRecordSchema.safeParse(line)
  if (!result.success) throw refused(result.error)
  const { id, published, created, updated, ...content } = result.data
  return { id, published, createdOn: created, updatedOn: updated, content }
}

/** The line of an activity, as `fromCatalogueForm` reads it. */
export function toCatalogueForm({ id, state, createdOn, updatedOn, content }: HeadActivity) {
  return {
    id,
    published: state === 'published',
    created: createdOn,
    updated: updatedOn,
    ...content,
  }
}

/** The first thing zod minds, as a refusal. */
export function refused(error: z.ZodError): RefusedError {
  const [issue] = error.issues
  return new RefusedError(
    issue?.path.join('.') || 'record',
    issue ? issueText(issue) : say('record.invalid'),
  )
}
