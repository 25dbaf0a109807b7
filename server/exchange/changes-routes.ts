import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { changesSchema, problemSchema } from '../../taxonomy/api'
import { wholeNumber } from '../catalogue/search-query'
import type { Context } from '../context'
import { badRequest } from '../http/problem'
import { say } from '../messages/say'
import { ChangesReader } from './changes-reader'

const LIMIT = { default: 100, max: 1000 }

const DESCRIPTION = `For those who keep a copy. Begin without \`since\`, or with the revision of a dump or
of any answer; ask again with \`next\` while \`hasMore\`, and now and then after that. Changes come in the
order in which they were committed, none is left out and none comes twice; what a change names can be had
when it is listed. An activity that changed several times is listed as often: fetch it once.`

/** What has changed since one last asked: `/api/v1/changes?since=1676`. */
export const changesRoutes: FastifyPluginAsyncZod<Context> = async (app, context) => {
  const { catalogue, config, database } = context
  const reader = new ChangesReader(database.reader, config.publicUrl)

  app.get(
    '/changes',
    {
      schema: {
        operationId: 'listChanges',
        summary: 'What was published, changed, archived, restored or merged, in order',
        description: DESCRIPTION.replace(/\n/g, ' '),
        tags: ['Data'],
        querystring: z.strictObject({
          since: wholeNumber(0, 1e15 - 1)
            .default(0)
            .meta({
              type: 'string',
              description:
                'The cursor of the last change one has; from the beginning when left out.',
            }),
          limit: wholeNumber(1, LIMIT.max).default(LIMIT.default),
        }),
        response: {
          200: changesSchema,
          '4xx': {
            description: 'What is wrong, by field',
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const { since, limit } = request.query
      // No further than what the other answers show, so that what is listed can be fetched.
      const { revision } = catalogue
      if (since > Number(revision))
        throw badRequest([{ field: 'since', reason: say('changes.beyond', { revision }) }])
      const { changes, hasMore } = await reader.listBetween(since, Number(revision), limit)
      reply.header('cache-control', 'no-cache')
      return {
        items: changes.map(({ change }) => change),
        next: hasMore ? (changes.at(-1)?.change.cursor ?? String(since)) : revision,
        hasMore,
        revision,
      }
    },
  )
}
