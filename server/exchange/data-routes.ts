import { createReadStream } from 'node:fs'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import type { Context } from '../context'
import { matches } from '../http/answers'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { toDcat } from './dcat'
import { DUMP_FORMATS, type Dump, Dumps } from './dumps'
import { llmsText } from './llms'
import { toJsonLd, toTurtle } from './rdf'

const CATALOGS = [
  ['jsonld', 'application/ld+json', toJsonLd],
  ['ttl', 'text/turtle', toTurtle],
] as const

const tags = ['Data']
const text = (type: string, description: string) => ({
  200: { description, content: { [type]: { schema: z.string() } } },
})

/** The whole catalogue as dated files, and its description for data portals and language models. */
export const dataRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, config, taxonomy } = context
  const dumps = new Dumps(catalogue, `${config.databaseFile}.dumps`, config.publicUrl)

  for (const [ending, type, write] of CATALOGS)
    app.get(
      `/data/catalog.${ending}`,
      {
        schema: {
          operationId: `get-catalog-${ending}`,
          summary: `What can be had here, for data portals (DCAT 3, ${type})`,
          tags,
          response: text(type, 'The description'),
        },
      },
      async (request, reply) => {
        const { revision } = catalogue
        const made = await Promise.all(DUMP_FORMATS.map((format) => dumps.latest(format)))
        const asOf = (await catalogue.reader.timeOf(Number(revision))) ?? new Date(0).toISOString()
        const total = catalogue.index.size
        const nodes = toDcat({ origin: config.publicUrl, total, revision, asOf, dumps: made })
        return answers.send(request, reply, {
          body: write(nodes),
          type: `${type}; charset=utf-8`,
          revision,
        })
      },
    )

  for (const format of DUMP_FORMATS)
    app.get(
      `/data/latest.${format}.gz`,
      {
        schema: {
          operationId: `get-latest-${format}`,
          summary: `Leads to the newest dump of all activities as ${format}`,
          tags,
          response: {
            302: {
              description: 'Its address, with day and revision',
              content: { 'text/plain': { schema: z.string() } },
            },
          },
        },
      },
      async (_, reply) => {
        const { name } = await dumps.latest(format)
        return reply.header('cache-control', 'no-cache').redirect(`/data/${name}`, 302)
      },
    )

  app.get<{ Params: { file: string } }>(
    '/data/:file',
    {
      schema: {
        operationId: 'get-dump',
        summary: 'A dump of all activities, or its checksum',
        description:
          'Names are as `/data/latest.ndjson.gz` leads to. With `.sha256` behind the name comes the checksum, as `sha256sum -c` reads it. A file never changes; old ones are removed.',
        tags,
        params: z.object({ file: z.string() }),
        response: {
          ...text('application/gzip', 'The dump'),
          '4xx': {
            description: 'There is no such dump, or it is too old',
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const { file } = request.params
      const dump = await dumps.find(file.replace(/\.sha256$/, ''))
      if (!dump) throw notFound(say('thing.dump', { file: file.slice(0, 80) }))
      if (file.endsWith('.sha256'))
        return reply.type('text/plain; charset=utf-8').send(`${dump.sha256}  ${dump.name}\n`)
      return sendDump(reply, dump, request.headers['if-none-match'])
    },
  )

  app.get('/llms.txt', { schema: { hide: true } }, async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send(llmsText(taxonomy, config.publicUrl)),
  )
}

function sendDump(reply: FastifyReply, { name, path, bytes, sha256 }: Dump, known?: string) {
  const etag = `"${sha256}"`
  reply.header('etag', etag).header('cache-control', 'public, max-age=31536000, immutable')
  if (matches(known, etag)) return reply.code(304).send()
  return reply
    .type('application/gzip')
    .header('content-length', bytes)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(createReadStream(path))
}
