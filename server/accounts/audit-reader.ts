import { sql } from 'kysely'
import type { AuditLine } from '../../taxonomy/people'
import type { ReadDatabase } from '../database/schema'

/** What lines of the log are asked for; empty texts ask for all. */
export interface AuditFilter {
  /** `membership.set`, or `membership` for all of its kind. */
  action: string
  /** `person:12`, a person's address, `key:3`, the name of a system that has a key, or `import:…`. */
  actor: string
  /** ISO days, both included. */
  from: string
  to: string
}

/** Place in the log: time, table and number of the last line seen. */
interface Cursor {
  at: string
  source: number
  id: number
}

/** What is done to people and what is done to activities, as one log, newest first. */
export class AuditReader {
  constructor(private readonly db: ReadDatabase) {}

  /**
   * One page of the log.
   *
   * @param after cursor of the page before
   * @returns lines, and the cursor of the next page unless this is the last
   */
  async list(
    filter: AuditFilter,
    limit: number,
    after?: string,
  ): Promise<{ lines: AuditLine[]; next: string | null }> {
    const cursor = after ? readCursor(after) : undefined
    const { action, actor, from, to } = filter
    let query = this.#all()
    if (action !== '')
      query = query.where((where) =>
        where.or([
          where('action', '=', action),
          where('action', 'like', `${escapeLike(action)}.%`),
        ]),
      )
    if (actor !== '')
      query = query.where((where) =>
        where.or([
          where('actor', '=', actor),
          where('email', '=', actor.toLowerCase()),
          where('system', '=', actor),
        ]),
      )
    if (from !== '') query = query.where('at', '>=', from)
    if (to !== '') query = query.where('at', '<=', `${to}T23:59:59.999Z`)
    if (cursor)
      query = query.where((where) =>
        where.or([
          where('at', '<', cursor.at),
          where.and([where('at', '=', cursor.at), where('source', '<', cursor.source)]),
          where.and([
            where('at', '=', cursor.at),
            where('source', '=', cursor.source),
            where('line.id', '<', cursor.id),
          ]),
        ]),
      )
    const rows = await query
      .orderBy('at', 'desc')
      .orderBy('source', 'desc')
      .orderBy('line.id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      lines: page.map((row) => ({
        at: row.at,
        actor: row.actor,
        actorName: row.name ?? row.system ?? '',
        action: row.action,
        subject: row.subject,
        detail: row.source === 1 ? JSON.parse(row.detail) : { reason: row.detail },
      })),
      next: rows.length > limit && last ? `${last.at}_${last.source}_${last.id}` : null,
    }
  }

  /** The kinds of acts the log holds. */
  async listActions(): Promise<string[]> {
    const rows = await this.#all()
      .clearSelect()
      .select('action')
      .distinct()
      .orderBy('action')
      .execute()
    return rows.map((row) => row.action)
  }

  #all() {
    const people = this.db
      .selectFrom('audit_event')
      .select(['id', 'at', 'actor', 'action', 'subject', 'detail'])
      .select(sql<number>`1`.as('source'))
    const activities = this.db
      .selectFrom('event')
      .select(['id', 'at', 'actor'])
      .select(sql<string>`'activity.' || kind`.as('action'))
      .select(sql<string>`'activity:' || activity_id`.as('subject'))
      .select('reason as detail')
      .select(sql<number>`0`.as('source'))
    const both = people.unionAll(activities).as('line')
    return (
      this.db
        .selectFrom(both)
        // By its key: comparing texts would read everyone for every line.
        .leftJoin('person', (join) =>
          join.on(
            sql<boolean>`person.id = case when line.actor like 'person:%' then cast(substr(line.actor, 8) as integer) end`,
          ),
        )
        .leftJoin('api_key', (join) =>
          join.on(
            sql<boolean>`api_key.id = case when line.actor like 'key:%' then cast(substr(line.actor, 5) as integer) end`,
          ),
        )
        .select(['line.id', 'at', 'actor', 'action', 'subject', 'detail', 'source'])
        .select(['person.name', 'api_key.system'])
    )
  }
}

function escapeLike(text: string): string {
  return text.replace(/[%_]/g, '')
}

function readCursor(text: string): Cursor | undefined {
  const [at = '', source, id] = text.split('_')
  return Number.isNaN(Date.parse(at)) ? undefined : { at, source: Number(source), id: Number(id) }
}
