import type { ActivityContent } from '../../taxonomy/activity'
import type { ReadDatabase } from '../database/schema'

/** An activity that was public once and was taken out of the catalogue. */
export interface ArchivedActivity {
  id: number
  /** As the public saw it last. */
  title: string
  language: string
  /** ISO time, UTC. */
  since: string
}

/** Questions about what was public and is no more. */
export class PastReader {
  constructor(private readonly db: ReadDatabase) {}

  /** An archived activity that was public before and leads to no other. */
  async findArchived(id: number): Promise<ArchivedActivity | undefined> {
    const left = await this.db
      .selectFrom('activity')
      .innerJoin('event', 'event.activity_id', 'activity.id')
      .leftJoin('redirect', 'redirect.from_id', 'activity.id')
      .select('event.at')
      .where('activity.id', '=', id)
      .where('activity.state', '=', 'archived')
      .where('redirect.from_id', 'is', null)
      .where('event.kind', '=', 'unpublished')
      .orderBy('event.id', 'desc')
      .executeTakeFirst()
    if (!left) return undefined
    const { content } = await this.db
      .selectFrom('event')
      .innerJoin('version', 'version.id', 'event.version_id')
      .select('version.content')
      .where('event.activity_id', '=', id)
      .where('event.kind', '=', 'published')
      .orderBy('event.id', 'desc')
      .executeTakeFirstOrThrow()
    const { title, language }: ActivityContent = JSON.parse(content)
    return { id, title, language, since: left.at }
  }

  /** ISO times at which an activity left the public catalogue, oldest first. */
  async listLeft(activityId: number): Promise<string[]> {
    const rows = await this.db
      .selectFrom('event')
      .select('at')
      .where('activity_id', '=', activityId)
      .where('kind', '=', 'unpublished')
      .orderBy('id')
      .execute()
    return rows.map(({ at }) => at)
  }

  /** Activities that were public and lead to this one now, and since when; oldest first. */
  async listMergedInto(activityId: number): Promise<{ id: number; at: string }[]> {
    const rows = await this.db
      .selectFrom('redirect')
      .innerJoin('event', 'event.activity_id', 'redirect.from_id')
      .select('redirect.from_id as id')
      .select((query) => query.fn.max('event.at').as('at'))
      .where('redirect.to_id', '=', activityId)
      .where('event.kind', '=', 'unpublished')
      .groupBy('redirect.from_id')
      .orderBy('at')
      .execute()
    return rows.map(({ id, at }) => ({ id, at }))
  }
}
