import { createHash } from 'node:crypto'
import type { ActivityContent } from '../../taxonomy/activity'
import type { EventKind } from '../../taxonomy/audit'
import type { EventTable, State, WriteTransaction } from '../database/schema'
import { CatalogueReader } from './reader'
import type { Warning } from './warnings'

/** Who does something and why: part of every version and event. */
export interface Act {
  actor: string
  /** ISO time, UTC. */
  at: string
  reason: string
  /** Token of the form it came from, where it came from one. */
  request?: string
}

/** What an event says beside who, when and why. */
export interface EventEntry
  extends Partial<
    Pick<
      EventTable,
      | 'version_id'
      | 'submission_id'
      | 'activity_before'
      | 'public_before'
      | 'head_before'
      | 'submission_before'
      | 'undoes'
      | 'mapping_id'
      | 'request'
    >
  > {
  kind: EventKind
  activity_id: number
}

/** How a version is saved. */
export interface Saving extends Act {
  /** ISO day the content dates from. */
  datedOn: string
  /** Whose content it is, where that is not the one who acts. */
  author?: string
  submissionId?: number
  /** Key of the open form it came from. */
  editor?: string
  /** `aside` = kept, but not what the activity's keepers go on from. */
  place?: 'head' | 'beside' | 'aside'
}

/**
 * Changes to the catalogue. Every one happens inside the caller's transaction, saves
 * versions instead of changing them, and leaves an event.
 */
export class CatalogueWriter extends CatalogueReader {
  constructor(protected readonly transaction: WriteTransaction) {
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
    await this.log({ kind: 'created', activity_id: id }, act)
  }

  /** Saves content as the activity's next version and returns that version's id. */
  async saveVersion(
    activityId: number,
    content: ActivityContent,
    { datedOn, author, submissionId, editor = '', place = 'head', ...act }: Saving,
  ): Promise<number> {
    const json = JSON.stringify(content)
    const { id } = await this.transaction
      .insertInto('version')
      .values((query) => ({
        activity_id: activityId,
        number: query
          .selectFrom('version')
          .select((sub) =>
            sub(sub.fn.coalesce(sub.fn.max('number'), sub.lit(0)), '+', 1).as('next'),
          )
          .where('activity_id', '=', activityId),
        content: json,
        hash: hashOf(json),
        dated_on: datedOn,
        saved_at: act.at,
        author: author ?? act.actor,
        note: act.reason,
        submission_id: submissionId ?? null,
        taken: place === 'aside' ? 0 : 1,
        editor,
      }))
      .returning('id')
      .executeTakeFirstOrThrow()
    if (place === 'head') await this.setHead(activityId, id)
    await this.log(
      {
        kind: 'saved',
        activity_id: activityId,
        version_id: id,
        submission_id: submissionId ?? null,
      },
      act,
    )
    return id
  }

  /** Makes a version the one the activity's keepers go on from. */
  async setHead(activityId: number, versionId: number): Promise<void> {
    await this.transaction
      .updateTable('activity')
      .set({ head_version_id: versionId })
      .where('id', '=', activityId)
      .execute()
  }

  /** Makes a version the one the public sees. */
  async publish(activityId: number, versionId: number, act: Act, submissionId?: number) {
    await this.#point(activityId, versionId, 'published')
    await this.log(
      {
        kind: 'published',
        activity_id: activityId,
        version_id: versionId,
        submission_id: submissionId ?? null,
      },
      act,
    )
  }

  /** Takes an activity out of the public catalogue; its versions stay. */
  async unpublish(activityId: number, act: Act, state: State = 'draft'): Promise<void> {
    await this.#point(activityId, null, state)
    await this.log({ kind: 'unpublished', activity_id: activityId }, act)
  }

  /** Says where an activity stands, what the public sees of it being as before. */
  async setState(activityId: number, state: State): Promise<void> {
    await this.transaction
      .updateTable('activity')
      .set({ state })
      .where('id', '=', activityId)
      .execute()
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
      .values((query) =>
        warnings.map(({ code, field, detail, otherActivityId }) => ({
          activity_id: activityId,
          code,
          field,
          detail,
          other_activity_id: otherActivityId ?? null,
          // One row at most: what was dismissed stays so when it is worked out anew.
          dismissed: query
            .selectFrom('dismissal')
            .select((sub) => sub.fn.countAll<0 | 1>().as('known'))
            .where('activity_id', '=', activityId)
            .where('code', '=', code)
            .where('field', '=', field)
            .where('about', '=', String(otherActivityId ?? detail)),
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

  /** Writes an event to the log and returns its id. */
  async log(entry: EventEntry, act: Act): Promise<number> {
    const { id } = await this.transaction
      .insertInto('event')
      .values({
        ...entry,
        at: act.at,
        actor: act.actor,
        reason: act.reason,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
}

/** SHA-256 of a version's content, hex; equal content has equal JSON, as its schema fixes the order of keys. */
export function hashOf(json: string): string {
  return createHash('sha256').update(json).digest('hex')
}
