import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { actorOf } from '../accounts/audit-writer'
import { readForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { sendPage, textOf } from '../accounts/page'
import { can } from '../accounts/permissions'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { makeMove } from '../submissions/moving'
import { textsOf } from '../submissions/review-desk'
import { answerEntries, delegate } from './answering'
import { RoundDesk, type Trouble, troubleOf, yearIn } from './desk'
import { answerForm, delegateForm } from './forms'

type ByEntity = { Params: { year: string; entity: string } }

/** The list of an entity's entries in a round, where its focal points and their delegate answer. */
export const answerRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const desk = new RoundDesk(context)
  const entityIn = ({ params }: FastifyRequest) => (params as { entity: string }).entity

  const answering = {
    config: {
      action: 'round.answer',
      scope: entityIn,
      entrusted: (request: FastifyRequest) =>
        desk.rounds.isDelegate(yearIn(request), entityIn(request), personOf(request).id),
    },
  } as const

  const show = async (request: FastifyRequest, reply: FastifyReply, trouble: Trouble = {}) => {
    const round = await desk.roundIn(request)
    const entity = entityIn(request)
    const { entries, board, terms, people } = await desk.standing(round)
    const line = board.find((one) => one.entity === entity)
    if (!line) throw notFound(say('thing.roundEntity'))
    const mayDelegate = can(personOf(request), 'round.answer', entity)
    const members = people.filter(
      ({ state, memberships }) =>
        state === 'active' && memberships.some((one) => one.entity === entity),
    )
    const showOnly = textOf(request, 'show') === 'silent' ? 'silent' : 'all'
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'round-entity',
        round,
        isPlanned: round.opens > new Date().toISOString().slice(0, 10),
        entity: { id: entity, label: line.label },
        line,
        entries: entries.filter(
          (entry) => entry.entity === entity && (showOnly === 'all' || entry.answer === 'none'),
        ),
        filter: { show: showOnly },
        isPicked: textOf(request, 'pick') === 'all',
        members: mayDelegate ? members.map(({ id, name }) => ({ id: `${id}`, label: name })) : [],
        delegateId: `${terms.find((one) => one.entity === entity)?.delegate ?? ''}`,
        mayDelegate,
        given: textsOf(request.body),
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get<ByEntity>('/rounds/:year/entities/:entity', answering, (request, reply) =>
    show(request, reply),
  )

  app.post<ByEntity>(
    '/rounds/:year/entities/:entity/answers',
    answering,
    async (request, reply) => {
      const { year } = await desk.roundIn(request)
      const entity = entityIn(request)
      const { data, problems } = readForm(answerForm, request.body)
      if (problems) return show(request, reply, { problems, status: 400 })
      const { activity: activityIds, answer, reason } = data
      const act = { ...actorOf(personOf(request)), reason }
      try {
        await makeMove(context, (submissions, opened) =>
          answerEntries(submissions, opened, { year, entity, activityIds, answer }, act),
        )
      } catch (error) {
        return show(request, reply, troubleOf(error))
      }
      return reply.redirect(`/rounds/${year}/entities/${entity}?done=round-${answer}`, 303)
    },
  )

  app.post<ByEntity>(
    '/rounds/:year/entities/:entity/delegate',
    { config: { action: 'round.answer', scope: entityIn } },
    async (request, reply) => {
      const { year } = await desk.roundIn(request)
      const entity = entityIn(request)
      const { data, problems } = readForm(delegateForm, request.body)
      if (problems) return show(request, reply, { problems, status: 400 })
      const { trouble } = await desk.attempt(request, (store, act) =>
        delegate(store, desk.post, { year, entity, personId: data.person }, act),
      )
      if (trouble) return show(request, reply, trouble)
      return reply.redirect(`/rounds/${year}/entities/${entity}?done=round-delegated`, 303)
    },
  )
}
