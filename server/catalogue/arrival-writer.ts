import type { ActivityContent } from '../../taxonomy/activity'
import type { EventKind } from '../../taxonomy/audit'
import { pieces } from '../database/pieces'
import type { WriteTransaction } from '../database/schema'
import type { Warning } from './warnings'
import { type Act, hashOf } from './writer'

/** An activity that is not in the catalogue yet, with its first version. */
export interface Arrival {
  id: number
  content: ActivityContent
  /** ISO days: on which the entry was made, and from which its content dates. */
  createdOn: string
  datedOn: string
  published: boolean
  act: Act
}

/** New activities many at a time; one at a time a hundred thousand take minutes. */
export class ArrivalWriter {
  constructor(private readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('ArrivalWriter needs a transaction')
  }

  /**
   * Makes activities and leaves what `createActivity`, `saveVersion` and, where they are
   * public, `publish` of the `CatalogueWriter` leave, events in the same order.
   *
   * @returns the versions' ids by activity
   */
  async create(arrivals: readonly Arrival[]): Promise<Map<number, number>> {
    const versions = new Map<number, number>()
    for (const piece of pieces(arrivals)) {
      await this.#insertActivities(piece)
      for (const { activity_id, id } of await this.#insertVersions(piece))
        versions.set(activity_id, id)
      await this.#point(piece)
    }
    await this.#log(arrivals, versions)
    return versions
  }

  /** Notes warnings that come of new activities, which nobody can have dismissed before. */
  async addWarnings(warnings: readonly (Warning & { activityId: number })[]): Promise<void> {
    for (const piece of pieces(warnings))
      await this.transaction
        .insertInto('warning')
        .values(
          piece.map(({ activityId, code, field, detail, otherActivityId }) => ({
            activity_id: activityId,
            code,
            field,
            detail,
            other_activity_id: otherActivityId ?? null,
          })),
        )
        .execute()
  }

  async #insertActivities(arrivals: readonly Arrival[]): Promise<void> {
    await this.transaction
      .insertInto('activity')
      .values(
        arrivals.map(({ id, createdOn, published }) => ({
          id,
          state: published ? 'published' : 'draft',
          published_version_id: null,
          head_version_id: null,
          created_on: createdOn,
        })),
      )
      .execute()
  }

  async #insertVersions(
    arrivals: readonly Arrival[],
  ): Promise<{ id: number; activity_id: number }[]> {
    return this.transaction
      .insertInto('version')
      .values(
        arrivals.map(({ id, content, datedOn, act }) => {
          const json = JSON.stringify(content)
          return {
            activity_id: id,
            number: 1,
            content: json,
            hash: hashOf(json),
            dated_on: datedOn,
            saved_at: act.at,
            author: act.actor,
            note: act.reason,
            submission_id: null,
            taken: 1,
            editor: '',
          }
        }),
      )
      .returning(['id', 'activity_id'])
      .execute()
  }

  /** Points activities at the only versions they have. */
  async #point(arrivals: readonly Arrival[]): Promise<void> {
    await this.transaction
      .updateTable('activity')
      .set((query) => {
        const only = query
          .selectFrom('version')
          .select('version.id')
          .whereRef('version.activity_id', '=', 'activity.id')
        const whenPublic = query.case().when('state', '=', 'published').then(only).end()
        return { head_version_id: only, published_version_id: whenPublic }
      })
      .where(
        'id',
        'in',
        arrivals.map(({ id }) => id),
      )
      .execute()
  }

  async #log(arrivals: readonly Arrival[], versions: ReadonlyMap<number, number>): Promise<void> {
    const events = arrivals.flatMap(({ id, published, act }) => {
      const event = (kind: EventKind, versionId: number | null) => ({
        at: act.at,
        actor: act.actor,
        kind,
        activity_id: id,
        version_id: versionId,
        reason: act.reason,
      })
      const version = versions.get(id) ?? null
      const upTo = [event('created', null), event('saved', version)]
      return published ? [...upTo, event('published', version)] : upTo
    })
    for (const piece of pieces(events))
      await this.transaction.insertInto('event').values(piece).execute()
  }
}
