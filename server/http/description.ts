import fastify, {
  type FastifyInstance,
  type FastifyServerOptions,
  type RouteOptions,
} from 'fastify'
import { webhookDescription } from '../webhooks/description'

const TEXT = `Everything the catalogue shows, as JSON, without a key; systems of entities write with
one (Authorization: Bearer KEY), which the focal points of the entity make at /keys. Answers carry an ETag: ask again
with If-None-Match and get 304 while nothing has changed.

Errors are RFC 9457 problem details that name the field and the reason; unknown parameters and values are errors. 400: a
parameter or field is wrong; 404: there is nothing, or nothing public; 410: it was archived; 429: too many requests, wait
for as many seconds as Retry-After says.

Where one writes, also 401: no key, or none that is known; 403: not with this key; 409: it cannot be done as things
stand; 412: there is another version than If-Match names; 415: the body is not JSON; 422: the Idempotency-Key was sent
with something else, or a part of an atomic batch was refused; 428: If-Match is needed.`

declare module 'fastify' {
  interface FastifyInstance {
    /** The OpenAPI document of all routes that do not hide. */
    describe: () => Promise<object>
  }
}

/**
 * Adds `app.describe`. The document is made when it is first asked for, from the routes declared
 * after this call: what makes it takes longer to load than all of them, and few ever ask.
 *
 * @param origin address of the site
 * @param schemaController what the app itself checks with
 */
export function addDescription(
  app: FastifyInstance,
  origin: string,
  schemaController: FastifyServerOptions['schemaController'],
): void {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD' && route.schema && !route.schema.hide) routes.push(route)
  })
  const describe = async () => {
    const [{ default: swagger }, { jsonSchemaTransform, jsonSchemaTransformObject }, { explain }] =
      await Promise.all([
        import('@fastify/swagger'),
        import('fastify-type-provider-zod'),
        import('./explain'),
      ])
    const described = fastify({ schemaController })
    await described.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'AI activity hub',
          version: '1',
          description: TEXT.replace(/(?<!\n)\n(?!\n)/g, ' '),
        },
        servers: [{ url: origin }],
        webhooks: webhookDescription,
        components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      },
      transform: jsonSchemaTransform,
      transformObject: jsonSchemaTransformObject,
    })
    for (const { method, url, schema } of routes)
      described.route({ method, url, schema, exposeHeadRoute: false, handler: () => {} })
    await described.ready()
    const document = described.swagger()
    explain(document as Parameters<typeof explain>[0])
    return document
  }
  let document: Promise<object> | undefined
  app.decorate('describe', () => {
    document ??= describe().catch((error: Error) => {
      // Whoever asks next tries again.
      document = undefined
      throw error
    })
    return document
  })
}
