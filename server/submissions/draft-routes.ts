import type { FastifyPluginAsync } from 'fastify'
import type { DraftAnswer } from '../../taxonomy/submission-pages'
import { personOf } from '../accounts/gate'
import type { Context } from '../context'
import { ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { helpWith } from './entry-help'
import { fillOf, saveEntryForm } from './entry-saving'
import { SubmissionReader } from './reader'
import { FORM_MAX, fieldsOf, numberIn, scopeOfSubmission, submissionIn } from './writing-scope'

/** Saving an entry while it is written: the form that a page sends, answered for a script. */
export const draftRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { database, taxonomy } = context
  const reader = new SubmissionReader(database.reader)

  app.post(
    '/submissions/:id/draft',
    {
      config: { action: 'entry.write', scope: scopeOfSubmission(reader, taxonomy) },
      bodyLimit: FORM_MAX,
      schema: { hide: true },
    },
    async (request): Promise<DraftAnswer> => {
      const person = personOf(request)
      // Whoever signs in again in another tab may be someone else, and must not write as them.
      if (numberIn(fieldsOf(request).writer ?? '') !== person.id)
        throw new ProblemError(409, say('entry.otherPerson'))
      const submission = await submissionIn(reader, numberIn(request))
      const body = (request.body ?? {}) as Record<string, unknown>
      const { result, issues, mine } = await saveEntryForm(
        context,
        reader,
        submission,
        body,
        person,
      )
      if (result.outcome === 'closed') return { outcome: 'closed', reason: result.reason }
      if (result.outcome === 'conflict')
        return {
          outcome: 'conflict',
          fields: result.fields,
          compare: `/submissions/${submission.id}/compare?mine=${result.mine.number}`,
        }
      const { outcome, version } = result
      const { activityId } = submission
      return {
        outcome,
        basedOn: version.number,
        savedAt: version.savedAt,
        problems: issues.map(({ field, reason }) => ({ field, reason })),
        theirs: outcome === 'joined' ? result.theirs : [],
        fill: fillOf(mine, version.content),
        help: await helpWith(context, reader, { activityId, content: version.content, person }),
      }
    },
  )
}
