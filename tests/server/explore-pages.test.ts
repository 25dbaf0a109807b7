import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CatalogueWriter } from '../../server/catalogue/writer'
import { isOver } from '../../server/reports/explore-moves'
import type { ExploreAnswer } from '../../taxonomy/explore'
import { startTestApp } from '../helper'
import { contentOf, localAct, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string) => hub.app.inject({ url, headers: { accept: 'text/html' } })
const page = (query: string) => get(`/reports/explore?${query}`)
const ask = async (query: string): Promise<ExploreAnswer> =>
  (await hub.app.inject({ url: `/api/v1/reports/explore?${query}` })).json()

describe('the page of questions', () => {
  test('offers questions, a form, an answer in words, table and drawing', async () => {
    const { statusCode, body } = await page('rows=maturity&sdg=13&region=africa')
    expect(statusCode).toBe(200)
    expect(body).toContain('Who works with FAO</a>')
    expect(body).toMatch(/<option selected value="13">|<option value="13" selected>/)
    expect(body).toContain('<desc id="table-desc">')
    expect(body).toMatch(/<a href="\/activities\?sdg=13&amp;region=africa&amp;maturity=pilot"/)
    expect(body).toContain(
      '<link rel="canonical" href="http://hub.test/reports/explore?rows=maturity',
    )
    expect(body).not.toMatch(/<[^>]+ style=/)
    // Form and questions lead to the answer, which on a phone lies far below the form.
    expect(body).toContain('action="/reports/explore#answer"')
    expect(body).toContain('<div id="answer">')
    expect((await get('/reports')).body).toContain('href="/reports/explore"')
    expect((await get('/')).body).toContain('href="/reports/explore"')
  })

  test('leads from a form with empty fields to the short address', async () => {
    const sent = await page(
      'measure=activities&rows=sdg&columns=&edition=now&compare=&q=&sdg=&sdg=13',
    )
    expect([sent.statusCode, sent.headers.location]).toEqual([
      303,
      '/reports/explore?rows=sdg&sdg=13',
    ])
  })

  test.each([
    ['rows=colour', 'rows', 'must be one of'],
    ['rows=sdg&rows=region', 'rows', 'given once'],
    ['rows=sdg&columns=sdg', 'columns', 'another facet'],
    ['measure=money', 'measure', 'activities, entities, countries'],
    ['edition=1999', 'edition', 'there are now, 2025'],
    ['edition=../x', 'edition', 'must be'],
    ['compare=now', 'compare', 'frozen edition'],
    ['compare=2025&edition=2025', 'compare', 'another edition'],
    ['compare=2025&columns=region', 'columns', 'two editions'],
    ['sdg=18', 'sdg', 'not a known value'],
    ['nonsense=1', 'nonsense', 'not a parameter'],
    ['q=%FF', 'q', 'UTF-8'],
  ])('refuses %s, naming %s', async (query, field, reason) => {
    const api = await hub.app.inject({ url: `/api/v1/reports/explore?${query}` })
    expect([query, api.statusCode]).toEqual([query, 400])
    const [error] = api.json().errors
    expect([error.field, error.reason]).toEqual([field, expect.stringContaining(reason)])
    const shown = await page(query)
    expect(shown.statusCode).toBe(400)
    expect(shown.body).toContain(`<code>${field}</code>`)
    expect(shown.body).not.toContain('id="answer"')
    expect((await get(`/reports/explore.csv?${query}`)).statusCode).toBe(400)
  })

  test.each([
    'rows=region&columns=maturity&type=training',
    'rows=pillar&edition=2025&sdg=4&sdg=13',
  ])('leads from every number of %s to a list of as many', async (query) => {
    const { table } = await ask(query)
    const cells = [...table.rows, table.all].flatMap((row) => row.cells)
    expect(cells.length).toBeGreaterThan(3)
    for (const { value, url } of cells.filter((cell) => cell.value > 0)) {
      const list = await get(url ?? 'none')
      expect(list.statusCode).toBe(200)
      const text = list.body.replaceAll(',', '')
      const form = new RegExp(`>${value} (activit(y|ies)|entr(y|ies) of this edition)`)
      expect([url, form.test(text)]).toEqual([url, true])
    }
  })

  test('says it where nothing meets a question', async () => {
    const { statusCode, body } = await page('rows=sdg&q=zzzzzzqqq')
    expect(statusCode).toBe(200)
    expect(body).toContain('No activities meet this question')
    expect((await get('/reports/explore.png?rows=sdg&q=zzzzzzqqq')).statusCode).toBe(404)
    expect((await get('/reports/explore.csv?rows=sdg&q=zzzzzzqqq')).statusCode).toBe(200)
  })
})

describe('files of an answer', () => {
  test('CSV has the table with ids and the line for all', async () => {
    const answer = await get('/reports/explore.csv?rows=region&columns=maturity')
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toContain('explore-region-maturity.csv')
    const { table } = await ask('rows=region&columns=maturity')
    const lines = answer.body.replace('\uFEFF', '').trim().split('\n')
    expect(lines).toHaveLength(table.rows.length + 2)
    expect(lines.at(-1)).toBe(
      ['"All, each once"', 'all', ...table.all.cells.map(({ value }) => value)].join(','),
    )
  })

  test('XLSX has both tables of a comparison, what moved, and how it was counted', async () => {
    const answer = await get('/reports/explore.xlsx?rows=entity&compare=2025')
    const files = unzipSync(answer.rawPayload)
    const workbook = strFromU8(files['xl/workbook.xml'] as Uint8Array)
    for (const name of ['Table', 'Moves', 'Activities that moved', 'About'])
      expect(workbook).toContain(`name="${name}"`)
  })

  test('SVG and PNG stand alone, with title, source and notes', async () => {
    const svg = await get('/reports/explore.svg?rows=sdg&columns=region')
    expect(svg.headers['content-type']).toBe('image/svg+xml; charset=utf-8')
    expect(svg.body).toContain(
      '>Activities by Sustainable Development Goal and region (now)</text>',
    )
    expect(svg.body).toContain('http://hub.test/reports/explore?rows=sdg&amp;columns=region')
    const png = await get('/reports/explore.png?rows=sdg&columns=region')
    expect(png.rawPayload.subarray(1, 4).toString()).toBe('PNG')
    const moves = await get('/reports/explore.svg?rows=entity&compare=2025&table=moves')
    expect(moves.body).toContain('New, continued, completed and retired')
    expect((await get('/reports/explore.svg?rows=entity&table=moves')).statusCode).toBe(400)
  })
})

test('an activity is over by its status or, without one, with the last day of its end', () => {
  const day = '2025-12-31'
  expect(isOver({ status: 'completed', endDate: null }, day)).toBe(true)
  expect(isOver({ status: 'discontinued', endDate: '2027' }, day)).toBe(true)
  expect(isOver({ status: 'ongoing', endDate: '2020' }, day)).toBe(false)
  expect(isOver({ status: null, endDate: '2025' }, day)).toBe(true)
  expect(isOver({ status: null, endDate: '2026' }, day)).toBe(false)
  expect(isOver({ status: null, endDate: '2025-12' }, '2025-12-30')).toBe(false)
  expect(isOver({ status: null, endDate: '2025-12-30' }, '2025-12-30')).toBe(true)
  expect(isOver({ status: null, endDate: null }, day)).toBe(false)
})

test('what is new, completed and retired since an edition is told by entity', async () => {
  const before = await ask('rows=entity&compare=2025')
  const { database, catalogue } = hub.context
  const { items } = (
    await hub.app.inject({ url: '/api/v1/activities?entity=itu&limit=100' })
  ).json()
  const edition = new Set<number>()
  for (const { id } of items)
    if ((await get(`/reports/2025/activities/${id}`)).statusCode === 200) edition.add(id)
  const [one = 0, two = 0] = [...edition]
  await publish(database, one, contentOf({ title: 'Done', status: 'completed' }))
  await publish(database, 9001, contentOf({ title: 'Brand new', entities: ['itu', 'fao'] }))
  await database.writer
    .transaction()
    .execute((transaction) => new CatalogueWriter(transaction).unpublish(two, localAct()))
  await catalogue.refresh()
  hub.context.answers.clear()
  const after = await ask('rows=entity&compare=2025')
  const line = (answer: ExploreAnswer, id: string) =>
    answer.moves?.rows.find((row) => row.id === id)?.cells.map(({ value }) => value) ?? []
  const [was, is] = [line(before, 'itu'), line(after, 'itu')]
  expect(is.map((value, at) => value - (was[at] ?? 0))).toEqual([1, -2, 1, 0, 1, 1])
  const moved = new Map(after.moves?.activities.map(({ id, move }) => [id, move]))
  expect([moved.get(9001), moved.get(one), moved.get(two)]).toEqual(['new', 'completed', 'retired'])
  const retired = after.moves?.activities.find(({ id }) => id === two)
  expect((await get(retired?.url ?? '')).statusCode).toBe(200)
  const shown = await page('rows=entity&compare=2025')
  expect(shown.body).toContain('Brand new')
})
