import type { Change } from '../../taxonomy/api'
import type { ReadDatabase } from '../database/schema'

/** The log of events as the public may see it: what was published, and what went. */
export class ChangesReader {
  constructor(private readonly db: ReadDatabase) {}

  /**
   * Changes after one event and up to another, in the order in which they were committed: an event's
   * number is given while its transaction holds the database, so that none appears later below one
   * that could be read already.
   *
   * @param limit most changes; one more is read to tell whether there are more
   */
  async listBetween(
    after: number,
    upTo: number,
    limit: number,
  ): Promise<{ changes: Omit<Change, 'url'>[]; hasMore: boolean }> {
    const rows = await this.db
      .selectFrom('event')
      .leftJoin('version', 'version.id', 'event.version_id')
      .leftJoin('redirect', 'redirect.from_id', 'event.activity_id')
      .select(['event.id', 'event.at', 'event.kind', 'event.activity_id', 'version.number'])
      .select('redirect.to_id')
      .select((query) =>
        query
          .selectFrom('event as earlier')
          .select('earlier.version_id')
          .whereRef('earlier.activity_id', '=', 'event.activity_id')
          .whereRef('earlier.id', '<', 'event.id')
          .where('earlier.kind', 'in', ['published', 'unpublished'])
          .orderBy('earlier.id', 'desc')
          .limit(1)
          .as('before'),
      )
      .where('event.kind', 'in', ['published', 'unpublished'])
      .where('event.id', '>', after)
      .where('event.id', '<=', upTo)
      .orderBy('event.id')
      .limit(limit + 1)
      .execute()
    const changes = rows.slice(0, limit).map((row): Omit<Change, 'url'> => {
      const isHere = row.kind === 'published'
      const mergedInto = isHere ? null : row.to_id
      const gone = mergedInto === null ? 'archived' : 'merged'
      const here = row.before === null ? 'published' : 'changed'
      return {
        cursor: String(row.id),
        at: row.at,
        kind: isHere ? here : gone,
        id: row.activity_id,
        version: row.number,
        mergedInto,
      }
    })
    return { changes, hasMore: rows.length > limit }
  }
}
