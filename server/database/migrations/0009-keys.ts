import type { Kysely } from 'kysely'

/** Keys by which entities' own systems write, what they wrote, and what they were answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_key')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('system', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('made_by', 'integer', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('last_used_at', 'text')
    .execute()
  await db.schema.createIndex('api_key_entity').on('api_key').column('entity').execute()
  await db.schema
    .createTable('external_entry')
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'integer', (column) =>
      column.notNull().unique().references('activity.id'),
    )
    .addPrimaryKeyConstraint('external_entry_key', ['entity', 'external_id'])
    .execute()
  await db.schema
    .createTable('kept_answer')
    .addColumn('key_id', 'integer', (column) => column.notNull().references('api_key.id'))
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('kept_answer_key', ['key_id', 'token'])
    .execute()
  await db.schema.createIndex('kept_answer_at').on('kept_answer').column('at').execute()
}
