import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { KEY_LIFETIMES, KEY_SCOPES } from '../../taxonomy/keys'
import type { FormProblem } from '../../taxonomy/member-pages'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { actorOf } from './audit-writer'
import { entityChoices, labelsOf } from './choices'
import { keyForm, readForm } from './forms'
import { personOf } from './gate'
import { KeyReader } from './key-reader'
import { KeyWriter, type NewKey } from './key-writer'
import { doneOf, sendPage } from './page'
import { reach, type Scope } from './permissions'

/** Keys for entities' own systems: made, shown once, listed, revoked. */
export const keyRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { database, taxonomy } = context
  const reader = new KeyReader(database.reader)
  const form = keyForm(taxonomy)

  const keyBy = async ({ params }: FastifyRequest) => {
    const { id } = params as { id: string }
    return /^[1-9]\d{0,8}$/.test(id) ? reader.find(Number(id)) : undefined
  }
  const scopeOfKey = async (request: FastifyRequest): Promise<Scope> =>
    (await keyBy(request))?.entity ?? null
  const scopeOfForm = ({ body }: FastifyRequest): Scope => {
    const { entity } = (body ?? {}) as { entity?: unknown }
    return typeof entity === 'string' && entity !== '' ? entity : undefined
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { problems = [], made = null }: { problems?: FormProblem[]; made?: Made | null } = {},
  ) => {
    const within = reach(personOf(request), 'key.manage')
    const keys = await reader.list(within)
    const entities = entityChoices(taxonomy).filter(
      ({ id }) => within === 'any' || within.includes(id),
    )
    const given = Object.entries((request.body ?? {}) as Record<string, unknown>)
    const model = {
      page: 'keys' as const,
      ...{ keys, entities, made, problems },
      labels: labelsOf(taxonomy, [...keys.map(({ entity }) => entity), made?.entity ?? '']),
      ...{ scopes: [...KEY_SCOPES], lifetimes: [...KEY_LIFETIMES] },
      given: problems.length > 0 ? Object.fromEntries(given.map(([k, v]) => [k, String(v)])) : {},
      done: doneOf(request),
    }
    return sendPage(context, request, reply, model, problems.length > 0 ? 400 : 200)
  }

  app.get('/keys', { config: { action: 'key.manage' } }, (request, reply) => show(request, reply))

  app.post(
    '/keys',
    { config: { action: 'key.manage', scope: scopeOfForm } },
    async (request, reply) => {
      const { data, problems } = readForm(form, request.body)
      if (problems) return show(request, reply, { problems })
      const person = personOf(request)
      const token = await database.writer
        .transaction()
        .execute((transaction) => new KeyWriter(transaction).make(data, person.id, actorOf(person)))
      // Not led elsewhere first: to be shown there, the secret would have to be kept.
      return show(request, reply, { made: { ...data, token } })
    },
  )

  app.post(
    '/keys/:id/revoke',
    { config: { action: 'key.manage', scope: scopeOfKey } },
    async (request, reply) => {
      const key = await keyBy(request)
      if (!key) throw notFound(say('thing.key'))
      await database.writer
        .transaction()
        .execute((transaction) =>
          new KeyWriter(transaction).revoke(key.id, actorOf(personOf(request))),
        )
      return reply.redirect('/keys?done=key-revoked', 303)
    },
  )
}

type Made = NewKey & { token: string }
