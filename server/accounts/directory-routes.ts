import type { FastifyPluginAsync } from 'fastify'
import { fold } from '../../taxonomy/fold'
import {
  type DirectoryEntry,
  EXPERTISE,
  type Person,
  SPOKEN_LANGUAGES,
} from '../../taxonomy/people'
import type { Context } from '../context'
import { entityChoices, expertiseChoices } from './choices'
import { ENTITIES } from './forms'
import { personOf } from './gate'
import { sendPage, textOf } from './page'
import { AccountReader } from './reader'

/** Parameters of the directory: words, an entity, a language, and one per field of work. */
const FILTERS = ['q', 'entity', 'language', ...EXPERTISE] as const
type Filter = Record<(typeof FILTERS)[number], string>

/** Who works on what, for members, by members who wish to be found. */
export const directoryRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { database, taxonomy } = context
  const reader = new AccountReader(database.reader)
  const expertise = expertiseChoices(taxonomy)
  const terms = Object.fromEntries(
    expertise.map(({ id, concepts }) => [
      id,
      Object.fromEntries(concepts.map((concept) => [concept.id, concept.label])),
    ]),
  )
  const entities = taxonomy.vocabulary(ENTITIES)?.concepts ?? []
  const labels = Object.fromEntries(entities.map(({ id, label }) => [id, label]))

  app.get('/directory', { config: { action: 'directory.read' } }, async (request, reply) => {
    const filter = Object.fromEntries(
      FILTERS.map((name) => [name, textOf(request, name)]),
    ) as Filter
    const all = await reader.listDirectory()
    const used = new Set(all.flatMap(({ person }) => person.memberships.map((one) => one.entity)))
    const { id } = personOf(request)
    return sendPage(context, request, reply, {
      page: 'directory',
      entries: all
        .filter((one) => matches(one, filter, { ...labels, ...flat(terms) }))
        .map(({ person: { name, email, memberships }, entry }) => ({
          person: { name, email: entry.showEmail ? email : null, memberships },
          entry,
        })),
      total: all.length,
      filter,
      entities: entityChoices(taxonomy).filter((entity) => used.has(entity.id)),
      expertise,
      spoken: [...SPOKEN_LANGUAGES],
      labels,
      terms,
      listed: all.some(({ person }) => person.id === id),
    })
  })
}

/** Labels of all terms by `vocabulary/id`, as two vocabularies may use one id. */
function flat(terms: Record<string, Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(terms).flatMap(([vocabulary, labels]) =>
      Object.entries(labels).map(([id, label]) => [`${vocabulary}/${id}`, label]),
    ),
  )
}

function matches(
  { person, entry }: { person: Person; entry: DirectoryEntry },
  { q, entity, language, ...fields }: Filter,
  labels: Record<string, string>,
): boolean {
  const entities = person.memberships.map((membership) => membership.entity)
  const expertise = EXPERTISE.flatMap((vocabulary) =>
    (entry.expertise[vocabulary] ?? []).map((id) => `${vocabulary}/${id}`),
  )
  const text = fold(
    [person.name, entry.about, ...[...entities, ...expertise].map((id) => labels[id] ?? id)].join(
      ' ',
    ),
  )
  return (
    fold(q)
      .split(' ')
      .every((word) => text.includes(word)) &&
    (entity === '' || entities.includes(entity)) &&
    (language === '' || entry.languages.includes(language)) &&
    EXPERTISE.every(
      (vocabulary) =>
        fields[vocabulary] === '' || expertise.includes(`${vocabulary}/${fields[vocabulary]}`),
    )
  )
}
