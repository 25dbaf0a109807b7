import type { RoundAnswer, SilentResult, SilentRule } from '../../taxonomy/round'

/** One year's update campaign. Days are ISO days, times ISO times, UTC. */
export interface RoundTable {
  /** Also the id of the edition it freezes into. */
  year: number
  title: string
  /** What focal points read in the first mail. */
  letter: string
  /** First day; until then nobody is told and nothing can be answered. */
  opens: string
  /** Last day, where an entity has no later one of its own. */
  deadline: string
  /** JSON: days before the deadline on which the silent are reminded: `[14,7,1]`. */
  reminders: string
  silent_rule: SilentRule
  state: 'open' | 'closed'
  /** When the first mail was sent; null before its first day. */
  announced_at: string | null
  closed_at: string | null
}

/** What is different for one entity. */
export interface RoundEntityTable {
  year: number
  entity: string
  /** Its own deadline. */
  deadline: string | null
  /** Person who answers for it beside its focal points. */
  delegate: number | null
}

/** What an entity said of one of its entries. */
export interface RoundAnswerTable {
  year: number
  activity_id: number
  answer: 'confirmed' | 'completed' | 'retired'
  /** The public version that was answered for. */
  version_id: number
  /** The change that says so in the entry; the answer falls with it. */
  submission_id: number | null
  reason: string
  actor: string
  at: string
}

/** A silent entry for which a curator chose another rule. */
export interface RoundExceptionTable {
  year: number
  activity_id: number
  rule: SilentRule
}

/** A reminder that was sent, so that it is sent once. */
export interface RoundReminderTable {
  year: number
  entity: string
  /** The day it was due, or the token of the form that sent it. */
  occasion: string
  at: string
}

/** How each entry stood when the round was closed; never changed. */
export interface RoundOutcomeTable {
  year: number
  activity_id: number
  entity: string
  title: string
  answer: RoundAnswer | 'none'
  result: SilentResult
}

export interface RoundsSchema {
  round: RoundTable
  round_entity: RoundEntityTable
  round_answer: RoundAnswerTable
  round_exception: RoundExceptionTable
  round_reminder: RoundReminderTable
  round_outcome: RoundOutcomeTable
}
