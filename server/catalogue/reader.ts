import type { ActivityContent } from '../../taxonomy/activity'
import type { ReadDatabase, State, WarningRow } from '../database/schema'

/** An activity as the public may see it. */
export interface PublishedActivity {
  id: number
  /** Number of the published version within the activity, from 1. */
  version: number
  content: ActivityContent
  /** ISO days. */
  createdOn: string
  updatedOn: string
}

/** What tells whether an activity's newest version is what a source says, and whose it is. */
export type HeadMark = Pick<HeadActivity, 'id' | 'state' | 'hash' | 'author' | 'publishedAuthor'>

/** An activity as its keepers see it: the newest version, published or not. */
export interface HeadActivity extends PublishedActivity {
  state: State
  hash: string
  author: string
  publishedAuthor: string | null
}

/** Questions to the catalogue's tables. Asks only; every answer is of committed data. */
export class CatalogueReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** Published activities by id, in no particular order; ids that are none are left out. */
  async listPublished(ids: readonly number[]): Promise<PublishedActivity[]> {
    if (ids.length === 0) return []
    const rows = await this.#published().where('activity.id', 'in', ids).execute()
    return rows.map(toPublished)
  }

  /** A published activity, if there is one of this id. */
  async findPublished(id: number): Promise<PublishedActivity | undefined> {
    const [activity] = await this.listPublished([id])
    return activity
  }

  /** Published activities with ids above `after`, in order of id: one step of a walk through all. */
  async pagePublished(after: number, limit: number): Promise<PublishedActivity[]> {
    const rows = await this.#published()
      .where('activity.id', '>', after)
      .orderBy('activity.id')
      .limit(limit)
      .execute()
    return rows.map(toPublished)
  }

  /**
   * What stands of all activities above `after`, in order of id: what the public sees, and of
   * those it does not see what their keepers work on. Drafts beside the public version are not in it.
   */
  async pageStanding(after: number, limit: number): Promise<HeadActivity[]> {
    const rows = await this.#versions('standing')
      .where('activity.id', '>', after)
      .orderBy('activity.id')
      .limit(limit)
      .execute()
    return rows.map(toHead)
  }

  /** What stands of some activities, as `pageStanding` gives it; ids that are none are left out. */
  async listStanding(ids: readonly number[]): Promise<HeadActivity[]> {
    if (ids.length === 0) return []
    const rows = await this.#versions('standing').where('activity.id', 'in', ids).execute()
    return rows.map(toHead)
  }

  /** What an activity's keepers work on, whatever its state. */
  async findHead(id: number): Promise<HeadActivity | undefined> {
    const row = await this.#versions('head').where('activity.id', '=', id).executeTakeFirst()
    return row && toHead(row)
  }

  /** `findHead` of many, without what they say; ids that are none are left out. */
  async listHeadMarks(ids: readonly number[]): Promise<HeadMark[]> {
    const rows = await this.db
      .selectFrom('activity')
      .innerJoin('version as head', 'head.id', 'activity.head_version_id')
      .leftJoin('version as public', 'public.id', 'activity.published_version_id')
      .select(['activity.id', 'activity.state', 'head.hash', 'head.author'])
      .select('public.author as publishedAuthor')
      .where('activity.id', 'in', ids)
      .execute()
    return rows
  }

  /** Hash of the newest version an author saved for an activity. */
  async findHashBy(author: string, activityId: number): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('version')
      .select('hash')
      .where('activity_id', '=', activityId)
      .where('author', '=', author)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    return row?.hash
  }

  async countActivities(): Promise<number> {
    const { count } = await this.db
      .selectFrom('activity')
      .select((query) => query.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  /** Id of the last event: a number that grows with every change. */
  async lastEvent(): Promise<number> {
    const row = await this.db
      .selectFrom('event')
      .select((query) => query.fn.max('id').as('id'))
      .executeTakeFirst()
    return row?.id ?? 0
  }

  /** Whether any number leads to another's. */
  async hasRedirects(): Promise<boolean> {
    const row = await this.db.selectFrom('redirect').select('from_id').limit(1).executeTakeFirst()
    return row !== undefined
  }

  /** The number an old number leads to, however often it was merged; undefined where it leads nowhere. */
  async resolveRedirect(id: number): Promise<number | undefined> {
    const met = new Set([id])
    for (let at = id; ; ) {
      const row = await this.db
        .selectFrom('redirect')
        .select('to_id')
        .where('from_id', '=', at)
        .executeTakeFirst()
      if (!row) return at === id ? undefined : at
      if (met.has(row.to_id)) return undefined
      met.add(row.to_id)
      at = row.to_id
    }
  }

  /** What tells an event from one of the same number in another database. */
  async eventMark(id: number): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('event')
      .select(['at', 'kind', 'activity_id', 'version_id'])
      .where('id', '=', id)
      .executeTakeFirst()
    return row && JSON.stringify(row)
  }

  /**
   * Activities as the public saw them right after an event, in no particular order; any that was not
   * public then is left out. What comes later does not change the answer, so that a long list read a
   * piece at a time is of one moment.
   */
  async listPublishedAt(ids: readonly number[], event: number): Promise<PublishedActivity[]> {
    const rows = await this.db
      .selectFrom((query) =>
        query
          .selectFrom('event')
          .select((inner) => inner.fn.max('id').as('id'))
          .where('activity_id', 'in', ids)
          .where('kind', 'in', ['published', 'unpublished'])
          .where('id', '<=', event)
          .groupBy('activity_id')
          .as('last'),
      )
      .innerJoin('event', 'event.id', 'last.id')
      .innerJoin('version', 'version.id', 'event.version_id')
      .innerJoin('activity', 'activity.id', 'event.activity_id')
      .select(['activity.id', 'version.number', 'version.content'])
      .select(['activity.created_on', 'version.dated_on'])
      .execute()
    return rows.map(toPublished)
  }

  /** ISO time of an event. */
  async timeOf(event: number): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('event')
      .select('at')
      .where('id', '=', event)
      .executeTakeFirst()
    return row?.at
  }

  /** Activities whose public face may have changed after an event. */
  async changedSince(event: number): Promise<number[]> {
    const rows = await this.db
      .selectFrom('event')
      .select('activity_id')
      .distinct()
      .where('id', '>', event)
      .where('kind', 'in', ['published', 'unpublished'])
      .execute()
    return rows.map((row) => row.activity_id)
  }

  /** What curators should look at, by activity. */
  async listWarnings(activityId?: number): Promise<WarningRow[]> {
    const query = this.db.selectFrom('warning').selectAll().orderBy('activity_id').orderBy('id')
    return (
      activityId === undefined ? query : query.where('activity_id', '=', activityId)
    ).execute()
  }

  /** Labels of public activities that no concept was found for, with how often each came. */
  async countUnplaced(): Promise<{ field: string; label: string; count: number }[]> {
    const rows = await this.db
      .selectFrom('warning')
      .innerJoin('activity', 'activity.id', 'warning.activity_id')
      .select(['field', 'detail as label'])
      .select((query) => query.fn.countAll<number>().as('count'))
      .where('code', '=', 'unplaced-label')
      .where('activity.state', '=', 'published')
      .groupBy(['field', 'detail'])
      .orderBy('field')
      .orderBy('detail')
      .execute()
    return rows.map((row) => ({ ...row, count: Number(row.count) }))
  }

  #published() {
    return this.db
      .selectFrom('activity')
      .innerJoin('version', 'version.id', 'activity.published_version_id')
      .select(['activity.id', 'version.number', 'version.content'])
      .select(['activity.created_on', 'version.dated_on'])
  }

  /** Activities with one version each: what is worked on, or what is public and else that. */
  #versions(which: 'head' | 'standing') {
    return this.db
      .selectFrom('activity')
      .innerJoin('version', (join) =>
        join.on((query) => {
          const head = query.ref('activity.head_version_id')
          const standing = query.fn.coalesce('activity.published_version_id', head)
          return query('version.id', '=', which === 'head' ? head : standing)
        }),
      )
      .leftJoin('version as public', 'public.id', 'activity.published_version_id')
      .select(['activity.id', 'version.number', 'version.content'])
      .select(['activity.created_on', 'version.dated_on', 'activity.state'])
      .select(['version.hash', 'version.author', 'public.author as published_author'])
  }
}

interface Row {
  id: number
  number: number
  content: string
  created_on: string
  dated_on: string
}

function toPublished(row: Row): PublishedActivity {
  return {
    id: row.id,
    version: row.number,
    content: JSON.parse(row.content),
    createdOn: row.created_on,
    updatedOn: row.dated_on,
  }
}

function toHead(
  row: Row & { state: State; hash: string; author: string; published_author: string | null },
): HeadActivity {
  const { state, hash, author, published_author } = row
  return { ...toPublished(row), state, hash, author, publishedAuthor: published_author }
}
