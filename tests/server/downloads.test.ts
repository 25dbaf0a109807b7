import { gunzipSync } from 'node:zlib'
import { parseAtomFeed } from 'feedsmith'
import jsonld from 'jsonld'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restored } from '../../server/exchange/cells'
import { columnsOf, type RowDraft } from '../../server/exchange/columns'
import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { activityDetailSchema, type SearchResult } from '../../taxonomy/api'
import { startTestApp } from '../helper'
import { contentOf, localAct, publish, write } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'GET', url, headers })

const FORMATS = ['csv', 'xlsx', 'json', 'ndjson', 'jsonld', 'atom']

/** The numbers of all activities a search lists, page by page as people see them. */
async function listed(query: string): Promise<number[]> {
  const ids: number[] = []
  for (;;) {
    const { items, total } = (
      await get(`/api/v1/activities?limit=100&offset=${ids.length}${query && `&${query}`}`)
    ).json<SearchResult>()
    ids.push(...items.map(({ id }) => id))
    if (ids.length >= total) return ids
  }
}

/** The rows of a CSV file, by a reader of its own: RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

async function readXlsx(bytes: Buffer, sheet: string) {
  const sheets = await readExcelFile(bytes)
  return sheets.find((one) => one.sheet === sheet)?.data ?? []
}

/** Reads a table's rows back as an import would. */
function contentsOf([head = [], ...rows]: string[][]): (RowDraft & { content: ActivityContent })[] {
  const columns = columnsOf(hub.context.taxonomy, 'http://hub.test')
  return rows.map((cells) => {
    const row: RowDraft = { content: { contact: '' } }
    for (const { name, read, isPublic } of columns)
      if (isPublic) read?.(restored(cells[head.indexOf(name)] ?? ''), row)
    return { ...row, content: activitySchema.parse(row.content) }
  })
}

describe.each(['', 'q=flood&sdg=13', 'country=KEN&sort=title', 'q=zzzzqqq'])(
  'the view "%s"',
  (query) => {
    test('is the same activities in the same order in every format', async () => {
      const ids = await listed(query)
      const of = (format: string) => get(`/activities.${format}${query && `?${query}`}`)
      const csv = readCsv((await of('csv')).body)
      expect(csv.slice(1).map(([id]) => Number(id))).toEqual(ids)
      const xlsx = await readXlsx((await of('xlsx')).rawPayload, 'Activities')
      expect(xlsx.slice(1).map(([id]) => id)).toEqual(ids)
      expect(xlsx[0]).toEqual(csv[0])
      const json = (await of('json')).json()
      expect(json).toMatchObject({ total: ids.length, revision: hub.context.catalogue.revision })
      expect(json.items.map(({ id }: { id: number }) => id)).toEqual(ids)
      const ndjson = (await of('ndjson')).body.split('\n').filter(Boolean)
      expect(ndjson.map((line) => JSON.parse(line))).toEqual(json.items)
      const linked = (await of('jsonld')).json()
      expect(
        linked.itemListElement.map(({ item }: { item: { identifier: string } }) =>
          Number(item.identifier),
        ),
      ).toEqual(ids)
    })
  },
)

describe('the table', () => {
  test.each(['csv', 'xlsx'])('%s brings every public activity back as it is', async (format) => {
    const answer = await get(`/activities.${format}`)
    const table =
      format === 'csv'
        ? readCsv(answer.body)
        : (await readXlsx(answer.rawPayload, 'Activities')).map((row) =>
            row.map((cell) =>
              cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''),
            ),
          )
    const rows = contentsOf(table)
    expect(rows).toHaveLength(837)
    for (const { id, createdOn, updatedOn, content } of rows) {
      const stored = await hub.context.catalogue.reader.findPublished(id ?? 0)
      expect({ createdOn, updatedOn }).toEqual({
        createdOn: stored?.createdOn,
        updatedOn: stored?.updatedOn,
      })
      expect(content).toEqual({ ...stored?.content, contact: '' })
    }
  })

  test('XLSX has real numbers and days, and a sheet that says what it holds', async () => {
    const { rawPayload } = await get('/activities.xlsx?q=flood&sdg=13')
    const [head = [], first = []] = await readXlsx(rawPayload, 'Activities')
    expect(first[head.indexOf('id')]).toBeTypeOf('number')
    expect(first[head.indexOf('updated')]).toBeInstanceOf(Date)
    const about = Object.fromEntries(await readXlsx(rawPayload, 'About'))
    expect(about).toMatchObject({
      Words: 'flood',
      'Address of this view': 'http://hub.test/activities?q=flood&sdg=13',
      Revision: hub.context.catalogue.revision,
    })
    expect(about.Activities).toBe((await listed('q=flood&sdg=13')).length)
    expect(about.Licence).toMatch(/creativecommons/)
  })

  test('no contact leaves', async () => {
    const { database, catalogue } = hub.context
    await publish(
      database,
      10_500,
      contentOf({ title: '=cmd|x', contact: 'secret@office.example' }),
    )
    await catalogue.refresh()
    for (const format of FORMATS) {
      const { rawPayload } = await get(`/activities.${format}?q=cmd`)
      expect(rawPayload.includes('secret@office')).toBe(false)
    }
  })

  test('nothing in it is a formula to a spreadsheet', async () => {
    const csv = readCsv((await get('/activities.csv')).body)
    const isNumber = (cell: string) => /^-?\d+$/.test(cell)
    const risky = csv.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell) && !isNumber(cell))
    expect(risky).toEqual([])
    expect(csv.flat()).toContain("'=cmd|x")
  })
})

describe('the feed', () => {
  test('is Atom, a page at a time, newest first', async () => {
    const feed = parseAtomFeed((await get('/activities.atom?entity=itu')).body)
    expect(feed.title?.value).toMatch(/ITU/)
    const ids = await listed('entity=itu&sort=updated')
    expect(feed.entries?.map(({ id }) => Number(id?.split('/').pop()))).toEqual(ids.slice(0, 100))
    const [entry] = feed.entries ?? []
    expect(entry?.title).toBeTruthy()
    expect(entry?.authors?.length).toBeGreaterThan(0)
    expect(entry?.links?.[0]?.href).toBe(entry?.id)
  })

  test('its pages lead to each other and hold everything once', async () => {
    const seen: (string | undefined)[] = []
    let url = '/activities.atom'
    for (let pages = 0; pages < 20 && url; pages++) {
      const feed = parseAtomFeed((await get(url)).body)
      seen.push(...(feed.entries ?? []).map(({ id }) => id))
      url =
        feed.links?.find(({ rel }) => rel === 'next')?.href?.replace('http://hub.test', '') ?? ''
    }
    expect(seen).toHaveLength(hub.context.catalogue.index.size)
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('every format', () => {
  test.each(FORMATS)('%s: its name, tag and 304', async (format) => {
    const answer = await get(`/activities.${format}?sdg=13`)
    expect(answer.headers['content-disposition']).toMatch(
      new RegExp(`filename="activities-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`),
    )
    const again = await get(`/activities.${format}?sdg=13`, {
      'if-none-match': String(answer.headers.etag),
    })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    const other = await get(`/activities.${format}?sdg=12`)
    expect(other.headers.etag).not.toBe(answer.headers.etag)
    expect((await hub.app.inject({ method: 'HEAD', url: `/activities.${format}` })).body).toBe('')
  })

  test.each(FORMATS)('%s: unknown parameters and values are errors', async (format) => {
    for (const [query, field] of [
      ['nonsense=1', 'nonsense'],
      ['sdg=99', 'sdg'],
      ['limit=5', 'limit'],
      ['sort=up', 'sort'],
    ]) {
      const answer = await get(`/activities.${format}?${query}`)
      expect(answer.statusCode).toBe(400)
      expect(answer.json().errors[0].field).toBe(field)
    }
  })

  test('is compressed where that is asked for', async () => {
    const plain = await get('/activities.csv?sdg=13')
    const gzip = await get('/activities.csv?sdg=13', { 'accept-encoding': 'gzip' })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body)
  })

  test('JSON is in the API’s shape, JSON-LD is linked data', async () => {
    const { items } = (await get('/activities.json?sdg=13')).json()
    for (const item of items) expect(activityDetailSchema.parse(item)).toEqual(item)
    const list = (await get('/activities.jsonld?entity=itu')).json()
    // Without the network: the vocabulary is all that the context says.
    const quads = (await jsonld.toRDF(
      { ...list, '@context': { '@vocab': 'https://schema.org/', name: 'https://schema.org/name' } },
      {},
    )) as unknown as { predicate: { value: string }; object: { value: string } }[]
    const projects = quads.filter(({ object }) => object.value === 'https://schema.org/Project')
    expect(projects).toHaveLength(list.numberOfItems)
  })
})

test('a list read while the catalogue changes is of one moment', async () => {
  const { database, catalogue } = hub.context
  const { selectionOf } = await import('../../server/exchange/selection')
  const selection = await selectionOf(catalogue, { q: '', filters: {}, sort: 'title' }, '')
  const before = new Map<number, string>()
  for await (const page of selection.pages())
    for (const { id, content } of page) before.set(id, content.title)
  const now = new Map<number, string>()
  let isFirst = true
  for await (const page of selection.pages()) {
    for (const { id, content } of page) now.set(id, content.title)
    if (!isFirst) continue
    isFirst = false
    const rest = [...before.keys()].filter((id) => !now.has(id))
    await publish(database, rest[0] ?? 0, contentOf({ title: 'AAA changed meanwhile' }))
    await write(database, (writer) => writer.unpublish(rest[1] ?? 0, localAct(), 'archived'))
    await publish(database, 10_501, contentOf({ title: 'AAA new' }))
    await catalogue.refresh()
  }
  expect([...now]).toEqual([...before])
  const after = await listed('sort=title')
  expect(after).not.toEqual([...before.keys()])
})
