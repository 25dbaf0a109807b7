import type { AuditAction } from '../../taxonomy/audit'
import type { Round, RoundEntry, SilentRule } from '../../taxonomy/round'
import type { Actor } from '../accounts/audit-writer'
import { logAct } from '../accounts/audit-writer'
import { pieces } from '../database/pieces'
import type { RoundAnswerTable } from '../database/rounds-schema'
import type { WriteTransaction } from '../database/schema'
import { say } from '../messages/say'
import { NotAllowedNow } from '../submissions/moves'
import type { EntityTerms } from './board'
import { RoundReader } from './reader'

/** What a round begins with. */
export type NewRound = Omit<Round, 'state' | 'announcedAt' | 'closedAt'>

/** Changes to rounds, inside the caller's transaction; each move leaves an event in the log. */
export class RoundWriter extends RoundReader {
  constructor(readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('RoundWriter needs a transaction')
    super(transaction)
  }

  /** A round that must be there. */
  async get(year: number): Promise<Round> {
    const round = await this.findRound(year)
    if (!round) throw new NotAllowedNow('not-found', say('round.none', { year }))
    return round
  }

  /** A round that must not be closed. */
  async getOpen(year: number): Promise<Round> {
    const round = await this.get(year)
    if (round.state === 'closed')
      throw new NotAllowedNow('wrong-state', say('round.closed', { year }))
    return round
  }

  async add({ reminders, rule, ...round }: NewRound): Promise<void> {
    await this.transaction
      .insertInto('round')
      .values({
        ...round,
        reminders: JSON.stringify(reminders),
        silent_rule: rule,
        state: 'open',
        announced_at: null,
        closed_at: null,
      })
      .execute()
  }

  async change(
    year: number,
    { deadline, rule, announcedAt }: Partial<Pick<Round, 'deadline' | 'rule' | 'announcedAt'>>,
  ): Promise<void> {
    await this.transaction
      .updateTable('round')
      .set({
        ...(deadline !== undefined ? { deadline } : {}),
        ...(rule !== undefined ? { silent_rule: rule } : {}),
        ...(announcedAt !== undefined ? { announced_at: announcedAt } : {}),
      })
      .where('year', '=', year)
      .execute()
  }

  async setTerms(
    year: number,
    entity: string,
    terms: Partial<Omit<EntityTerms, 'entity'>>,
  ): Promise<void> {
    await this.transaction
      .insertInto('round_entity')
      .values({ year, entity, deadline: null, delegate: null, ...terms })
      .onConflict((conflict) => conflict.columns(['year', 'entity']).doUpdateSet(terms))
      .execute()
  }

  async setAnswer(answer: RoundAnswerTable): Promise<void> {
    const { year: _, activity_id: __, ...rest } = answer
    await this.transaction
      .insertInto('round_answer')
      .values(answer)
      .onConflict((conflict) => conflict.columns(['year', 'activity_id']).doUpdateSet(rest))
      .execute()
  }

  async removeAnswer(year: number, activityId: number): Promise<void> {
    await this.transaction
      .deleteFrom('round_answer')
      .where('year', '=', year)
      .where('activity_id', '=', activityId)
      .execute()
  }

  /** @param rule null lets the round's own rule hold again */
  async setException(year: number, activityId: number, rule: SilentRule | null): Promise<void> {
    await this.transaction
      .deleteFrom('round_exception')
      .where('year', '=', year)
      .where('activity_id', '=', activityId)
      .execute()
    if (rule)
      await this.transaction
        .insertInto('round_exception')
        .values({ year, activity_id: activityId, rule })
        .execute()
  }

  /** Notes a reminder. @returns false where it was sent before */
  async noteReminder(year: number, entity: string, occasion: string, at: string) {
    const row = await this.transaction
      .insertInto('round_reminder')
      .values({ year, entity, occasion, at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('year')
      .executeTakeFirst()
    return row !== undefined
  }

  /** Ends a round: how each entry stands is kept as it is. */
  async close(year: number, entries: readonly RoundEntry[], at: string): Promise<void> {
    const rows = entries.map(({ activityId, entity, title, answer, result }) => ({
      ...{ year, activity_id: activityId, entity, title, answer, result },
    }))
    for (const piece of pieces(rows))
      await this.transaction.insertInto('round_outcome').values(piece).execute()
    await this.transaction
      .updateTable('round')
      .set({ state: 'closed', closed_at: at })
      .where('year', '=', year)
      .execute()
  }

  async log(
    { actor, at }: Actor,
    action: AuditAction & `round.${string}`,
    year: number,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await logAct(this.transaction, { actor, at }, action, `round:${year}`, detail)
  }
}
