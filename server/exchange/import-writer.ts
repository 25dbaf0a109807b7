import type { AboutFile, ImportMode, ImportState, RowOutcome } from '../../taxonomy/import-pages'
import type { ImportBatchTable } from '../database/import-schema'
import { pieces } from '../database/pieces'
import type { WriteTransaction } from '../database/schema'
import { headingKey, ImportReader } from './import-reader'

/** A file that is to be imported. */
export type NewImport = Pick<
  ImportBatchTable,
  'actor' | 'entity' | 'mode' | 'name' | 'file' | 'hash' | 'runner'
>

/** A row to be noted. */
export interface NewRow {
  row: number
  outcome: RowOutcome
  activityId: number | null
  title: string
  /** JSON of a `RowDetail`. */
  detail: string
  publicBefore?: number | null
  headBefore?: number | null
  submissionId?: number | null
}

/** What changes of an import. */
export interface ImportChange {
  state?: ImportState
  reason?: string
  about?: AboutFile
  counts?: Partial<Record<RowOutcome, number>>
  mode?: ImportMode
  runner?: string
  firstEvent?: number
  lastEvent?: number
}

/** Changes to imports, inside the caller's transaction. */
export class ImportWriter extends ImportReader {
  constructor(private readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('ImportWriter needs a transaction')
    super(transaction)
  }

  async add(given: NewImport, at: string): Promise<number> {
    const nothing = { columns: [], notes: [], merged: [] }
    const about: AboutFile = { format: '', sheet: '', headerRow: 0, ...nothing }
    const { id } = await this.transaction
      .insertInto('import_batch')
      .values({
        ...given,
        ...{ at, state: 'reading', state_since: at, reason: '', counts: '{}' },
        ...{ about: JSON.stringify(about), first_event: 0, last_event: 0 },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }

  async change(id: number, change: ImportChange, at: string): Promise<void> {
    const { state, reason, about, counts, mode, runner, firstEvent, lastEvent } = change
    await this.transaction
      .updateTable('import_batch')
      .set({
        ...(state ? { state, state_since: at, reason: reason ?? '' } : {}),
        ...(about ? { about: JSON.stringify(about) } : {}),
        ...(counts ? { counts: JSON.stringify(counts) } : {}),
        ...(mode ? { mode } : {}),
        ...(runner ? { runner } : {}),
        ...(firstEvent !== undefined ? { first_event: firstEvent } : {}),
        ...(lastEvent !== undefined ? { last_event: lastEvent } : {}),
      })
      .where('id', '=', id)
      .execute()
  }

  async clearRows(batchId: number): Promise<void> {
    await this.transaction.deleteFrom('import_row').where('batch_id', '=', batchId).execute()
  }

  async addRows(batchId: number, rows: readonly NewRow[]): Promise<void> {
    for (const piece of pieces(rows))
      await this.transaction
        .insertInto('import_row')
        .values(piece.map((row) => toTable(batchId, row)))
        .execute()
  }

  /** Notes of rows that are there what writing them left. */
  async noteApplied(batchId: number, rows: readonly NewRow[]): Promise<void> {
    for (const piece of pieces(rows))
      await this.transaction
        .insertInto('import_row')
        .values(piece.map((row) => toTable(batchId, row)))
        .onConflict((conflict) =>
          conflict.columns(['batch_id', 'row']).doUpdateSet((query) => ({
            activity_id: query.ref('excluded.activity_id'),
            public_before: query.ref('excluded.public_before'),
            head_before: query.ref('excluded.head_before'),
            submission_id: query.ref('excluded.submission_id'),
          })),
        )
        .execute()
  }

  async rememberHeading(entity: string, heading: string, target: string): Promise<void> {
    await this.transaction
      .insertInto('import_heading')
      .values({ entity, heading: headingKey(heading), target })
      .onConflict((conflict) => conflict.columns(['entity', 'heading']).doUpdateSet({ target }))
      .execute()
  }
}

function toTable(batchId: number, row: NewRow) {
  return {
    ...{ batch_id: batchId, row: row.row, outcome: row.outcome, title: row.title },
    ...{ activity_id: row.activityId, detail: row.detail },
    public_before: row.publicBefore ?? null,
    head_before: row.headBefore ?? null,
    submission_id: row.submissionId ?? null,
  }
}
