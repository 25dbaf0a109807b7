import type { ReadDatabase } from '../database/schema'

/** Questions about what entities' own systems sent. */
export class SentReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** Number of the activity that an entity's system knows by an id of its own. */
  async findActivity(entity: string, externalId: string): Promise<number | undefined> {
    const row = await this.db
      .selectFrom('external_entry')
      .select('activity_id')
      .where('entity', '=', entity)
      .where('external_id', '=', externalId)
      .executeTakeFirst()
    return row?.activity_id
  }

  /** The newest run of an activity through review that its writers began. */
  async findLastSubmission(activityId: number): Promise<number | undefined> {
    const row = await this.db
      .selectFrom('submission')
      .select('id')
      .where('activity_id', '=', activityId)
      .where('kind', 'in', ['new', 'change'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.id
  }
}
