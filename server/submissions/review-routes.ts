import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FormProblem } from '../../taxonomy/member-pages'
import { SUBMISSION_KINDS, SUBMISSION_STATES } from '../../taxonomy/submission'
import { actorOf } from '../accounts/audit-writer'
import { readForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { AccountReader } from '../accounts/reader'
import { CatalogueReader } from '../catalogue/reader'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { activityModel } from '../pages/models'
import { NotAllowedNow } from './moves'
import { makeMove, toProblemError } from './moving'
import { type QueueFilters, QueueReader } from './queue-reader'
import { type Submission, SubmissionReader } from './reader'
import {
  approveForm,
  dismissForm,
  mergeForm,
  moveForm,
  readComments,
  SEVERAL,
  type Several,
  severalForm,
} from './review-forms'
import {
  activityRef,
  facetsOf,
  itemModel,
  lineOf,
  type ReviewSources,
  toLines,
} from './review-models'
import { approve, askChanges, dismissWarnings, merge, reject } from './reviewing'
import type { Desk } from './step'
import { undo } from './undoing'
import type { SubmissionWriter } from './writer'

type ById = { Params: { id: string } }
type Item = Several['item'][number]

const REVIEW = { config: { action: 'submission.review' } } as const
/** Remarks at every field may be long: bytes. */
const REMARKS = { ...REVIEW, bodyLimit: 512 * 1024 }

/** Statuses of pages that say why a move was refused. */
const STATUS: Partial<Record<NotAllowedNow['code'], number>> = {
  'wrong-state': 409,
  'changed-meanwhile': 409,
  'own-entry': 403,
}

/** The curators' queue, and what they do with each submission. */
export const reviewRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { catalogue, config, database, taxonomy } = context
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const accounts = new AccountReader(database.reader)
  const submissions = new SubmissionReader(database.reader)
  const activities = new CatalogueReader(database.reader)
  const queue = new QueueReader(database.reader)
  const sources: ReviewSources = { taxonomy, catalogue, accounts, submissions, activities }

  const submissionBy = async ({ params }: FastifyRequest): Promise<Submission> => {
    const { id } = params as { id: string }
    const found = /^[1-9]\d{0,8}$/.test(id) ? await submissions.find(Number(id)) : undefined
    // What is being written is its writers' alone until they hand it in.
    if (!found || found.state === 'draft') throw notFound('submission of this number')
    return found
  }

  const showQueue = async (
    request: FastifyRequest,
    reply: FastifyReply,
    problems: FormProblem[] = [],
  ) => {
    const filters = readFilters(request)
    const after = textOf(request, 'after') || undefined
    const { items, next } = await queue.list(filters, { limit: SEVERAL, after })
    const counts = await queue.count(filters)
    const facets = facetsOf(taxonomy, counts, filters)
    const given = new URLSearchParams(
      facets.flatMap(({ param, chosen }): [string, string][] => (chosen ? [[param, chosen]] : [])),
    )
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'review',
        lines: await toLines(sources, items),
        total: counts.total,
        facets,
        next: next ? `/review?${new URLSearchParams([...given, ['after', next]])}` : null,
        first: after ? `/review?${given}` : null,
        request: randomUUID(),
        done: doneOf(request),
        problems,
      },
      problems.length > 0 ? 400 : 200,
    )
  }

  const showItem = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { problems = [], status = 200 }: { problems?: FormProblem[]; status?: number } = {},
  ) => {
    const submission = await submissionBy(request)
    const { actor } = actorOf(personOf(request))
    const model = await itemModel(
      sources,
      submission,
      { actor },
      {
        request: randomUUID(),
        given: textsOf(request.body),
        done: doneOf(request),
        problems,
      },
    )
    return sendPage(context, request, reply, model, status)
  }

  /** Makes a move and leads back to the item, or shows the item with what refused it. */
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    done: string,
    given: { reason: string; request: string },
    move: (
      store: SubmissionWriter,
      desk: Desk,
      review: { submissionId: number; curators: number },
      act: { actor: string; at: string; reason: string; request: string },
    ) => Promise<unknown>,
  ) => {
    const { id } = await submissionBy(request)
    const curators = (await accounts.listIdsOf('curator')).length
    const signed = { ...actorOf(personOf(request)), reason: given.reason, request: given.request }
    try {
      await makeMove(context, (store, desk) =>
        move(store, desk, { submissionId: id, curators }, signed),
      )
    } catch (error) {
      if (!(error instanceof NotAllowedNow) || error.code === 'not-found')
        throw toProblemError(error)
      const { issues, message, code } = error
      const problems = [
        { field: 'move', reason: message },
        ...issues.map(({ field, reason }) => ({ field, reason })),
      ]
      return showItem(request, reply, { problems, status: STATUS[code] ?? 400 })
    }
    return reply.redirect(`/review/${id}?done=${done}`, 303)
  }

  app.get('/review', REVIEW, (request, reply) => showQueue(request, reply))

  app.post('/review/several', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(severalForm, request.body)
    if (problems) return showQueue(request, reply, problems)
    const lines = await linesOf(data.item)
    const page = {
      page: 'review-several' as const,
      ...{ act: data.act, reason: data.reason, request: data.request, lines },
    }
    const needsReason = data.act === 'dismiss' && data.reason === ''
    if (!data.confirmed || needsReason) {
      const missing =
        needsReason && data.confirmed ? [{ field: 'reason', reason: 'is needed' }] : []
      const model = { ...page, outcomes: null, problems: missing }
      return sendPage(context, request, reply, model, missing.length > 0 ? 400 : 200)
    }
    const outcomes = []
    for (const item of data.item) {
      const title = lines.find(({ id }) => id === item.id)?.title ?? ''
      outcomes.push({ id: item.id, title, refusal: await actOnOne(request, data, item) })
    }
    if (outcomes.every(({ refusal }) => refusal === ''))
      return reply.redirect(`/review?done=several-${data.act}`, 303)
    return sendPage(context, request, reply, { ...page, outcomes, problems: [] }, 409)
  })

  async function linesOf(items: readonly Item[]) {
    const found = await Promise.all(items.map(({ id }) => submissions.find(id)))
    return Promise.all(
      found.flatMap((one) => (one && one.state !== 'draft' ? lineOf(sources, one) : [])),
    )
  }

  /** Approves one of several, or dismisses its warnings. @returns why not, or '' */
  async function actOnOne(
    request: FastifyRequest,
    several: Several,
    { id, revision, seenPublic }: Item,
  ): Promise<string> {
    const curators = (await accounts.listIdsOf('curator')).length
    const token = `${several.request}-${id}`
    const signed = { ...actorOf(personOf(request)), reason: several.reason, request: token }
    const review = { submissionId: id, revision, curators }
    try {
      await makeMove(context, async (store, desk) => {
        const { activityId } = await store.get(id)
        const open = (await store.catalogue.listWarnings(activityId)).filter(
          ({ dismissed }) => dismissed === 0,
        )
        if (several.act === 'dismiss')
          return dismissWarnings(
            store,
            desk,
            { ...review, warningIds: open.map((w) => w.id) },
            signed,
          )
        if (open.length > 0)
          throw new NotAllowedNow('not-valid', 'It has warnings; look at it by itself.')
        return approve(store, desk, { ...review, seenPublic }, signed)
      })
      return ''
    } catch (error) {
      if (error instanceof NotAllowedNow) return error.message
      throw error
    }
  }

  app.get<ById>('/review/:id', REVIEW, (request, reply) => showItem(request, reply))

  app.get<ById>('/review/:id/preview', REVIEW, async (request, reply) => {
    const { id: submissionId, activityId, headVersionId } = await submissionBy(request)
    const head = await submissions.findVersion(headVersionId)
    const standing = await submissions.findStanding(activityId)
    if (!head || !standing) throw notFound('version to show')
    const { number: version, content, savedAt } = head
    const dates = { createdOn: standing.createdOn, updatedOn: savedAt.slice(0, 10) }
    const activity = { id: activityId, version, content, ...dates }
    const entry = await activityModel(catalogue, activity, config.publicUrl)
    const model = { page: 'review-preview' as const, submissionId, entry }
    return sendPage(context, request, reply, model)
  })

  app.post<ById>('/review/:id/approve', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(approveForm, request.body)
    if (problems) return showItem(request, reply, { problems, status: 400 })
    const { revision, seenPublic } = data
    return act(request, reply, 'approved', data, (store, desk, review, by) =>
      approve(store, desk, { ...review, revision, seenPublic }, by),
    )
  })
  app.post<ById>('/review/:id/ask-changes', REMARKS, async (request, reply) => {
    const { data, problems = [] } = readForm(moveForm, request.body)
    const remarks = readComments(request.body)
    problems.push(...remarks.problems)
    if (!data || problems.length > 0) return showItem(request, reply, { problems, status: 400 })
    const { revision } = data
    return act(request, reply, 'changes-asked', data, (store, desk, review, by) =>
      askChanges(store, desk, { ...review, revision, comments: remarks.comments }, by),
    )
  })
  app.post<ById>('/review/:id/reject', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(moveForm, request.body)
    if (problems) return showItem(request, reply, { problems, status: 400 })
    const { revision } = data
    return act(request, reply, 'rejected', data, (store, desk, review, by) =>
      reject(store, desk, { ...review, revision }, by),
    )
  })
  app.post<ById>('/review/:id/dismiss', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(dismissForm, request.body)
    if (problems) return showItem(request, reply, { problems, status: 400 })
    const { revision, warning: warningIds } = data
    return act(request, reply, 'dismissed', data, (store, desk, review, by) =>
      dismissWarnings(store, desk, { ...review, revision, warningIds }, by),
    )
  })
  app.post<ById>('/review/:id/undo', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(moveForm, request.body)
    if (problems) return showItem(request, reply, { problems, status: 400 })
    const { revision } = data
    return act(request, reply, 'undone', data, (store, desk, review, by) =>
      undo(store, desk, { ...review, revision }, by),
    )
  })

  app.get<ById>('/review/:id/merge', REVIEW, async (request, reply) => {
    const submission = await submissionBy(request)
    const given = textOf(request, 'into').trim()
    const isNumber = /^[1-9]\d{0,8}$/.test(given)
    const into = isNumber ? await activityRef(sources, Number(given)) : null
    const reason = isNumber ? 'is no activity here' : 'must be the number of an activity'
    const problems = given === '' || into ? [] : [{ field: 'into', reason }]
    const line = await lineOf(sources, submission)
    const { revision } = submission
    const model = { page: 'review-merge' as const, line, into, revision, given, problems }
    const status = problems.length > 0 ? 400 : 200
    return sendPage(context, request, reply, { ...model, request: randomUUID() }, status)
  })
  app.post<ById>('/review/:id/merge', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(mergeForm, request.body)
    if (problems) return showItem(request, reply, { problems, status: 400 })
    const { revision, into } = data
    return act(request, reply, 'merged', data, (store, desk, review, by) =>
      merge(store, desk, { ...review, revision, into }, by),
    )
  })
}

/** The filters an address names; what is none is left out, and what waits is shown first. */
function readFilters(request: FastifyRequest): QueueFilters {
  const [state, kind, entity, warning] = ['state', 'kind', 'entity', 'warning'].map((name) =>
    textOf(request, name),
  ) as [string, string, string, string]
  const known = SUBMISSION_STATES.filter((one) => one === state && one !== 'draft')
  const seen = SUBMISSION_STATES.filter((one) => one !== 'draft')
  return {
    states: known.length > 0 ? known : state === 'all' ? seen : ['submitted'],
    kinds: SUBMISSION_KINDS.filter((one) => one === kind),
    entities: entity ? [entity] : [],
    warnings: warning ? [warning] : [],
  }
}

/** The plain texts of a form that was refused, to be shown again. */
function textsOf(body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  )
}
