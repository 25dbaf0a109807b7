import type { FastifyPluginAsync } from 'fastify'
import type { Context } from '../context'
import { notFound, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { nextPath } from './forms'
import { setSession } from './gate'
import { beginOidc, finishOidc, type OidcAttempt } from './oidc'
import { textOf } from './page'
import { AccountReader } from './reader'
import { SESSION_MS, SessionWriter } from './session-writer'
import { agentOf, endCurrent } from './sign-in-routes'

/** Holds an attempt, while the person is at their provider. */
const ATTEMPT_COOKIE = 'hub_oidc'
const ATTEMPT_S = 600
const LIMITED = {
  config: { action: 'session.enter', rateLimit: { max: 30, timeWindow: '15 minutes' } },
} as const

/** Signing in with an identity provider that the settings name. */
export const oidcRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  const { config, database } = context
  const reader = new AccountReader(database.reader)
  const cookie = {
    path: '/sign-in/oidc',
    httpOnly: true,
    // Not strict: the way back from the provider is a request from another site.
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
  } as const

  const providerOf = (id: string) => {
    const provider = config.oidcProviders.find((one) => one.id === id)
    if (!provider) throw notFound(say('account.noProvider', { id: id.slice(0, 60) }))
    return provider
  }
  const callbackOf = (id: string) => `${config.publicUrl}/sign-in/oidc/${id}/callback`

  app.get<{ Params: { id: string } }>('/sign-in/oidc/:id', LIMITED, async (request, reply) => {
    const provider = providerOf(request.params.id)
    const next = nextPath.parse(textOf(request, 'next'))
    const begun = await beginOidc(provider, callbackOf(provider.id), next).catch((error) => {
      request.log.error(error)
      throw new ProblemError(503, say('account.providerAway', { provider: provider.label }))
    })
    const value = Buffer.from(JSON.stringify(begun.attempt)).toString('base64url')
    reply.setCookie(ATTEMPT_COOKIE, value, { ...cookie, maxAge: ATTEMPT_S })
    return reply.redirect(begun.url, 303)
  })

  app.get<{ Params: { id: string } }>(
    '/sign-in/oidc/:id/callback',
    LIMITED,
    async (request, reply) => {
      const provider = providerOf(request.params.id)
      const attempt = readAttempt(request.cookies[ATTEMPT_COOKIE])
      reply.clearCookie(ATTEMPT_COOKIE, cookie)
      const failed = () =>
        new ProblemError(400, say('account.providerFailed', { provider: provider.label }))
      if (attempt?.provider !== provider.id) throw failed()
      const answer = new URL(request.url, config.publicUrl)
      const email = await finishOidc(provider, answer, attempt).catch((error) => {
        request.log.warn(error)
        throw failed()
      })
      const person = email === undefined ? undefined : await reader.findPersonByEmail(email)
      // The same page as after asking for a link: it tells nobody who is a member.
      if (person?.state !== 'active') return reply.redirect('/sign-in?sent=1', 303)
      const at = new Date().toISOString()
      const session = await database.writer.transaction().execute(async (transaction) => {
        const sessions = new SessionWriter(transaction)
        await endCurrent(sessions, request, at)
        const method = { method: `oidc:${provider.id}`, agent: agentOf(request), at }
        return sessions.startSession(person.id, method)
      })
      setSession(reply, context, session, SESSION_MS)
      return reply.redirect(nextPath.parse(attempt.next), 303)
    },
  )
}

function readAttempt(value: string | undefined): OidcAttempt | undefined {
  if (!value) return undefined
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString()) as OidcAttempt
  } catch {
    return undefined
  }
}
