import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type FieldIssue, withDraft } from '../../taxonomy/draft'
import { SPOKEN_LANGUAGES } from '../../taxonomy/people'
import type { FieldDiff } from '../../taxonomy/submission'
import { actorOf } from '../accounts/audit-writer'
import { entityChoices } from '../accounts/choices'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { can, reach } from '../accounts/permissions'
import type { Context } from '../context'
import { badRequest, notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { activityModel } from '../pages/models'
import { diffContent } from './diff'
import { createDraft, discard, reopen, submit, withdraw } from './drafting'
import { helpWith } from './entry-help'
import { saveEntryForm } from './entry-saving'
import { fieldChoices, fieldLabels } from './field-labels'
import { NotAllowedNow, refusalOf } from './moves'
import { makeMove, requireMove, toProblemError } from './moving'
import { type SavedVersion, type Submission, SubmissionReader } from './reader'
import { save } from './saving'
import { FORM_MAX, fieldsOf, numberIn, scopeOfSubmission, submissionIn } from './writing-scope'

const MOVES = { withdraw, discard, reopen }

interface Shown {
  status?: number
  problems?: readonly FieldIssue[]
  given?: Record<string, string>
  theirs?: FieldDiff[]
  editor?: string
}

/** Moves by which an entry comes back to its writers. */
const SENT_BACK = new Set<string>(['changes-asked', 'rejected'])

/** What the page for comparing shows: theirs, which stands, and mine, put aside. */
interface Compared {
  submission: Submission
  version: SavedVersion
  mine: SavedVersion
  diff?: FieldDiff[]
  reason?: string
}

/** Beginning, writing, previewing and submitting entries, as forms that need no script. */
export const writingRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  // Pages are for people: the API's description leaves them out.
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const { catalogue, database, taxonomy, config } = context
  const reader = new SubmissionReader(database.reader)
  const labels = fieldLabels(taxonomy)
  const OF_SUBMISSION = {
    config: { action: 'entry.write', scope: scopeOfSubmission(reader, taxonomy) },
    bodyLimit: FORM_MAX,
  } as const

  const showSubmit = (request: FastifyRequest, reply: FastifyReply, problem?: ProblemError) => {
    const within = reach(personOf(request), 'entry.write')
    const sent = fieldsOf(request)
    const [from, change] = ['from', 'change'].map((name) => sent[name] ?? textOf(request, name))
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'submit',
        entities: entityChoices(taxonomy).filter(
          ({ id }) => within === 'any' || within.includes(id),
        ),
        given: { from: from ?? '', change: change ?? '', entity: sent.entity ?? '' },
        request: randomUUID(),
        problems: problem ? [{ field: 'form', reason: problem.detail }] : [],
      },
      problem?.status,
    )
  }

  app.get('/submit', { config: { action: 'entry.write' } }, async (request, reply) =>
    showSubmit(request, reply),
  )

  app.post(
    '/submit',
    { config: { action: 'entry.write', scope: (request) => fieldsOf(request).entity ?? null } },
    async (request, reply) => {
      const person = personOf(request)
      const { entity = '', from = '', change = '', request: token = '' } = fieldsOf(request)
      try {
        if (!entityChoices(taxonomy).some(({ id }) => id === entity))
          throw badRequest([{ field: 'entity', reason: say('field.unknownEntity') }])
        const other = change || from
        if (other && !(await catalogue.find(numberIn(other))))
          throw new ProblemError(404, say('entry.noPublished', { id: other.slice(0, 20) }))
        if (change) await refuseForeign(request, numberIn(change), entity)
        const start = change
          ? ({ from: 'change', activityId: numberIn(change) } as const)
          : from
            ? ({ from: 'copy', activityId: numberIn(from) } as const)
            : ({ from: 'blank' } as const)
        const act = { ...actorOf(person), reason: '', request: token.slice(0, 100) || undefined }
        const { id } = await requireMove(context, (store) =>
          createDraft(store, { ...start, entity }, act),
        )
        return reply.redirect(`/submissions/${id}/edit`, 303)
      } catch (error) {
        if (error instanceof ProblemError) return showSubmit(request, reply, error)
        throw error
      }
    },
  )

  /** A change is proposed for one of the activity's own entities, but by curators. */
  async function refuseForeign(request: FastifyRequest, activityId: number, entity: string) {
    const activity = await catalogue.find(activityId)
    if (activity?.content.entities.includes(entity)) return
    if (!can(personOf(request), 'submission.review', null))
      throw new ProblemError(403, say('entry.otherEntity'))
  }

  const showEntry = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id }: { id: number },
    { status = 200, problems = [], given = {}, theirs = [], editor = randomUUID() }: Shown = {},
  ) => {
    const submission = await submissionIn(reader, id)
    const head = await reader.findVersion(submission.headVersionId)
    if (!head) throw notFound(say('thing.version'))
    const { content } = head
    const events = await reader.listEvents(id)
    const asked = events.filter(({ kind }) => SENT_BACK.has(kind)).at(-1)
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'entry',
        message: submission.message,
        submission,
        basedOn: head.number,
        ...{ editor, content, given, theirs },
        request: randomUUID(),
        choices: fieldChoices(taxonomy),
        languages: [...SPOKEN_LANGUAGES],
        help: await helpWith(context, reader, {
          ...{ activityId: submission.activityId, content, person: personOf(request) },
        }),
        writer: personOf(request).id,
        comments: asked?.comments ?? [],
        asked: asked?.reason ?? '',
        done: doneOf(request),
        problems: problems.map(({ field, reason }) => ({ field, reason })),
      },
      status,
    )
  }

  app.get('/submissions/:id/edit', OF_SUBMISSION, async (request, reply) => {
    const submission = await submissionIn(reader, numberIn(request))
    if (submission.state !== 'draft' && submission.state !== 'changes-asked')
      return reply.redirect(`/my/${submission.id}`, 303)
    return showEntry(request, reply, submission)
  })

  app.post('/submissions/:id/edit', OF_SUBMISSION, async (request, reply) => {
    const submission = await submissionIn(reader, numberIn(request))
    const { id } = submission
    const body = (request.body ?? {}) as Record<string, unknown>
    const sent = fieldsOf(request)
    const person = personOf(request)
    const saved = await saveEntryForm(context, reader, submission, body, person)
    const { result, issues, given, editor } = saved
    if (result.outcome === 'conflict' || result.outcome === 'closed')
      return showConflict(request, reply, result)
    const theirs = result.outcome === 'joined' ? result.theirs : []
    if (issues.length > 0)
      return showEntry(
        request,
        reply,
        { id },
        { status: 400, problems: issues, given, theirs, editor },
      )
    if (result.outcome === 'joined') return showEntry(request, reply, { id }, { theirs, editor })
    if (sent.act === 'preview') return reply.redirect(`/submissions/${id}/preview`, 303)
    if (sent.act !== 'submit') return reply.redirect(`/submissions/${id}/edit?done=saved`, 303)
    try {
      const token = sent.request?.slice(0, 100) || undefined
      await makeMove(context, (store, desk) =>
        submit(
          store,
          desk,
          { submissionId: id },
          { ...actorOf(person), reason: '', request: token },
        ),
      )
      return reply.redirect('/my?done=submitted', 303)
    } catch (error) {
      if (error instanceof NotAllowedNow && error.code === 'incomplete')
        return showEntry(request, reply, { id }, { status: 400, problems: error.issues, editor })
      throw toProblemError(error)
    }
  })

  function showConflict(
    request: FastifyRequest,
    reply: FastifyReply,
    { submission, version, mine, diff = [], reason }: Compared,
    status = 409,
  ) {
    const numbers = { basedOn: version.number, mine: mine.number }
    const closed = reason ?? null
    return sendPage(
      context,
      request,
      reply,
      { page: 'conflict', submissionId: submission.id, ...numbers, diff, closed, labels },
      status,
    )
  }

  app.get('/submissions/:id/compare', OF_SUBMISSION, async (request, reply) => {
    const submission = await submissionIn(reader, numberIn(request))
    const version = await reader.findVersion(submission.headVersionId)
    const number = numberIn(textOf(request, 'mine'))
    // Of the versions of this submission alone: earlier ones may be another entity's.
    const [mine] = await reader.listVersions(submission.id, { limit: 1, before: number + 1 })
    if (!version || mine?.number !== number) throw notFound(say('thing.version'))
    const diff = diffContent(version.content, mine.content, taxonomy)
    const reason = refusalOf('save', submission)
    return showConflict(request, reply, { submission, version, mine, diff, reason }, 200)
  })

  app.post('/submissions/:id/resolve', OF_SUBMISSION, async (request, reply) => {
    const submission = await submissionIn(reader, numberIn(request))
    const sent = fieldsOf(request)
    const { take } = (request.body ?? {}) as Record<string, unknown>
    const chosen = new Set([take ?? []].flat())
    const mine = await reader.findVersionNumbered(submission.activityId, numberIn(sent.mine ?? ''))
    if (!mine) throw badRequest([{ field: 'mine', reason: say('entry.noVersion') }])
    const fields = Object.entries(withDraft(mine.content, {})).filter(([field]) =>
      chosen.has(field),
    )
    const { source: _, ...content } = Object.fromEntries(fields)
    const request_ = {
      submissionId: submission.id,
      basedOn: numberIn(sent.basedOn ?? ''),
      editor: randomUUID(),
      content,
    }
    const result = await requireMove(context, (store, desk) =>
      save(store, desk, request_, { ...actorOf(personOf(request)), reason: '' }),
    )
    if (result.outcome === 'conflict' || result.outcome === 'closed')
      return showConflict(request, reply, result)
    return reply.redirect(`/submissions/${submission.id}/edit?done=saved`, 303)
  })

  app.get('/submissions/:id/preview', OF_SUBMISSION, async (request, reply) => {
    const submission = await submissionIn(reader, numberIn(request))
    const head = await reader.findVersion(submission.headVersionId)
    if (!head) throw notFound(say('thing.version'))
    const day = head.savedAt.slice(0, 10)
    const { activityId: id } = submission
    const seen = { id, version: head.number, createdOn: day, updatedOn: day, content: head.content }
    return sendPage(context, request, reply, {
      page: 'preview',
      submissionId: submission.id,
      entry: await activityModel(catalogue, seen, config.publicUrl),
    })
  })

  app.post('/submissions/:id/moves', OF_SUBMISSION, async (request, reply) => {
    const submissionId = numberIn(request)
    const { move = '', revision, reason = '', request: token } = fieldsOf(request)
    if (!Object.hasOwn(MOVES, move))
      throw badRequest([
        { field: 'move', reason: say('field.oneOf', { values: Object.keys(MOVES).join(', ') }) },
      ])
    const make = MOVES[move as keyof typeof MOVES]
    const target = { submissionId, revision: revision ? numberIn(revision) : undefined }
    const act = { ...actorOf(personOf(request)), reason, request: token || undefined }
    const { id } = await requireMove<Submission>(context, (store, desk) =>
      make(store, desk, target, act),
    )
    const isWritten = move !== 'discard'
    return reply.redirect(
      isWritten ? `/submissions/${id}/edit?done=${move}` : '/my?done=discard',
      303,
    )
  })
}
