import type { Context } from '../server/context'
import { type Answering, answerEntries } from '../server/rounds/answering'
import type { NewRound, RoundWriter } from '../server/rounds/writer'
import { RoundWriter as Writer } from '../server/rounds/writer'
import { makeMove } from '../server/submissions/moving'

/** A day so many days from today. */
export const dayIn = (days: number) =>
  new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10)

/** A round that begins today. */
export function roundOf(changes: Partial<NewRound> = {}): NewRound {
  return {
    year: 2026,
    title: 'UN Activities on AI 2026',
    letter: 'Dear colleagues, it is that time of the year.',
    opens: dayIn(0),
    deadline: dayIn(30),
    reminders: [14, 7, 1],
    rule: 'keep',
    ...changes,
  }
}

/** Does something to rounds in one transaction, as a route would. */
export function runRound<Result>(
  { database }: Pick<Context, 'database'>,
  work: (store: RoundWriter) => Promise<Result>,
): Promise<Result> {
  return database.writer.transaction().execute((transaction) => work(new Writer(transaction)))
}

/** Answers as somebody of the entity would. */
export function answer(context: Context, given: Answering, personId: number, reason = '') {
  const act = { actor: `person:${personId}`, at: new Date().toISOString(), reason }
  return makeMove(context, (submissions, desk) => answerEntries(submissions, desk, given, act))
}
