import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** What the provider says of whoever signs in there. */
export interface Claims {
  email?: string
  email_verified?: boolean
}

/** A real OpenID Connect provider on this machine, where signing in takes no typing. */
export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who is at the browser next. */
  setPerson: (claims: Claims) => void
  /** Follows an authorization address as a browser would, up to the way back to the site. */
  signIn: (address: string) => Promise<URL>
  stop: () => Promise<void>
}

const CLIENT = { clientId: 'hub', clientSecret: 'a-secret-of-this-test-alone' }

/** @param callback address at the site that the provider sends people back to */
export async function startIdentityProvider(callback: string): Promise<IdentityProvider> {
  let claims: Claims = {}
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [callback],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['test'] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...claims }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/'))
      provider.interactionFinished(request, response, { login: { accountId: 'someone' } })
    else answer(request, response)
  })
  return {
    issuer,
    ...CLIENT,
    setPerson: (given) => {
      claims = given
    },
    signIn: (address) => follow(address, issuer),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Goes where redirects lead, with the provider's cookies, until they leave the provider. */
async function follow(address: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(address)
  for (let step = 0; step < 10; step++) {
    if (url.origin !== issuer) return url
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
    url = new URL(location, url)
  }
  throw new Error('the provider goes in circles')
}
