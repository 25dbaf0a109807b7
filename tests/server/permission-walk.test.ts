import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Action,
  isForKeys,
  PERMISSIONS,
  ROLES,
  type Role,
} from '../../server/accounts/permissions'
import { startTestApp } from '../helper'
import { addEveryRole, asBrowser } from '../people'
import { CALLS } from './permission-calls'
import { makeTarget } from './permission-targets'

const OWN = 'itu'
const OTHER = 'fao'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  await hub.app.ready()
})
afterAll(() => hub.stop())

let addresses = 0
/** A network address of its own for each request, so that no limit is met. */
const remoteAddress = () => `10.0.${Math.floor(++addresses / 250)}.${addresses % 250}`

/** What the table says, read straight from it. */
function isGranted(action: Action, role: Role, isOwn: boolean): boolean {
  const grants: Partial<Record<Role, 'any' | 'own'>> = PERMISSIONS[action]
  const held: Role[] =
    role === 'visitor' || role === 'key' ? ['visitor', role] : ['visitor', 'member', role]
  return held.some((one) => grants[one] === 'any' || (grants[one] === 'own' && isOwn))
}

const countActs = async () => {
  const rows = await hub.context.database.reader.selectFrom('audit_event').select('id').execute()
  return rows.length
}

test('every route has an action, and every one that is not public a line that calls it', () => {
  const named = hub.app.routeActions
    .filter(({ action, method }) => action !== 'public' && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url}`)
  expect(named.filter((route) => !CALLS[route])).toEqual([])
  expect(Object.keys(CALLS).filter((route) => !named.includes(route))).toEqual([])
  expect(hub.app.routeActions.length).toBeGreaterThan(40)
})

test('a route without an action stops the start', async () => {
  const { buildApp } = await import('../../server/app')
  const app = await buildApp(hub.context, async (app) => {
    app.get('/nameless', async () => 'hello')
  })
  await expect(app.ready()).rejects.toThrow(/no action.*GET \/nameless/)
})

test('public routes write nothing, and say the same to everyone', async () => {
  const roles = await addEveryRole(hub.context.database, OWN)
  const routes = hub.app.routeActions.filter(({ action }) => action === 'public')
  expect(routes.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([])
  for (const { url } of routes.filter((route) => route.method === 'GET')) {
    const address = url.replace(/:\w+/g, '13')
    const visitor = await asBrowser(hub.app).get(address)
    expect([401, 403]).not.toContain(visitor.statusCode)
    if (url === '/metrics') continue
    for (const { cookie } of Object.values(roles)) {
      const answer = await asBrowser(hub.app, cookie).get(address)
      expect(answer.statusCode, url).toBe(visitor.statusCode)
      expect(answer.body, url).toBe(visitor.body)
    }
  }
  await hub.context.database.writer.deleteFrom('membership').execute()
  await hub.context.database.writer.deleteFrom('session').execute()
  await hub.context.database.writer.updateTable('person').set({ state: 'deactivated' }).execute()
})

describe.each(Object.entries(CALLS))('%s', (route, { scoped, call }) => {
  const [method = 'GET'] = route.split(' ')
  test.each(
    ROLES.flatMap((role) => (['own', 'other'] as const).map((where) => [role, where] as const)),
  )('%s, on their %s entity', async (role, where) => {
    const { database } = hub.context
    const action = hub.app.routeActions.find((one) => `${one.method} ${one.url}` === route)?.action
    if (!action) throw new Error(`${route} is not a route`)
    const unique = `${addresses}-${role}-${where}`
    const people = await addEveryRole(database, OWN, unique)
    const target = await makeTarget(database, where === 'own' ? OWN : OTHER)
    const { url, form, payload } = call(target)
    const { cookie, authorization } = role === 'visitor' ? { cookie: '' } : people[role]
    const browser = asBrowser(hub.app, cookie, authorization)
    const before = await countActs()
    const answer =
      payload !== undefined
        ? await hub.app.inject({
            ...{ method: method as 'PUT', url, payload, remoteAddress: remoteAddress() },
            headers: { ...(cookie && { cookie }), ...(authorization && { authorization }) },
          })
        : method === 'GET'
          ? await browser.get(url)
          : await browser.post(url, form, { remoteAddress: remoteAddress() })
    addresses++
    expect(answer.headers['cache-control']).toBe('no-store')
    if (isGranted(action, role, where === 'own' || !scoped)) {
      expect([401, 403, 500], answer.body).not.toContain(answer.statusCode)
      expect(String(answer.headers.location)).not.toMatch(/^\/sign-in\?next/)
      return
    }
    if (isForKeys(action)) {
      // No session counts there: not even an administrator's.
      expect(answer.statusCode).toBe(role === 'key' ? 403 : 401)
      if (role !== 'key') expect(answer.headers['www-authenticate']).toBe('Bearer')
      return expect(await countActs()).toBe(before)
    }
    // A key is no session: elsewhere it is nobody's.
    if (role !== 'visitor' && role !== 'key') expect(answer.statusCode).toBe(403)
    else if (method === 'GET')
      expect(answer.headers.location).toBe(`/sign-in?${new URLSearchParams({ next: url })}`)
    else expect(answer.statusCode).toBe(401)
    expect(await countActs()).toBe(before)
  })
})
