import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchResult } from '../../taxonomy/api'
import { startTestApp } from '../helper'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'GET', url, headers })
const EMBEDS = ['/embed/list?sdg=13', '/embed/count?q=flood']

describe.each(EMBEDS)('%s', (url) => {
  test('may be framed anywhere, sets no cookie, and loads only what is ours', async () => {
    // The second answer comes from what is kept ready.
    for (const answer of [await get(url), await get(url)]) {
      expect(answer.statusCode).toBe(200)
      const policy = String(answer.headers['content-security-policy'])
      expect(policy).toMatch(/frame-ancestors \*/)
      expect(policy).toMatch(/default-src 'none'/)
      expect(policy).not.toMatch(/unsafe|https?:/)
      expect(answer.headers['x-frame-options']).toBeUndefined()
      expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin')
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.body).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src="\/)/)
    }
  })

  test('wears the colours asked for', async () => {
    expect((await get(`${url}&theme=dark`)).body).toContain('data-theme="dark"')
    expect((await get(url)).body).not.toContain('data-theme')
  })

  test('unknown parameters are errors', async () => {
    for (const wrong of ['theme=pink', 'offset=3', 'nonsense=1'])
      expect((await get(`${url}&${wrong}`)).statusCode).toBe(400)
  })
})

test('no other page may be framed elsewhere', async () => {
  for (const url of ['/', '/activities?sdg=13', '/data', '/api', '/activities.json', '/sign-in']) {
    const { headers } = await get(url)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'self'/)
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
  }
})

test('the list is that of the query, the count its number', async () => {
  const found = (await get('/api/v1/activities?sdg=13&limit=3')).json<SearchResult>()
  const { body } = await get('/embed/list?sdg=13&limit=3')
  const links = [...body.matchAll(/href="http:\/\/hub\.test\/activities\/(\d+)"/g)]
  expect(links.map(([, id]) => Number(id))).toEqual(found.items.map(({ id }) => id))
  expect(body).toContain('href="http://hub.test/activities?sdg=13"')
  expect((await get('/embed/count?sdg=13')).body).toContain(`<b>${found.total}</b>`)
})

test('data may be read by scripts of other sites, pages may not', async () => {
  for (const url of [
    '/activities.json?sdg=13',
    '/api/v1/changes',
    '/api/v1/activities',
    '/taxonomy.jsonld',
  ])
    expect((await get(url)).headers['access-control-allow-origin']).toBe('*')
  for (const url of ['/', '/data'])
    expect((await get(url)).headers['access-control-allow-origin']).toBeUndefined()
})

test('the script for other sites leads to a frame of this one alone', () => {
  const script = readFileSync('web/public/embed.js', 'utf8')
  expect(script).not.toMatch(/cookie|localStorage|innerHTML|eval/)
  expect(script).toMatch(/source !== frame\.contentWindow \|\| from !== origin/)
})
