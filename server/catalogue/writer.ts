import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { ActivityContent } from '../../taxonomy/activity'
import type { EventKind, Schema, State } from '../database/schema'
import { CatalogueReader } from './reader'
import type { Warning } from './warnings'

/** Who does something and why: part of every version and event. */
export interface Act {
  actor: string
  /** ISO time, UTC. */
  at: string
  reason: string
}

/**
 * Changes to the catalogue. Every one happens inside the caller's transaction, saves
 * versions instead of changing them, and leaves an event.
 */
export class CatalogueWriter extends CatalogueReader {
  constructor(private readonly transaction: Transaction<Schema>) {
    if (!transaction.isTransaction) throw new Error('CatalogueWriter needs a transaction')
    super(transaction)
  }

  /** Makes an activity without content; `saveVersion` gives it its first. */
  async createActivity(id: number, createdOn: string, act: Act): Promise<void> {
    await this.transaction
      .insertInto('activity')
      .values({
        id,
        state: 'draft',
        published_version_id: null,
        head_version_id: null,
        created_on: createdOn,
      })
      .execute()
    await this.#log('created', id, null, act)
  }

  /** Saves content as the activity's next version and returns that version's id. */
  async saveVersion(
    activityId: number,
    content: ActivityContent,
    { datedOn, number, ...act }: Act & { datedOn: string; number: number },
  ): Promise<number> {
    const json = JSON.stringify(content)
    const { id } = await this.transaction
      .insertInto('version')
      .values({
        activity_id: activityId,
        number,
        content: json,
        hash: hashOf(json),
        dated_on: datedOn,
        saved_at: act.at,
        author: act.actor,
        note: act.reason,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await this.transaction
      .updateTable('activity')
      .set({ head_version_id: id })
      .where('id', '=', activityId)
      .execute()
    await this.#log('saved', activityId, id, act)
    return id
  }

  /** Makes a version the one the public sees. */
  async publish(activityId: number, versionId: number, act: Act): Promise<void> {
    await this.#point(activityId, versionId, 'published')
    await this.#log('published', activityId, versionId, act)
  }

  /** Takes an activity out of the public catalogue; its versions stay. */
  async unpublish(activityId: number, act: Act): Promise<void> {
    await this.#point(activityId, null, 'draft')
    await this.#log('unpublished', activityId, null, act)
  }

  /** Replaces what is noted of an activity for its curators, and of others because of it. */
  async setWarnings(activityId: number, warnings: readonly Warning[]): Promise<void> {
    await this.transaction
      .deleteFrom('warning')
      .where((where) =>
        where.or([
          where('activity_id', '=', activityId),
          where('other_activity_id', '=', activityId),
        ]),
      )
      .execute()
    await this.addWarnings(activityId, warnings)
  }

  async addWarnings(activityId: number, warnings: readonly Warning[]): Promise<void> {
    if (warnings.length === 0) return
    await this.transaction
      .insertInto('warning')
      .values(
        warnings.map(({ code, field, detail, otherActivityId }) => ({
          activity_id: activityId,
          code,
          field,
          detail,
          other_activity_id: otherActivityId ?? null,
        })),
      )
      .execute()
  }

  async #point(activityId: number, versionId: number | null, state: State): Promise<void> {
    await this.transaction
      .updateTable('activity')
      .set({ published_version_id: versionId, state })
      .where('id', '=', activityId)
      .execute()
  }

  async #log(kind: EventKind, activityId: number, versionId: number | null, act: Act) {
    await this.transaction
      .insertInto('event')
      .values({
        at: act.at,
        actor: act.actor,
        kind,
        activity_id: activityId,
        version_id: versionId,
        reason: act.reason,
      })
      .execute()
  }
}

/** SHA-256 of a version's content, hex; equal content has equal JSON, as its schema fixes the order of keys. */
export function hashOf(json: string): string {
  return createHash('sha256').update(json).digest('hex')
}
