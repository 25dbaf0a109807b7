import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { PersonDetail } from '../../taxonomy/people'
import type { Context } from '../context'
import { ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { type ApiKey, KeyReader } from './key-reader'
import { KeyWriter } from './key-writer'
import { type Action, can, isForKeys, keyCan, PERMISSIONS, type Scope } from './permissions'
import { AccountReader } from './reader'
import { SessionWriter } from './session-writer'
import { WriteLimit } from './write-limit'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What whoever asks must be allowed to do; every route names it. */
    action?: Action
    /** Which entities this request concerns, where the action's reach may be `own`. */
    scope?: (request: FastifyRequest) => Scope | Promise<Scope>
    /** Whether someone who may do it has entrusted this request to the person who makes it. */
    entrusted?: (request: FastifyRequest) => Promise<boolean>
  }
  interface FastifyRequest {
    /** Who asks; null on public pages, for visitors, and once a session has ended. */
    person: PersonDetail | null
    sessionId: number | null
    /** The key that asks, on the routes that are for keys; no session counts there. */
    key: ApiKey | null
  }
  interface FastifyInstance {
    /** Every route with the action it needs, for the test that walks them all. */
    routeActions: { method: string; url: string; action: Action }[]
  }
}

/** Holds the secret of a session; scripts cannot read it. */
const SESSION_COOKIE = 'hub_session'
/** Says to scripts only that there is a session, so that cached pages can link to the account. */
const SIGNED_IN_COOKIE = 'hub_signed_in'
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** An account may write this part of the requests that an address may send. */
const WRITES_SHARE = 4
/** How exactly the last use of a session is known, in ms. */
const TOUCH_MS = 3_600_000
/** The same of a key. */
const KEY_TOUCH_MS = 60_000

/**
 * Stands before every route: refuses forged writes, finds out who asks, and checks the
 * one permission table. Routes without an action stop the start.
 */
export function addGate(app: FastifyInstance, context: Context): void {
  const reader = new AccountReader(context.database.reader)
  const keys = new KeyReader(context.database.reader)
  const writes = new WriteLimit(Math.ceil(context.config.rateLimit / WRITES_SHARE))
  const byKey = new WriteLimit(Math.ceil(context.config.rateLimit / WRITES_SHARE))
  const checks: (() => void)[] = []
  const nameless: string[] = []
  app.decorateRequest('person', null)
  app.decorateRequest('sessionId', null)
  app.decorateRequest('key', null)
  app.decorate('routeActions', [])

  app.addHook('onRoute', (route) => {
    const { method, url } = route
    // Looked at again when all is registered: a plugin's own hooks may name the action.
    checks.push(() => {
      const action = route.config?.action
      if (action && action in PERMISSIONS)
        for (const one of [method].flat()) app.routeActions.push({ method: one, url, action })
      else nameless.push(`${method} ${url}`)
    })
  })
  app.addHook('onReady', async () => {
    for (const check of checks.splice(0)) check()
    if (nameless.length > 0)
      throw new Error(`These routes name no action of the permission table: ${nameless.join(', ')}`)
  })

  app.addHook('onRequest', async (request) => {
    // A browser never adds a key by itself, so that nobody can make it send one.
    const { action = 'public' } = request.routeOptions.config
    if (!SAFE.has(request.method) && !isForKeys(action))
      refuseForged(request, context.config.publicUrl)
  })
  // After every limit on requests, before a body is read.
  app.addHook('preParsing', async (request, reply) => {
    const { action = 'public' } = request.routeOptions.config
    if (action === 'public') return
    reply.header('cache-control', 'no-store')
    if (isForKeys(action)) {
      const key = await recogniseKey(request, reply, context, keys)
      limit(reply, byKey.take(key.id, Date.now()), 'limit.key')
      request.key = key
      if (!keyCan(key, action)) throw new ProblemError(403, say('key.notForThat'))
      return
    }
    await recognise(request, context, reader)
    if (request.person && !SAFE.has(request.method))
      limit(reply, writes.take(request.person.id, Date.now()), 'limit.account')
    if (!can(request.person, action) && !(await isEntrusted(request))) return refuse(request, reply)
  })
  app.addHook('preHandler', async (request, reply) => {
    const { action = 'public', scope } = request.routeOptions.config
    if (!scope) return
    if (request.key) {
      if (!keyCan(request.key, action, await scope(request)))
        throw new ProblemError(403, say('key.otherEntity'))
      return
    }
    if (!can(request.person, action, await scope(request)) && !(await isEntrusted(request)))
      return refuse(request, reply)
  })
}

async function isEntrusted(request: FastifyRequest): Promise<boolean> {
  const { entrusted } = request.routeOptions.config
  return Boolean(request.person && entrusted && (await entrusted(request)))
}

/** For plugins all of whose reading routes are public. */
export function declarePublic(route: RouteOptions): void {
  if ([route.method].flat().every((method) => SAFE.has(method)))
    route.config = { action: 'public', ...route.config }
}

/** The key that asks, on a route for keys. */
export function keyOf({ key }: FastifyRequest): ApiKey {
  if (!key) throw new ProblemError(401, say('key.needed'))
  return key
}

/** Who asks, on a route that only signed-in people reach. */
export function personOf({ person }: FastifyRequest): PersonDetail {
  if (!person) throw new ProblemError(401, say('account.signIn'))
  return person
}

async function recognise(request: FastifyRequest, { database }: Context, reader: AccountReader) {
  const token = request.cookies[SESSION_COOKIE]
  if (!token) return
  const now = new Date()
  const session = await reader.findSession(token, now.toISOString())
  if (!session) return
  request.person = session.person
  request.sessionId = session.id
  if (now.getTime() - Date.parse(session.lastSeenAt) < TOUCH_MS) return
  // Whoever only reads need not wait until a long import has written; the next request notes it, too.
  database.writer
    .transaction()
    .execute((transaction) =>
      new SessionWriter(transaction).touchSession(session.id, session.person.id, now.toISOString()),
    )
    .catch((error: Error) => request.log.warn(`A visit was not noted: ${error.message}`))
}

/** The key in the header. @throws {ProblemError} 401 */
async function recogniseKey(
  { headers: { authorization } }: FastifyRequest,
  reply: FastifyReply,
  { database }: Context,
  reader: KeyReader,
): Promise<ApiKey> {
  const now = new Date()
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  const key = token ? await reader.findByToken(token, now.toISOString()) : undefined
  if (!key) {
    reply.header('www-authenticate', `Bearer${token ? ' error="invalid_token"' : ''}`)
    throw new ProblemError(401, token ? say('key.unknown') : say('key.how'))
  }
  const last = Date.parse(key.lastUsedAt ?? '')
  if (!(now.getTime() - last < KEY_TOUCH_MS))
    await database.writer
      .transaction()
      .execute((transaction) => new KeyWriter(transaction).touch(key.id, now.toISOString()))
  return key
}

/** @throws {ProblemError} 429 where there is something to wait for */
function limit(reply: FastifyReply, waitSeconds: number, key: 'limit.key' | 'limit.account') {
  if (waitSeconds === 0) return
  reply.header('retry-after', waitSeconds)
  throw new ProblemError(429, say(key, { seconds: waitSeconds }))
}

/** People who may sign in are led there and back; everyone else is told why not. */
function refuse(request: FastifyRequest, reply: FastifyReply) {
  if (request.person) throw new ProblemError(403, say('account.notAllowed'))
  if (request.method === 'GET' && request.headers.accept?.includes('text/html'))
    return reply.redirect(`/sign-in?${new URLSearchParams({ next: request.url })}`, 303)
  throw new ProblemError(401, say('account.sessionEnded'))
}

/**
 * Browsers say where a write comes from; one that comes from elsewhere, or that carries a
 * session and does not say, is refused (OWASP, Cross-Site Request Forgery Prevention).
 */
function refuseForged({ headers, cookies, protocol, host }: FastifyRequest, publicUrl: string) {
  const ours = new Set([new URL(publicUrl).origin, `${protocol}://${host}`])
  const site = headers['sec-fetch-site']
  const from = headers.origin ?? (headers.referer && originOf(headers.referer))
  const isOurs =
    from === undefined
      ? site === 'same-origin' || (site === undefined && !cookies[SESSION_COOKIE])
      : ours.has(from) && (site === undefined || site === 'same-origin')
  if (!isOurs) throw new ProblemError(403, say('http.otherSite'))
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : ''
}

/** Puts a new session into the browser. */
export function setSession(
  reply: FastifyReply,
  { config }: Context,
  token: string,
  maxAgeMs: number,
) {
  const options = {
    path: '/',
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    maxAge: Math.floor(maxAgeMs / 1000),
  } as const
  reply.setCookie(SESSION_COOKIE, token, { ...options, httpOnly: true })
  reply.setCookie(SIGNED_IN_COOKIE, '1', options)
}

/** Has the browser forget the session it had. */
export function clearSession(reply: FastifyReply): void {
  for (const name of [SESSION_COOKIE, SIGNED_IN_COOKIE]) reply.clearCookie(name, { path: '/' })
}
