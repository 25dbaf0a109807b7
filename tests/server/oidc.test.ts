import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PeopleWriter } from '../../server/accounts/people-writer'
import { startTestApp } from '../helper'
import { type IdentityProvider, startIdentityProvider } from '../identity-provider'
import { addMember, asBrowser, cookieOf } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let provider: IdentityProvider
let anyDomain: IdentityProvider
beforeAll(async () => {
  provider = await startIdentityProvider('http://hub.test/sign-in/oidc/org-a/callback')
  anyDomain = await startIdentityProvider('http://hub.test/sign-in/oidc/b/callback')
  hub = await startTestApp({
    SEED: 'none',
    OIDC_PROVIDERS: 'org-a, b, down',
    ...settingsOf('ORG_A', provider, 'org-a.example'),
    ...settingsOf('B', anyDomain, '*'),
    ...settingsOf('DOWN', { ...provider, issuer: 'http://127.0.0.1:1' }, '*'),
  })
})
afterAll(async () => {
  await hub.stop()
  await provider.stop()
  await anyDomain.stop()
})

function settingsOf(name: string, one: IdentityProvider, domains: string) {
  return {
    [`OIDC_${name}_ISSUER`]: one.issuer,
    [`OIDC_${name}_CLIENT_ID`]: one.clientId,
    [`OIDC_${name}_CLIENT_SECRET`]: one.clientSecret,
    [`OIDC_${name}_LABEL`]: `Account of ${name}`,
    [`OIDC_${name}_DOMAINS`]: domains,
  }
}

let count = 0
const remoteAddress = () => `10.7.0.${++count}`

/** Starts signing in and returns where the browser is sent, with its cookie. */
async function begin(id = 'org-a', next = '/directory') {
  const answer = await hub.app.inject({
    url: `/sign-in/oidc/${id}?${new URLSearchParams({ next })}`,
    remoteAddress: remoteAddress(),
  })
  const cookie = answer.cookies.find(({ name }) => name === 'hub_oidc')
  return { answer, location: String(answer.headers.location), cookie: `hub_oidc=${cookie?.value}` }
}

/** Comes back from the provider. */
const finish = ({ pathname, search }: URL, cookie: string) =>
  hub.app.inject({
    url: pathname + search,
    headers: { cookie, accept: 'text/html' },
    remoteAddress: remoteAddress(),
  })

async function walk(email: string, more: object = {}, id = 'org-a') {
  const { location, cookie } = await begin(id)
  const one = id === 'b' ? anyDomain : provider
  one.setPerson({ email, email_verified: true, ...more })
  return finish(await one.signIn(location), cookie)
}

const isNeutral = (answer: Awaited<ReturnType<typeof finish>>) => {
  expect(cookieOf(answer)).toBe('')
  expect(answer.statusCode).toBe(303)
  expect(answer.headers.location).toBe('/sign-in?sent=1')
}

describe('signing in with an identity provider', () => {
  test('is offered for each that the settings name', async () => {
    const { body } = await asBrowser(hub.app).get('/sign-in?next=/people')
    for (const id of ['org-a', 'b', 'down'])
      expect(body).toContain(`href="/sign-in/oidc/${id}?next=%2Fpeople"`)
    expect(body).toContain('Account of ORG_A')
  })

  test('opens the account of the address the provider vouches for', async () => {
    const member = await addMember(hub.context.database, { email: 'ann@org-a.example' })
    const answer = await walk('Ann@Org-A.example')
    expect(answer.headers.location).toBe('/directory')
    const page = await asBrowser(hub.app, cookieOf(answer)).get('/account')
    expect(page.body).toContain(member.email)
    expect(page.body).toContain('account at org-a')
  })

  test('sends PKCE, state and nonce, and keeps them from scripts', async () => {
    const { answer, location } = await begin()
    const { searchParams } = new URL(location)
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(searchParams.get(name)?.length).toBeGreaterThan(20)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  })

  test('lets no unknown and no deactivated person in, and says no more than a link would', async () => {
    isNeutral(await walk('stranger@org-a.example'))
    const gone = await addMember(hub.context.database, { email: 'gone@org-a.example' })
    await hub.context.database.writer.transaction().execute((transaction) =>
      new PeopleWriter(transaction).setState(gone.id, 'deactivated', {
        actor: 'system',
        at: new Date().toISOString(),
      }),
    )
    isNeutral(await walk(gone.email))
  })

  test('takes no word of a provider on addresses of another domain, unless it may vouch for all', async () => {
    await addMember(hub.context.database, { email: 'admin@elsewhere.example', isAdmin: true })
    isNeutral(await walk('admin@elsewhere.example'))
    isNeutral(await walk('admin@elsewhere.example@org-a.example'))
    expect(cookieOf(await walk('admin@elsewhere.example', {}, 'b'))).not.toBe('')
  })

  test('takes no address that the provider has not verified, and none where it gives none', async () => {
    await addMember(hub.context.database, { email: 'unsure@org-a.example' })
    isNeutral(await walk('unsure@org-a.example', { email_verified: false }))
    isNeutral(await walk('', { email: undefined }))
  })

  test('refuses an answer to an attempt that another browser, or another provider, began', async () => {
    await addMember(hub.context.database, { email: 'eve@org-a.example' })
    provider.setPerson({ email: 'eve@org-a.example', email_verified: true })
    const victim = await begin()
    const attacker = await begin()
    const answer = await provider.signIn(attacker.location)
    const other = await begin('b')
    for (const cookie of [victim.cookie, other.cookie, '', 'hub_oidc=nonsense']) {
      const refused = await finish(answer, cookie)
      expect(refused.statusCode).toBe(400)
      expect(cookieOf(refused)).toBe('')
    }
    const forged = new URL(answer)
    forged.searchParams.set('code', 'guess')
    expect((await finish(forged, attacker.cookie)).statusCode).toBe(400)
    expect(cookieOf(await finish(answer, attacker.cookie))).not.toBe('')
    // A replay: the provider's code is spent.
    expect(cookieOf(await finish(answer, attacker.cookie))).toBe('')
  })

  test('that was called off says so', async () => {
    const { location, cookie } = await begin()
    const state = new URL(location).searchParams.get('state') ?? ''
    const back = new URL('http://hub.test/sign-in/oidc/org-a/callback')
    back.search = String(
      new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer }),
    )
    const answer = await finish(back, cookie)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toMatch(/did not succeed/)
  })

  test('with one that is down, or that there is not, says so', async () => {
    const { answer } = await begin('down')
    expect(answer.statusCode).toBe(503)
    expect(answer.json().detail).toMatch(/Account of DOWN cannot be reached/)
    expect((await begin('nobody')).answer.statusCode).toBe(404)
  })
})
