import type { EventKind } from '../../taxonomy/audit'
import type { FieldComment, SubmissionState } from '../../taxonomy/submission'
import type { ReadDatabase, State } from '../database/schema'

/** A thing that happened, as members may see it. */
export interface LoggedEvent {
  id: number
  at: string
  actor: string
  kind: EventKind
  activityId: number
  submissionId: number | null
  versionId: number | null
  reason: string
  comments: FieldComment[]
  activityBefore: State | null
  publicBefore: number | null
  headBefore: number | null
  submissionBefore: SubmissionState | null
}

/** Questions about what happened to activities and their submissions. */
export class EventReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** What happened to a submission, oldest first, with the comments at fields. Saves are left out. */
  async listEvents(submissionId: number): Promise<LoggedEvent[]> {
    const rows = await this.#events()
      .where('submission_id', '=', submissionId)
      .where('kind', '!=', 'saved')
      .orderBy('id')
      .execute()
    return this.#withComments(rows)
  }

  /** The event that a form brought about, if it was sent before. */
  async findByRequest(request: string): Promise<LoggedEvent | undefined> {
    const row = await this.#events().where('request', '=', request).executeTakeFirst()
    return row && toEvent(row, [])
  }

  /** The newest of some kinds of event of an activity. */
  async findLast(
    activityId: number,
    kinds: readonly EventKind[],
    submissionId?: number,
  ): Promise<LoggedEvent | undefined> {
    const row = await this.#events()
      .where('activity_id', '=', activityId)
      .where('kind', 'in', kinds)
      .$if(submissionId !== undefined, (query) =>
        query.where('submission_id', '=', submissionId ?? 0),
      )
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return row && toEvent(row, [])
  }

  /**
   * Whether something happened to an activity after an event that taking the event back would
   * undo as well. Dismissed warnings, suggestions and versions put aside do not count.
   */
  async hasMovedOn(activityId: number, { id, submissionId }: LoggedEvent): Promise<boolean> {
    const row = await this.db
      .selectFrom('event')
      .leftJoin('version', 'version.id', 'event.version_id')
      .select('event.id')
      .where('event.activity_id', '=', activityId)
      .where('event.id', '>', id)
      .where('event.kind', 'not in', ['dismissed', 'suggested'])
      .where((where) =>
        where.or([
          where('event.kind', '!=', 'saved'),
          where.and([
            where('event.submission_id', '=', submissionId ?? 0),
            where('version.taken', '=', 1),
          ]),
        ]),
      )
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  /** The newest things that happened to an activity, whatever submission they were of; newest first. */
  async listActivityEvents(activityId: number, limit: number): Promise<LoggedEvent[]> {
    const rows = await this.#events()
      .where('activity_id', '=', activityId)
      .where('kind', '!=', 'saved')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return this.#withComments(rows)
  }

  /** What a placed label brought about, oldest first. */
  async listRelabelled(mappingId: number): Promise<LoggedEvent[]> {
    const rows = await this.#events()
      .where('mapping_id', '=', mappingId)
      .where('kind', '=', 'relabelled')
      .orderBy('id')
      .execute()
    return rows.map((row) => toEvent(row, []))
  }

  async #withComments(rows: EventRow[]): Promise<LoggedEvent[]> {
    const ids = rows.map((row) => row.id)
    if (ids.length === 0) return []
    const comments = await this.db
      .selectFrom('field_comment')
      .selectAll()
      .where('event_id', 'in', ids)
      .orderBy('id')
      .execute()
    return rows.map((row) =>
      toEvent(
        row,
        comments
          .filter(({ event_id }) => event_id === row.id)
          .map(({ field, text }) => ({ field, text })),
      ),
    )
  }

  #events() {
    return this.db
      .selectFrom('event')
      .select(['id', 'at', 'actor', 'kind', 'activity_id', 'submission_id', 'version_id'])
      .select(['reason', 'activity_before', 'public_before', 'head_before', 'submission_before'])
  }
}

interface EventRow {
  id: number
  at: string
  actor: string
  kind: EventKind
  activity_id: number
  submission_id: number | null
  version_id: number | null
  reason: string
  activity_before: State | null
  public_before: number | null
  head_before: number | null
  submission_before: SubmissionState | null
}

function toEvent(row: EventRow, comments: FieldComment[]): LoggedEvent {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    kind: row.kind,
    activityId: row.activity_id,
    submissionId: row.submission_id,
    versionId: row.version_id,
    reason: row.reason,
    comments,
    activityBefore: row.activity_before,
    publicBefore: row.public_before,
    headBefore: row.head_before,
    submissionBefore: row.submission_before,
  }
}
