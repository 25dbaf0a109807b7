import type { FastifyRequest } from 'fastify'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { labelsOf } from '../accounts/choices'
import { can, type Scope } from '../accounts/permissions'
import { notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import type { Submission, SubmissionReader } from './reader'

/** Longest form of an entry, in bytes: all texts at their limits, percent-encoded. */
export const FORM_MAX = 1024 * 1024

/** A number out of an address (`:id`) or a form; 0 where it is none. */
export function numberIn(given: FastifyRequest | string): number {
  const text = typeof given === 'string' ? given : (given.params as { id: string }).id
  return /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : 0
}

/** The fields of a form that were given once. */
export function fieldsOf({ body }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    ),
  )
}

/** A submission that someone writes. @throws {ProblemError} 404 */
export async function submissionIn(reader: SubmissionReader, id: number): Promise<Submission> {
  const submission = await reader.find(id)
  if (!submission || (submission.kind !== 'new' && submission.kind !== 'change'))
    throw notFound(say('thing.submission'))
  return submission
}

/**
 * Entities whose people write a submission: the one it is of, and for a change the published
 * entry's. Someone of another entity is told whose it is, and nothing of what it says.
 */
export function scopeOfSubmission(reader: SubmissionReader, taxonomy: Taxonomy) {
  return async (request: FastifyRequest): Promise<Scope> => {
    const submission = await reader.find(numberIn(request))
    if (!submission || (submission.kind !== 'new' && submission.kind !== 'change')) return null
    const scope = await scopeOf(reader, submission)
    if (can(request.person, 'entry.write', scope)) return scope
    const { [submission.entity]: entity = submission.entity } = labelsOf(taxonomy, [
      submission.entity,
    ])
    throw new ProblemError(403, say('entry.ofEntity', { entity }))
  }
}

/** Entities whose people write this submission. */
export async function scopeOf(
  reader: SubmissionReader,
  { entity, baseVersionId }: Submission,
): Promise<string[]> {
  const base = await reader.findVersion(baseVersionId ?? 0)
  return [entity, ...(base?.content.entities ?? [])]
}
