import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SearchResult, searchResultSchema } from '../../taxonomy/api'
import { expectProblem, startTestApp } from '../helper'
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
