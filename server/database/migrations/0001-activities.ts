import { type Kysely, sql } from 'kysely'

/** Activities, their versions and the log of what happened to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('activity')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('draft', 'submitted', 'published', 'archived')`),
    )
    .addColumn('published_version_id', 'integer', (column) => column.references('version.id'))
    .addColumn('head_version_id', 'integer', (column) => column.references('version.id'))
    .addColumn('created_on', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('version')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('dated_on', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addUniqueConstraint('version_number', ['activity_id', 'number'])
    .execute()
  await db.schema
    .createTable('event')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('version_id', 'integer', (column) => column.references('version.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('event_activity').on('event').column('activity_id').execute()
  for (const table of ['version', 'event'])
    for (const action of ['update', 'delete'])
      await sql
        .raw(
          `create trigger ${table}_no_${action} before ${action} on ${table}
           begin select raise(abort, 'a ${table} is never changed or removed'); end`,
        )
        .execute(db)
}
