import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FormProblem } from '../../taxonomy/member-pages'
import { SUBMISSION_KINDS, SUBMISSION_STATES } from '../../taxonomy/submission'
import { actorOf } from '../accounts/audit-writer'
import { readForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { SLIGHT_WARNINGS } from '../catalogue/warnings'
import type { Context } from '../context'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import { makeMove } from './moving'
import { type QueueFilters, QueueReader } from './queue-reader'
import { ReviewDesk } from './review-desk'
import { SEVERAL, type Several, severalForm } from './review-forms'
import { facetsOf, lineOf, toLines, warningKinds } from './review-models'
import { approve, dismissWarnings } from './reviewing'

type Item = Several['item'][number]

const REVIEW = { config: { action: 'submission.review' } } as const

/** The curators' queue, and what is done with several submissions at once. */
export const queueRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const { database, taxonomy } = context
  const review = new ReviewDesk(context)
  const { sources } = review
  const queue = new QueueReader(database.reader)

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
        pickAll: `/review?${new URLSearchParams([...given, ...(after ? [['after', after]] : []), ['pick', 'all']])}#review-item`,
        isPicked: textOf(request, 'pick') === 'all',
        request: randomUUID(),
        done: doneOf(request),
        problems,
      },
      problems.length > 0 ? 400 : 200,
    )
  }

  app.get('/review', REVIEW, (request, reply) => showQueue(request, reply))

  app.post('/review/several', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(severalForm, request.body)
    if (problems) return showQueue(request, reply, problems)
    const lines = await linesOf(data.item)
    const page = {
      page: 'review-several' as const,
      ...{ act: data.act, reason: data.reason, request: data.request, lines },
      ...{ kinds: warningKinds(lines), chosen: data.kind },
    }
    const missing: FormProblem[] = []
    if (data.act === 'dismiss' && data.kind.length === 0)
      missing.push({ field: 'kind', reason: say('field.ticked') })
    if (data.act === 'dismiss' && data.reason === '')
      missing.push({ field: 'reason', reason: say('field.needed') })
    if (!data.confirmed || missing.length > 0) {
      if (!data.confirmed) missing.splice(0)
      const model = { ...page, outcomes: null, problems: missing }
      return sendPage(context, request, reply, model, missing.length > 0 ? 400 : 200)
    }
    const outcomes = []
    const isMeant = ({ id }: Item) =>
      data.act === 'approve' ||
      lines.some((line) => line.id === id && line.warnings.some((code) => data.kind.includes(code)))
    for (const item of data.item.filter(isMeant)) {
      const title = lines.find(({ id }) => id === item.id)?.title ?? ''
      outcomes.push({ id: item.id, title, refusal: await actOnOne(request, data, item) })
    }
    if (outcomes.every(({ refusal }) => refusal === ''))
      return reply.redirect(`/review?done=several-${data.act}`, 303)
    return sendPage(context, request, reply, { ...page, outcomes, problems: [] }, 409)
  })

  async function linesOf(items: readonly Item[]) {
    const found = await Promise.all(items.map(({ id }) => sources.submissions.find(id)))
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
    const token = `${several.request}-${id}`
    const signed = { ...actorOf(personOf(request)), reason: several.reason, request: token }
    const target = { submissionId: id, revision, curators: await review.curators() }
    try {
      await makeMove(context, async (store, desk) => {
        const { activityId } = await store.get(id)
        const open = (await store.catalogue.listWarnings(activityId)).filter(
          ({ dismissed }) => dismissed === 0,
        )
        if (several.act === 'dismiss') {
          const meant = open.filter(({ code }) => several.kind.includes(code))
          const warningIds = meant.map((warning) => warning.id)
          return dismissWarnings(store, desk, { ...target, warningIds }, signed)
        }
        if (open.some(({ code }) => !SLIGHT_WARNINGS.includes(code)))
          throw new NotAllowedNow('not-valid', say('review.hasWarnings'))
        return approve(store, desk, { ...target, seenPublic }, signed)
      })
      return ''
    } catch (error) {
      if (error instanceof NotAllowedNow) return error.message
      throw error
    }
  }
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
    warnings: warning && warning !== 'any' ? [warning] : [],
    isDue: warning === '',
  }
}
