import type { Kysely } from 'kysely'

/** What a curator should look at, derived from the newest version of each activity. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('warning')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('other_activity_id', 'integer', (column) => column.references('activity.id'))
    .execute()
  await db.schema.createIndex('warning_activity').on('warning').column('activity_id').execute()
  await db.schema.createIndex('warning_other').on('warning').column('other_activity_id').execute()
  await db.schema.createIndex('warning_code').on('warning').column('code').execute()
}
