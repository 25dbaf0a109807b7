import { type Kysely, sql } from 'kysely'

/** People, how they come in, the mail to them, and the log of what is done to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('person')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('email', 'text', (column) =>
      column.notNull().unique().check(sql`email = lower(email)`),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('active', 'deactivated')`),
    )
    .addColumn('is_curator', 'integer', (column) => column.notNull())
    .addColumn('is_admin', 'integer', (column) => column.notNull())
    .addColumn('mail', 'text', (column) =>
      column.notNull().check(sql`mail in ('at-once', 'daily', 'none')`),
    )
    .addColumn('mail_token', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('last_seen_at', 'text')
    .execute()
  await db.schema
    .createTable('membership')
    .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id'))
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) =>
      column.notNull().check(sql`role in ('contributor', 'focal-point')`),
    )
    .addColumn('since', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('membership_key', ['person_id', 'entity'])
    .execute()
  await db.schema.createIndex('membership_entity').on('membership').column('entity').execute()
  await db.schema
    .createTable('directory_entry')
    .addColumn('person_id', 'integer', (column) => column.primaryKey().references('person.id'))
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('show_email', 'integer', (column) => column.notNull())
    .addColumn('expertise', 'text', (column) => column.notNull())
    .addColumn('languages', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('session')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id'))
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('last_seen_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('session_person').on('session').column('person_id').execute()
  await db.schema
    .createTable('sign_in_link')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id'))
    .addColumn('next', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .execute()
  await db.schema
    .createTable('sign_in_request')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('email_hash', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('sign_in_request_email')
    .on('sign_in_request')
    .columns(['email_hash', 'at'])
    .execute()
  await db.schema
    .createTable('invitation')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('email', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) =>
      column.notNull().check(sql`role in ('contributor', 'focal-point', 'curator', 'admin')`),
    )
    .addColumn('entity', 'text')
    .addColumn('invited_by', 'integer', (column) => column.references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('accepted_at', 'text')
    .addColumn('revoked_at', 'text')
    .execute()
  await db.schema.createIndex('invitation_email').on('invitation').column('email').execute()
  await db.schema
    .createTable('mail')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('to', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('html', 'text', (column) => column.notNull())
    .addColumn('link', 'text', (column) => column.notNull())
    .addColumn('unsubscribe', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('next_try_at', 'text')
    .addColumn('give_up_at', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text')
    .addColumn('error', 'text')
    .execute()
  await db.schema.createIndex('mail_next_try').on('mail').column('next_try_at').execute()
  await db.schema
    .createTable('digest_item')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('person_id', 'integer', (column) => column.notNull().references('person.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('digest_item_person').on('digest_item').column('person_id').execute()
  await db.schema
    .createTable('audit_event')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_event_at').on('audit_event').column('at').execute()
  for (const action of ['update', 'delete'])
    await sql
      .raw(
        `create trigger audit_event_no_${action} before ${action} on audit_event
         begin select raise(abort, 'an audit_event is never changed or removed'); end`,
      )
      .execute(db)
}
