import { type Kysely, sql } from 'kysely'

/** Frozen editions of the report: lists of versions that nothing alters afterwards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('edition')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('frozen_at', 'text', (column) => column.notNull())
    .addColumn('checksum', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('corrects', 'text', (column) => column.references('edition.id'))
    .execute()
  await db.schema
    .createTable('edition_entry')
    .addColumn('edition_id', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('version_id', 'integer', (column) => column.notNull().references('version.id'))
    .addPrimaryKeyConstraint('edition_entry_key', ['edition_id', 'activity_id'])
    .addForeignKeyConstraint(
      'edition_entry_edition',
      ['edition_id'],
      'edition',
      ['id'],
      (constraint) => constraint.deferrable().initiallyDeferred(),
    )
    .execute()
  await db.schema
    .createTable('edition_change')
    .addColumn('edition_id', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('version_before', 'integer', (column) => column.references('version.id'))
    .addColumn('version_after', 'integer', (column) => column.references('version.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('edition_change_key', ['edition_id', 'activity_id'])
    .addForeignKeyConstraint(
      'edition_change_edition',
      ['edition_id'],
      'edition',
      ['id'],
      (constraint) => constraint.deferrable().initiallyDeferred(),
    )
    .execute()
  for (const table of ['edition', 'edition_entry', 'edition_change'])
    for (const action of ['update', 'delete'])
      await sql
        .raw(
          `create trigger ${table}_no_${action} before ${action} on ${table}
           begin select raise(abort, 'a frozen edition is never changed'); end`,
        )
        .execute(db)
  // The row of the edition comes last; from then on nothing can be added to it.
  for (const table of ['edition_entry', 'edition_change'])
    await sql
      .raw(
        `create trigger ${table}_no_late before insert on ${table}
         when exists (select 1 from edition where id = new.edition_id)
         begin select raise(abort, 'a frozen edition is never changed'); end`,
      )
      .execute(db)
}
