import type { Context } from '../context'
import { ProblemError } from '../http/problem'
import { NotAllowedNow, type RefusalCode } from './moves'
import type { Desk } from './step'
import { SubmissionWriter } from './writer'

const STATUS: Record<RefusalCode, number> = {
  'not-found': 404,
  'wrong-state': 409,
  'changed-meanwhile': 409,
  'own-entry': 403,
  incomplete: 400,
  'not-valid': 400,
}

/**
 * Makes a move in a transaction of its own, and after it sends its mail and tells the index.
 *
 * @throws {NotAllowedNow} as the move does; nothing was changed then
 */
export async function makeMove<Result>(
  { database, desk, mail, catalogue, answers }: Context,
  work: (store: SubmissionWriter, desk: Desk) => Promise<Result>,
): Promise<Result> {
  const opened = await desk()
  const result = await database.writer
    .transaction()
    .execute((transaction) => work(new SubmissionWriter(transaction), opened))
  mail.kick()
  if (await catalogue.refresh()) answers.clear()
  return result
}

/** As `makeMove`, for routes that have nothing better to show than what refused it. @throws {ProblemError} */
export async function requireMove<Result>(
  context: Context,
  work: (store: SubmissionWriter, desk: Desk) => Promise<Result>,
): Promise<Result> {
  try {
    return await makeMove(context, work)
  } catch (error) {
    throw toProblemError(error)
  }
}

/** A refused move as an error with a status; anything else as it is. */
export function toProblemError(error: unknown): unknown {
  if (!(error instanceof NotAllowedNow)) return error
  const errors = error.issues.map(({ field, reason }) => ({ field, reason }))
  return new ProblemError(STATUS[error.code], error.message, errors)
}
