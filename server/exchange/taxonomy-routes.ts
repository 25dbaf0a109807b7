import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { problemSchema } from '../../taxonomy/api'
import type { Vocabulary } from '../../taxonomy/vocabulary'
import { anyOf } from '../catalogue/search-query'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { toJsonLd, toTurtle } from './rdf'
import { toSkos } from './skos'

interface Format {
  id: string
  label: string
  type: string
  write: (vocabularies: readonly Vocabulary[], origin: string) => Promise<string>
}

const FORMATS: Format[] = [
  {
    ...{ id: 'jsonld', label: 'SKOS in JSON-LD', type: 'application/ld+json' },
    write: async (vocabularies, origin) => toJsonLd(toSkos(vocabularies, origin)),
  },
  {
    ...{ id: 'ttl', label: 'SKOS in Turtle', type: 'text/turtle' },
    write: async (vocabularies, origin) => toTurtle(toSkos(vocabularies, origin)),
  },
  {
    ...{ id: 'csv', label: 'CSV, a row a concept', type: 'text/csv' },
    write: async (...given) => (await import('./vocabulary-csv')).toVocabularyCsv(...given),
  },
]

/** The taxonomy, or one vocabulary of it, as a file: `/taxonomy.ttl`, `/taxonomy/sdgs.csv`. */
export const taxonomyRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { answers, catalogue, config, taxonomy } = context

  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && answers.sendKnown(request, reply)) return reply
  })

  for (const { id, label, type, write } of FORMATS) {
    const response = {
      200: { description: label, content: { [type]: { schema: z.string() } } },
      '4xx': {
        description: 'There is no such vocabulary',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    }
    const answer = async (vocabularies: readonly Vocabulary[]) => ({
      body: await write(vocabularies, config.publicUrl),
      type: `${type}; charset=utf-8`,
      revision: catalogue.revision,
    })
    app.get(
      `/taxonomy.${id}`,
      {
        schema: {
          operationId: `get-taxonomy-${id}`,
          summary: `All vocabularies as ${label}`,
          tags: ['Taxonomy'],
          response,
        },
      },
      async (request, reply) => answers.send(request, reply, await answer(taxonomy.vocabularies)),
    )
    app.get<{ Params: { vocabulary: string } }>(
      `/taxonomy/:vocabulary(^[a-z-]+).${id}`,
      {
        schema: {
          operationId: `get-vocabulary-${id}`,
          summary: `One vocabulary as ${label}`,
          tags: ['Taxonomy'],
          params: z.object({ vocabulary: anyOf(taxonomy.vocabularies) }),
          response,
        },
      },
      async (request, reply) => {
        const vocabulary = taxonomy.vocabulary(request.params.vocabulary)
        if (!vocabulary)
          throw notFound(say('thing.vocabulary', { id: request.params.vocabulary.slice(0, 60) }))
        return answers.send(request, reply, await answer([vocabulary]))
      },
    )
  }
}
