import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { FormProblem } from '../../taxonomy/member-pages'
import type { Person } from '../../taxonomy/people'
import type { Round } from '../../taxonomy/round'
import type { OwnRound } from '../../taxonomy/round-pages'
import { actorOf } from '../accounts/audit-writer'
import { personOf } from '../accounts/gate'
import { doneOf } from '../accounts/page'
import { AccountReader } from '../accounts/reader'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { EditionReader } from '../reports/reader'
import { NotAllowedNow } from '../submissions/moves'
import { toProblemError } from '../submissions/moving'
import { boardOf } from './board'
import type { Post } from './mailing'
import { RoundReader } from './reader'
import { RoundWriter } from './writer'

/** What was wrong with a form, to be shown on its page. */
export interface Trouble {
  status?: number
  problems?: FormProblem[]
}

const STATUS: Partial<Record<NotAllowedNow['code'], number>> = {
  'wrong-state': 409,
  'changed-meanwhile': 409,
}

/** What the pages of rounds are made from, and how their moves are made. */
export class RoundDesk {
  readonly rounds: RoundReader
  readonly editions: EditionReader
  readonly people: AccountReader
  readonly post: Post

  constructor(private readonly context: Context) {
    const { database, config, taxonomy } = context
    this.rounds = new RoundReader(database.reader)
    this.editions = new EditionReader(database.reader)
    this.people = new AccountReader(database.reader)
    this.post = { origin: config.publicUrl, taxonomy }
  }

  labelOf = (id: string): string => this.context.taxonomy.concept('entities', id)?.label ?? id

  /** The round an address names. @throws {ProblemError} 404 */
  async roundIn(request: FastifyRequest): Promise<Round> {
    const round = await this.rounds.findRound(yearIn(request))
    if (!round) throw notFound(say('thing.round'))
    return round
  }

  /** Entries and board of a round as they stand. */
  async standing(round: Round) {
    const [entries, terms, people] = await Promise.all([
      this.rounds.listEntries(round),
      this.rounds.listTerms(round.year),
      this.people.listPeople('any'),
    ])
    // Closed, it stands as on its last day.
    const today = (round.closedAt ?? new Date().toISOString()).slice(0, 10)
    const board = boardOf(round, { entries, terms, people, labelOf: this.labelOf, today })
    return { entries, terms, people, board }
  }

  /** The lists of the open round that somebody answers for: as a focal point, or as asked by one. */
  async listOwn(person: Person): Promise<OwnRound[]> {
    const open = (await this.rounds.listRounds()).find(({ state }) => state === 'open')
    if (!open || person.memberships.length === 0) return []
    const leads = person.memberships
      .filter(({ role }) => role === 'focal-point')
      .map(({ entity }) => entity)
    const terms = await this.rounds.listTerms(open.year)
    const asked = person.memberships
      .map(({ entity }) => entity)
      .filter((id) => terms.some(({ entity, delegate }) => entity === id && delegate === person.id))
    const own = new Set([...leads, ...asked])
    if (own.size === 0) return []
    return (await this.standing(open)).board
      .filter(({ entity }) => own.has(entity))
      .map(({ entity, label, deadline, silent, confirmed, changed, added }) => ({
        ...{ year: open.year, entity: { id: entity, label }, deadline, silent },
        total: silent + confirmed + changed + added,
      }))
  }

  /** What every page carries. */
  told(request: FastifyRequest, { problems = [] }: Trouble) {
    return { request: randomUUID(), done: doneOf(request), problems }
  }

  /**
   * Makes a move in a transaction, in the name of whoever asks, and sends its mail.
   *
   * @returns its result, or what refused it
   * @throws {ProblemError} 404
   */
  async attempt<Result>(
    request: FastifyRequest,
    work: (store: RoundWriter, act: { actor: string; at: string; name: string }) => Promise<Result>,
  ): Promise<{ result: Result; trouble?: undefined } | { result?: undefined; trouble: Trouble }> {
    const { database, mail } = this.context
    const person = personOf(request)
    try {
      const result = await database.writer
        .transaction()
        .execute((transaction) =>
          work(new RoundWriter(transaction), { ...actorOf(person), name: person.name }),
        )
      mail.kick()
      return { result }
    } catch (error) {
      return { trouble: troubleOf(error) }
    }
  }
}

/** A refused move as lines to show. @throws what is no such thing */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof NotAllowedNow) || error.code === 'not-found') throw toProblemError(error)
  return {
    status: STATUS[error.code] ?? 400,
    problems: [{ field: 'move', reason: error.message }],
  }
}

/** The year of an address; 0 where it is none. */
export function yearIn({ params }: FastifyRequest): number {
  const { year } = params as { year: string }
  return /^\d{4}$/.test(year) ? Number(year) : 0
}
