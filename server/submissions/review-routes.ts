import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import { readForm } from '../accounts/forms'
import { sendPage, textOf } from '../accounts/page'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { rebased } from './rebasing'
import { ReviewDesk } from './review-desk'
import { approveForm, dismissForm, mergeForm, moveForm, readComments } from './review-forms'
import { activityRef, lineOf } from './review-models'
import { approve, askChanges, dismissWarnings, merge, reject } from './reviewing'
import { undo } from './undoing'

type ById = { Params: { id: string } }

const REVIEW = { config: { action: 'submission.review' } } as const
/** Remarks at every field may be long: bytes. */
const REMARKS = { ...REVIEW, bodyLimit: 512 * 1024 }

/** One submission under review, and the decisions on it. */
export const reviewRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const desk = new ReviewDesk(context)
  const { sources } = desk
  const { submissions } = sources

  app.get<ById>('/review/:id', REVIEW, (request, reply) => desk.showItem(request, reply))

  app.get<ById>('/review/:id/preview', REVIEW, async (request, reply) => {
    const submission = await desk.submissionBy(request)
    const head = await submissions.findVersion(submission.headVersionId)
    if (!head) throw notFound(say('thing.versionToShow'))
    const shown = await desk.publicOf(submission)
    const content = await rebased(submissions, submission, head, shown)
    const entry = await desk.asPublic(submission, { ...head, content })
    const model = { page: 'review-preview' as const, submissionId: submission.id, entry }
    return sendPage(context, request, reply, model)
  })

  app.post<ById>('/review/:id/approve', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(approveForm, request.body)
    if (problems) return desk.showItem(request, reply, { problems, status: 400 })
    const { revision, seenPublic } = data
    return desk.act(request, reply, 'approved', data, (store, moving, review, by) =>
      approve(store, moving, { ...review, revision, seenPublic }, by),
    )
  })
  app.post<ById>('/review/:id/ask-changes', REMARKS, async (request, reply) => {
    const { data, problems = [] } = readForm(moveForm, request.body)
    const remarks = readComments(request.body)
    problems.push(...remarks.problems)
    if (!data || problems.length > 0)
      return desk.showItem(request, reply, { problems, status: 400 })
    const { revision } = data
    return desk.act(request, reply, 'changes-asked', data, (store, moving, review, by) =>
      askChanges(store, moving, { ...review, revision, comments: remarks.comments }, by),
    )
  })
  app.post<ById>('/review/:id/reject', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(moveForm, request.body)
    if (problems) return desk.showItem(request, reply, { problems, status: 400 })
    const { revision } = data
    return desk.act(request, reply, 'rejected', data, (store, moving, review, by) =>
      reject(store, moving, { ...review, revision }, by),
    )
  })
  app.post<ById>('/review/:id/dismiss', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(dismissForm, request.body)
    if (problems) return desk.showItem(request, reply, { problems, status: 400 })
    const { revision, warning: warningIds } = data
    return desk.act(request, reply, 'dismissed', data, (store, moving, review, by) =>
      dismissWarnings(store, moving, { ...review, revision, warningIds }, by),
    )
  })
  app.post<ById>('/review/:id/undo', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(moveForm, request.body)
    if (problems) return desk.showItem(request, reply, { problems, status: 400 })
    const { revision } = data
    return desk.act(request, reply, 'undone', data, (store, moving, review, by) =>
      undo(store, moving, { ...review, revision }, by),
    )
  })

  app.get<ById>('/review/:id/merge', REVIEW, async (request, reply) => {
    const submission = await desk.submissionBy(request)
    const given = textOf(request, 'into').trim()
    const isNumber = /^[1-9]\d{0,8}$/.test(given)
    const into = isNumber ? await activityRef(sources, Number(given)) : null
    const reason = isNumber ? say('merge.noActivity') : say('merge.number')
    const problems = given === '' || into ? [] : [{ field: 'into', reason }]
    const line = await lineOf(sources, submission)
    const { revision } = submission
    const model = { page: 'review-merge' as const, line, into, revision, given, problems }
    const status = problems.length > 0 ? 400 : 200
    return sendPage(context, request, reply, { ...model, request: randomUUID() }, status)
  })
  app.post<ById>('/review/:id/merge', REVIEW, async (request, reply) => {
    const { data, problems } = readForm(mergeForm, request.body)
    if (problems) return desk.showItem(request, reply, { problems, status: 400 })
    const { revision, into } = data
    return desk.act(request, reply, 'merged', data, (store, moving, review, by) =>
      merge(store, moving, { ...review, revision, into }, by),
    )
  })
}
