import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  activityDetailSchema,
  conceptProfileSchema,
  LIMIT,
  problemSchema,
  relatedSchema,
  searchResultSchema,
  suggestionsSchema,
  vocabularyDetailSchema,
  vocabularyListSchema,
} from '../../taxonomy/api'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { absenceOf } from './absence'
import { conceptProfile, vocabularyDetail, vocabularySummary } from './profiles'
import {
  activityNumber,
  anyOf,
  queryTextSchema,
  searchQuerySchema,
  toSearchRequest,
  wholeNumber,
} from './search-query'
import { toDetail } from './view'

/** How many activities like one are told of, unless more are asked for. */
const RELATED = 10

const id = activityNumber
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
const errors = {
  '4xx': problem('What is wrong, by field'),
  '5xx': problem('Something failed on our side'),
}

/** The catalogue's part of the API: `/api/v1/activities`, `/suggest`, `/taxonomy` and the concepts' profiles. */
export const catalogueRoutes: FastifyPluginAsyncZod<Context> = async (app, context) => {
  const { answers, catalogue, config, taxonomy } = context

  // What has been answered before goes out before anything is parsed.
  app.addHook('onRequest', async (request, reply) => {
    // The same for everyone, so that scripts of other sites may read it.
    reply.header('access-control-allow-origin', '*')
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })

  const json = (request: FastifyRequest, reply: FastifyReply, value: unknown) =>
    answers.send(request, reply, {
      body: JSON.stringify(value),
      type: 'application/json; charset=utf-8',
      revision: catalogue.revision,
    })

  app.get(
    '/activities',
    {
      schema: {
        operationId: 'searchActivities',
        summary: 'Search, filter and count activities',
        description:
          'Every parameter is optional; without any, all activities come, newest first. A facet given several times means either of its values; different facets mean all of them.',
        tags: ['Activities'],
        querystring: searchQuerySchema(taxonomy),
        response: { 200: searchResultSchema, ...errors },
      },
    },
    async (request, reply) =>
      json(request, reply, await catalogue.search(toSearchRequest(taxonomy, request.query))),
  )

  app.get(
    '/activities/:id',
    {
      schema: {
        operationId: 'getActivity',
        summary: 'One activity in full',
        description:
          'The number of an entry that was merged with another leads to that one (308); that of an archived one is answered 410.',
        tags: ['Activities'],
        params: z.object({ id }),
        response: { 200: activityDetailSchema, ...errors },
      },
    },
    async (request, reply) => {
      const activity = await catalogue.find(request.params.id)
      if (!activity) {
        const merged = await catalogue.reader.resolveRedirect(request.params.id)
        if (merged !== undefined) return reply.redirect(`/api/v1/activities/${merged}`, 308)
        throw await absenceOf(context, request.params.id)
      }
      return json(request, reply, toDetail(taxonomy, activity, config.publicUrl))
    },
  )

  app.get(
    '/activities/:id/related',
    {
      schema: {
        operationId: 'listRelatedActivities',
        summary: 'Activities like one, with what they share',
        tags: ['Activities'],
        params: z.object({ id }),
        querystring: z.strictObject({ limit: wholeNumber(1, LIMIT.max).default(RELATED) }),
        response: { 200: z.object({ items: z.array(relatedSchema) }), ...errors },
      },
    },
    async (request, reply) => {
      const activity = await catalogue.find(request.params.id)
      if (!activity) throw await absenceOf(context, request.params.id)
      return json(request, reply, {
        items: await catalogue.related(activity, request.query.limit),
      })
    },
  )

  app.get(
    '/suggest',
    {
      schema: {
        operationId: 'suggest',
        summary: 'What someone who has typed this much may mean',
        tags: ['Activities'],
        querystring: z.strictObject({
          q: queryTextSchema.meta({ type: 'string', example: 'flood' }),
        }),
        response: { 200: suggestionsSchema, ...errors },
      },
    },
    async (request, reply) => json(request, reply, await catalogue.suggest(request.query.q)),
  )

  app.get(
    '/taxonomy',
    {
      schema: {
        operationId: 'listVocabularies',
        summary: 'All vocabularies',
        tags: ['Taxonomy'],
        response: { 200: vocabularyListSchema, ...errors },
      },
    },
    async (request, reply) =>
      json(request, reply, { vocabularies: taxonomy.vocabularies.map(vocabularySummary) }),
  )

  app.get(
    '/taxonomy/:vocabulary',
    {
      schema: {
        operationId: 'getVocabulary',
        summary: 'One vocabulary with all its concepts',
        tags: ['Taxonomy'],
        params: z.object({ vocabulary: anyOf(taxonomy.vocabularies) }),
        response: { 200: vocabularyDetailSchema, ...errors },
      },
    },
    async (request, reply) => {
      const vocabulary = taxonomy.vocabulary(request.params.vocabulary)
      if (!vocabulary) throw notFound(`vocabulary "${request.params.vocabulary.slice(0, 60)}"`)
      return json(request, reply, vocabularyDetail(catalogue, vocabulary))
    },
  )

  // The vocabularies whose concepts have pages have the same addresses here.
  for (const vocabulary of taxonomy.vocabularies.filter(({ pages }) => pages)) {
    const plural = vocabulary.label.toLowerCase()
    app.get(
      `/${vocabulary.id}`,
      {
        schema: {
          operationId: `list-${vocabulary.id}`,
          summary: `All ${plural}, with counts of activities`,
          tags: [vocabulary.label],
          response: { 200: vocabularyDetailSchema, ...errors },
        },
      },
      async (request, reply) => json(request, reply, vocabularyDetail(catalogue, vocabulary)),
    )
    app.get(
      `/${vocabulary.id}/:id`,
      {
        schema: {
          operationId: `get-${vocabulary.id}`,
          summary: `One of the ${plural} with the shape of its activities`,
          tags: [vocabulary.label],
          params: z.object({ id: anyOf(vocabulary.concepts) }),
          response: { 200: conceptProfileSchema, ...errors },
        },
      },
      async (request, reply) => {
        const concept = taxonomy.concept(vocabulary.id, request.params.id)
        if (!concept) throw notFound(`${vocabulary.singular} "${request.params.id.slice(0, 60)}"`)
        return json(request, reply, await conceptProfile(catalogue, vocabulary, concept))
      },
    )
  }
}
