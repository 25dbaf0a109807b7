import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ActivityContent } from '../../taxonomy/activity'
import { withDraft } from '../../taxonomy/draft'
import type { FormProblem } from '../../taxonomy/member-pages'
import { SPOKEN_LANGUAGES } from '../../taxonomy/people'
import { actorOf } from '../accounts/audit-writer'
import { readForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { sendPage } from '../accounts/page'
import type { Context } from '../context'
import { badRequest, notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { diffContent } from './diff'
import { givenIn, readEntryForm } from './entry-form'
import { fieldChoices, fieldLabels } from './field-labels'
import { joinContent } from './joining'
import { mayReview, refusalOf } from './moves'
import type { SavedVersion, Submission } from './reader'
import { rebased } from './rebasing'
import { ReviewDesk } from './review-desk'
import { approveForm } from './review-forms'
import { lineOf } from './review-models'
import { approve } from './reviewing'
import { fieldsOf, numberIn } from './writing-scope'

type ById = { Params: { id: string } }

/** Longest form of an entry, in bytes, as for its writers. */
const FORM_MAX = 1024 * 1024
const EDIT = { config: { action: 'submission.review' }, bodyLimit: FORM_MAX } as const

/** What a curator typed, over what. */
interface Typed {
  base: SavedVersion
  /** What the form was filled with: what `base` would publish over the public version seen. */
  filled: ActivityContent
  content: ActivityContent
  /** Fields as they were typed where they could not be read. */
  given: Record<string, string>
  reason: string
  /** Number of the public version that was seen; null where there was none. */
  seenPublic: number | null
}

/** Editing a submission and approving it so, in one act: nothing is kept before that. */
export const reviewEditRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const { taxonomy } = context
  const desk = new ReviewDesk(context)
  const { submissions } = desk.sources

  /** The form, over what stands there now; what changed since it was opened is said. */
  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    submission: Submission,
    typed?: Typed,
    { problems, status }: { problems: FormProblem[]; status: number } = {
      problems: [],
      status: 200,
    },
  ) => {
    // What was taken back from review is its writers' alone again.
    const isWritten = submission.state === 'draft'
    const head =
      isWritten && typed ? typed.base : await submissions.findVersion(submission.headVersionId)
    if (!head) throw notFound(say('thing.versionToEdit'))
    const base = typed?.base ?? head
    const shown = await desk.publicOf(submission)
    const seen = typed?.seenPublic ? await seenOf(submission, typed.seenPublic) : shown
    const now = await rebased(submissions, submission, head, shown)
    return sendPage(
      context,
      request,
      reply,
      {
        page: 'review-edit',
        line: await lineOf(desk.sources, submission),
        content: typed ? joinContent(typed.filled, typed.content, now) : now,
        given: typed?.given ?? {},
        reason: typed?.reason ?? '',
        theirs: diffContent(base.content, head.content, taxonomy),
        publicChanges: shown && seen ? diffContent(seen.content, shown.content, taxonomy) : [],
        choices: fieldChoices(taxonomy, 'curator'),
        languages: [...SPOKEN_LANGUAGES],
        fieldLabels: fieldLabels(taxonomy),
        basedOn: head.number,
        revision: submission.revision,
        seenPublic: shown?.number ?? 0,
        request: randomUUID(),
        problems,
      },
      status,
    )
  }

  /** The public version that was seen, by its number; undefined where there was none. */
  const seenOf = ({ activityId }: Submission, number: number | null) =>
    submissions.findVersionNumbered(activityId, number ?? 0)

  app.get<ById>('/review/:id/edit', EDIT, async (request, reply) => {
    const submission = await desk.submissionBy(request)
    const { actor } = actorOf(personOf(request))
    const isTheirs = mayReview(actor, submission, await desk.curators())
    // The page of the submission says why not.
    if (refusalOf('approve', submission) || !isTheirs)
      return reply.redirect(`/review/${submission.id}`, 303)
    return showForm(request, reply, submission)
  })

  app.post<ById>('/review/:id/edit', EDIT, async (request, reply) => {
    // Not `submissionBy`: what its writers took back meanwhile must not cost what was typed.
    const submission = await submissions.find(numberIn(request))
    if (!submission) throw notFound(say('thing.submission'))
    const sent = fieldsOf(request)
    const body = (request.body ?? {}) as Record<string, unknown>
    // Boxes that are not ticked are not sent: only a form that came whole may empty a list.
    if (sent.whole !== '1') throw new ProblemError(400, say('http.formPartial'))
    const base = await submissions.findVersionNumbered(
      submission.activityId,
      numberIn(sent.basedOn ?? ''),
    )
    if (!base) throw badRequest([{ field: 'basedOn', reason: say('entry.noVersion') }])
    const { data, problems = [] } = readForm(approveForm, body)
    const seen = await seenOf(submission, data?.seenPublic ?? null)
    const filled = await rebased(submissions, submission, base, seen)
    const { content: edit, issues } = readEntryForm(body, filled, 'curator')
    const content = withDraft(filled, edit)
    const typed: Typed = {
      ...{ base, filled, content, given: givenIn(body, issues) },
      reason: sent.reason ?? '',
      seenPublic: data?.seenPublic ?? null,
    }
    problems.push(...issues.map(({ field, reason }) => ({ field, reason })))
    if (!data || problems.length > 0)
      return showForm(request, reply, submission, typed, { problems, status: 400 })
    if (sent.act === 'edit') return showForm(request, reply, submission, typed)
    if (sent.act === 'preview')
      return sendPage(context, request, reply, {
        page: 'review-edit-preview',
        submissionId: submission.id,
        entry: await desk.asPublic(submission, { ...base, content }),
        changes: diffContent(filled, content, taxonomy),
        fieldLabels: fieldLabels(taxonomy),
        sent: pairsOf(body),
      })
    const { revision, seenPublic } = data
    const review = { submissionId: submission.id, curators: await desk.curators() }
    const refusal = await desk.attempt(request, data, (store, moving, act) =>
      approve(store, moving, { ...review, revision, seenPublic, content: edit }, act),
    )
    if (!refusal) return reply.redirect(`/review/${submission.id}?done=approved`, 303)
    const now = (await submissions.find(submission.id)) ?? submission
    return showForm(request, reply, now, typed, refusal)
  })
}

/** All that a form sent but the button pressed, to be sent again. */
function pairsOf(body: Record<string, unknown>): [string, string][] {
  return Object.entries(body)
    .filter(([name]) => name !== 'act')
    .flatMap(([name, value]) =>
      [value]
        .flat()
        .filter((one) => typeof one === 'string')
        .map((one): [string, string] => [name, one]),
    )
}
