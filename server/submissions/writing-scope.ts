import type { FastifyRequest } from 'fastify'
import type { Scope } from '../accounts/permissions'
import { notFound } from '../http/problem'
import type { Submission, SubmissionReader } from './reader'

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
    throw notFound('submission of this number')
  return submission
}

/** Entities whose people write a submission: the one it is of, and for a change the published entry's. */
export function scopeOfSubmission(reader: SubmissionReader) {
  return async (request: FastifyRequest): Promise<Scope> => {
    const submission = await reader.find(numberIn(request))
    if (!submission || (submission.kind !== 'new' && submission.kind !== 'change')) return null
    const base = await reader.findVersion(submission.baseVersionId ?? 0)
    return [submission.entity, ...(base?.content.entities ?? [])]
  }
}
