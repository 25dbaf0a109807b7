import type { Migration } from 'kysely'
import * as activities from './0001-activities'
import * as warnings from './0002-warnings'
import * as accounts from './0003-accounts'
import * as submissions from './0004-submissions'
import * as imports from './0007-imports'
import * as editions from './0008-editions'
import * as keys from './0009-keys'
import * as rounds from './0010-rounds'
import * as webhooks from './0011-webhooks'
import * as reportTexts from './0012-report-texts'

/** All migrations in order; a shipped one is never changed, a new one is added below. */
export const migrations: Record<string, Migration> = {
  '0001-activities': activities,
  '0002-warnings': warnings,
  '0003-accounts': accounts,
  '0004-submissions': submissions,
  '0007-imports': imports,
  '0008-editions': editions,
  '0009-keys': keys,
  '0010-rounds': rounds,
  '0011-webhooks': webhooks,
  '0012-report-texts': reportTexts,
}
