import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { TEXT_BLOCKS, type TextBlock, type TextVersion } from '../../taxonomy/report-texts'
import { readForm } from '../accounts/forms'
import { sendPage, textOf } from '../accounts/page'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { TextReader } from '../reports/text-reader'
import { TextWriter } from '../reports/text-writer'
import { defaultText } from '../reports/texts'
import { diffText } from '../submissions/diff'
import { textsOf } from '../submissions/review-desk'
import { RoundDesk, type Trouble, yearIn } from './desk'
import { textForm } from './forms'
import { newestEdition } from './running'

type ByBlock = { Params: { year: string; block: string } }

const RUN = { config: { action: 'round.run' } } as const

/** The texts of the report's front matter: written, compared, and put back by curators. */
export const textRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const desk = new RoundDesk(context)
  const texts = new TextReader(context.database.reader)

  /** The year of the address, where it has a round or an edition. */
  const yearOf = async (request: FastifyRequest) => {
    const year = yearIn(request)
    const edition = await newestEdition(desk.editions, year)
    if (!edition && !(await desk.rounds.findRound(year))) throw notFound(say('thing.round'))
    return { year, edition: edition?.id ?? null }
  }
  const blockIn = ({ params }: FastifyRequest): TextBlock => {
    const { block } = params as { block: string }
    const found = TEXT_BLOCKS.find((one) => one === block)
    if (!found) throw notFound(say('thing.text', { name: block.slice(0, 60) }))
    return found
  }
  const original = (block: TextBlock): TextVersion => ({
    ...{ number: 0, body: defaultText(block), author: '', savedAt: '' },
  })

  app.get<{ Params: { year: string } }>('/rounds/:year/texts', RUN, async (request, reply) => {
    const { year, edition } = await yearOf(request)
    const newest = new Map((await texts.listNewest(year)).map((text) => [text.block, text]))
    const frozen = edition ? await texts.listFrozen(edition) : []
    const numberIn = new Map(frozen.map(({ block, number }) => [block, number]))
    return sendPage(context, request, reply, {
      page: 'round-texts',
      year,
      edition,
      blocks: TEXT_BLOCKS.map((block) => {
        const text = newest.get(block) ?? original(block)
        const isAhead = edition !== null && text.number !== (numberIn.get(block) ?? 0)
        return { block, text: plainOf(text), isAhead }
      }),
      ...desk.told(request, {}),
    })
  })

  const showText = async (
    request: FastifyRequest,
    reply: FastifyReply,
    trouble: Trouble & { draft?: string } = {},
  ) => {
    const { year, edition } = await yearOf(request)
    const block = blockIn(request)
    const versions = [original(block), ...(await texts.listVersions(year, block))]
    const newest = versions.at(-1) as TextVersion
    const chosen = (name: string) =>
      versions.find(({ number }) => String(number) === textOf(request, name))
    const after = chosen('to') ?? newest
    const before = chosen('from') ?? versions[Math.max(0, versions.indexOf(after) - 1)] ?? after
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'round-text',
        ...{ year, edition, block },
        body: trouble.draft ?? newest.body,
        newest: newest.number,
        versions: versions.map(plainOf).reverse(),
        compared: {
          from: before.number,
          to: after.number,
          pieces: diffText(before.body, after.body),
        },
        ...desk.told(request, trouble),
      },
      trouble.status,
    )
  }

  app.get<ByBlock>('/rounds/:year/texts/:block', RUN, (request, reply) => showText(request, reply))

  app.post<ByBlock>(
    '/rounds/:year/texts/:block',
    { ...RUN, bodyLimit: 256 * 1024 },
    async (request, reply) => {
      const { year } = await yearOf(request)
      const block = blockIn(request)
      const { data, problems } = readForm(textForm, request.body)
      const draft = textsOf(request.body).body
      if (problems) return showText(request, reply, { problems, status: 400, draft })
      const { result, trouble } = await desk.attempt(request, async (store, act) => {
        const saved = await new TextWriter(store.transaction).save({ year, block, ...data }, act)
        if (typeof saved === 'number')
          await store.log(act, 'round.text-saved', year, { block, number: saved })
        return saved
      })
      if (trouble) return showText(request, reply, { ...trouble, draft })
      if (result === 'conflict') {
        const reason = say('round.textMoved')
        return showText(request, reply, {
          ...{ problems: [{ field: 'body', reason }], status: 409, draft },
        })
      }
      return reply.redirect(`/rounds/${year}/texts/${block}?done=round-text`, 303)
    },
  )
}

function plainOf({ number, body, author, savedAt }: TextVersion): TextVersion {
  return { number, body, author, savedAt }
}
