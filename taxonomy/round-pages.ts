import type { FormProblem } from './member-pages'
import type { TextBlock, TextVersion } from './report-texts'
import type { BoardLine, EntityState, Round, RoundEntry, SilentRule } from './round'
import type { Piece } from './submission'

interface Ref {
  id: string
  label: string
}

/** What every page of a round says and needs beside its own. */
interface Told {
  /** Token of the page's forms. */
  request: string
  done: string | null
  problems: FormProblem[]
}

/** How many entries of a round stand how; what closing would freeze. */
export interface RoundSummary {
  /** By answer, `none` being the silent. */
  answers: Record<RoundEntry['answer'], number>
  /** By what the edition makes of them. */
  results: Record<RoundEntry['result'], number>
  /** Handed in, and not in the edition unless they are reviewed before. */
  waiting: number
  /** Entries the edition would hold. */
  frozen: number
}

/** A difference between an edition and what the public sees now. */
export interface Difference {
  activityId: number
  title: string
  kind: 'changed' | 'new' | 'gone'
}

/** An entity's list in the open round, for who answers for it. */
export interface OwnRound {
  year: number
  entity: Ref
  deadline: string
  /** Entries without an answer, of all. */
  silent: number
  total: number
}

export type RoundPageModel =
  | (Told & {
      page: 'rounds'
      rounds: Round[]
      /** The open round's lists which the one who looks answers for. */
      own: OwnRound[]
      /** Whether they run rounds: then they see all, and a form for a new one. */
      isCurator: boolean
      /** Years with an edition, newest first, which can be corrected. */
      editions: string[]
      rules: SilentRule[]
      given: Record<string, string>
    })
  | (Told & {
      page: 'round'
      round: Round
      isPlanned: boolean
      lines: BoardLine[]
      /** How many entities are in each state. */
      states: { state: EntityState; count: number }[]
      filter: { state: string; q: string }
      entities: Ref[]
      summary: RoundSummary
      editions: string[]
      given: Record<string, string>
    })
  | (Told & {
      page: 'round-silent'
      round: Round
      entries: {
        activityId: number
        title: string
        entity: string
        rule: SilentRule
        isException: boolean
      }[]
      total: number
      filter: { entity: string }
      entities: Ref[]
      rules: SilentRule[]
    })
  | (Told & {
      page: 'round-close'
      round: Round
      summary: RoundSummary
      leftOut: { activityId: number; title: string; entity: string }[]
      overdue: Ref[]
      /** What was shown, for the form. */
      seen: string
      given: Record<string, string>
    })
  | (Told & {
      page: 'round-texts'
      year: number
      /** The newest edition of the year, where it has one. */
      edition: string | null
      /** `isAhead`: saved since that edition was frozen. */
      blocks: { block: TextBlock; text: TextVersion; isAhead: boolean }[]
    })
  | (Told & {
      page: 'round-text'
      year: number
      edition: string | null
      block: TextBlock
      /** What stands in the form: the newest text, or what could not be saved. */
      body: string
      /** Number of the newest version; 0 where none was saved. */
      newest: number
      /** Newest first, the program's own last. */
      versions: TextVersion[]
      compared: { from: number; to: number; pieces: Piece[] }
    })
  | (Told & {
      page: 'round-erratum'
      year: number
      /** The edition to correct, and what the new one will be called. */
      edition: string
      next: string
      differences: Difference[]
      /** Texts of the front matter that were saved since, which the erratum takes in. */
      texts: TextBlock[]
      total: number
      q: string
      given: Record<string, string>
    })
  | (Told & {
      page: 'round-entity'
      round: Round
      isPlanned: boolean
      entity: Ref
      line: BoardLine
      entries: RoundEntry[]
      filter: { show: 'all' | 'silent' }
      /** Whether all boxes are to be ticked. */
      isPicked: boolean
      /** Members who can be asked to answer; empty where the one who looks may not ask. */
      members: Ref[]
      delegateId: string
      mayDelegate: boolean
      given: Record<string, string>
    })
