import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FormProblem } from '../../taxonomy/member-pages'
import { ActorNames } from '../accounts/actor-names'
import { actorOf } from '../accounts/audit-writer'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage } from '../accounts/page'
import { AccountReader } from '../accounts/reader'
import { CatalogueReader } from '../catalogue/reader'
import type { Act } from '../catalogue/writer'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { activityModel } from '../pages/models'
import { NotAllowedNow } from './moves'
import { makeMove, toProblemError } from './moving'
import { type SavedVersion, type Submission, SubmissionReader } from './reader'
import { itemModel, type ReviewSources } from './review-models'
import type { Desk } from './step'
import type { SubmissionWriter } from './writer'

/** What refused a move of a curator, to be shown beside what they were looking at. */
export interface Refusal {
  status: number
  problems: FormProblem[]
}

/** Statuses of pages that say why a move was refused. */
const STATUS: Partial<Record<NotAllowedNow['code'], number>> = {
  'wrong-state': 409,
  'changed-meanwhile': 409,
  'own-entry': 403,
}

/** What the routes of curators share: what their pages are made from, and how their moves are made. */
export class ReviewDesk {
  readonly sources: ReviewSources

  constructor(private readonly context: Context) {
    const { catalogue, database, taxonomy } = context
    this.sources = {
      taxonomy,
      catalogue,
      accounts: new AccountReader(database.reader),
      actors: new ActorNames(
        database.reader,
        (entity) => taxonomy.concept('entities', entity)?.label ?? entity,
      ),
      submissions: new SubmissionReader(database.reader),
      activities: new CatalogueReader(database.reader),
    }
  }

  /** How many curators are active. */
  async curators(): Promise<number> {
    return (await this.sources.accounts.listIdsOf('curator')).length
  }

  /** The submission an address names. @throws {ProblemError} 404 */
  async submissionBy({ params }: FastifyRequest): Promise<Submission> {
    const { id } = params as { id: string }
    const found = /^[1-9]\d{0,8}$/.test(id)
      ? await this.sources.submissions.find(Number(id))
      : undefined
    // What is being written is its writers' alone until they hand it in.
    if (!found || found.state === 'draft') throw notFound(say('thing.submission'))
    return found
  }

  /** The version of its activity that the public sees now. */
  async publicOf({ activityId }: Submission): Promise<SavedVersion | undefined> {
    const standing = await this.sources.submissions.findStanding(activityId)
    return this.sources.submissions.findVersion(standing?.publishedVersionId ?? 0)
  }

  /** The public page as a version of a submission would make it. */
  async asPublic({ activityId }: Submission, { number, content, savedAt }: SavedVersion) {
    const { catalogue, config } = this.context
    const standing = await this.sources.submissions.findStanding(activityId)
    const dates = { createdOn: standing?.createdOn ?? '', updatedOn: savedAt.slice(0, 10) }
    const activity = { id: activityId, version: number, content, ...dates }
    return activityModel(catalogue, activity, config.publicUrl)
  }

  /**
   * Shows a submission, with what refused the last move on it.
   *
   * @param shown in place of the one the address names
   */
  async showItem(
    request: FastifyRequest,
    reply: FastifyReply,
    { problems = [], status = 200 }: Partial<Refusal> = {},
    shown?: Submission,
  ): Promise<FastifyReply> {
    const submission = shown ?? (await this.submissionBy(request))
    const { actor } = actorOf(personOf(request))
    const model = await itemModel(
      this.sources,
      submission,
      { actor },
      {
        request: randomUUID(),
        given: textsOf(request.body),
        done: doneOf(request),
        problems,
      },
    )
    return sendPage(this.context, request, reply, model, status)
  }

  /**
   * Makes a move in the name of whoever asks.
   *
   * @returns what refused it; undefined where it was made
   * @throws {ProblemError} 404
   */
  async attempt(
    request: FastifyRequest,
    given: { reason: string; request: string },
    move: (store: SubmissionWriter, desk: Desk, act: Act) => Promise<unknown>,
  ): Promise<Refusal | undefined> {
    const signed = { ...actorOf(personOf(request)), reason: given.reason, request: given.request }
    try {
      await makeMove(this.context, (store, desk) => move(store, desk, signed))
      return undefined
    } catch (error) {
      if (!(error instanceof NotAllowedNow) || error.code === 'not-found')
        throw toProblemError(error)
      const { issues, message, code } = error
      const problems = [
        { field: 'move', reason: message },
        ...issues.map(({ field, reason }) => ({ field, reason })),
      ]
      return { problems, status: STATUS[code] ?? 400 }
    }
  }

  /** Makes a move and leads back to the item, or shows the item with what refused it. */
  async act(
    request: FastifyRequest,
    reply: FastifyReply,
    done: string,
    given: { reason: string; request: string },
    move: (
      store: SubmissionWriter,
      desk: Desk,
      review: { submissionId: number; curators: number },
      act: Act,
    ) => Promise<unknown>,
  ): Promise<FastifyReply> {
    const { id } = await this.submissionBy(request)
    const review = { submissionId: id, curators: await this.curators() }
    const refusal = await this.attempt(request, given, (store, desk, act) =>
      move(store, desk, review, act),
    )
    if (refusal) return this.showItem(request, reply, refusal)
    return reply.redirect(`/review/${id}?done=${done}`, 303)
  }
}

/** The plain texts of a form that was refused, to be shown again. */
export function textsOf(body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  )
}
