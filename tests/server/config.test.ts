import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigError, oidcSettings, readConfig, settings } from '../../server/config'

describe('readConfig', () => {
  test('needs nothing set', () => {
    expect(readConfig({}, '/srv')).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseFile: '/srv/var/hub.db',
      publicUrl: 'http://127.0.0.1:3000',
      seedFile: '/srv/data/activities.jsonl',
      trustProxy: false,
    })
  })

  test('takes an empty variable for one that is not set', () => {
    const names = Object.keys(settings.shape)
    const empty = Object.fromEntries(names.map((name) => [name, '']))
    expect(readConfig(empty, '/srv')).toEqual(readConfig({}, '/srv'))
  })

  test('leaves absolute paths, and an empty start when asked for one', () => {
    const config = readConfig({ DATABASE_URL: 'file:/data/x.db', SEED: 'none' }, '/srv')
    expect(config).toMatchObject({ databaseFile: '/data/x.db', seedFile: null })
  })

  test('takes slashes off the end of the public address', () => {
    expect(readConfig({ PUBLIC_URL: 'https://hub.example.org//' }).publicUrl).toBe(
      'https://hub.example.org',
    )
  })

  test('writes an IPv6 host into an address that can be opened', () => {
    expect(new URL(readConfig({ HOST: '::1', PORT: '4000' }).publicUrl).port).toBe('4000')
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['DATABASE_URL', 'postgres://localhost/hub'],
    ['DATABASE_URL', 'file:'],
    ['PUBLIC_URL', 'hub.example.org'],
    ['PUBLIC_URL', 'ftp://hub.example.org'],
    ['LOG_LEVEL', 'loud'],
    ['RATE_LIMIT', '-5'],
    ['CACHE_MB', '0'],
    ['CACHE_MB', 'lots'],
    ['TRUST_PROXY', 'yes'],
    ['MAIL_FROM', 'nobody'],
    ['OIDC_PROVIDERS', 'A Provider'],
  ])('%s=%s is refused by name and value', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(`${name}=${value}`)
  })

  test('names every wrong setting at once', () => {
    expect(() => readConfig({ PORT: 'x', CACHE_MB: 'y' })).toThrow(/PORT=x[\s\S]*CACHE_MB=y/)
  })
})

describe('identity providers', () => {
  const iaea = {
    OIDC_PROVIDERS: 'iaea,un-org',
    OIDC_IAEA_ISSUER: 'https://login.iaea.example',
    OIDC_IAEA_CLIENT_ID: 'hub',
    OIDC_IAEA_CLIENT_SECRET: 'secret',
    OIDC_IAEA_LABEL: 'IAEA account',
    OIDC_IAEA_DOMAINS: 'IAEA.example, other.example',
    OIDC_UN_ORG_ISSUER: 'http://localhost:8080',
    OIDC_UN_ORG_CLIENT_ID: 'hub2',
    OIDC_UN_ORG_CLIENT_SECRET: 'secret2',
    OIDC_UN_ORG_LABEL: 'UN account',
    OIDC_UN_ORG_DOMAINS: '*',
  }

  test('are read by name, several at once', () => {
    expect(readConfig(iaea).oidcProviders).toEqual([
      {
        id: 'iaea',
        issuer: 'https://login.iaea.example',
        clientId: 'hub',
        clientSecret: 'secret',
        label: 'IAEA account',
        domains: ['iaea.example', 'other.example'],
      },
      expect.objectContaining({ id: 'un-org', clientId: 'hub2', domains: ['*'] }),
    ])
    expect(readConfig({}).oidcProviders).toEqual([])
  })

  test.each([
    ['OIDC_IAEA_ISSUER', 'http://login.iaea.example', /https/],
    ['OIDC_IAEA_ISSUER', '', /address of an identity provider/],
    ['OIDC_IAEA_CLIENT_ID', '', /missing/],
    ['OIDC_IAEA_DOMAINS', '', /vouch/],
    ['OIDC_UN_ORG_DOMAINS', 'not a domain', /iaea\.org/],
  ])('%s=%s is refused by name', (name, value, reason) => {
    const read = () => readConfig({ ...iaea, [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(`Setting ${name}=${value} is wrong`)
    expect(read).toThrow(reason)
  })

  test('secrets are never repeated in a message', () => {
    const read = () => readConfig({ SMTP_URL: 'http://user:password@mail.example' })
    expect(read).toThrow(/SMTP_URL=… is wrong/)
  })
})

describe('README', () => {
  const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : ''
  const defaults = settings.parse({}) as Record<string, unknown>

  test.each(Object.keys(settings.shape))('has a line for %s with its default', (name) => {
    const line = readme.split('\n').find((text) => text.includes(`\`${name}\``))
    expect(line).toBeDefined()
    if (typeof defaults[name] === 'string' || typeof defaults[name] === 'number')
      expect(line).toContain(String(defaults[name]))
  })

  test.each(Object.keys(oidcSettings.shape))('has a line for the %s of a provider', (name) => {
    expect(readme).toContain(`| \`OIDC_ID_${name}\` `)
  })
})
