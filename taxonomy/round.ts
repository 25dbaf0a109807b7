/** What becomes of entries nobody answered for: kept as they are, kept and named as not confirmed, or left out. */
export const SILENT_RULES = ['keep', 'mark', 'leave-out'] as const
export type SilentRule = (typeof SILENT_RULES)[number]

/** What an entity can have done with an entry by the end of a round. */
export type RoundAnswer = 'confirmed' | 'updated' | 'completed' | 'retired' | 'new'

/** What an edition makes of an entry: in it, in it as not confirmed, left out, or gone from the catalogue. */
export type SilentResult = 'in' | 'marked' | 'left-out' | 'gone'

/** How far an entity is, in the order in which a board is worked through. */
export const ENTITY_STATES = ['overdue', 'not-started', 'in-progress', 'done'] as const
export type EntityState = (typeof ENTITY_STATES)[number]

/** A round as everyone concerned sees it. */
export interface Round {
  /** Also the id of the edition it freezes into: 2026. */
  year: number
  title: string
  letter: string
  /** ISO days, both included. */
  opens: string
  deadline: string
  /** Days before the deadline on which the silent are reminded: `[14, 7, 1]`. */
  reminders: number[]
  rule: SilentRule
  state: 'open' | 'closed'
  /** ISO times, UTC. */
  announcedAt: string | null
  closedAt: string | null
}

/** One entry in a round. */
export interface RoundEntry {
  activityId: number
  title: string
  /** The entity that leads it, which answers for it. */
  entity: string
  answer: RoundAnswer | 'none'
  /** Whether a draft of it is being written. */
  isWritten: boolean
  /** Whether what was handed in waits for review, and is not in an edition frozen now. */
  isWaiting: boolean
  /** ISO time of the answer; '' where there is none. */
  at: string
  /** The version the public sees; null where it sees none. */
  versionId: number | null
  result: SilentResult
  /** Whether a curator chose what becomes of it, against the round's rule. */
  isException: boolean
}

/** One entity's line on the board. */
export interface BoardLine {
  entity: string
  label: string
  state: EntityState
  /** ISO day that holds for it. */
  deadline: string
  isExtended: boolean
  /** Names of those who answer for it; the delegate's where there is one. */
  focalPoints: string[]
  delegate: string
  confirmed: number
  /** Updated, completed or retired. */
  changed: number
  added: number
  silent: number
}
