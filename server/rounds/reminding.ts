import type { Database } from '../database/open'
import type { Post } from './mailing'
import { tell } from './mailing'
import { RoundReader } from './reader'
import { announce, boardNow } from './running'
import { RoundWriter } from './writer'

const DAY_MS = 24 * 3_600_000

/** ISO day so many days before another. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}

/**
 * Sends what is due by now in open rounds: the first mail of one that begins, and reminders to
 * entities with entries without an answer. Each is noted with its mail in one transaction, so
 * that it is sent once, whatever dies; days that were slept through are made up for by one mail.
 *
 * @returns whether there is mail to send
 */
export async function sendDue(database: Database, post: Post, now: Date): Promise<boolean> {
  const at = now.toISOString()
  const today = at.slice(0, 10)
  const rounds = await new RoundReader(database.reader).listRounds()
  const open = rounds.filter(({ state, opens }) => state === 'open' && opens <= today)
  for (const { year } of open)
    await database.writer.transaction().execute(async (transaction) => {
      const store = new RoundWriter(transaction)
      await announce(store, post, year, at)
      const round = await store.get(year)
      const told = (round.announcedAt ?? at).slice(0, 10)
      for (const line of await boardNow(store, post, round, at)) {
        if (line.silent === 0 || today > line.deadline) continue
        const sent = new Set(await store.listReminded(year, line.entity))
        const due = round.reminders
          .map((days) => daysBefore(line.deadline, days))
          .filter((day) => day <= today && day > told && !sent.has(day))
        for (const day of due) await store.noteReminder(year, line.entity, day, at)
        if (due.length > 0)
          await tell(store, post, round, 'reminder', { ...line, delegate: line.delegateId }, at)
      }
    })
  return open.length > 0
}
