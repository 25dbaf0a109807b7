import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { SUBMISSION_KINDS } from '../../taxonomy/submission'
import type { SubmissionLine, WriterMove } from '../../taxonomy/submission-pages'
import { ActorNames } from '../accounts/actor-names'
import { actorOf, personRef } from '../accounts/audit-writer'
import { labelsOf } from '../accounts/choices'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { can, reach } from '../accounts/permissions'
import type { Context } from '../context'
import { RoundDesk } from '../rounds/desk'
import { archive } from './archiving'
import { diffContent } from './diff'
import { fieldLabels } from './field-labels'
import { refusalOf } from './moves'
import { requireMove } from './moving'
import { QueueReader } from './queue-reader'
import { type Submission, SubmissionReader } from './reader'
import { rebased } from './rebasing'
import { fieldsOf, numberIn, scopeOfSubmission, submissionIn } from './writing-scope'

/** How many submissions and published entries one page shows. */
const SHOWN = 100
const PUBLISHED_SHOWN = 20
/** What curators have to decide, as the queue shows it first. */
const DUE = { states: ['submitted'], isDue: true } as const

/** Where the entries of a person and of their entities stand, and what they can do with them. */
export const myRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  // Pages are for people: the API's description leaves them out.
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const { catalogue, database, taxonomy } = context
  const reader = new SubmissionReader(database.reader)
  const actors = new ActorNames(database.reader, (id) => labelsOf(taxonomy, [id])[id] ?? id)
  const rounds = new RoundDesk(context)
  const queue = new QueueReader(database.reader)

  const lineOf = async (submission: Submission): Promise<SubmissionLine> => {
    const { id, activityId, kind, state, revision, mergedInto, stateSince } = submission
    const head = await reader.findVersion(submission.headVersionId)
    const standing = await reader.findStanding(activityId)
    const last = (await reader.listEvents(id)).filter(({ kind }) => kind !== 'published').at(-1)
    const author = /^(person|key):/.test(last?.actor ?? '') ? (last?.actor ?? '') : ''
    const handedIn =
      state === 'published' && last?.kind === 'approved'
        ? await reader.findVersion(last.headBefore ?? 0)
        : undefined
    const before = handedIn && (await reader.findVersion(last?.publicBefore ?? 0))
    const offered = handedIn && (await rebased(reader, submission, handedIn, before))
    const moves = (['withdraw', 'discard', 'reopen'] as const).filter(
      (move) => !refusalOf(move, submission),
    )
    const edit: WriterMove[] = refusalOf('save', submission) ? [] : ['edit']
    return {
      ...{ id, activityId, kind, state, revision, mergedInto },
      title: head?.content.title ?? '',
      entity: labelsOf(taxonomy, [submission.entity])[submission.entity] ?? '',
      since: stateSince,
      by: author && ((await actors.listNames([author])).get(author) ?? ''),
      reason: last?.reason ?? '',
      comments: last?.comments ?? [],
      edits: offered && head ? diffContent(offered, head.content, taxonomy) : [],
      isPublic: Boolean(standing?.publishedVersionId),
      moves: [...edit, ...moves],
    }
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    submissions: Submission[],
    isOne: boolean,
  ) => {
    const entities = ownEntities(request)
    const q = textOf(request, 'q')
    const isCurator = can(personOf(request), 'submission.review', null)
    // A curator of no entity keeps all entries.
    const filters: Record<string, string[]> = entities.length > 0 ? { entity: entities } : {}
    const search = { q, filters, sort: 'updated', offset: 0 } as const
    const found =
      isOne || (entities.length === 0 && !isCurator)
        ? { items: [], total: 0 }
        : await catalogue.search({ ...search, limit: PUBLISHED_SHOWN })
    const waiting = isCurator && !isOne ? await queue.count(DUE) : null
    return sendPage(context, request, reply, {
      page: 'my',
      lines: await Promise.all(submissions.map(lineOf)),
      isOne,
      published: found.items.map(({ id, title }) => ({ id, title })),
      publishedCount: found.total,
      fieldLabels: fieldLabels(taxonomy),
      isOfEntities: entities.length > 0,
      rounds: isOne ? [] : await rounds.listOwn(personOf(request)),
      waiting: waiting && {
        total: waiting.total,
        kinds: SUBMISSION_KINDS.map((kind) => ({ kind, count: waiting.kinds[kind] ?? 0 })),
      },
      q,
      request: randomUUID(),
      done: doneOf(request),
    })
  }

  /** Entities whose people the one who asks belongs to; a curator's reach over all is not theirs. */
  function ownEntities(request: FastifyRequest): string[] {
    const person = personOf(request)
    const within = reach(person, 'entry.write')
    return within === 'any' ? person.memberships.map(({ entity }) => entity) : within
  }

  app.get('/my', { config: { action: 'entry.write' } }, async (request, reply) => {
    const actor = personRef(personOf(request).id)
    const page = { limit: SHOWN, offset: 0 }
    const mine = await reader.listMine(actor, ownEntities(request), page)
    return show(request, reply, mine, false)
  })

  app.get(
    '/my/:id',
    { config: { action: 'entry.write', scope: scopeOfSubmission(reader, taxonomy) } },
    async (request, reply) =>
      show(request, reply, [await submissionIn(reader, numberIn(request))], true),
  )

  app.post(
    '/my/published/:id/archive',
    {
      config: {
        action: 'entry.write',
        scope: async (request) => {
          const standing = await reader.findStanding(numberIn(request))
          const version = await reader.findVersion(standing?.publishedVersionId ?? 0)
          return version?.content.entities ?? null
        },
      },
    },
    async (request, reply) => {
      const { reason = '', request: token } = fieldsOf(request)
      const act = { ...actorOf(personOf(request)), reason, request: token || undefined }
      await requireMove(context, (store, desk) =>
        archive(store, desk, { activityId: numberIn(request) }, act),
      )
      return reply.redirect('/my?done=archived', 303)
    },
  )
}
