import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig, settings } from '../../server/config'

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
  ])('%s=%s is refused by name and value', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(`${name}=${value}`)
  })

  test('names every wrong setting at once', () => {
    expect(() => readConfig({ PORT: 'x', CACHE_MB: 'y' })).toThrow(/PORT=x[\s\S]*CACHE_MB=y/)
  })
})

describe('README', () => {
  const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : ''
  const defaults = settings.parse({}) as Record<string, unknown>

  test.each(Object.keys(settings.shape))('has a line for %s with its default', (name) => {
    const line = readme.split('\n').find((text) => text.includes(`\`${name}\``))
    expect(line).toBeDefined()
    if (defaults[name] !== undefined) expect(line).toContain(String(defaults[name]))
  })
})
