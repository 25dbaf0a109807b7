import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { LightMyRequestResponse, RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildApp } from '../../server/app'
import {
  activityDetailSchema,
  conceptProfileSchema,
  problemSchema,
  relatedSchema,
  type SearchResult,
  searchResultSchema,
  suggestionsSchema,
  vocabularyDetailSchema,
  vocabularyListSchema,
} from '../../taxonomy/api'
import { historySchema } from '../../taxonomy/history'
import type { ApiDocument, JsonSchema } from '../../taxonomy/pages'
import { startTestApp } from '../helper'
import { contentOf, localAct, publish, write } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'GET', url, headers })

async function search(query: string): Promise<SearchResult> {
  const answer = await get(`/api/v1/activities${query}`)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return searchResultSchema.parse(answer.json())
}

/** Expects problem details, whole and without a word of how the program is made. */
function expectProblem(answer: LightMyRequestResponse, status: number) {
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(status)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.body).not.toMatch(/node_modules|\bat .+:\d+:\d+|SqliteError|ZodError|\.ts\b/)
  const problem = z.strictObject(problemSchema.shape).parse(answer.json())
  expect(problem.status).toBe(status)
  return problem
}

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

describe('searching', () => {
  test('without parameters lists all, newest first, twenty of them', async () => {
    const { total, items, query, facets } = await search('')
    expect([total, items.length]).toEqual([837, 20])
    expect(query).toMatchObject({ q: '', filters: {}, sort: 'updated', limit: 20, offset: 0 })
    const days = items.map((item) => item.updatedAt)
    expect(days).toEqual([...days].sort().reverse())
    expect(Object.keys(facets)).toEqual(hub.context.taxonomy.facets.map(({ param }) => param))
  })

  test('a facet given twice means either, two facets mean both', async () => {
    const [either, both] = [
      await search('?sdg=13&sdg=2&limit=100'),
      await search('?sdg=13&type=tools&limit=100'),
    ]
    expect(either.query.filters).toEqual({ sdg: ['13', '2'] })
    for (const { id, sdgs } of either.items)
      expect(sdgs.includes(13) || sdgs.includes(2), String(id)).toBe(true)
    for (const { id, sdgs, types } of both.items)
      expect([sdgs.includes(13), types.some((type) => type.id === 'tools')], String(id)).toEqual([
        true,
        true,
      ])
    const [one, other] = [(await search('?sdg=13')).total, (await search('?sdg=2')).total]
    expect(either.total).toBeGreaterThan(Math.max(one, other))
    expect(either.total).toBeLessThanOrEqual(one + other)
  })

  test('a value given twice counts once', async () => {
    expect((await search('?sdg=13&sdg=13')).query.filters).toEqual({ sdg: ['13'] })
  })

  test('unknown is a value like any other', async () => {
    const { total, items } = await search('?year=unknown')
    expect(total).toBe(99)
    expect(items.every(({ startYear }) => startYear === null)).toBe(true)
    const { facets } = await search('')
    expect(facets.year?.find(({ id }) => id === 'unknown')).toMatchObject({ count: total })
  })

  test('counts promise what choosing a value finds', async () => {
    const { facets } = await search('?q=health&region=africa')
    for (const [param, values] of Object.entries(facets))
      for (const { id, count } of values.slice(0, 2)) {
        const others = param === 'region' ? '' : '&region=africa'
        expect(
          (await search(`?q=health${others}&${param}=${id}&limit=1`)).total,
          `${param}=${id}`,
        ).toBe(count)
      }
  })

  test('pages neither overlap nor leave a gap, and end', async () => {
    const pages = await Promise.all(
      [0, 100, 200, 300, 400, 500, 600, 700, 800, 900].map((offset) =>
        search(`?limit=100&offset=${offset}`),
      ),
    )
    const ids = pages.flatMap(({ items }) => items.map(({ id }) => id))
    expect([ids.length, new Set(ids).size]).toEqual([837, 837])
    expect(pages.at(-1)?.items).toEqual([])
  })

  test('what stands in quotes is found as it stands', async () => {
    const quoted = await search('?q=%22early+warning%22&limit=100')
    expect(quoted.total).toBeGreaterThan(10)
    expect(quoted.total).toBeLessThan((await search('?q=early+warning')).total)
    for (const { id } of quoted.items) {
      const { body } = await get(`/api/v1/activities/${id}`)
      expect(body).toMatch(/early[\s-]+warning/i)
    }
  })

  test('a misspelt word is read as the nearest, and said so', async () => {
    const { query, total } = await search('?q=plastc+polution')
    expect(query.corrected).toBe('plastic pollution')
    expect(total).toBeGreaterThan(3)
    expect((await search('?q=plastic+pollution')).query.corrected).toBeUndefined()
  })

  test('a limit of nothing gives counts alone', async () => {
    const { items, total } = await search('?limit=0')
    expect([items.length, total]).toEqual([0, 837])
  })

  test('the test record is nowhere', async () => {
    expect((await search('?q=test%20abc&limit=100')).items.map(({ id }) => id)).not.toContain(1438)
    expectProblem(await get('/api/v1/activities/1438'), 404)
    expectProblem(await get('/api/v1/activities/1438/related'), 404)
  })

  test('similar activities take a limit, and what is no parameter is refused everywhere', async () => {
    const few = (await get('/api/v1/activities/1135/related?limit=3')).json()
    expect(few.items).toHaveLength(3)
    for (const path of [
      'activities/1135/related?limit=0',
      'activities/1135?lang=fr',
      'entities?q=1',
    ])
      expectProblem(await get(`/api/v1/${path}`), 400)
  })

  test.each([
    ['control characters', 'q=a%00b%0A%1B'],
    ['SQL', `q=${encodeURIComponent("'; DROP TABLE activity; --")}`],
    ['more SQL', `q=${encodeURIComponent("1' OR '1'='1")}`],
    ['a regular expression', `q=${encodeURIComponent('(a+)+$ [z-a] .*? \\')}`],
    ['HTML', `q=${encodeURIComponent('<script>alert(1)</script>')}`],
    ['a query of the longest kind', `q=${'x'.repeat(300)}`],
    ['many words', `q=${'ai '.repeat(99)}`],
    ['right-to-left and signs', `q=${encodeURIComponent('الذكاء 人工智能 🦜\u202e')}`],
    ['nothing', 'q='],
    ['an empty facet, as forms send it', 'sdg=&entity='],
  ])('%s is a query like any other', async (_, query) => {
    await search(`?${query}`)
  })

  test('a detail never shows the contact', async () => {
    expect((await get('/api/v1/activities/1135')).json()).not.toHaveProperty('contact')
  })

  test('labels that found no concept are shown as stated', async () => {
    expect((await get('/api/v1/activities/1093')).json()).toMatchObject({
      asStated: [{ field: 'beneficiaries', label: 'least developing' }, {}],
    })
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

describe('after a commit', () => {
  test('answers change, with revision and tag, and the old tag is no longer good', async () => {
    const url = '/api/v1/activities?q=zyzzyva'
    const { context } = hub
    const before = await get(url)
    expect(before.json()).toMatchObject({ total: 0 })
    await publish(context.database, 20_001, contentOf({ title: 'Zyzzyva beetle counting' }))
    // What the timer of the server does.
    if (await context.catalogue.refresh()) context.answers.clear()
    const after = await get(url, { 'if-none-match': String(before.headers.etag) })
    expect(after.statusCode).toBe(200)
    expect(after.json()).toMatchObject({ total: 1, items: [{ id: 20_001 }] })
    expect(after.json().revision).not.toBe(before.json().revision)

    await write(context.database, (writer) => writer.unpublish(20_001, localAct()))
    if (await context.catalogue.refresh()) context.answers.clear()
    expect((await get(url)).json()).toMatchObject({ total: 0 })
    expectProblem(await get('/api/v1/activities/20001'), 404)
  })

  test('the server sees within two seconds what another process did', async () => {
    const url = '/api/v1/activities?q=quokka'
    expect((await get(url)).json()).toMatchObject({ total: 0 })
    await publish(hub.context.database, 20_002, contentOf({ title: 'Quokka census' }))
    await expect
      .poll(async () => (await get(url)).json().total, { timeout: 4000, interval: 100 })
      .toBe(1)
    await write(hub.context.database, (writer) => writer.unpublish(20_002, localAct()))
    await expect
      .poll(async () => (await get(url)).json().total, { timeout: 4000, interval: 100 })
      .toBe(0)
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

describe('the OpenAPI document', () => {
  let document: ApiDocument & { openapi: string }
  beforeAll(async () => {
    document = (await get('/api/v1/openapi.json')).json()
  })

  test('is one of version 3.1, with a title and a server', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(document.info.title).toBeTruthy()
    expect(document).toMatchObject({ servers: [{ url: 'http://hub.test' }] })
  })

  test('has every public GET route of the API, and nothing that is none', async () => {
    const all: RouteOptions[] = []
    const again = await buildApp(hub.context, async (app) => {
      app.addHook('onRoute', (route) => {
        all.push(route)
      })
    })
    await again.ready()
    await again.close()
    // Looked at when all are there: hooks of their own may hide routes.
    const routes = all
      .filter(({ method, schema }) => method === 'GET' && !schema?.hide)
      .filter(({ url, schema }) => url.startsWith('/api/v1/') || schema?.operationId)
      .map(({ url }) => url)
    const described = Object.keys(document.paths).filter((path) => document.paths[path]?.get)
    const health = new Set(['/healthz', '/readyz', '/metrics'])
    expect(described.filter((path) => !health.has(path)).sort()).toEqual(
      routes.map((url) => url.replace(/:(\w+)(\(.*?\))?/g, '{$1}')).sort(),
    )
    expect(routes.length).toBeGreaterThan(8)
  })

  test('describes every parameter of a search', () => {
    const names = document.paths['/api/v1/activities']?.get?.parameters?.map(({ name }) => name)
    const facets = hub.context.taxonomy.facets.map(({ param }) => param)
    expect(names?.sort()).toEqual([...facets, 'q', 'sort', 'limit', 'offset'].sort())
    for (const parameter of document.paths['/api/v1/activities']?.get?.parameters ?? []) {
      expect.soft(parameter.required ?? false, parameter.name).toBe(false)
      expect.soft(parameter.in).toBe('query')
      if (facets.includes(parameter.name)) expect.soft(parameter.schema.type).toBe('array')
    }
  })

  test('gives each operation a name of its own, a summary, an answer and its path’s parameters', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    )
    const names = operations.map(
      ({ operation }) => (operation as { operationId?: string }).operationId,
    )
    for (const { path, operation } of operations) {
      if (!path.startsWith('/api/v1/')) continue
      expect.soft(operation.summary, path).toBeTruthy()
      expect.soft(operation.responses['200']?.content?.['application/json'], path).toBeDefined()
      const inPath = operation.parameters?.filter((one) => one.in === 'path') ?? []
      expect.soft(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    }
    const named = names.filter((name) => name !== undefined)
    expect(new Set(named).size).toBe(named.length)
  })

  test('says that errors are problem details', () => {
    const { responses } = document.paths['/api/v1/activities']?.get ?? { responses: {} }
    const error = Object.entries(responses).find(([status]) => status.startsWith('4'))?.[1]
    expect(Object.keys(error?.content ?? {})).toEqual(['application/problem+json'])
  })

  test('refers to nothing that is not in it', () => {
    const refs = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
    const known = Object.keys(document.components?.schemas ?? {})
    expect(refs.length).toBeGreaterThan(0)
    for (const ref of new Set(refs))
      expect.soft(known).toContain(/#\/components\/schemas\/([^"]+)/.exec(ref)?.[1])
  })

  test('describes answers as they are', async () => {
    const schemas: Record<string, JsonSchema> = document.components?.schemas ?? {}
    const answer = (await get('/api/v1/activities/1135')).json()
    expect(Object.keys(schemas.Activity?.properties ?? {}).sort()).toEqual(
      Object.keys(answer).sort(),
    )
  })
})

test('the reference at /api has an example of every way to read, and each works', async () => {
  const page = (await hub.app.inject({ url: '/api', headers: { accept: 'text/html' } })).body
  const text = page.replaceAll('&#39;', "'").replaceAll('&amp;', '&')
  const commands = Array.from(text.matchAll(/curl 'http:\/\/hub\.test([^']+)'( \\)?/g))
  const open = commands.filter(([, , more]) => !more).map(([, url = '']) => url)
  expect(open.length).toBeGreaterThan(30)
  // Which dumps there are is known once one was made.
  expect(open.filter((url) => url.includes('{'))).toEqual(['/data/{file}'])
  for (const url of open.filter((one) => !one.includes('{'))) {
    const answer = await hub.app.inject({ url })
    expect.soft([200, 302], `${url}: ${answer.body.slice(0, 200)}`).toContain(answer.statusCode)
  }
})
