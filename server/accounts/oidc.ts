import type { Configuration } from 'openid-client'
import type { OidcProvider } from '../config'

/** How long an identity provider may take to answer, in s. */
const TIMEOUT_S = 10

/** What the browser keeps, unread by scripts, while its person is at the provider. */
export interface OidcAttempt {
  provider: string
  state: string
  nonce: string
  verifier: string
  /** Path to go to afterwards. */
  next: string
}

/** The library is loaded when the first person signs in this way. */
const library = () => import('openid-client')
const configurations = new Map<string, Promise<Configuration>>()

/**
 * Where to send the browser: the provider's page, with PKCE, state and nonce.
 *
 * @throws when the provider cannot be reached or does not describe itself
 */
export async function beginOidc(
  provider: OidcProvider,
  redirectUri: string,
  next: string,
): Promise<{ url: string; attempt: OidcAttempt }> {
  const oidc = await library()
  const configuration = await configure(provider)
  const attempt = {
    provider: provider.id,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    next,
  }
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, attempt }
}

/**
 * The address the provider vouches for, lower case; undefined when it vouches for none,
 * says it is not verified, or may not vouch for its domain.
 *
 * @throws when the answer is not one to this attempt, or forged
 */
export async function finishOidc(
  provider: OidcProvider,
  answer: URL,
  { state, nonce, verifier }: OidcAttempt,
): Promise<string | undefined> {
  const oidc = await library()
  const configuration = await configure(provider)
  const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) return undefined
  const { email, email_verified } =
    typeof claims.email === 'string'
      ? claims
      : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
  if (typeof email !== 'string' || email_verified === false) return undefined
  const address = email.toLowerCase()
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const { domains } = provider
  return domains.includes('*') || domains.includes(domain) ? address : undefined
}

function configure(provider: OidcProvider): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = provider
  const key = `${issuer} ${clientId}`
  const known = configurations.get(key)
  if (known) return known
  const made = library().then((oidc) =>
    oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
      timeout: TIMEOUT_S,
      // The settings allow plain http on this machine only.
      execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
    }),
  )
  configurations.set(key, made)
  // A provider that was down is asked again next time.
  made.catch(() => configurations.delete(key))
  return made
}
