import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FormProblem, LinkInfo } from '../../taxonomy/member-pages'
import type { Context } from '../context'
import { composeMail } from '../mail/compose'
import { MailWriter } from '../mail/writer'
import { say } from '../messages/say'
import {
  acceptForm,
  ENTITIES,
  linkForm,
  nextPath,
  readForm,
  requireForm,
  signInForm,
  unsubscribeForm,
} from './forms'
import { clearSession, setSession } from './gate'
import { linkAddress } from './links'
import { sendPage, textOf } from './page'
import { PeopleWriter } from './people-writer'
import { AccountReader } from './reader'
import { LINK_MS, SESSION_MS, SessionWriter } from './session-writer'

/** Links an hour that one address gets, and requests for them from one network address in 15 minutes. */
const LINKS_AN_HOUR = 5
const REQUESTS = { max: 30, timeWindow: '15 minutes' }

const HOUR_MS = 3_600_000
const ENTER = { config: { action: 'session.enter' } } as const
const ENTER_LIMITED = { config: { action: 'session.enter', rateLimit: REQUESTS } } as const

/** Signing in by a mailed link, taking up invitations, signing out, turning mail off. */
export const signInRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { config, database, mail, taxonomy } = context
  const reader = new AccountReader(database.reader)

  const showSignIn = (request: FastifyRequest, reply: FastifyReply, problems: FormProblem[] = []) =>
    sendPage(
      context,
      request,
      reply,
      {
        page: 'sign-in',
        next: nextPath.parse(textOf(request, 'next')),
        providers: config.oidcProviders.map(({ id, label }) => ({ id, label })),
        sent: textOf(request, 'sent') === '1',
        problems,
      },
      problems.length > 0 ? 400 : 200,
    )

  app.get('/sign-in', ENTER, async (request, reply) => showSignIn(request, reply))

  app.post('/sign-in', ENTER_LIMITED, async (request, reply) => {
    const { data, problems } = readForm(signInForm, request.body)
    if (problems) return showSignIn(request, reply, problems)
    await sendLink(data.email, data.next)
    return reply.redirect('/sign-in?sent=1', 303)
  })

  /** Known or not, an address costs one commit and gets the same answer. */
  async function sendLink(email: string, next: string): Promise<void> {
    const at = new Date()
    await database.writer.transaction().execute(async (transaction) => {
      const sessions = new SessionWriter(transaction)
      const hourAgo = new Date(at.getTime() - HOUR_MS).toISOString()
      const asked = await sessions.countSignInRequests(email, hourAgo)
      await sessions.countRequest(email, at.toISOString())
      const person = await sessions.findPersonByEmail(email)
      if (asked >= LINKS_AN_HOUR || person?.state !== 'active') return
      const token = await sessions.createLink(person.id, next, at.toISOString())
      const { language, name } = person
      await new MailWriter(transaction, config.publicUrl).add(
        person.email,
        composeMail('sign-in', {
          language,
          params: { name, minutes: String(LINK_MS / 60_000) },
          link: linkAddress(config.publicUrl, token),
        }),
        {
          at: at.toISOString(),
          giveUpAt: new Date(at.getTime() + LINK_MS).toISOString(),
        },
      )
    })
    mail.kick()
  }

  /** What a link opens, for its page; a link that does not work is answered 410. */
  const showLink = async (
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    problems: FormProblem[] = [],
  ) => {
    const target = await reader.findLink(token, new Date().toISOString())
    const entity = target.entity
    const link: LinkInfo = {
      ...target,
      entity: entity
        ? { id: entity, label: taxonomy.concept(ENTITIES, entity)?.label ?? entity }
        : null,
    }
    const status = problems.length > 0 ? 400 : link.state === 'open' ? 200 : 410
    return sendPage(context, request, reply, { page: 'link', token, link, problems }, status)
  }

  // Looking spends nothing: mail scanners open links, but press no buttons.
  app.get('/sign-in/link', ENTER, async (request, reply) =>
    showLink(request, reply, textOf(request, 'token')),
  )

  app.post('/sign-in/link', ENTER_LIMITED, async (request, reply) => {
    const { token } = requireForm(linkForm, request.body)
    const target = await reader.findLink(token, new Date().toISOString())
    if (target.state !== 'open') return showLink(request, reply, token)
    if (target.kind === 'sign-in') return signIn(request, reply, token)
    const { data, problems = [] } = readForm(acceptForm, request.body)
    if (data && target.email === null && !data.email)
      problems.push({ field: 'email', reason: say('field.given') })
    if (!data || problems.length > 0) return showLink(request, reply, token, problems)
    return accept(request, reply, { token, name: data.name, email: data.email ?? '' })
  })

  async function signIn(request: FastifyRequest, reply: FastifyReply, token: string) {
    const at = new Date().toISOString()
    const entered = await database.writer.transaction().execute(async (transaction) => {
      const sessions = new SessionWriter(transaction)
      const spent = await sessions.spendLink(token, at)
      if (!spent) return undefined
      await endCurrent(sessions, request, at)
      const method = { method: 'link', agent: agentOf(request), at }
      return { next: spent.next, session: await sessions.startSession(spent.personId, method) }
    })
    if (!entered) return showLink(request, reply, token)
    setSession(reply, context, entered.session, SESSION_MS)
    return reply.redirect(entered.next, 303)
  }

  async function accept(
    request: FastifyRequest,
    reply: FastifyReply,
    given: { token: string; name: string; email: string },
  ) {
    const at = new Date().toISOString()
    const session = await database.writer.transaction().execute(async (transaction) => {
      const personId = await new PeopleWriter(transaction).acceptInvitation(given.token, given, at)
      if (personId === undefined) return undefined
      const sessions = new SessionWriter(transaction)
      await endCurrent(sessions, request, at)
      const method = { method: 'invitation', agent: agentOf(request), at }
      return sessions.startSession(personId, method)
    })
    if (!session) return showLink(request, reply, given.token)
    setSession(reply, context, session, SESSION_MS)
    return reply.redirect('/account?done=welcome', 303)
  }

  app.post('/sign-out', ENTER, async (request, reply) => {
    await database.writer
      .transaction()
      .execute((transaction) =>
        endCurrent(new SessionWriter(transaction), request, new Date().toISOString()),
      )
    clearSession(reply)
    return reply.redirect('/sign-in', 303)
  })

  app.get('/unsubscribe', ENTER, async (request, reply) => {
    const token = textOf(request, 'token')
    const person = await reader.findPersonByMailToken(token)
    if (!person) return reply.redirect('/account', 303)
    const done = person.mail === 'none'
    return sendPage(context, request, reply, {
      page: 'unsubscribe',
      ...{ token, email: person.email, done },
    })
  })

  // Mail programs send this by themselves (RFC 8058): the secret is in the address then.
  app.post('/unsubscribe', ENTER_LIMITED, async (request, reply) => {
    const given = textOf(request, 'token') || requireForm(unsubscribeForm, request.body).token
    const person = await reader.findPersonByMailToken(given)
    if (person)
      await database.writer.transaction().execute((transaction) =>
        new PeopleWriter(transaction).setMail(person, 'none', {
          actor: 'unsubscribe-link',
          at: new Date().toISOString(),
        }),
      )
    return reply.redirect(`/unsubscribe?${new URLSearchParams({ token: given })}`, 303)
  })
}

/** Ends the session a request came with: a device has one at a time. */
export async function endCurrent(
  sessions: SessionWriter,
  { person, sessionId }: FastifyRequest,
  at: string,
): Promise<void> {
  if (person && sessionId !== null) await sessions.endSessions(person.id, sessionId, at)
}

/** The browser as it names itself; empty where it does not. */
export function agentOf({ headers }: FastifyRequest): string {
  return headers['user-agent'] ?? ''
}
