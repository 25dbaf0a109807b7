import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { ENTITY_STATES, SILENT_RULES } from '../../taxonomy/round'
import { entityChoices } from '../accounts/choices'
import { readForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { sendPage, textOf } from '../accounts/page'
import { can } from '../accounts/permissions'
import type { Context } from '../context'
import { textsOf } from '../submissions/review-desk'
import { RoundDesk, type Trouble } from './desk'
import { extendForm, openForm, remindForm } from './forms'
import { extend, openRound, remind } from './running'
import { summaryOf } from './summary'

type ByYear = { Params: { year: string } }

const RUN = { config: { action: 'round.run' } } as const

const COLUMNS = [
  'entity',
  'label',
  'state',
  'deadline',
  'confirmed',
  'changed',
  'added',
  'silent',
  'focalPoints',
  'delegate',
] as const

/** The list of rounds, opening one, and its board. */
export const roundRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const desk = new RoundDesk(context)

  const showRounds = async (
    request: FastifyRequest,
    reply: FastifyReply,
    trouble: Trouble = {},
  ) => {
    const person = personOf(request)
    const isCurator = can(person, 'round.run', null)
    const rounds = await desk.rounds.listRounds()
    const editions = (await desk.editions.listEditions())
      .map(({ id }) => id)
      .filter((id) => /^\d{4}$/.test(id))
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'rounds',
        rounds,
        own: await desk.listOwn(person),
        isCurator,
        editions: isCurator ? editions : [],
        rules: [...SILENT_RULES],
        given: textsOf(request.body),
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get('/rounds', { config: { action: 'round.read' } }, (request, reply) =>
    showRounds(request, reply),
  )

  app.post('/rounds', RUN, async (request, reply) => {
    const { data, problems } = readForm(openForm, request.body)
    if (problems) return showRounds(request, reply, { problems, status: 400 })
    const { trouble } = await desk.attempt(request, (store, act) =>
      openRound(store, desk.post, data, act),
    )
    if (trouble) return showRounds(request, reply, trouble)
    return reply.redirect(`/rounds/${data.year}?done=round-opened`, 303)
  })

  const showBoard = async (request: FastifyRequest, reply: FastifyReply, trouble: Trouble = {}) => {
    const round = await desk.roundIn(request)
    const { board, entries } = await desk.standing(round)
    const filter = { state: textOf(request, 'state'), q: textOf(request, 'q') }
    const words = filter.q.trim().toLowerCase()
    const editions = await desk.editions.listEditions()
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'round',
        round,
        isPlanned: round.opens > new Date().toISOString().slice(0, 10),
        lines: board.filter(
          ({ state, label, entity }) =>
            (filter.state === '' || state === filter.state) &&
            `${label} ${entity}`.toLowerCase().includes(words),
        ),
        states: ENTITY_STATES.map((state) => ({
          state,
          count: board.filter((line) => line.state === state).length,
        })),
        filter,
        entities: entityChoices(context.taxonomy).filter(({ id }) =>
          board.some(({ entity }) => entity === id),
        ),
        summary: summaryOf(entries),
        editions: editions
          .map(({ id }) => id)
          .filter((id) => id === `${round.year}` || id.startsWith(`${round.year}.`)),
        given: textsOf(request.body),
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get<ByYear>('/rounds/:year', RUN, (request, reply) => showBoard(request, reply))

  app.get<ByYear>('/rounds/:year/board.csv', RUN, async (request, reply) => {
    const round = await desk.roundIn(request)
    const { board } = await desk.standing(round)
    // Loaded when first asked for, so that the start does not wait for it.
    const { stringify } = await import('csv-stringify/sync')
    const rows = board.map((line) =>
      COLUMNS.map((key) => (key === 'focalPoints' ? line.focalPoints.join('; ') : line[key])),
    )
    // A name that begins like a formula must not become one in a spreadsheet.
    const text = stringify([[...COLUMNS], ...rows], { bom: true, escape_formulas: true })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="round-${round.year}.csv"`)
      .send(text)
  })

  app.post<ByYear>('/rounds/:year/extend', RUN, async (request, reply) => {
    const { year } = await desk.roundIn(request)
    const { data, problems } = readForm(extendForm, request.body)
    if (problems) return showBoard(request, reply, { problems, status: 400 })
    const { trouble } = await desk.attempt(request, (store, act) =>
      extend(store, desk.post, { year, ...data }, act),
    )
    if (trouble) return showBoard(request, reply, trouble)
    return reply.redirect(`/rounds/${year}?done=round-extended`, 303)
  })

  app.post<ByYear>('/rounds/:year/remind', RUN, async (request, reply) => {
    const { year } = await desk.roundIn(request)
    const { data, problems } = readForm(remindForm, request.body)
    if (problems) return showBoard(request, reply, { problems, status: 400 })
    const given = { year, entity: data.entity, occasion: data.request }
    const { trouble, result } = await desk.attempt(request, (store, act) =>
      remind(store, desk.post, given, act),
    )
    if (trouble) return showBoard(request, reply, trouble)
    const done = result ? 'round-reminded' : 'round-nobody'
    return reply.redirect(`/rounds/${year}?done=${done}`, 303)
  })
}
