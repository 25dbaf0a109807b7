import { type Kysely, sql } from 'kysely'

/** The yearly rounds in which entities confirm their entries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('round')
    .addColumn('year', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('letter', 'text', (column) => column.notNull())
    .addColumn('opens', 'text', (column) => column.notNull())
    .addColumn('deadline', 'text', (column) => column.notNull())
    .addColumn('reminders', 'text', (column) => column.notNull())
    .addColumn('silent_rule', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('announced_at', 'text')
    .addColumn('closed_at', 'text')
    .execute()
  await db.schema
    .createTable('round_entity')
    .addColumn('year', 'integer', (column) => column.notNull().references('round.year'))
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('deadline', 'text')
    .addColumn('delegate', 'integer', (column) => column.references('person.id'))
    .addPrimaryKeyConstraint('round_entity_key', ['year', 'entity'])
    .execute()
  await db.schema
    .createTable('round_answer')
    .addColumn('year', 'integer', (column) => column.notNull().references('round.year'))
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull().references('version.id'))
    .addColumn('submission_id', 'integer', (column) => column.references('submission.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('round_answer_key', ['year', 'activity_id'])
    .execute()
  await db.schema
    .createTable('round_exception')
    .addColumn('year', 'integer', (column) => column.notNull().references('round.year'))
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('rule', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('round_exception_key', ['year', 'activity_id'])
    .execute()
  await db.schema
    .createTable('round_reminder')
    .addColumn('year', 'integer', (column) => column.notNull().references('round.year'))
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('occasion', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('round_reminder_key', ['year', 'entity', 'occasion'])
    .execute()
  await db.schema
    .createTable('round_outcome')
    .addColumn('year', 'integer', (column) => column.notNull().references('round.year'))
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('round_outcome_key', ['year', 'activity_id'])
    .execute()
  for (const action of ['update', 'delete'])
    await sql
      .raw(
        `create trigger round_outcome_no_${action} before ${action} on round_outcome
         begin select raise(abort, 'the outcome of a round is never changed'); end`,
      )
      .execute(db)
}
