import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import { exploreAnswerSchema } from '../../taxonomy/explore'
import { declarePublic } from '../accounts/gate'
import { fieldErrors } from '../catalogue/search-query'
import type { Context } from '../context'
import { badRequest, type FieldError, ProblemError } from '../http/problem'
import { renderPage } from '../pages/render'
import { answerQuestion } from './explore'
import {
  EXPLORE_FORMATS,
  EXPLORE_PATH,
  type ExploreFormat,
  exploreQuerySchema,
  type Question,
  toQuery,
  toQuestion,
} from './explore-query'
import { EditionReader } from './reader'

const DESCRIPTION = `A cross table of activities, entities or countries by one facet or two, of the catalogue
as it is, of a frozen edition, or of two of them compared. Facets narrow it as they do a search. An activity
counts once under each of its values; \`all\` counts each once.`

/** Questions to the catalogue and its editions as JSON: the twin of the page. */
export const exploreApiRoutes: FastifyPluginAsyncZod<Context> = async (app, context) => {
  const { answers, taxonomy } = context
  const reader = new EditionReader(context.database.reader)
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: problemSchema } },
  })
  app.get(
    EXPLORE_PATH,
    {
      schema: {
        operationId: 'explore',
        summary: 'Count by facets, or compare editions',
        description: DESCRIPTION.replace(/\n/g, ' '),
        tags: ['Reports'],
        querystring: exploreQuerySchema(taxonomy),
        response: {
          200: exploreAnswerSchema,
          '4xx': problem('What is wrong, by field'),
          '5xx': problem('Something failed on our side'),
        },
      },
    },
    async (request, reply) => {
      const { question, problems } = await toQuestion(taxonomy, reader, request.query)
      if (problems.length > 0) throw badRequest(problems)
      const answer = await answerQuestion(question, { ...context, reader })
      return answers.send(request, reply, {
        body: JSON.stringify(answer),
        type: 'application/json; charset=utf-8',
        revision: answer.revision,
        isKept: false,
      })
    },
  )
}

/** The page of questions between reports, and its answers as files. */
export const exploreRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, config, taxonomy } = context
  const reader = new EditionReader(context.database.reader)
  const schema = exploreQuerySchema(taxonomy)
  const fileSchema = schema.extend({ table: z.literal('moves', 'must be moves').optional() })

  app.addHook('onRoute', declarePublic)
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })

  // Nothing here is kept: another process may freeze an edition, of which no event tells.
  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    { body, type, revision, status }: Omit<Parameters<typeof answers.send>[2], 'isKept'>,
  ) => answers.send(request, reply, { body, type, revision, status, isKept: false })

  app.get(EXPLORE_PATH, async (request, reply) => {
    const given = request.query as Record<string, unknown>
    const { question, problems } = await readLeniently(given)
    // A form sends its empty fields, too; the address to pass on is the one without.
    const isBare = Object.values(given).flat().includes('')
    if (isBare && problems.length === 0)
      return reply.redirect(`${EXPLORE_PATH}?${toQuery(question, taxonomy)}`, 303)
    const answer = await answerQuestion(question, { ...context, reader })
    // What draws is loaded when someone first asks.
    const { exploreModel } = await import('./explore-models')
    const model = exploreModel(question, answer, catalogue, {
      editions: await reader.listEditions(),
      problems,
      isAsked: Object.keys(given).length > 0,
    })
    return send(request, reply, {
      body: renderPage(context, request, model),
      type: 'text/html; charset=utf-8',
      revision: answer.revision,
      status: problems.length > 0 ? 400 : 200,
    })
  })

  for (const format of Object.keys(EXPLORE_FORMATS) as ExploreFormat[])
    app.get(`${EXPLORE_PATH}.${format}`, async (request, reply) => {
      const query = fileSchema.safeParse(request.query)
      if (!query.success) throw badRequest(fieldErrors(query.error))
      const { question, problems } = await toQuestion(taxonomy, reader, query.data)
      const moves = query.data.table === 'moves'
      if (moves && !question.compare)
        problems.push({ field: 'table', reason: 'moves are told only where compare is given' })
      if (problems.length > 0) throw badRequest(problems)
      const answer = await answerQuestion(question, { ...context, reader })
      const { makeExploreFile } = await import('./explore-files')
      const bytes = await makeExploreFile(answer, format, moves, {
        address: `${config.publicUrl}${EXPLORE_PATH}?${toQuery(question, taxonomy)}`,
        day: new Date().toISOString().slice(0, 10),
      })
      if (!bytes)
        throw new ProblemError(404, 'Nothing meets this question, so nothing can be drawn.')
      const name = ['explore', question.rows.param, question.columns?.param, moves ? 'moves' : '']
      reply.header(
        'content-disposition',
        `attachment; filename="${name.filter(Boolean).join('-')}.${format}"`,
      )
      return send(request, reply, {
        body: bytes,
        type: EXPLORE_FORMATS[format],
        revision: answer.revision,
      })
    })

  /** Reads what is right in the parameters and names what is not, so that the form stays filled. */
  async function readLeniently(
    given: Record<string, unknown>,
  ): Promise<{ question: Question; problems: FieldError[] }> {
    const first = schema.safeParse(given)
    const wrong = first.success ? [] : fieldErrors(first.error)
    const fields = new Set(wrong.map(({ field }) => field))
    const rest = Object.fromEntries(Object.entries(given).filter(([field]) => !fields.has(field)))
    const read = await toQuestion(taxonomy, reader, schema.parse(rest))
    return { question: read.question, problems: [...wrong, ...read.problems] }
  }
}
