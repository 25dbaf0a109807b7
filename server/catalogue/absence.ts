import type { Context } from '../context'
import { notFound, ProblemError } from '../http/problem'
import { PastReader } from './past-reader'

/** Why there is no public activity of a number that leads to no other, for programs. */
export async function absenceOf({ database }: Context, id: number): Promise<ProblemError> {
  const archived = await new PastReader(database.reader).findArchived(id)
  if (!archived) return notFound(`activity ${id}`)
  const day = archived.since.slice(0, 10)
  return new ProblemError(410, `Activity ${id} was archived on ${day}; it is public no more.`)
}
