import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { readForm } from '../accounts/forms'
import { doneOf, sendPage, textOf } from '../accounts/page'
import type { Act } from '../catalogue/writer'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { archive, mergeActivity, restore } from './archiving'
import { type Refusal, ReviewDesk, textsOf } from './review-desk'
import { actForm, dismissActivityForm, mergeActivityForm } from './review-forms'
import { activityDeskModel } from './review-models'
import { dismissActivityWarnings } from './reviewing'
import type { Desk } from './step'
import { splitActivity, undo } from './undoing'
import type { SubmissionWriter } from './writer'
import { numberIn } from './writing-scope'

type ById = { Params: { id: string } }

const REVIEW = { config: { action: 'submission.review' } } as const

/** One activity as curators see it: what was handed in for it, and taking it out and back. */
export const reviewActivityRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const desk = new ReviewDesk(context)
  const { submissions } = desk.sources

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { problems = [], status = 200 }: Partial<Refusal> = {},
  ) => {
    const standing = await submissions.findStanding(numberIn(request))
    if (!standing) throw notFound(say('thing.activityNumber'))
    const model = await activityDeskModel(desk.sources, standing, {
      request: randomUUID(),
      given: { into: textOf(request, 'into'), ...textsOf(request.body) },
      done: doneOf(request),
      problems,
    })
    return sendPage(context, request, reply, model, status)
  }

  /** Makes a move on the activity and leads back to its page, or shows there what refused it. */
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    done: string,
    given: { reason: string; request: string },
    move: (store: SubmissionWriter, moving: Desk, id: number, act: Act) => Promise<unknown>,
  ) => {
    const id = numberIn(request)
    const refusal = await desk.attempt(request, given, (store, moving, signed) =>
      move(store, moving, id, signed),
    )
    if (refusal) return show(request, reply, refusal)
    return reply.redirect(`/review/activities/${id}?done=${done}`, 303)
  }

  app.get('/review/activities', REVIEW, (request, reply) => {
    const id = numberIn(textOf(request, 'id'))
    if (id === 0) throw notFound(say('thing.activityNumber'))
    return reply.redirect(`/review/activities/${id}`, 303)
  })
  app.get<ById>('/review/activities/:id', REVIEW, (request, reply) => show(request, reply))

  app.post<ById>('/review/activities/:id/archive', REVIEW, (request, reply) => {
    const { data, problems } = readForm(actForm, request.body)
    if (problems) return show(request, reply, { problems, status: 400 })
    return act(request, reply, 'archived', data, (store, moving, activityId, by) =>
      archive(store, moving, { activityId }, by),
    )
  })
  app.post<ById>('/review/activities/:id/restore', REVIEW, (request, reply) => {
    const { data, problems } = readForm(actForm, request.body)
    if (problems) return show(request, reply, { problems, status: 400 })
    return act(request, reply, 'restored', data, (store, moving, activityId, by) =>
      restore(store, moving, { activityId }, by),
    )
  })
  app.post<ById>('/review/activities/:id/merge', REVIEW, (request, reply) => {
    const { data, problems } = readForm(mergeActivityForm, request.body)
    if (problems) return show(request, reply, { problems, status: 400 })
    return act(request, reply, 'merged', data, (store, moving, activityId, by) =>
      mergeActivity(store, moving, { activityId, into: data.into }, by),
    )
  })
  app.post<ById>('/review/activities/:id/split', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(actForm, request.body)
    if (problems) return show(request, reply, { problems, status: 400 })
    const into = await desk.sources.activities.resolveRedirect(numberIn(request))
    const curators = await desk.curators()
    // The number it led to is told, so that merging it again is one step.
    const done = into === undefined ? 'split' : `split&into=${into}`
    return act(request, reply, done, data, async (store, moving, activityId, by) => {
      const merged = await store.findLast(activityId, ['merged'])
      // A submission that was merged goes back to the queue with its activity.
      return merged?.submissionId
        ? undo(store, moving, { submissionId: merged.submissionId, curators }, by)
        : splitActivity(store, moving, { activityId }, by)
    })
  })
  app.post<ById>('/review/activities/:id/dismiss', REVIEW, (request, reply) => {
    const { data, problems } = readForm(dismissActivityForm, request.body)
    if (problems) return show(request, reply, { problems, status: 400 })
    const { warning: warningIds } = data
    return act(request, reply, 'dismissed', data, (store, _, activityId, by) =>
      dismissActivityWarnings(store, { activityId, warningIds }, by),
    )
  })
}
