import type { Kysely } from 'kysely'

/** Webhooks, what waits to be delivered to them or was, and each try with its answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('entity', 'text')
    .addColumn('kinds', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('old_secret', 'text')
    .addColumn('old_until', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cursor', 'integer', (column) => column.notNull())
    .addColumn('owner', 'integer', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('failing_since', 'text')
    .addColumn('hold_until', 'text')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('webhook_delivery')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('webhook_id', 'integer', (column) => column.notNull().references('webhook.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('event_id', 'integer', (column) => column.references('event.id'))
    .addColumn('activity_id', 'integer')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('next_try_at', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('delivered_at', 'text')
    .addUniqueConstraint('webhook_delivery_once', ['webhook_id', 'event_id'])
    .execute()
  await db.schema
    .createIndex('webhook_delivery_due')
    .on('webhook_delivery')
    .columns(['webhook_id', 'next_try_at'])
    .execute()
  await db.schema
    .createIndex('webhook_delivery_activity')
    .on('webhook_delivery')
    .columns(['webhook_id', 'activity_id', 'next_try_at'])
    .execute()
  await db.schema
    .createTable('webhook_try')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('delivery_id', 'integer', (column) =>
      column.notNull().references('webhook_delivery.id').onDelete('cascade'),
    )
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('ms', 'integer', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('error', 'text')
    .execute()
  await db.schema
    .createIndex('webhook_try_delivery')
    .on('webhook_try')
    .column('delivery_id')
    .execute()
}
