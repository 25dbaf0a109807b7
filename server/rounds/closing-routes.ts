import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { byText } from '../../taxonomy/fold'
import { SILENT_RULES, type SilentRule } from '../../taxonomy/round'
import type { Difference } from '../../taxonomy/round-pages'
import { readForm } from '../accounts/forms'
import { sendPage, textOf } from '../accounts/page'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { TextReader } from '../reports/text-reader'
import type { Correction } from '../reports/writer'
import { textsOf } from '../submissions/review-desk'
import { RoundDesk, type Trouble, yearIn } from './desk'
import { RESULTS } from './entries'
import { closeForm, erratumForm, exceptionForm, reasonOf, ruleForm } from './forms'
import { closeRound, correctEdition, newestEdition, ruleSilent, seenSum } from './running'
import { summaryOf } from './summary'

type ByYear = { Params: { year: string } }

const RUN = { config: { action: 'round.run' } } as const
/** Most entries or differences on one page. */
const SHOWN = 200

/** What becomes of the silent, closing a round, and correcting its edition afterwards. */
export const closingRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const desk = new RoundDesk(context)

  const showSilent = async (
    request: FastifyRequest,
    reply: FastifyReply,
    trouble: Trouble = {},
  ) => {
    const round = await desk.roundIn(request)
    const entity = textOf(request, 'entity')
    const silent = (await desk.rounds.listEntries(round)).filter(({ answer }) => answer === 'none')
    const meant = silent.filter((entry) => entity === '' || entry.entity === entity)
    const ruleOf = (result: string) =>
      SILENT_RULES.find((rule) => RESULTS[rule] === result) as SilentRule
    const entities = [...new Set(silent.map((entry) => entry.entity))]
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'round-silent',
        round,
        entries: meant
          .slice(0, SHOWN)
          .map(({ activityId, title, entity, result, isException }) => ({
            ...{ activityId, title, entity: desk.labelOf(entity), isException },
            rule: ruleOf(result),
          })),
        total: meant.length,
        filter: { entity },
        entities: entities
          .map((id) => ({ id, label: desk.labelOf(id) }))
          .sort(byText(({ label }) => label)),
        rules: [...SILENT_RULES],
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get<ByYear>('/rounds/:year/silent', RUN, (request, reply) => showSilent(request, reply))

  const ruled = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { activityIds: readonly number[] | 'all'; rule: SilentRule | null },
  ) => {
    const { year } = await desk.roundIn(request)
    const { trouble } = await desk.attempt(request, (store, act) =>
      ruleSilent(store, { year, ...given }, act),
    )
    if (trouble) return showSilent(request, reply, trouble)
    const { entity } = textsOf(request.body)
    const back = new URLSearchParams({ ...(entity ? { entity } : {}), done: 'round-ruled' })
    return reply.redirect(`/rounds/${year}/silent?${back}`, 303)
  }

  app.post<ByYear>('/rounds/:year/silent', RUN, async (request, reply) => {
    const { data, problems } = readForm(exceptionForm, request.body)
    if (problems) return showSilent(request, reply, { problems, status: 400 })
    return ruled(request, reply, { activityIds: data.activity, rule: data.rule })
  })

  app.post<ByYear>('/rounds/:year/rule', RUN, async (request, reply) => {
    const { data, problems } = readForm(ruleForm, request.body)
    if (problems) return showSilent(request, reply, { problems, status: 400 })
    return ruled(request, reply, { activityIds: 'all', rule: data.rule })
  })

  const showClosing = async (
    request: FastifyRequest,
    reply: FastifyReply,
    trouble: Trouble = {},
  ) => {
    const round = await desk.roundIn(request)
    const { entries, board } = await desk.standing(round)
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'round-close',
        round,
        summary: summaryOf(entries),
        leftOut: entries
          .filter(({ result }) => result === 'left-out')
          .map(({ activityId, title, entity }) => ({
            ...{ activityId, title, entity: desk.labelOf(entity) },
          })),
        overdue: board
          .filter(({ state }) => state !== 'done')
          .map(({ entity, label }) => ({ id: entity, label })),
        seen: seenSum(entries),
        given: textsOf(request.body),
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get<ByYear>('/rounds/:year/close', RUN, (request, reply) => showClosing(request, reply))

  app.post<ByYear>('/rounds/:year/close', RUN, async (request, reply) => {
    const { year } = await desk.roundIn(request)
    const { data, problems } = readForm(closeForm, request.body)
    if (problems) return showClosing(request, reply, { problems, status: 400 })
    const { trouble } = await desk.attempt(request, (store, act) =>
      closeRound(store, desk.post, { year, ...data }, act),
    )
    if (trouble) return showClosing(request, reply, trouble)
    // Pages of entries say whether they were confirmed.
    context.answers.clear()
    return reply.redirect(`/rounds/${year}?done=round-closed`, 303)
  })

  /** What an edition holds otherwise than the public sees it now, with the versions to correct it by. */
  const differencesOf = async (edition: string) => {
    const before = new Map(
      (await desk.editions.listEntries(edition)).map((entry) => [entry.id, entry]),
    )
    const now = new Map((await desk.rounds.listPublic()).map((entry) => [entry.activityId, entry]))
    const ids = [...new Set([...before.keys(), ...now.keys()])].sort((a, b) => a - b)
    return ids.flatMap((activityId): (Difference & { versionId: number | null })[] => {
      const [old, current] = [before.get(activityId), now.get(activityId)]
      if (old && current && old.version === current.number) return []
      const kind = old ? (current ? 'changed' : 'gone') : 'new'
      const title = current?.title ?? old?.content.title ?? ''
      return [{ activityId, kind, title, versionId: current?.versionId ?? null }]
    })
  }

  const editionIn = async (request: FastifyRequest) => {
    const edition = await newestEdition(desk.editions, yearIn(request))
    if (!edition) throw notFound(say('thing.edition'))
    return edition
  }

  const showErratum = async (
    request: FastifyRequest,
    reply: FastifyReply,
    trouble: Trouble = {},
  ) => {
    const edition = await editionIn(request)
    const q = textOf(request, 'q')
    const all = await differencesOf(edition.id)
    const meant = all.filter(({ title, activityId }) =>
      `${activityId} ${title}`.toLowerCase().includes(q.trim().toLowerCase()),
    )
    const [year, number = '0'] = edition.id.split('.')
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'round-erratum',
        year: Number(year),
        edition: edition.id,
        next: `${year}.${Number(number) + 1}`,
        differences: meant.slice(0, SHOWN).map(({ activityId, title, kind }) => ({
          ...{ activityId, title, kind },
        })),
        texts: await new TextReader(context.database.reader).listChangedSince(edition.id),
        total: meant.length,
        q,
        given: textsOf(request.body),
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get<ByYear>('/rounds/:year/erratum', RUN, (request, reply) => showErratum(request, reply))

  app.post<ByYear>('/rounds/:year/erratum', RUN, async (request, reply) => {
    const year = yearIn(request)
    const { id } = await editionIn(request)
    const { data, problems } = readForm(erratumForm, request.body)
    if (problems) return showErratum(request, reply, { problems, status: 400 })
    const differences = new Map((await differencesOf(id)).map((one) => [one.activityId, one]))
    const corrections: Correction[] = []
    const wrong: { field: string; reason: string }[] = []
    for (const activityId of data.activity) {
      const difference = differences.get(activityId)
      const reason = reasonOf(request.body, activityId)
      if (!difference)
        wrong.push({
          field: 'activity',
          reason: say('round.asFrozen', { activity: activityId, edition: id }),
        })
      else if (!reason.success)
        wrong.push({ field: 'reason', reason: reason.error.issues[0]?.message ?? '' })
      else corrections.push({ activityId, versionId: difference.versionId, reason: reason.data })
    }
    if (wrong.length > 0) return showErratum(request, reply, { problems: wrong, status: 400 })
    const { trouble, result } = await desk.attempt(request, (store, act) =>
      correctEdition(store, { year, note: data.note, corrections }, act),
    )
    if (trouble) return showErratum(request, reply, trouble)
    return reply.redirect(`/reports/${result}`, 303)
  })
}
