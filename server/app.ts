import { parse } from 'node:querystring'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaCompiler,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addGate, declarePublic } from './accounts/gate'
import { accountRoutes } from './accounts/routes'
import { catalogueRoutes } from './catalogue/routes'
import { fieldErrors } from './catalogue/search-query'
import type { Context } from './context'
import { importRoutes } from './exchange/import-routes'
import { outRoutes } from './exchange/out-routes'
import { sentRoutes } from './exchange/sent-routes'
import { addDescription } from './http/description'
import { addHealth } from './http/metrics'
import { badRequest, ProblemError, toProblem } from './http/problem'
import { say } from './messages/say'
import { renderPage } from './pages/render'
import { pageRoutes } from './pages/routes'
import { exploreApiRoutes, exploreRoutes } from './reports/explore-routes'
import { reportRoutes } from './reports/routes'
import { answerRoutes } from './rounds/answer-routes'
import { closingRoutes } from './rounds/closing-routes'
import { roundRoutes } from './rounds/round-routes'
import { textRoutes } from './rounds/text-routes'
import { draftRoutes } from './submissions/draft-routes'
import { historyApiRoutes, historyRoutes } from './submissions/history-routes'
import { labelRoutes } from './submissions/label-routes'
import { myRoutes } from './submissions/my-routes'
import { queueRoutes } from './submissions/queue-routes'
import { reviewActivityRoutes } from './submissions/review-activity-routes'
import { reviewEditRoutes } from './submissions/review-edit-routes'
import { reviewRoutes } from './submissions/review-routes'
import { suggestionRoutes } from './submissions/suggestion-routes'
import { writingRoutes } from './submissions/writing-routes'
import { webhookRoutes } from './webhooks/webhook-routes'

/** Longest address parameter, and the time a client may take to send a request, in ms. */
const PARAMETER_MAX = 300
const REQUEST_MS = 60_000

/** Longest body a route takes unless it says otherwise, in bytes. */
const BODY_MAX = 64 * 1024

/** Answers that watchers ask for all the time are not counted against anyone. */
const UNLIMITED = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Builds the server: everything but listening.
 *
 * @param extend adds what the start-up knows of: static files, or the development server
 */
export async function buildApp(
  context: Context,
  extend: (app: FastifyInstance) => Promise<void> = async () => {},
): Promise<FastifyInstance> {
  const { config } = context
  const app = fastify({
    logger: { level: config.logLevel },
    logController: new LogController({
      disableRequestLogging: !['debug', 'trace'].includes(config.logLevel),
    }),
    trustProxy: config.trustProxy,
    schemaController,
    requestTimeout: REQUEST_MS,
    bodyLimit: BODY_MAX,
    routerOptions: {
      maxParamLength: PARAMETER_MAX,
      ignoreTrailingSlash: true,
      // Node's parser marks broken UTF-8 with U+FFFD, so that it can be refused.
      querystringParser: (text) => ({ ...parse(text) }),
    },
    // Addresses that cannot be decoded never reach a route.
    frameworkErrors: (error, request, reply) => {
      answerError(context, error, request, reply as FastifyReply)
    },
  }).withTypeProvider<ZodTypeProvider>()

  app.setErrorHandler((error, request, reply) => answerError(context, error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const status = request.method === 'GET' || request.method === 'HEAD' ? 404 : 405
    if (status === 405) reply.header('allow', 'GET, HEAD')
    const detail = status === 404 ? say('http.404') : say('http.405')
    return answerError(context, new ProblemError(status, detail), request, reply)
  })
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: BODY_MAX })
  addGate(app, context)

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Without a referrer, browsers would hide the origin of forms, too, which the gate asks for.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  })
  // Registered even without a general limit: routes that send mail have one of their own.
  await app.register(rateLimit, {
    global: config.rateLimit > 0,
    max: config.rateLimit,
    timeWindow: '1 minute',
    allowList: (request) => UNLIMITED.has(request.url) || request.url.startsWith('/assets/'),
  })
  addDescription(app, config.publicUrl, schemaController)

  addHealth(app, context)
  await extend(app)
  await app.register(
    async (api) => {
      api.addHook('onRoute', declarePublic)
      // Also where there is nothing to choose, a parameter that is none is an error.
      api.addHook('onRoute', ({ schema }) => {
        if (schema) schema.querystring ??= NO_PARAMETERS
      })
      await api.register(catalogueRoutes, context)
      await api.register(historyApiRoutes, context)
      await api.register(exploreApiRoutes, context)
      // What DCAT and links to the API name as its address.
      api.get('/', { schema: { hide: true } }, async (_, reply) =>
        reply.redirect('/api/v1/openapi.json', 302),
      )
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.describe())
    },
    { prefix: '/api/v1' },
  )
  await app.register(outRoutes, context)
  await app.register(sentRoutes, { ...context, prefix: '/api/v1' })
  await app.register(pageRoutes, context)
  await app.register(reportRoutes, context)
  await app.register(exploreRoutes, context)
  await app.register(accountRoutes, context)
  await app.register(queueRoutes, context)
  await app.register(importRoutes, context)
  await app.register(reviewRoutes, context)
  await app.register(reviewEditRoutes, context)
  await app.register(reviewActivityRoutes, context)
  await app.register(labelRoutes, context)
  await app.register(writingRoutes, context)
  await app.register(draftRoutes, context)
  await app.register(myRoutes, context)
  await app.register(suggestionRoutes, context)
  await app.register(historyRoutes, context)
  await app.register(roundRoutes, context)
  await app.register(closingRoutes, context)
  await app.register(textRoutes, context)
  await app.register(answerRoutes, context)
  await app.register(webhookRoutes, context)
  return app
}

const NO_PARAMETERS = z.strictObject({})

/** Checks a part of a request against its zod schema; what is wrong is named by field. */
const validatorOf: FastifySchemaCompiler<unknown> = ({ schema }) => {
  return (data: unknown) => {
    const result = (schema as z.ZodType).safeParse(data)
    return result.success
      ? { value: result.data }
      : { error: badRequest(fieldErrors(result.error)) }
  }
}

/**
 * What checks requests and writes answers. Given to Fastify before it starts, it spares the start
 * the loading of Fastify's own, whose types these options are of.
 */
const schemaController = {
  compilersFactory: {
    buildValidator: () => validatorOf,
    // Answers are made from these very types; tests check them against the schemas.
    buildSerializer: () => () => JSON.stringify,
  },
} as unknown as FastifyServerOptions['schemaController']

/** Answers an error: problem details to programs, a page with the same words to people. */
function answerError(
  context: Context,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const problem = toProblem(error, request.url)
  if (problem.status >= 500) request.log.error(error)
  reply.code(problem.status).header('cache-control', 'no-store')
  if (wantsPage(request))
    try {
      const page = renderPage(context, request, { page: 'problem', problem })
      return reply.type('text/html; charset=utf-8').send(page)
    } catch (failure) {
      request.log.error(failure)
    }
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith('/api/v') && (headers.accept ?? '*/*').includes('text/html')
}
