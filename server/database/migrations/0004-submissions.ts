import { type Kysely, sql } from 'kysely'

const OPEN = sql<boolean>`kind in ('new', 'change') and state in ('draft', 'submitted', 'changes-asked')`

/** Submissions and their review: drafts, comments, suggestions, redirects, placed labels, notices. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('submission')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('new', 'change', 'suggestion', 'imported')`),
    )
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .check(
          sql`state in ('draft', 'submitted', 'changes-asked', 'published', 'rejected', 'withdrawn', 'merged')`,
        ),
    )
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('opened_by', 'text')
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('submitted_by', 'text')
    .addColumn('state_since', 'text', (column) => column.notNull())
    .addColumn('base_version_id', 'integer', (column) => column.references('version.id'))
    .addColumn('head_version_id', 'integer', (column) => column.notNull().references('version.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('merged_into', 'integer', (column) => column.references('activity.id'))
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('mail', 'text')
    .execute()
  // One draft of an activity at a time: who would begin a second is led to the first.
  await db.schema
    .createIndex('submission_one_open')
    .unique()
    .on('submission')
    .column('activity_id')
    .where(OPEN)
    .execute()
  await db.schema
    .createIndex('submission_activity')
    .on('submission')
    .column('activity_id')
    .execute()
  await db.schema
    .createIndex('submission_queue')
    .on('submission')
    .columns(['state', 'state_since', 'id'])
    .execute()
  await db.schema.createIndex('submission_entity').on('submission').column('entity').execute()
  await db.schema.createIndex('submission_opened_by').on('submission').column('opened_by').execute()

  await createLabelTables(db)
  await addVersionColumns(db)
  await addEventColumns(db)
  await createReviewTables(db)
  await createQueue(db)
}

async function addVersionColumns(db: Kysely<unknown>): Promise<void> {
  const table = () => db.schema.alterTable('version')
  await table()
    .addColumn('submission_id', 'integer', (column) => column.references('submission.id'))
    .execute()
  await table()
    .addColumn('taken', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await table()
    .addColumn('editor', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema.createIndex('version_submission').on('version').column('submission_id').execute()
}

async function addEventColumns(db: Kysely<unknown>): Promise<void> {
  const table = () => db.schema.alterTable('event')
  for (const [column, target] of [
    ['submission_id', 'submission.id'],
    ['public_before', 'version.id'],
    ['head_before', 'version.id'],
    ['undoes', 'event.id'],
    ['mapping_id', 'label_mapping.id'],
  ] as const)
    await table()
      .addColumn(column, 'integer', (added) => added.references(target))
      .execute()
  for (const column of ['activity_before', 'submission_before', 'request'] as const)
    await table().addColumn(column, 'text').execute()
  await db.schema.createIndex('event_submission').on('event').column('submission_id').execute()
  await db.schema.createIndex('event_mapping').on('event').column('mapping_id').execute()
  await db.schema.createIndex('event_request').unique().on('event').column('request').execute()
}

async function createReviewTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('field_comment')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('event_id', 'integer', (column) => column.notNull().references('event.id'))
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('field_comment_event')
    .on('field_comment')
    .column('event_id')
    .execute()
  await db.schema
    .createTable('redirect')
    .addColumn('from_id', 'integer', (column) => column.primaryKey().references('activity.id'))
    .addColumn('to_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addCheckConstraint('redirect_elsewhere', sql`from_id <> to_id`)
    .execute()
  await db.schema.createIndex('redirect_to').on('redirect').column('to_id').execute()
  await db.schema
    .createTable('dismissal')
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('event_id', 'integer', (column) => column.notNull().references('event.id'))
    .addPrimaryKeyConstraint('dismissal_of', ['activity_id', 'code', 'field', 'about'])
    .execute()
  await db.schema.createIndex('dismissal_event').on('dismissal').column('event_id').execute()
  await db.schema
    .alterTable('warning')
    .addColumn('dismissed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('notice')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('audience', 'text', (column) =>
      column.notNull().check(sql`audience in ('person', 'entity', 'curators', 'mail')`),
    )
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('submission_id', 'integer', (column) => column.references('submission.id'))
    .addColumn('activity_id', 'integer', (column) => column.notNull().references('activity.id'))
    .addColumn('event_id', 'integer', (column) => column.notNull().references('event.id'))
    .addColumn('text', 'text', (column) => column.notNull())
    .execute()
}

async function createLabelTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('label_mapping')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('folded', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('vocabulary', 'text', (column) => column.notNull())
    .addColumn('concept', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('undone_at', 'text')
    .execute()
  await db.schema
    .createIndex('label_mapping_one')
    .unique()
    .on('label_mapping')
    .columns(['field', 'folded'])
    .where(sql<boolean>`undone_at is null`)
    .execute()
}

/** Numbers for new activities, and a review item for every imported record with a warning. */
async function createQueue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sequence')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute()
  await sql`insert into sequence (name, value) values ('activity', 10000), ('move', 0)`.execute(db)
  await sql`
    insert into submission (activity_id, kind, state, entity, opened_by, opened_at, submitted_by,
      state_since, base_version_id, head_version_id, revision, merged_into, message, mail)
    select activity.id, 'imported', 'submitted',
      coalesce((select json_extract(version.content, '$.entities[0]')), ''),
      null, version.saved_at, null, version.saved_at, activity.published_version_id, version.id, 1,
      null, '', null
    from activity join version on version.id = activity.head_version_id
    where activity.id in (select activity_id from warning)
    order by activity.id`.execute(db)
}
