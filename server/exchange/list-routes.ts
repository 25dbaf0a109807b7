import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import { searchQuerySchema, toSearchRequest, wholeNumber } from '../catalogue/search-query'
import type { Context } from '../context'
import { accepts, matches } from '../http/answers'
import { columnsOf } from './columns'
import { LIST_FORMATS, type ListFormat } from './formats'
import { selectionOf, viewOf } from './selection'

/** The most pages a feed is asked for. */
const PAGES_MAX = 100_000

/** Every view of the list as a file: `/activities.csv?q=flood&sdg=13` and its like, all of it. */
export const listRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { catalogue, config, taxonomy } = context
  const all = searchQuerySchema(taxonomy).omit({ limit: true, offset: true })
  let form: string | undefined

  for (const format of LIST_FORMATS) {
    const isFeed = format.id === 'atom'
    app.get(
      `/activities.${format.id}`,
      {
        schema: {
          operationId: `list-${format.id}`,
          summary: `All activities of a search as ${format.label}`,
          description: descriptionOf(format),
          tags: ['Downloads'],
          querystring: isFeed ? all.extend({ page: wholeNumber(1, PAGES_MAX).default(1) }) : all,
          response: {
            200: {
              description: `The activities as ${format.label}`,
              content: { [format.type.split(';')[0] as string]: { schema: z.string() } },
            },
            '4xx': {
              description: 'What is wrong, by field',
              content: { 'application/problem+json': { schema: problemSchema } },
            },
          },
        },
      },
      async (request, reply) => {
        const { page = 1, ...query } = request.query as Parameters<typeof toSearchRequest>[1] & {
          page?: number
        }
        const { limit: _, offset: __, ...asked } = toSearchRequest(taxonomy, query)
        // Who reads a feed wants what is new, unless the address says otherwise.
        const search = isFeed ? { ...asked, sort: asked.sort ?? ('updated' as const) } : asked
        form ??= columnsOf(taxonomy, '')
          .map(({ name }) => name)
          .join()
        const key = [catalogue.revision, request.url, form, config.publicUrl].join(' ')
        const digest = createHash('sha1').update(key).digest('base64url').slice(0, 12)
        const etag = `W/"${catalogue.revision}-${digest}"`
        reply
          .header('etag', etag)
          .header('cache-control', 'no-cache')
          .header('vary', 'accept-encoding')
        if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send()
        const selection = await selectionOf(catalogue, search, config.publicUrl)
        const address = viewOf(asked).replace('/activities', `/activities.${format.id}`)
        const body = await format.write(selection, { address, page })
        reply.type(format.type).header('content-disposition', dispositionOf(format))
        return sendStream(request, reply, body, format.isText)
      },
    )
  }
}

/** Sends a body as it is made, compressed where that is asked for and helps. */
function sendStream(
  request: FastifyRequest,
  reply: FastifyReply,
  body: NodeJS.ReadableStream,
  isText: boolean,
) {
  if (!isText || !accepts(String(request.headers['accept-encoding'] ?? ''), 'gzip'))
    return reply.send(body)
  const gzip = createGzip({ level: 5 })
  // Fastify ends the connection when the stream fails, which `pipeline` sees to.
  pipeline(body, gzip, () => {})
  return reply.header('content-encoding', 'gzip').send(gzip)
}

/** How browsers treat a file and call it: `activities-2026-11-24.csv`. */
function dispositionOf({ id, isFile }: ListFormat): string {
  const name = `activities-${new Date().toISOString().slice(0, 10)}.${id}`
  return `${isFile ? 'attachment' : 'inline'}; filename="${name}"`
}

const DESCRIPTIONS: Record<string, string> = {
  csv: 'One row an activity; the columns are explained at `/data`.',
  xlsx: 'The columns of the CSV with real numbers and days; a second sheet says what the file holds.',
  json: 'One object; `items` are as from `/api/v1/activities/{id}`.',
  ndjson: 'One object a line, as from `/api/v1/activities/{id}`.',
  jsonld: 'A schema.org `ItemList` of projects.',
  atom: '100 entries a page, newest first unless `sort` says otherwise; `next` and `previous` lead on (RFC 5005).',
}

function descriptionOf({ id }: ListFormat): string {
  return `${DESCRIPTIONS[id]} The same parameters and the same order as the list, all of it and of one moment.`
}
