import { expressionBuilder } from 'kysely'
import type { ActivityContent } from '../../taxonomy/activity'
import type { SubmissionKind, SubmissionState } from '../../taxonomy/submission'
import { SLIGHT_WARNINGS } from '../catalogue/warnings'
import type { ReadDatabase, Schema } from '../database/schema'
import { type Submission, toSubmission } from './reader'

/** Which submissions to list; a list left out or empty means all. */
export interface QueueFilters {
  states?: readonly SubmissionState[]
  kinds?: readonly SubmissionKind[]
  entities?: readonly string[]
  /** Codes of warnings, of which it must have one that is not dismissed. */
  warnings?: readonly string[]
  /** Leaves out imported records about which there is nothing to decide. */
  isDue?: boolean
}

/** A place in the queue, after which to go on: opaque to whoever sends it back. */
export type Cursor = string

/** A submission as the queue shows it. */
export interface QueueItem extends Submission {
  title: string
  /** Codes of its activity's warnings that are not dismissed, each once. */
  warnings: string[]
}

/** How many submissions each value of a filter would show, the other filters being as they are. */
export interface QueueCounts {
  total: number
  states: Record<string, number>
  kinds: Record<string, number>
  entities: Record<string, number>
  warnings: Record<string, number>
}

/** The review queue: what people sent, then what was imported; in each what waits longest first. */
export class QueueReader {
  constructor(private readonly db: ReadDatabase) {}

  /**
   * One page of the queue.
   *
   * @param after cursor of the page before; a broken one begins anew
   */
  async list(
    filters: QueueFilters,
    { limit, after }: { limit: number; after?: Cursor },
  ): Promise<{ items: QueueItem[]; next: Cursor | undefined }> {
    const place = after === undefined ? undefined : readCursor(after)
    const rows = await this.#matching(filters)
      .innerJoin('version', 'version.id', 'submission.head_version_id')
      .selectAll('submission')
      .select('version.content')
      .$if(place !== undefined, (query) =>
        query.where((where) =>
          where.or([
            where(isImported, '>', place?.isImported ?? 0),
            where.and([
              where(isImported, '=', place?.isImported ?? 0),
              where('submission.state_since', '>', place?.since ?? ''),
            ]),
            where.and([
              where(isImported, '=', place?.isImported ?? 0),
              where('submission.state_since', '=', place?.since ?? ''),
              where('submission.id', '>', place?.id ?? 0),
            ]),
          ]),
        ),
      )
      .orderBy(isImported)
      .orderBy('submission.state_since')
      .orderBy('submission.id')
      // One more than asked for tells whether more follow.
      .limit(limit + 1)
      .execute()
    const page = rows.slice(0, limit)
    const warnings = await this.#warningsOf(page.map((row) => row.activity_id))
    const items = page.map(({ content, ...row }): QueueItem => {
      const { title }: ActivityContent = JSON.parse(content)
      return { ...toSubmission(row), title, warnings: warnings.get(row.activity_id) ?? [] }
    })
    const last = items.at(-1)
    return { items, next: rows.length > limit && last ? writeCursor(last) : undefined }
  }

  /** How many submissions the filters, and each value of each beside the others, would show. */
  async count(filters: QueueFilters): Promise<QueueCounts> {
    const { total } = await this.#matching(filters)
      .select((query) => query.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const by = async (column: 'state' | 'kind' | 'entity', others: QueueFilters) => {
      const rows = await this.#matching(others)
        .select(`submission.${column} as value`)
        .select((query) => query.fn.countAll<number>().as('count'))
        .groupBy(`submission.${column}`)
        .orderBy(`submission.${column}`)
        .execute()
      return Object.fromEntries(rows.map(({ value, count }) => [value, Number(count)]))
    }
    const warnings = await this.#matching({ ...filters, warnings: [], isDue: false })
      .innerJoin('warning', 'warning.activity_id', 'submission.activity_id')
      .select('warning.code')
      .select((query) => query.fn.count<number>('submission.id').distinct().as('count'))
      .where('warning.dismissed', '=', 0)
      .groupBy('warning.code')
      .orderBy('warning.code')
      .execute()
    return {
      total: Number(total),
      states: await by('state', { ...filters, states: [] }),
      kinds: await by('kind', { ...filters, kinds: [] }),
      entities: await by('entity', { ...filters, entities: [] }),
      warnings: Object.fromEntries(warnings.map(({ code, count }) => [code, Number(count)])),
    }
  }

  #matching({ states = [], kinds = [], entities = [], warnings = [], isDue }: QueueFilters) {
    return this.db
      .selectFrom('submission')
      .$if(isDue === true, (query) =>
        query.where((where) =>
          where.or([
            where('submission.kind', '!=', 'imported'),
            where('submission.state', '!=', 'submitted'),
            // Not public yet, or changed both at the source and here.
            where('submission.base_version_id', 'is', null),
            where('submission.base_version_id', '!=', where.ref('submission.head_version_id')),
            where.exists(
              where
                .selectFrom('warning')
                .select('warning.id')
                .whereRef('warning.activity_id', '=', 'submission.activity_id')
                .where('warning.dismissed', '=', 0)
                .where('warning.code', 'not in', SLIGHT_WARNINGS),
            ),
          ]),
        ),
      )
      .$if(states.length > 0, (query) => query.where('submission.state', 'in', states))
      .$if(kinds.length > 0, (query) => query.where('submission.kind', 'in', kinds))
      .$if(entities.length > 0, (query) => query.where('submission.entity', 'in', entities))
      .$if(warnings.length > 0, (query) =>
        query.where((where) =>
          where.exists(
            where
              .selectFrom('warning')
              .select('warning.id')
              .whereRef('warning.activity_id', '=', 'submission.activity_id')
              .where('warning.dismissed', '=', 0)
              .where('warning.code', 'in', warnings),
          ),
        ),
      )
  }

  async #warningsOf(activityIds: readonly number[]): Promise<Map<number, string[]>> {
    const found = new Map<number, string[]>()
    if (activityIds.length === 0) return found
    const rows = await this.db
      .selectFrom('warning')
      .select(['activity_id', 'code'])
      .distinct()
      .where('activity_id', 'in', activityIds)
      .where('dismissed', '=', 0)
      .orderBy('code')
      .execute()
    for (const { activity_id, code } of rows)
      found.set(activity_id, [...(found.get(activity_id) ?? []), code])
    return found
  }
}

/** 1 for imported records, for which nobody waits. */
const isImported = expressionBuilder<Schema, 'submission'>()
  .case()
  .when('submission.kind', '=', 'imported')
  .then(1)
  .else(0)
  .end()

/** A place in the queue. */
interface Place {
  isImported: number
  since: string
  id: number
}

function writeCursor({ kind, stateSince, id }: QueueItem): Cursor {
  const place = [kind === 'imported' ? 1 : 0, stateSince, id]
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function readCursor(cursor: Cursor): Place | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (!Array.isArray(value)) return undefined
    const [isImported, since, id] = value
    const isPlace = Number.isSafeInteger(isImported) && Number.isSafeInteger(id)
    return typeof since === 'string' && isPlace ? { isImported, since, id } : undefined
  } catch {
    return undefined
  }
}
