import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ActivityDetail, activityDetailSchema, problemSchema } from '../../taxonomy/api'
import { absenceOf } from '../catalogue/absence'
import { activityNumber } from '../catalogue/search-query'
import { toDetail } from '../catalogue/view'
import type { Context } from '../context'
import { apaCitation, bibtexCitation, risCitation } from './citations'
import { projectOf, SCHEMA_ORG } from './schema-org'

interface EntryFormat {
  id: string
  summary: string
  type: string
  schema: z.ZodType
  write: (activity: ActivityDetail) => string
}

const FORMATS: EntryFormat[] = [
  {
    id: 'json',
    summary: 'One activity in full',
    type: 'application/json',
    schema: activityDetailSchema,
    write: (activity) => JSON.stringify(activity),
  },
  {
    id: 'jsonld',
    summary: 'One activity as schema.org describes it (JSON-LD)',
    type: 'application/ld+json',
    schema: z.object({}),
    write: (activity) => JSON.stringify({ '@context': SCHEMA_ORG, ...projectOf(activity) }),
  },
  {
    id: 'bib',
    summary: 'How to cite one activity, as BibTeX',
    type: 'application/x-bibtex',
    schema: z.string(),
    write: bibtexCitation,
  },
  {
    id: 'ris',
    summary: 'How to cite one activity, as RIS for reference managers',
    type: 'application/x-research-info-systems',
    schema: z.string(),
    write: risCitation,
  },
  {
    id: 'txt',
    summary: 'How to cite one activity, in the style of the APA',
    type: 'text/plain',
    schema: z.string(),
    write: (activity) => `${apaCitation(activity)}\n`,
  },
]

const params = z.object({ id: activityNumber })

/** One activity as a file: `/activities/1135.bib` and its like. */
export const entryRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, config, taxonomy } = context

  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })

  for (const { id: format, summary, type, schema, write } of FORMATS)
    app.get(
      `/activities/:id(^\\d+).${format}`,
      {
        schema: {
          operationId: `get-activity-${format}`,
          summary,
          description:
            'The number of an entry that was merged with another leads to that one (308); that of an archived one is answered 410.',
          tags: ['Downloads'],
          params,
          response: {
            200: { description: summary, content: { [type]: { schema } } },
            '4xx': {
              description: 'There is no such activity, or it was archived',
              content: { 'application/problem+json': { schema: problemSchema } },
            },
          },
        },
      },
      async (request: FastifyRequest, reply: FastifyReply) => {
        const { id } = request.params as z.infer<typeof params>
        const activity = await catalogue.find(id)
        if (!activity) {
          const merged = await catalogue.reader.resolveRedirect(id)
          if (merged === undefined) throw await absenceOf(context, id)
          return reply.redirect(request.url.replace(`/${id}.`, `/${merged}.`), 308)
        }
        return answers.send(request, reply, {
          body: write(toDetail(taxonomy, activity, config.publicUrl)),
          type: `${type}; charset=utf-8`,
          revision: catalogue.revision,
        })
      },
    )
}
