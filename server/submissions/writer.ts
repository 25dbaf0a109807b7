import type { Insertable } from 'kysely'
import { fold } from '../../taxonomy/fold'
import type { LabelMapping } from '../../taxonomy/label-mapping'
import type { FieldComment, SubmissionKind, SubmissionState } from '../../taxonomy/submission'
import { ArrivalWriter } from '../catalogue/arrival-writer'
import { type Act, CatalogueWriter } from '../catalogue/writer'
import { pieces } from '../database/pieces'
import type { SubmissionTable, WriteTransaction } from '../database/schema'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import type { Notify } from './notice'
import { type Submission, SubmissionReader, toSubmission } from './reader'

/** What a submission begins with. */
export interface Opening {
  activityId: number
  kind: SubmissionKind
  state: SubmissionState
  entity: string
  openedBy: string | null
  baseVersionId: number | null
  headVersionId: number
  message?: string
  mail?: string | null
}

/** What a move changes of a submission. */
export interface SubmissionChange {
  /** These three where a suggestion becomes somebody's draft. */
  kind?: SubmissionKind
  entity?: string
  openedBy?: string
  state?: SubmissionState
  baseVersionId?: number | null
  headVersionId?: number
  submittedBy?: string
  mergedInto?: number | null
}

/** States in which nobody waits for an answer any more. */
const DEALT_WITH: readonly SubmissionState[] = ['published', 'rejected', 'withdrawn', 'merged']

function openingRow(opening: Opening, at: string): Insertable<SubmissionTable> {
  return {
    activity_id: opening.activityId,
    kind: opening.kind,
    state: opening.state,
    entity: opening.entity,
    opened_by: opening.openedBy,
    opened_at: at,
    submitted_by: null,
    state_since: at,
    base_version_id: opening.baseVersionId,
    head_version_id: opening.headVersionId,
    revision: 1,
    merged_into: null,
    message: opening.message ?? '',
    mail: opening.mail ?? null,
  }
}

/** Changes to submissions and what hangs on them, inside the caller's transaction. */
export class SubmissionWriter extends SubmissionReader {
  /** The activities and versions that submissions are of. */
  readonly catalogue: CatalogueWriter
  readonly arrivals: ArrivalWriter

  constructor(readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('SubmissionWriter needs a transaction')
    super(transaction)
    this.catalogue = new CatalogueWriter(transaction)
    this.arrivals = new ArrivalWriter(transaction)
  }

  /**
   * Begins a move. The first statement writes, so that of two moves at once, in two processes
   * too, the second waits and then reads what the first left.
   */
  async begin(): Promise<void> {
    await this.transaction
      .updateTable('sequence')
      .set((query) => ({ value: query('value', '+', 1) }))
      .where('name', '=', 'move')
      .execute()
  }

  /** A number for a new activity, above every one there is and above 10,000. */
  async nextActivityId(): Promise<number> {
    const { last } = await this.transaction
      .selectFrom('activity')
      .select((query) => query.fn.coalesce(query.fn.max('id'), query.lit(0)).as('last'))
      .executeTakeFirstOrThrow()
    const { value } = await this.transaction
      .selectFrom('sequence')
      .select('value')
      .where('name', '=', 'activity')
      .executeTakeFirstOrThrow()
    const id = Math.max(Number(last), value) + 1
    await this.transaction
      .updateTable('sequence')
      .set({ value: id })
      .where('name', '=', 'activity')
      .execute()
    return id
  }

  async open(opening: Opening, at: string): Promise<Submission> {
    const row = await this.transaction
      .insertInto('submission')
      .values(openingRow(opening, at))
      .returningAll()
      .executeTakeFirstOrThrow()
    return toSubmission(row)
  }

  /** Opens many, each as `open` does. */
  async openAll(openings: readonly Opening[], at: string): Promise<void> {
    for (const piece of pieces(openings))
      await this.transaction
        .insertInto('submission')
        .values(piece.map((opening) => openingRow(opening, at)))
        .execute()
  }

  /** A submission that must be there. */
  async get(id: number): Promise<Submission> {
    const submission = await this.find(id)
    if (!submission) throw new NotAllowedNow('not-found', say('entry.noSubmission', { id }))
    return submission
  }

  /** Changes a submission that was read in this transaction; its revision grows. */
  async change(submission: Submission, change: SubmissionChange, at: string): Promise<Submission> {
    const { state, baseVersionId, headVersionId, submittedBy, mergedInto } = change
    const { kind, entity, openedBy } = change
    const row = await this.transaction
      .updateTable('submission')
      .set({
        ...(state && state !== submission.state ? { state, state_since: at } : {}),
        ...(state && DEALT_WITH.includes(state) ? { mail: null } : {}),
        ...(kind !== undefined ? { kind } : {}),
        ...(entity !== undefined ? { entity } : {}),
        ...(openedBy !== undefined ? { opened_by: openedBy } : {}),
        ...(baseVersionId !== undefined ? { base_version_id: baseVersionId } : {}),
        ...(headVersionId !== undefined ? { head_version_id: headVersionId } : {}),
        ...(submittedBy !== undefined ? { submitted_by: submittedBy } : {}),
        ...(mergedInto !== undefined ? { merged_into: mergedInto } : {}),
        revision: submission.revision + 1,
      })
      .where('id', '=', submission.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toSubmission(row)
  }

  async addComments(eventId: number, comments: readonly FieldComment[]): Promise<void> {
    if (comments.length === 0) return
    await this.transaction
      .insertInto('field_comment')
      .values(comments.map(({ field, text }) => ({ event_id: eventId, field, text })))
      .execute()
  }

  async addRedirect(from: number, to: number): Promise<void> {
    await this.transaction.insertInto('redirect').values({ from_id: from, to_id: to }).execute()
  }

  async removeRedirect(from: number): Promise<void> {
    await this.transaction.deleteFrom('redirect').where('from_id', '=', from).execute()
  }

  /** Marks warnings as unfounded, on the other activity of a likeness too. */
  async dismiss(
    activityId: number,
    warnings: readonly {
      id: number
      code: string
      field: string
      detail: string
      other: number | null
    }[],
    eventId: number,
  ): Promise<void> {
    const rows = warnings.flatMap(({ code, field, detail, other }) => {
      const row = { code, field, event_id: eventId }
      if (other === null) return [{ ...row, activity_id: activityId, about: detail }]
      return [
        { ...row, activity_id: activityId, about: String(other) },
        { ...row, activity_id: other, about: String(activityId) },
      ]
    })
    if (rows.length === 0) return
    await this.transaction
      .insertInto('dismissal')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await this.#markWarnings(rows, 1)
  }

  /** Takes back the dismissals of one event. */
  async restoreWarnings(eventId: number): Promise<void> {
    const rows = await this.transaction
      .deleteFrom('dismissal')
      .where('event_id', '=', eventId)
      .returningAll()
      .execute()
    await this.#markWarnings(rows, 0)
  }

  async #markWarnings(
    rows: readonly { activity_id: number; code: string; field: string; about: string }[],
    dismissed: 0 | 1,
  ): Promise<void> {
    for (const { activity_id, code, field, about } of rows)
      await this.transaction
        .updateTable('warning')
        .set({ dismissed })
        .where('activity_id', '=', activity_id)
        .where('code', '=', code)
        .where('field', '=', field)
        .where((where) =>
          where.or([
            where.and([where('other_activity_id', 'is', null), where('detail', '=', about)]),
            where('other_activity_id', '=', Number(about) || 0),
          ]),
        )
        .execute()
  }

  async addMapping(mapping: Omit<LabelMapping, 'id'>, { at, actor }: Act): Promise<LabelMapping> {
    const { id } = await this.transaction
      .insertInto('label_mapping')
      .values({ ...mapping, folded: fold(mapping.label), at, actor, undone_at: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, ...mapping }
  }

  async endMapping(id: number, at: string): Promise<void> {
    await this.transaction
      .updateTable('label_mapping')
      .set({ undone_at: at })
      .where('id', '=', id)
      .execute()
  }
}

/** Keeps a notice until a mailer takes it: what happens where no other way to tell is wired in. */
export const recordNotice: Notify = async (transaction, { to, submissionId, ...notice }) => {
  const { activityId, eventId, at, kind, text } = notice
  await transaction
    .insertInto('notice')
    .values({
      at,
      kind,
      ...to,
      submission_id: submissionId,
      activity_id: activityId,
      event_id: eventId,
      text,
    })
    .execute()
}
