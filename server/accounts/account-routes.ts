import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FormProblem } from '../../taxonomy/member-pages'
import { SPOKEN_LANGUAGES } from '../../taxonomy/people'
import type { Context } from '../context'
import { MAIL_LANGUAGES } from '../mail/messages'
import { actorOf } from './audit-writer'
import { expertiseChoices, labelsOf } from './choices'
import { directoryForm, leaveForm, profileForm, readForm, requireForm, sessionForm } from './forms'
import { clearSession, personOf } from './gate'
import { doneOf, sendPage } from './page'
import { PeopleWriter } from './people-writer'
import { AccountReader } from './reader'
import { SessionWriter } from './session-writer'

const USE = { config: { action: 'account.use' } } as const

/** One's own account: name, language, mail, directory entry, memberships, sessions. */
export const accountPageRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { database, taxonomy } = context
  const reader = new AccountReader(database.reader)
  const profile = profileForm(MAIL_LANGUAGES)
  const directory = directoryForm(taxonomy)
  const leave = leaveForm(taxonomy)

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    problems: FormProblem[] = [],
  ) => {
    const person = personOf(request)
    const now = new Date().toISOString()
    const session = request.sessionId ?? undefined
    const model = {
      page: 'account' as const,
      person,
      entry: (await reader.findDirectoryEntry(person.id)) ?? null,
      sessions: await reader.listSessions(person.id, now, session),
      expertise: expertiseChoices(taxonomy),
      languages: MAIL_LANGUAGES,
      spoken: [...SPOKEN_LANGUAGES],
      labels: labelsOf(
        taxonomy,
        person.memberships.map(({ entity }) => entity),
      ),
      done: doneOf(request),
      problems,
    }
    return sendPage(context, request, reply, model, problems.length > 0 ? 400 : 200)
  }
  const change = (work: (people: PeopleWriter) => Promise<void>) =>
    database.writer.transaction().execute((transaction) => work(new PeopleWriter(transaction)))

  app.get('/account', USE, async (request, reply) => show(request, reply))

  app.post('/account', USE, async (request, reply) => {
    const person = personOf(request)
    const { data, problems } = readForm(profile, request.body)
    if (problems) return show(request, reply, problems)
    await change((people) => people.setProfile(person, data, actorOf(person)))
    return reply.redirect('/account?done=saved', 303)
  })

  app.post('/account/directory', USE, async (request, reply) => {
    const person = personOf(request)
    const { data, problems } = readForm(directory, request.body)
    if (problems) return show(request, reply, problems)
    const { listed, showEmail, about, languages, ...expertise } = data
    const entry = { showEmail, about, languages, expertise }
    await change((people) =>
      people.setDirectoryEntry(person.id, listed ? entry : null, actorOf(person)),
    )
    return reply.redirect(`/account?done=${listed ? 'listed' : 'unlisted'}`, 303)
  })

  app.post('/account/leave', USE, async (request, reply) => {
    const person = personOf(request)
    const { entity } = requireForm(leave, request.body)
    await change((people) => people.removeMembership(person.id, entity, actorOf(person)))
    return reply.redirect('/account?done=left', 303)
  })

  app.post('/account/sessions', USE, async (request, reply) => {
    const person = personOf(request)
    const { session } = requireForm(sessionForm, request.body)
    await database.writer
      .transaction()
      .execute((transaction) =>
        new SessionWriter(transaction).endSessions(person.id, session, new Date().toISOString()),
      )
    if (session !== 'all' && session !== request.sessionId)
      return reply.redirect('/account?done=session-ended', 303)
    clearSession(reply)
    return reply.redirect('/sign-in', 303)
  })
}
