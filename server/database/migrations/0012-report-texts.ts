import { type Kysely, sql } from 'kysely'

/** Texts of the report's front matter, in versions; an edition holds the ones that stood when it was frozen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_text')
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('block', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('report_text_number', ['year', 'block', 'number'])
    .execute()
  await db.schema
    .createTable('edition_text')
    .addColumn('edition_id', 'text', (column) => column.notNull())
    .addColumn('text_id', 'integer', (column) => column.notNull().references('report_text.id'))
    .addPrimaryKeyConstraint('edition_text_key', ['edition_id', 'text_id'])
    .addForeignKeyConstraint(
      'edition_text_edition',
      ['edition_id'],
      'edition',
      ['id'],
      (constraint) => constraint.deferrable().initiallyDeferred(),
    )
    .execute()
  for (const [table, why] of [
    ['report_text', 'a saved text is never changed'],
    ['edition_text', 'a frozen edition is never changed'],
  ])
    for (const action of ['update', 'delete'])
      await sql
        .raw(
          `create trigger ${table}_no_${action} before ${action} on ${table}
           begin select raise(abort, '${why}'); end`,
        )
        .execute(db)
  await sql
    .raw(
      `create trigger edition_text_no_late before insert on edition_text
       when exists (select 1 from edition where id = new.edition_id)
       begin select raise(abort, 'a frozen edition is never changed'); end`,
    )
    .execute(db)
}
