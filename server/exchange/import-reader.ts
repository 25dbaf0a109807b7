import type { Selectable } from 'kysely'
import { fold } from '../../taxonomy/fold'
import type { AboutFile, ImportState, RowDetail, RowOutcome } from '../../taxonomy/import-pages'
import type { ImportBatchTable } from '../database/import-schema'
import type { ReadDatabase } from '../database/schema'

/** An import as the store has it, its parts of JSON read. */
export interface ImportBatch
  extends Omit<Selectable<ImportBatchTable>, 'about' | 'counts' | 'state_since'> {
  since: string
  about: AboutFile
  counts: Partial<Record<RowOutcome, number>>
}

/** One row of an import. */
export interface ImportedRow {
  row: number
  outcome: RowOutcome
  activityId: number | null
  title: string
  detail: RowDetail
  publicBefore: number | null
  headBefore: number | null
  submissionId: number | null
}

/** Questions to the tables of imports. */
export class ImportReader {
  constructor(protected readonly db: ReadDatabase) {}

  async find(id: number): Promise<ImportBatch | undefined> {
    const row = await this.db
      .selectFrom('import_batch')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row && toBatch(row)
  }

  /** The newest imports, of some entities or (`any`) of all. */
  async list(entities: 'any' | readonly string[], limit: number): Promise<ImportBatch[]> {
    const query = this.db.selectFrom('import_batch').selectAll().orderBy('id', 'desc').limit(limit)
    if (entities !== 'any' && entities.length === 0) return []
    const rows = await (entities === 'any'
      ? query
      : query.where('entity', 'in', entities)
    ).execute()
    return rows.map(toBatch)
  }

  /** Imports that somebody works on, or did when the process died. */
  async listUnderWay(): Promise<ImportBatch[]> {
    const states: ImportState[] = ['reading', 'checking', 'importing', 'undoing']
    const rows = await this.db
      .selectFrom('import_batch')
      .selectAll()
      .where('state', 'in', states)
      .execute()
    return rows.map(toBatch)
  }

  /** Imports whose file is or may be needed, that something was done with since a time. */
  async listGoingOn(since: string): Promise<ImportBatch[]> {
    const rows = await this.db
      .selectFrom('import_batch')
      .selectAll()
      .where('state', 'not in', ['imported', 'undoing', 'undone'])
      .where('state_since', '>', since)
      .execute()
    return rows.map(toBatch)
  }

  /** Rows of an import in their order, of one outcome or of all. */
  async listRows(
    batchId: number,
    {
      outcome,
      after = 0,
      offset = 0,
      limit,
    }: { outcome?: RowOutcome; after?: number; offset?: number; limit: number },
  ): Promise<ImportedRow[]> {
    let query = this.db
      .selectFrom('import_row')
      .selectAll()
      .where('batch_id', '=', batchId)
      .where('row', '>', after)
      .orderBy('row')
      .limit(limit)
      .offset(offset)
    if (outcome) query = query.where('outcome', '=', outcome)
    const rows = await query.execute()
    return rows.map((row) => ({
      ...{ row: row.row, outcome: row.outcome, activityId: row.activity_id, title: row.title },
      detail: JSON.parse(row.detail) as RowDetail,
      ...{ publicBefore: row.public_before, headBefore: row.head_before },
      submissionId: row.submission_id,
    }))
  }

  /** What was decided of each row, by its place. */
  async outcomesOf(batchId: number): Promise<Map<number, RowOutcome>> {
    const rows = await this.db
      .selectFrom('import_row')
      .select(['row', 'outcome'])
      .where('batch_id', '=', batchId)
      .execute()
    return new Map(rows.map(({ row, outcome }) => [row, outcome]))
  }

  /** How many rows came to what. */
  async countOutcomes(batchId: number): Promise<Partial<Record<RowOutcome, number>>> {
    const rows = await this.db
      .selectFrom('import_row')
      .select(['outcome', (query) => query.fn.countAll<number>().as('count')])
      .where('batch_id', '=', batchId)
      .groupBy('outcome')
      .execute()
    return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, Number(count)]))
  }

  /** The last event of the log. */
  async lastEvent(): Promise<number> {
    const { last } = await this.db
      .selectFrom('event')
      .select((query) => query.fn.max('id').as('last'))
      .executeTakeFirstOrThrow()
    return Number(last ?? 0)
  }

  /** The number that the next new activity will get. */
  async peekActivityId(): Promise<number> {
    const { last } = await this.db
      .selectFrom('activity')
      .select((query) => query.fn.coalesce(query.fn.max('id'), query.lit(0)).as('last'))
      .executeTakeFirstOrThrow()
    const { value } = await this.db
      .selectFrom('sequence')
      .select('value')
      .where('name', '=', 'activity')
      .executeTakeFirstOrThrow()
    return Math.max(Number(last), value) + 1
  }

  /** What people of an entity said that headings mean, by folded heading. */
  async rememberedHeadings(entity: string): Promise<Map<string, string>> {
    const rows = await this.db
      .selectFrom('import_heading')
      .select(['heading', 'target'])
      .where('entity', '=', entity)
      .execute()
    return new Map(rows.map(({ heading, target }) => [heading, target]))
  }

  /** Activities of an import that something was done with since, at most some. */
  async listMovedOn(batchId: number, lastEvent: number, limit: number): Promise<number[]> {
    const rows = await this.db
      .selectFrom('event')
      .select('activity_id')
      .distinct()
      .where('id', '>', lastEvent)
      .where('activity_id', 'in', (query) =>
        query
          .selectFrom('import_row')
          .select('activity_id')
          .where('batch_id', '=', batchId)
          .where('outcome', 'in', ['new', 'changed', 'held'])
          .where('activity_id', 'is not', null)
          .$castTo<{ activity_id: number }>(),
      )
      .orderBy('activity_id')
      .limit(limit)
      .execute()
    return rows.map((row) => row.activity_id)
  }
}

/** A heading as it is remembered. */
export const headingKey = (heading: string) => fold(heading)

function toBatch({
  about,
  counts,
  state_since,
  ...row
}: Selectable<ImportBatchTable>): ImportBatch {
  return { ...row, since: state_since, about: JSON.parse(about), counts: JSON.parse(counts) }
}
