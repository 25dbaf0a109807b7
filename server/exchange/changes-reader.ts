import type { ActivityContent } from '../../taxonomy/activity'
import type { Change } from '../../taxonomy/api'
import type { ReadDatabase } from '../database/schema'

/** A change, and what is asked of it by whoever does not take all. */
export interface Changed {
  change: Change
  /** Entities of the activity, as it reads now and as it read before. */
  entities: () => Promise<Set<string>>
}

/** The log of events as the public may see it: what was published, and what went. */
export class ChangesReader {
  /** @param origin address of the site, for links */
  constructor(
    private readonly db: ReadDatabase,
    private readonly origin: string,
  ) {}

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
  ): Promise<{ changes: Changed[]; hasMore: boolean }> {
    const rows = await this.db
      .selectFrom('event')
      .leftJoin('version', 'version.id', 'event.version_id')
      .leftJoin('redirect', 'redirect.from_id', 'event.activity_id')
      .select(['event.id', 'event.at', 'event.kind', 'event.activity_id', 'version.number'])
      .select('redirect.to_id')
      .leftJoin('event as earlier', (join) =>
        join.on('earlier.id', '=', (query) =>
          query
            .selectFrom('event as one')
            .select((one) => one.fn.max('one.id').as('id'))
            .whereRef('one.activity_id', '=', 'event.activity_id')
            .whereRef('one.id', '<', 'event.id')
            .where('one.kind', 'in', ['published', 'unpublished']),
        ),
      )
      .select(['event.version_id', 'earlier.kind as before', 'earlier.version_id as before_id'])
      .where('event.kind', 'in', ['published', 'unpublished'])
      .where('event.id', '>', after)
      .where('event.id', '<=', upTo)
      .orderBy('event.id')
      .limit(limit + 1)
      .execute()
    const changes = rows.slice(0, limit).map((row): Changed => {
      const isHere = row.kind === 'published'
      const mergedInto = isHere ? null : row.to_id
      const gone = mergedInto === null ? 'archived' : 'merged'
      const here = { published: 'changed', unpublished: 'restored', none: 'published' } as const
      const before =
        row.before === 'published' || row.before === 'unpublished' ? row.before : 'none'
      return {
        change: {
          cursor: String(row.id),
          at: row.at,
          kind: isHere ? here[before] : gone,
          id: row.activity_id,
          version: row.number,
          mergedInto,
          url: `${this.origin}/api/v1/activities/${row.activity_id}`,
        },
        entities: () => this.#entitiesOf([row.version_id, row.before_id]),
      }
    })
    return { changes, hasMore: rows.length > limit }
  }

  async #entitiesOf(versions: (number | null)[]): Promise<Set<string>> {
    const ids = versions.filter((id) => id !== null)
    if (ids.length === 0) return new Set()
    const rows = await this.db
      .selectFrom('version')
      .select('content')
      .where('id', 'in', ids)
      .execute()
    return new Set(rows.flatMap(({ content }) => (JSON.parse(content) as ActivityContent).entities))
  }
}
