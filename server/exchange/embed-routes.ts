import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import { searchQuerySchema, toSearchRequest, wholeNumber } from '../catalogue/search-query'
import type { Context } from '../context'
import { say } from '../messages/say'
import { renderPage } from '../pages/render'
import { viewOf } from './selection'

/** The only pages that other sites may frame. Otherwise as strict as the rest. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join(';')

const LIMIT = { default: 5, max: 20 }
const themeSchema = z
  .enum(['auto', 'light', 'dark'], say('embed.theme'))
  .default('auto')
  .meta({ description: 'Colours; auto = as the reader has it.' })

/** A list or a count for a query, to be shown in a frame on another site. */
export const embedRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, taxonomy } = context

  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('content-security-policy', POLICY)
      .header('cross-origin-resource-policy', 'cross-origin')
      .removeHeader('x-frame-options')
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })

  const all = searchQuerySchema(taxonomy).omit({ limit: true, offset: true })
  const response = {
    200: {
      description: 'A small page without cookies',
      content: { 'text/html': { schema: z.string() } },
    },
    '4xx': {
      description: 'What is wrong, by field',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  }
  const views = [
    [
      'list',
      'The first activities of a search, to be framed',
      all.extend({
        limit: wholeNumber(1, LIMIT.max).default(LIMIT.default),
        theme: themeSchema,
      }),
    ],
    [
      'count',
      'How many activities a search finds, to be framed',
      all.omit({ sort: true }).extend({ theme: themeSchema }),
    ],
  ] as const
  for (const [view, summary, querystring] of views)
    app.get(
      `/embed/${view}`,
      {
        schema: { operationId: `embed-${view}`, summary, tags: ['Embeds'], querystring, response },
      },
      async (request: FastifyRequest, reply: FastifyReply) => {
        const { theme, ...query } = request.query as z.infer<typeof querystring> & {
          limit?: number
        }
        const asked = { limit: 0, ...query, offset: 0 } as Parameters<typeof toSearchRequest>[1]
        const search = toSearchRequest(taxonomy, asked)
        const result = await catalogue.search(search)
        const chosen = taxonomy.facets.flatMap((facet) =>
          (search.filters[facet.param] ?? []).map((value) => taxonomy.labelOf(facet, value)),
        )
        return answers.send(request, reply, {
          body: renderPage(context, request, {
            page: 'embed',
            ...{ view, theme, result, chosen },
            url: viewOf(search),
          }),
          type: 'text/html; charset=utf-8',
          revision: catalogue.revision,
        })
      },
    )
}
