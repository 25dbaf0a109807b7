import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ActivityContent } from '../../taxonomy/activity'
import { entityChoices } from '../accounts/choices'
import { readForm } from '../accounts/forms'
import { sendPage, textOf } from '../accounts/page'
import { absenceOf } from '../catalogue/absence'
import type { PublishedActivity } from '../catalogue/reader'
import type { Context } from '../context'
import type { FieldError } from '../http/problem'
import { say } from '../messages/say'
import { NotAllowedNow } from './moves'
import { makeMove } from './moving'
import { type Submission, SubmissionReader } from './reader'
import { ReviewDesk } from './review-desk'
import { takeOverForm } from './review-forms'
import { suggest } from './suggesting'
import { filledIn, readSuggestion, sentTexts } from './suggestion-form'
import { takeOver } from './taking-over'
import { fieldsOf, numberIn } from './writing-scope'

/** Suggestions that are taken from one network address, which many people may share. */
const TAKEN = { max: 10, timeWindow: '1 hour' } as const
/** Longest form, in bytes: all its texts at their limits, percent-encoded. */
const SEND = { config: { action: 'suggestion.send' }, bodyLimit: 512 * 1024 } as const

const MERGED = say('suggestion.merged')

interface Shown {
  status?: number
  given?: Record<string, string>
  problems?: FieldError[]
}

/** Forms by which visitors send a correction, or an activity they miss, and how curators take it over. */
export const suggestionRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const { catalogue, database, taxonomy } = context
  const reader = new SubmissionReader(database.reader)
  const review = new ReviewDesk(context)
  const countSent = app.createRateLimit(TAKEN)

  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    activity: PublishedActivity | null,
    { status = 200, given = {}, problems = [] }: Shown = {},
  ) => {
    const sent = textOf(request, 'sent')
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'suggest',
        activity: activity && {
          ...{ id: activity.id, version: activity.version },
          title: activity.content.title,
          language: activity.content.language,
        },
        given: { ...(activity && filledIn(activity.content)), ...given },
        entities: activity ? [] : entityChoices(taxonomy),
        request: randomUUID(),
        sent: sent === 'plain' || sent === 'mail' ? sent : null,
        problems,
      },
      status,
    )
  }

  /** Takes a form into the queue, or shows it again with what keeps it from being taken. */
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    activity: PublishedActivity | null,
    filled: ActivityContent | null,
  ) => {
    const body = (request.body ?? {}) as Record<string, unknown>
    const given = sentTexts(body)
    const { sent, problems } = readSuggestion(body, filled)
    if (problems) return show(request, reply, activity, { status: 400, given, problems })
    const limit = await countSent(request)
    if (!limit.isAllowed && limit.isExceeded) {
      const minutes = Math.ceil(limit.ttlInSeconds / 60)
      const reason = say('suggestion.tooMany', { most: limit.max, minutes })
      reply.header('retry-after', limit.ttlInSeconds)
      const full = [{ field: 'form', reason }]
      return show(request, reply, activity, { status: 429, given, problems: full })
    }
    const at = new Date().toISOString()
    const suggestion = { activityId: activity?.id ?? null, ...sent.suggestion }
    try {
      await makeMove(context, (store, desk) =>
        suggest(store, desk, suggestion, { at, request: sent.request }),
      )
    } catch (error) {
      if (!(error instanceof NotAllowedNow)) throw error
      const { message, issues } = error
      const refused = issues.length > 0 ? issues : [{ field: 'form', reason: message }]
      return show(request, reply, activity, { status: 400, given, problems: [...refused] })
    }
    const how = suggestion.mail ? 'mail' : 'plain'
    return reply.redirect(`${request.url.split('?')[0]}?sent=${how}`, 303)
  }

  app.post(
    '/review/:id/take-over',
    { config: { action: 'submission.review' } },
    async (request, reply) => {
      const { data, problems } = readForm(takeOverForm, request.body)
      if (problems) return review.showItem(request, reply, { problems, status: 400 })
      const { revision, entity } = data
      const target = { submissionId: numberIn(request), revision, entity }
      const refusal = await review.attempt(request, data, (store, desk, act) =>
        takeOver(store, desk, target, act),
      )
      if (!refusal)
        return reply.redirect(`/submissions/${target.submissionId}/edit?done=taken-over`, 303)
      return review.showItem(request, reply, refusal, await asSent(target.submissionId))
    },
  )

  app.get('/suggest-activity', SEND, async (request, reply) => show(request, reply, null))
  app.post('/suggest-activity', SEND, async (request, reply) => send(request, reply, null, null))

  app.get('/activities/:id/correct', SEND, async (request, reply) => {
    const { activity, isMerged } = await activityOf(request)
    if (isMerged) return reply.redirect(`/activities/${activity.id}/correct`, 301)
    return show(request, reply, activity)
  })

  app.post('/activities/:id/correct', SEND, async (request, reply) => {
    const { activity, isMerged } = await activityOf(request)
    if (isMerged) {
      const { message = '', mail = '' } = fieldsOf(request)
      const problems = [{ field: 'form', reason: MERGED }]
      return show(request, reply, activity, { status: 409, given: { message, mail }, problems })
    }
    const version = numberIn(fieldsOf(request).version ?? '')
    const filled = await reader.findVersionNumbered(activity.id, version)
    return send(request, reply, activity, (filled ?? activity).content)
  })

  /** A suggestion as its visitor sent it, where it is a draft by now, which is its writers' alone. */
  async function asSent(id: number): Promise<Submission | undefined> {
    const now = await reader.find(id)
    if (now?.state !== 'draft') return undefined
    const sent = (await reader.listEvents(id)).find(({ kind }) => kind === 'suggested')
    return sent?.versionId ? { ...now, headVersionId: sent.versionId } : undefined
  }

  /** The public activity an address names, by its own number or by one that was merged with it. */
  async function activityOf(request: FastifyRequest) {
    const id = numberIn(request)
    const activity = await catalogue.find(id)
    if (activity) return { activity, isMerged: false }
    const into = await catalogue.reader.resolveRedirect(id)
    const other = into === undefined ? undefined : await catalogue.find(into)
    if (!other) throw await absenceOf(context, id)
    return { activity: other, isMerged: true }
  }
}
