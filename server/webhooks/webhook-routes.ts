import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FormProblem } from '../../taxonomy/member-pages'
import { CHANGE_KINDS, type WebhookInfo } from '../../taxonomy/webhooks'
import { actorOf } from '../accounts/audit-writer'
import { entityChoices, labelsOf } from '../accounts/choices'
import { ENTITIES, readForm, requireForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { can, reach, type Scope } from '../accounts/permissions'
import type { Context } from '../context'
import { notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { refusalOfUrl } from './address'
import { WebhookReader } from './reader'
import { WebhookWriter } from './writer'

/** Messages shown on a page of the log. */
const PAGE = 25
/** Webhooks of one entity, and of the whole catalogue. */
const MOST = 10
/** In forms, what stands for all entities. */
const ALL = 'all'

const stateForm = z.object({
  state: z.enum(['active', 'paused', 'removed'], say('webhook.state')),
})

/** Webhooks: made, edited, tried, stopped, removed, their secrets changed, and the log of what they were sent. */
export const webhookRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { config, database, taxonomy } = context
  const reader = new WebhookReader(database.reader)
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })

  const edited = z.object({
    url: z
      .string(say('field.once'))
      .trim()
      .superRefine((url, { addIssue }) => {
        const refusal = refusalOfUrl(url, config.webhooksLoopback)
        if (refusal) addIssue({ code: 'custom', message: refusal })
      }),
    kinds: z
      .preprocess(
        (given) => (given === undefined ? [] : [given].flat()),
        z.array(z.enum(CHANGE_KINDS, say('field.someOf', { values: CHANGE_KINDS.join(', ') }))),
      )
      .refine((kinds) => kinds.length > 0, say('field.atLeastOne')),
  })
  const form = edited.extend({
    entity: z
      .string(say('field.once'))
      .refine(
        (id) => id === ALL || taxonomy.concept(ENTITIES, id) !== undefined,
        say('field.unknownEntity'),
      )
      .transform((id) => (id === ALL ? null : id)),
  })

  const webhookBy = async ({ params }: FastifyRequest): Promise<WebhookInfo | undefined> => {
    const { id } = params as { id: string }
    return /^[1-9]\d{0,8}$/.test(id) ? reader.find(Number(id)) : undefined
  }
  const webhookOf = async (request: FastifyRequest) => {
    const webhook = await webhookBy(request)
    if (!webhook) throw notFound(say('thing.webhook'))
    return webhook
  }
  const scopeOfWebhook = async (request: FastifyRequest): Promise<Scope> =>
    (await webhookBy(request))?.entity ?? null
  const scopeOfForm = ({ body }: FastifyRequest): Scope => {
    const { entity } = (body ?? {}) as { entity?: unknown }
    if (entity === ALL) return null
    return typeof entity === 'string' && entity !== '' ? entity : undefined
  }
  const one = { config: { action: 'webhook.manage', scope: scopeOfWebhook } } as const

  const showAll = async (
    request: FastifyRequest,
    reply: FastifyReply,
    problems: FormProblem[] = [],
  ) => {
    const within = reach(personOf(request), 'webhook.manage')
    const webhooks = await reader.list(within)
    const entities = entityChoices(taxonomy).filter(
      ({ id }) => within === 'any' || within.includes(id),
    )
    const model = {
      page: 'webhooks' as const,
      ...{ webhooks, entities, problems, mayTakeAll: within === 'any', kinds: [...CHANGE_KINDS] },
      labels: labelsOf(
        taxonomy,
        webhooks.flatMap(({ entity }) => entity ?? []),
      ),
      given: {
        url: '',
        entity: '',
        ...(problems.length > 0 ? givenIn(request) : { kinds: [...CHANGE_KINDS] }),
      },
      done: doneOf(request),
    }
    return sendPage(context, request, reply, model, problems.length > 0 ? 400 : 200)
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    webhook: WebhookInfo,
    { secret = null, problems = [] }: { secret?: string | null; problems?: FormProblem[] } = {},
  ) => {
    const before = textOf(request, 'before')
    if (!/^\d{0,15}$/.test(before)) throw notFound(say('thing.log'))
    const found = await reader.listDeliveries(webhook.id, PAGE + 1, Number(before) || undefined)
    const deliveries = found.slice(0, PAGE)
    const last = deliveries.at(-1)
    const model = {
      page: 'webhook' as const,
      ...{ webhook, deliveries, secret, problems, kinds: [...CHANGE_KINDS] },
      labels: labelsOf(taxonomy, [webhook.entity ?? '']),
      given: problems.length > 0 ? givenIn(request) : { url: webhook.url, kinds: webhook.kinds },
      older: found.length > PAGE && last ? `/webhooks/${webhook.id}?before=${last.id}` : null,
      done: doneOf(request),
    }
    return sendPage(context, request, reply, model, problems.length > 0 ? 400 : 200)
  }

  const write = <Result>(work: (writer: WebhookWriter) => Promise<Result>) =>
    database.writer.transaction().execute((transaction) => work(new WebhookWriter(transaction)))

  app.get('/webhooks', { config: { action: 'webhook.manage' } }, (request, reply) =>
    showAll(request, reply),
  )

  app.post(
    '/webhooks',
    { config: { action: 'webhook.manage', scope: scopeOfForm } },
    async (request, reply) => {
      const { data, problems } = readForm(form, request.body)
      if (problems) return showAll(request, reply, problems)
      const person = personOf(request)
      // Whatever the scope was read from, what is made must be in reach.
      if (!can(person, 'webhook.manage', data.entity))
        throw new ProblemError(403, say('account.notAllowed'))
      const made = await write(async (writer) => {
        const all = await writer.list('any')
        if (all.filter(({ entity }) => entity === data.entity).length >= MOST) return undefined
        return writer.make(data, person.id, actorOf(person))
      })
      if (!made)
        return showAll(request, reply, [
          { field: 'entity', reason: say('webhook.tooMany', { most: MOST }) },
        ])
      const webhook = await reader.find(made.id)
      if (!webhook) throw notFound(say('thing.webhook'))
      // Not led elsewhere first: to be shown there, the secret would have to be sent twice.
      return show(request, reply, webhook, { secret: made.secret })
    },
  )

  app.get('/webhooks/:id', one, async (request, reply) =>
    show(request, reply, await webhookOf(request)),
  )

  app.post('/webhooks/:id', one, async (request, reply) => {
    const webhook = await webhookOf(request)
    const { data, problems } = readForm(edited, request.body)
    if (problems) return show(request, reply, webhook, { problems })
    await write((writer) => writer.edit(webhook.id, data, actorOf(personOf(request))))
    context.webhooks.kick()
    return reply.redirect(`/webhooks/${webhook.id}?done=webhook-edited`, 303)
  })

  app.post('/webhooks/:id/secret', one, async (request, reply) => {
    const webhook = await webhookOf(request)
    const secret = await write((writer) => writer.rotate(webhook.id, actorOf(personOf(request))))
    return show(request, reply, webhook, { secret })
  })

  app.post('/webhooks/:id/state', one, async (request, reply) => {
    const { id } = await webhookOf(request)
    const { state } = requireForm(stateForm, request.body)
    await write((writer) => writer.setState(id, state, actorOf(personOf(request))))
    context.webhooks.kick()
    if (state === 'removed') return reply.redirect('/webhooks?done=webhook-removed', 303)
    return reply.redirect(`/webhooks/${id}?done=webhook-${state}`, 303)
  })

  app.post('/webhooks/:id/test', one, async (request, reply) => {
    const { id } = await webhookOf(request)
    const delivery = await write((writer) => writer.addTest(id, actorOf(personOf(request))))
    await context.webhooks.sendNow(id, delivery)
    return reply.redirect(`/webhooks/${id}?done=webhook-tested#log`, 303)
  })

  app.post('/webhooks/:id/deliveries/:delivery/resend', one, async (request, reply) => {
    const { id } = await webhookOf(request)
    const { delivery } = request.params as { delivery: string }
    const number = /^[1-9]\d{0,14}$/.test(delivery) ? Number(delivery) : 0
    const found = await write((writer) => writer.sendAgain(id, number, actorOf(personOf(request))))
    if (!found) throw notFound(say('thing.message'))
    await context.webhooks.sendNow(id, number)
    return reply.redirect(`/webhooks/${id}?done=webhook-resent#log`, 303)
  })
}

/** What was sent by a form, to be shown in it again. */
function givenIn({ body }: FastifyRequest) {
  const sent = (body ?? {}) as Record<string, unknown>
  const texts = (value: unknown) => [value ?? []].flat().map(String)
  return {
    url: texts(sent.url)[0] ?? '',
    entity: texts(sent.entity)[0] ?? '',
    kinds: texts(sent.kinds),
  }
}
