import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import { HISTORY_LIMIT, type History, historySchema } from '../../taxonomy/history'
import { declarePublic } from '../accounts/gate'
import { absenceOf } from '../catalogue/absence'
import { PastReader } from '../catalogue/past-reader'
import type { PublishedActivity } from '../catalogue/reader'
import { activityNumber, wholeNumber } from '../catalogue/search-query'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { renderPage } from '../pages/render'
import { fieldLabels } from './field-labels'
import { historyOf } from './history'
import { SubmissionReader } from './reader'
import { numberIn } from './writing-scope'

/** Entries on one page. */
const SHOWN = 10

const errors = {
  '4xx': {
    description: 'What is wrong, by field',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
}

/** `GET /api/v1/activities/{id}/versions`: what the public may know of an activity's past. */
export const historyApiRoutes: FastifyPluginAsyncZod<Context> = async (app, context) => {
  const { answers, catalogue } = context
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })
  app.get(
    '/activities/:id/versions',
    {
      schema: {
        operationId: 'listVersions',
        summary: 'What changed of an activity, when, and by which entity',
        description:
          'Newest first: every version that was public, with what differs from the one before it, field by field and word by word; when the entry left the catalogue; and which entries were merged with it. The number of a merged entry leads on (308); that of an archived one is answered 410.',
        tags: ['Activities'],
        params: z.object({ id: activityNumber }),
        querystring: z.strictObject({
          limit: wholeNumber(1, HISTORY_LIMIT.max).default(HISTORY_LIMIT.default),
          offset: wholeNumber(0, 100_000).default(0),
        }),
        response: { 200: historySchema, ...errors },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const activity = await catalogue.find(id)
      if (!activity) {
        const merged = await catalogue.reader.resolveRedirect(id)
        if (merged !== undefined)
          return reply.redirect(`/api/v1/activities/${merged}/versions`, 308)
        throw await absenceOf(context, id)
      }
      return answers.send(request, reply, {
        body: JSON.stringify(await historyFor(context, activity, request.query)),
        type: 'application/json; charset=utf-8',
        revision: catalogue.revision,
      })
    },
  )
}

/** `/activities/{id}/versions`, for people. */
export const historyRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, database, taxonomy } = context
  const past = new PastReader(database.reader)
  app.addHook('onRoute', declarePublic)
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })

  app.get('/activities/:id/versions', async (request, reply) => {
    const id = numberIn(request)
    const activity = await catalogue.find(id)
    if (!activity) {
      const merged = await catalogue.reader.resolveRedirect(id)
      if (merged !== undefined) return reply.redirect(`/activities/${merged}/versions`, 301)
      const archived = await past.findArchived(id)
      if (archived) return send(request, reply, { page: 'archived', ...archived }, 410)
      throw notFound(say('thing.activityNumber'))
    }
    const { page = '1' } = request.query as { page?: string }
    const at = numberIn(String(page))
    const offset = (at - 1) * SHOWN
    const history = at > 0 && (await historyFor(context, activity, { offset, limit: SHOWN }))
    if (!history || history.items.length === 0) throw notFound(say('thing.historyPage'))
    const { language } = activity.content
    const labels = fieldLabels(taxonomy)
    return send(request, reply, { page: 'history', history, language, labels }, 200)
  })

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    model: Parameters<typeof renderPage>[2],
    status: number,
  ) =>
    answers.send(request, reply, {
      body: renderPage(context, request, model),
      type: 'text/html; charset=utf-8',
      revision: catalogue.revision,
      status,
    })
}

async function historyFor(
  { database, taxonomy }: Context,
  { id, content }: PublishedActivity,
  page: { offset: number; limit: number },
): Promise<History> {
  const past = new PastReader(database.reader)
  const versions = await new SubmissionReader(database.reader).listPublic(id)
  const [left, merged] = [await past.listLeft(id), await past.listMergedInto(id)]
  return {
    id,
    title: content.title,
    ...page,
    ...historyOf({ versions, left, merged }, taxonomy, page),
  }
}
