import { type Kysely, sql } from 'kysely'

const STATES = [
  'reading',
  'mapping',
  'checking',
  'checked',
  'importing',
  'imported',
  'undoing',
  'undone',
  'failed',
]

/** Imported files, what became of each of their rows, and which columns people said they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('import_batch')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) =>
      column.notNull().check(sql`mode in ('publish', 'submit')`),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('runner', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .check(sql`state in (${sql.raw(STATES.map((state) => `'${state}'`).join(', '))})`),
    )
    .addColumn('state_since', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('first_event', 'integer', (column) => column.notNull())
    .addColumn('last_event', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('import_batch_entity')
    .on('import_batch')
    .columns(['entity', 'id'])
    .execute()
  await db.schema
    .createTable('import_row')
    .addColumn('batch_id', 'integer', (column) => column.notNull().references('import_batch.id'))
    .addColumn('row', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'integer')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('public_before', 'integer')
    .addColumn('head_before', 'integer')
    .addColumn('submission_id', 'integer')
    .addPrimaryKeyConstraint('import_row_place', ['batch_id', 'row'])
    .execute()
  await db.schema
    .createIndex('import_row_outcome')
    .on('import_row')
    .columns(['batch_id', 'outcome', 'row'])
    .execute()
  await db.schema
    .createTable('import_heading')
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('heading', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('import_heading_of', ['entity', 'heading'])
    .execute()
}
