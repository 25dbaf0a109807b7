import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApiDocument, PageModel } from '../../taxonomy/pages'
import type { Facet } from '../../taxonomy/taxonomy'
import type { Vocabulary } from '../../taxonomy/vocabulary'
import { declarePublic } from '../accounts/gate'
import { PastReader } from '../catalogue/past-reader'
import { vocabularySummary } from '../catalogue/profiles'
import { fieldErrors, searchQuerySchema, toSearchRequest } from '../catalogue/search-query'
import type { Context } from '../context'
import { dataModel } from '../exchange/data-page'
import { type FieldError, notFound } from '../http/problem'
import { say } from '../messages/say'
import { RoundReader } from '../rounds/reader'
import {
  aboutModel,
  activitiesModel,
  activityModel,
  conceptModel,
  conceptsModel,
  homeModel,
  vocabularyModel,
} from './models'
import { renderPage } from './render'
import { robots, sitemap, sitemapFile } from './sitemap'

const viewSchema = z.enum(['cards', 'table'], say('field.view')).default('cards')

/** The pages for people. Every one is a whole document without JavaScript. */
export const pageRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, config, taxonomy } = context
  const { publicUrl } = config
  const past = new PastReader(context.database.reader)
  const rounds = new RoundReader(context.database.reader)

  app.addHook('onRoute', declarePublic)
  // Pages are for people: the API's description leaves them out.
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })

  const page = (request: FastifyRequest, reply: FastifyReply, model: PageModel, status = 200) =>
    answers.send(request, reply, {
      body: renderPage(context, request, model),
      type: 'text/html; charset=utf-8',
      revision: catalogue.revision,
      status,
    })

  app.get('/', async (request, reply) => page(request, reply, await homeModel(catalogue)))

  const searchSchema = searchQuerySchema(taxonomy)
  app.get('/activities', async (request, reply) => {
    const { view: givenView, ...query } = request.query as Record<string, unknown>
    const view = viewSchema.safeParse(givenView)
    const { data, problems } = readLeniently(searchSchema, query)
    if (!view.success) problems.push({ field: 'view', reason: say('field.view') })
    const search = toSearchRequest(taxonomy, data)
    const model = await activitiesModel(catalogue, search, view.data ?? 'cards', problems)
    return page(request, reply, model, problems.length > 0 ? 400 : 200)
  })

  app.get<{ Params: { id: string } }>('/activities/:id', async (request, reply) => {
    const { id } = request.params
    const number = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0
    const activity = await catalogue.find(number)
    if (!activity) {
      const merged = await catalogue.reader.resolveRedirect(number)
      if (merged !== undefined) return reply.redirect(`/activities/${merged}`, 301)
      const archived = await past.findArchived(number)
      if (archived) return page(request, reply, { page: 'archived', ...archived }, 410)
      throw notFound(say('thing.activity', { id: id.slice(0, 60) }))
    }
    const model = await activityModel(catalogue, activity, publicUrl)
    const unconfirmedIn = await rounds.findUnconfirmed(number)
    return page(request, reply, { ...model, unconfirmedIn })
  })

  const withPages = taxonomy.facets.filter(
    (facet): facet is Facet & { vocabulary: Vocabulary } => facet.vocabulary?.pages === true,
  )
  for (const facet of withPages) {
    const { vocabulary } = facet
    app.get(`/${vocabulary.id}`, async (request, reply) =>
      page(request, reply, conceptsModel(catalogue, facet)),
    )
    app.get<{ Params: { id: string } }>(`/${vocabulary.id}/:id`, async (request, reply) => {
      const { id } = request.params
      const concept = taxonomy.concept(vocabulary.id, id)
      if (concept) return page(request, reply, await conceptModel(catalogue, facet, concept))
      // People type /countries/kenya and /entities/UNESCO: take them to the one address.
      const meant = taxonomy.find(vocabulary.id, id)
      if (!meant)
        throw notFound(say('thing.concept', { kind: vocabulary.singular, id: id.slice(0, 60) }))
      return reply.redirect(`/${vocabulary.id}/${meant.id}`, 301)
    })
  }

  app.get('/taxonomy', async (request, reply) =>
    page(request, reply, {
      page: 'taxonomy',
      vocabularies: taxonomy.vocabularies.map(vocabularySummary),
    }),
  )
  app.get<{ Params: { id: string } }>('/taxonomy/:id', async (request, reply) => {
    const vocabulary = taxonomy.vocabulary(request.params.id)
    if (!vocabulary) throw notFound(say('thing.vocabulary', { id: request.params.id.slice(0, 60) }))
    return page(request, reply, vocabularyModel(catalogue, vocabulary))
  })

  app.get('/data', async (request, reply) => page(request, reply, dataModel(catalogue)))
  app.get('/about', async (request, reply) => page(request, reply, await aboutModel(catalogue)))
  app.get('/api', async (request, reply) =>
    page(request, reply, { page: 'api', document: (await app.describe()) as ApiDocument }),
  )

  app.get('/sitemap.xml', async (request, reply) =>
    answers.send(request, reply, {
      body: sitemap(catalogue, publicUrl),
      type: 'application/xml; charset=utf-8',
      revision: catalogue.revision,
    }),
  )
  app.get<{ Params: { file: string } }>('/sitemap-:file(^\\d+).xml', async (request, reply) => {
    const body = sitemapFile(catalogue, publicUrl, Number(request.params.file))
    if (body === undefined) throw notFound(say('thing.sitemap'))
    return answers.send(request, reply, {
      body,
      type: 'application/xml; charset=utf-8',
      revision: catalogue.revision,
    })
  })
  app.get('/robots.txt', async (_, reply) => reply.type('text/plain').send(robots(publicUrl)))
}

type SearchSchema = ReturnType<typeof searchQuerySchema>

/** Reads what is right in a set of parameters and names what is not, instead of refusing all. */
function readLeniently(schema: SearchSchema, query: Record<string, unknown>) {
  const first = schema.safeParse(query)
  if (first.success) return { data: first.data, problems: [] as FieldError[] }
  const problems = fieldErrors(first.error)
  const wrong = new Set(problems.map(({ field }) => field))
  const rest = Object.fromEntries(Object.entries(query).filter(([field]) => !wrong.has(field)))
  return { data: schema.parse(rest), problems }
}
