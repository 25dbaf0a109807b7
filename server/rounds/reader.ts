import type { Selectable } from 'kysely'
import type { ActivityContent } from '../../taxonomy/activity'
import type { Round, RoundEntry } from '../../taxonomy/round'
import type { RoundTable } from '../database/rounds-schema'
import type { ReadDatabase } from '../database/schema'
import type { EntityTerms } from './board'
import { entriesOf, type PublicEntry, type StoredAnswer, type Written } from './entries'

/** Questions about rounds. */
export class RoundReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** Newest first. */
  async listRounds(): Promise<Round[]> {
    const rows = await this.db.selectFrom('round').selectAll().orderBy('year', 'desc').execute()
    return rows.map(toRound)
  }

  async findRound(year: number): Promise<Round | undefined> {
    const row = await this.db
      .selectFrom('round')
      .selectAll()
      .where('year', '=', year)
      .executeTakeFirst()
    return row && toRound(row)
  }

  async listTerms(year: number): Promise<EntityTerms[]> {
    return this.db
      .selectFrom('round_entity')
      .select(['entity', 'deadline', 'delegate'])
      .where('year', '=', year)
      .execute()
  }

  /** Whether someone was asked by an entity's focal point to answer for it, and is still its member. */
  async isDelegate(year: number, entity: string, personId: number): Promise<boolean> {
    const row = await this.db
      .selectFrom('round_entity')
      .innerJoin('membership', 'membership.person_id', 'round_entity.delegate')
      .select('round_entity.year')
      .where('round_entity.year', '=', year)
      .where('round_entity.entity', '=', entity)
      .where('membership.entity', '=', entity)
      .where('delegate', '=', personId)
      .executeTakeFirst()
    return row !== undefined
  }

  /** Every entry as it stands in a round; of a closed one as it stood at the end, for ever. */
  async listEntries(round: Round): Promise<RoundEntry[]> {
    if (round.state === 'closed') return this.#outcomes(round.year)
    const exceptions = await this.db
      .selectFrom('round_exception')
      .select(['activity_id', 'rule'])
      .where('year', '=', round.year)
      .execute()
    return entriesOf({
      rule: round.rule,
      published: await this.listPublic(),
      answers: await this.#answers(round.year),
      written: await this.#written(round.opens),
      exceptions: new Map(exceptions.map((row) => [row.activity_id, row.rule])),
    })
  }

  /** What the public sees now, by id. */
  async listPublic(): Promise<PublicEntry[]> {
    const rows = await this.db
      .selectFrom('activity')
      .innerJoin('version', 'version.id', 'activity.published_version_id')
      .select(['activity.id', 'version.id as versionId', 'version.number', 'version.content'])
      .where('activity.state', '=', 'published')
      .orderBy('activity.id')
      .execute()
    return rows.map(({ id, versionId, number, content }) => ({
      ...{ activityId: id, versionId, number },
      ...readContent(content),
    }))
  }

  /** Entities that were reminded on an occasion already. */
  async listReminded(year: number, entity: string): Promise<string[]> {
    const rows = await this.db
      .selectFrom('round_reminder')
      .select('occasion')
      .where('year', '=', year)
      .where('entity', '=', entity)
      .execute()
    return rows.map(({ occasion }) => occasion)
  }

  /**
   * The last closed round, if its edition names an entry as not confirmed.
   *
   * @returns its year, or null
   */
  async findUnconfirmed(activityId: number): Promise<number | null> {
    const row = await this.db
      .selectFrom('round_outcome')
      .select('year')
      .where('activity_id', '=', activityId)
      .where('result', '=', 'marked')
      .where('year', '=', (query) =>
        query
          .selectFrom('round')
          .where('state', '=', 'closed')
          .select(({ fn }) => fn.max('round.year').as('last')),
      )
      .executeTakeFirst()
    return row?.year ?? null
  }

  async #answers(year: number): Promise<StoredAnswer[]> {
    const rows = await this.db
      .selectFrom('round_answer')
      .innerJoin('version', 'version.id', 'round_answer.version_id')
      .leftJoin('submission', 'submission.id', 'round_answer.submission_id')
      .select(['round_answer.activity_id', 'version_id', 'answer', 'at', 'content'])
      .select('submission.state')
      .where('year', '=', year)
      .orderBy('round_answer.activity_id')
      .execute()
    return rows.map(({ activity_id, version_id, answer, at, content, state }) => ({
      ...{ activityId: activity_id, versionId: version_id, answer, at },
      submissionState: state,
      ...readContent(content),
    }))
  }

  /** @param since ISO day from which on what was handed in counts */
  async #written(since: string): Promise<Written[]> {
    const rows = await this.db
      .selectFrom('submission')
      .innerJoin('version', 'version.id', 'submission.head_version_id')
      .select(['submission.activity_id', 'kind', 'state', 'entity', 'state_since', 'content'])
      .where('kind', 'in', ['new', 'change'])
      .where((where) =>
        where.or([
          where('state', 'in', ['draft', 'changes-asked']),
          where.and([
            where('state', 'in', ['submitted', 'published']),
            where('state_since', '>=', since),
          ]),
        ]),
      )
      .orderBy('submission.id')
      .execute()
    return rows.map((row) => ({
      activityId: row.activity_id,
      kind: row.kind as Written['kind'],
      state: row.state as Written['state'],
      entity: row.entity,
      title: readContent(row.content).title,
      since: row.state_since,
    }))
  }

  async #outcomes(year: number): Promise<RoundEntry[]> {
    const rows = await this.db
      .selectFrom('round_outcome')
      .selectAll()
      .where('year', '=', year)
      .orderBy('activity_id')
      .execute()
    return rows.map(({ activity_id, title, entity, answer, result }) => ({
      ...{ activityId: activity_id, title, entity, answer, result },
      ...{ isWritten: false, isWaiting: false, at: '', versionId: null, isException: false },
    }))
  }
}

function readContent(json: string): { title: string; entity: string } {
  const { title, entities } = JSON.parse(json) as ActivityContent
  return { title, entity: entities[0] ?? '' }
}

function toRound(row: Selectable<RoundTable>): Round {
  const { year, title, letter, opens, deadline, state } = row
  return {
    ...{ year, title, letter, opens, deadline, state },
    reminders: JSON.parse(row.reminders),
    rule: row.silent_rule,
    announcedAt: row.announced_at,
    closedAt: row.closed_at,
  }
}
