import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  activityDetailSchema,
  conceptProfileSchema,
  relatedSchema,
  searchResultSchema,
  suggestionsSchema,
  vocabularyDetailSchema,
  vocabularyListSchema,
} from '../../taxonomy/api'
import { historySchema } from '../../taxonomy/history'
import { expectProblem, startTestApp } from '../helper'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'GET', url, headers })

/** Every vocabulary with pages, the addresses of its concepts and one of them. */
const CONCEPT = { entities: 'itu', sdgs: '13', countries: 'KEN' }

test('a vocabulary says what its concepts are called in other languages', async () => {
  const { concepts } = (await get('/api/v1/taxonomy/countries')).json()
  const kenya = concepts.find(({ id }: { id: string }) => id === 'KEN')
  expect(kenya.labels).toMatchObject({ es: ['Kenia'], zh: ['肯尼亚'] })
})

describe('every route answers in its shape', () => {
  const related = z.strictObject({ items: z.array(z.strictObject(relatedSchema.shape)) })
  const routes: [string, z.ZodType][] = [
    ['/activities', searchResultSchema],
    ['/activities?q=health&sdg=3&limit=5', searchResultSchema],
    ['/activities/1135', activityDetailSchema],
    ['/activities/1135/related', related],
    ['/activities/1135/versions', historySchema],
    ['/activities/1135/versions?limit=1&offset=0', historySchema],
    ['/suggest?q=une', suggestionsSchema],
    ['/taxonomy', vocabularyListSchema],
    ['/taxonomy/techniques', vocabularyDetailSchema],
    ...Object.entries(CONCEPT).flatMap(([vocabulary, id]): [string, z.ZodType][] => [
      [`/${vocabulary}`, vocabularyDetailSchema],
      [`/${vocabulary}/${id}`, conceptProfileSchema],
    ]),
  ]

  describe.each(routes)('GET %s', (path, schema) => {
    const url = `/api/v1${path}`

    test('200, JSON, nothing beside the schema', async () => {
      const answer = await get(url)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      // What the schema does not have, `parse` drops: nothing may differ.
      expect(schema.parse(answer.json())).toEqual(answer.json())
    })

    test('304 to who has it, also from the cache', async () => {
      const { etag } = (await get(url)).headers
      expect(etag).toMatch(/^W\/"/)
      for (const tag of [etag, `"other", ${etag}`, '*', String(etag).replace('W/', '')]) {
        const again = await get(url, { 'if-none-match': String(tag) })
        expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
      }
      expect((await get(url, { 'if-none-match': 'W/"0-other"' })).statusCode).toBe(200)
    })

    test('compressed for who can read it, the same when unpacked', async () => {
      const plain = await get(url)
      for (const [coding, unpack] of [
        ['br', brotliDecompressSync],
        ['gzip', gunzipSync],
      ] as const)
        for (const answer of [
          await get(url, { 'accept-encoding': coding }),
          await get(url, { 'accept-encoding': coding }),
        ]) {
          expect(answer.headers.vary).toMatch(/accept-encoding/i)
          if (plain.rawPayload.length < 1400) continue
          expect(answer.headers['content-encoding']).toBe(coding)
          expect(unpack(answer.rawPayload).equals(plain.rawPayload)).toBe(true)
        }
    })

    test('HEAD has its headers and no body', async () => {
      const [whole, head] = [await get(url), await hub.app.inject({ method: 'HEAD', url })]
      expect([head.statusCode, head.body]).toEqual([200, ''])
      for (const name of ['etag', 'content-type', 'content-length'])
        expect(head.headers[name], name).toBe(whole.headers[name])
    })
  })

  test('who refuses a coding does not get it', async () => {
    const answer = await get('/api/v1/activities', { 'accept-encoding': 'br;q=0, gzip;q=0' })
    expect(answer.headers['content-encoding']).toBeUndefined()
  })
})

describe('wrong requests', () => {
  test.each<[string, string, RegExp]>([
    ['sdg=18', 'sdg', /18/],
    ['entity=nonsense', 'entity', /nonsense/],
    ['entity=UNESCO', 'entity', /did you mean unesco/],
    ['country=Ivory%20Coast', 'country', /did you mean CIV/],
    ['year=1', 'year', /year/],
    ['sdg=13&sdg=99', 'sdg', /99/],
    ['limit=1e9', 'limit', /whole number from 0 to 100/],
    ['limit=101', 'limit', /whole number from 0 to 100/],
    ['limit=abc', 'limit', /whole number/],
    ['limit=1.5', 'limit', /whole number/],
    ['limit=', 'limit', /./],
    ['limit=0x10', 'limit', /./],
    ['limit=5&limit=6', 'limit', /./],
    ['offset=-1', 'offset', /whole number from 0 to/],
    ['sort=best', 'sort', /relevance/],
    ['q=%FF', 'q', /UTF-8/],
    ['q=one&q=two', 'q', /once/],
    ['colour=red', 'colour', /not a parameter/],
    ['constructor=1', 'constructor', /not a parameter/],
    ['__proto__=1', '__proto__', /not a parameter/],
    ['view=table', 'view', /not a parameter/],
  ])('%s: names the field and the reason', async (query, field, reason) => {
    const { errors, detail } = expectProblem(await get(`/api/v1/activities?${query}`), 400)
    expect(errors).toHaveLength(1)
    expect(errors?.[0]).toEqual({ field, reason: expect.stringMatching(reason) })
    expect(detail).toContain(field)
    expect(detail?.length).toBeLessThan(500)
  })

  test.each([
    ['a query of 10 KB', `q=${'x'.repeat(10_000)}`, 'q', /at most 300/],
    ['101 values', `sdg=${Array(101).fill('13').join('&sdg=')}`, 'sdg', /at most 100/],
  ])('%s is too much, and is not sent back whole', async (_, query, field, reason) => {
    const { errors } = expectProblem(await get(`/api/v1/activities?${query}`), 400)
    expect(errors).toEqual([{ field, reason: expect.stringMatching(reason) }])
  })

  test('several wrong fields are all named', async () => {
    const { errors } = expectProblem(await get('/api/v1/activities?sdg=18&limit=x&foo=1'), 400)
    expect(errors?.map(({ field }) => field).sort()).toEqual(['foo', 'limit', 'sdg'])
  })

  test.each<[string, number]>([
    ['/api/v1/activities/999999', 404],
    ['/api/v1/activities/1438', 404],
    ['/api/v1/activities/abc', 400],
    ['/api/v1/activities/0', 400],
    ['/api/v1/activities/-1', 400],
    ['/api/v1/activities/0x19', 400],
    ['/api/v1/activities/1e2', 400],
    ['/api/v1/activities/99999999999999999999', 400],
    ['/api/v1/activities/%FF', 400],
    ['/api/v1/activities/%', 400],
    ['/api/v1/activities/1135/nothing', 404],
    ['/api/v1/activities/999999/versions', 404],
    ['/api/v1/activities/0/versions', 400],
    ['/api/v1/activities/x/versions', 400],
    ['/api/v1/activities/1135/versions?limit=0', 400],
    ['/api/v1/activities/1135/versions?limit=101', 400],
    ['/api/v1/activities/1135/versions?limit=1&limit=2', 400],
    ['/api/v1/activities/1135/versions?offset=-1', 400],
    ['/api/v1/activities/1135/versions?page=2', 400],
    ['/api/v1/entities/acme', 404],
    ['/api/v1/entities/constructor', 404],
    ['/api/v1/sdgs/18', 404],
    ['/api/v1/taxonomy/colours', 404],
    ['/api/v1/taxonomy/__proto__', 404],
    ['/api/v1/nothing', 404],
    ['/api/v2/activities', 404],
    ['/api/v1/suggest', 400],
    ['/api/v1/suggest?q=a&x=1', 400],
    ['/api/v1/../../etc/passwd', 404],
  ])('GET %s is a problem: %i', async (url, status) => {
    expectProblem(await get(url), status)
  })

  test('an address beyond measure is a problem, not a crash', async () => {
    expectProblem(await get(`/api/v1/entities/${'x'.repeat(2000)}`), 414)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s is not allowed', async (method) => {
    for (const url of ['/api/v1/activities', '/api/v1/activities/1135', '/']) {
      const answer = await hub.app.inject({ method, url })
      expectProblem(answer, 405)
      expect(answer.headers.allow).toBe('GET, HEAD')
    }
  })

  test.each([
    ['application/json', '{"title":"x"}'],
    ['application/x-www-form-urlencoded', 'title=x'],
    ['text/xml', '<a/>'],
  ])('POST of %s is not allowed, whatever is in it', async (type, payload) => {
    const headers = { 'content-type': type }
    const url = '/api/v1/activities'
    expectProblem(await hub.app.inject({ method: 'POST', url, headers, payload }), 405)
  })

  test('the same address right after a wrong one is answered', async () => {
    await get('/api/v1/activities?sdg=18')
    expect((await get('/api/v1/activities?sdg=1')).statusCode).toBe(200)
  })
})

describe('the limit on requests', () => {
  test('answers 429 as a problem, but never to those who watch the server', async () => {
    const small = await startTestApp({ RATE_LIMIT: '3', SEED: 'none' })
    const ask = (url: string) => small.app.inject({ url })
    for (const q of ['a', 'b', 'c'])
      expect((await ask(`/api/v1/activities?q=${q}`)).statusCode).toBe(200)
    const refused = await ask('/api/v1/activities?q=d')
    expectProblem(refused, 429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    for (let time = 0; time < 5; time++) expect((await ask('/healthz')).statusCode).toBe(200)
    await small.stop()
  })
})

describe('an empty catalogue', () => {
  test('answers everywhere', async () => {
    const empty = await startTestApp({ SEED: 'none' })
    const ask = async (url: string) => (await empty.app.inject({ url })).statusCode
    for (const path of ['/activities', '/activities?q=ai', '/suggest?q=ai', '/taxonomy', '/sdgs/1'])
      expect.soft(await ask(`/api/v1${path}`), path).toBe(200)
    for (const path of ['/', '/activities', '/entities', '/sdgs', '/sdgs/1', '/taxonomy', '/about'])
      expect.soft(await ask(path), path).toBe(200)
    expect(await ask('/api/v1/activities/25')).toBe(404)
    expect(await ask('/readyz')).toBe(200)
    await empty.stop()
  })
})

describe('safety headers', () => {
  test.each(['/', '/activities', '/api/v1/activities', '/api/v1/nothing', '/nothing', '/healthz'])(
    '%s carries them',
    async (url) => {
      const { headers } = await get(url)
      const csp = String(headers['content-security-policy'])
      expect(csp).toMatch(/default-src 'self'/)
      expect(csp).toMatch(/object-src 'none'/)
      expect(csp).toMatch(/base-uri 'none'/)
      expect(csp).not.toMatch(/unsafe|https?:|\*/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBeTruthy()
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('set-cookie')
    },
  )
})

describe('health', () => {
  test('alive and ready', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'alive' })
    expect((await get('/readyz')).json()).toEqual({ index: true, database: true })
  })

  test('not ready once the database is gone, and no trace of why', async () => {
    const broken = await startTestApp({ SEED: 'none' })
    const { context } = broken
    await publish(context.database, 1, contentOf())
    await context.catalogue.refresh()
    await context.database.reader.destroy()
    const ask = (url: string, accept: string) => broken.app.inject({ url, headers: { accept } })

    const ready = await ask('/readyz', '*/*')
    expect([ready.statusCode, ready.json()]).toEqual([503, { index: true, database: false }])
    expectProblem(await ask('/api/v1/activities/1', '*/*'), 500)
    const page = await ask('/activities/1', 'text/html')
    expect([page.statusCode, page.headers['content-type']]).toEqual([
      500,
      'text/html; charset=utf-8',
    ])
    expect(page.body).not.toMatch(/node_modules|destroyed|driver/)
    await broken.stop().catch(() => {})
  })

  test('metrics count requests by route, not by address', async () => {
    await get('/api/v1/activities/1135')
    const answer = await get('/metrics')
    expect(answer.headers['content-type']).toMatch(/^text\/plain/)
    expect(answer.body).toMatch(/^hub_activities 837$/m)
    expect(answer.body).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/activities\/:id",status="200"\} [1-9]/,
    )
    expect(answer.body).not.toContain('/1135')
  })
})
