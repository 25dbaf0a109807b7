import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import jsonld from 'jsonld'
import { Parser, Store, Writer } from 'n3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sitemap, sitemapFile } from '../../server/pages/sitemap'
import { startTestApp } from '../helper'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'GET', url, headers })
const DCAT = 'http://www.w3.org/ns/dcat#'
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

const dcat = async () => new Store(new Parser().parse((await get('/data/catalog.ttl')).body))

describe('the dump', () => {
  test.each(['ndjson', 'csv'])('%s is dated, whole, and as its checksum says', async (format) => {
    const { headers, statusCode } = await get(`/data/latest.${format}.gz`)
    expect(statusCode).toBe(302)
    const { revision } = hub.context.catalogue
    const address = String(headers.location)
    expect(address).toMatch(
      new RegExp(`^/data/activities-\\d{4}-\\d\\d-\\d\\d-r${revision}\\.${format}\\.gz$`),
    )
    const dump = await get(address)
    const sum = createHash('sha256').update(dump.rawPayload).digest('hex')
    expect((await get(`${address}.sha256`)).body).toBe(`${sum}  ${address.slice(6)}\n`)
    expect(gunzipSync(dump.rawPayload).toString()).toBe((await get(`/activities.${format}`)).body)
    expect((await get(address, { 'if-none-match': String(dump.headers.etag) })).statusCode).toBe(
      304,
    )
  })

  test('of an earlier state stays as it was; the newest has what came since', async () => {
    const before = String((await get('/data/latest.ndjson.gz')).headers.location)
    const bytes = (await get(before)).rawPayload
    await publish(hub.context.database, 10_600, contentOf({ title: 'New since' }))
    await hub.context.catalogue.refresh()
    hub.context.answers.clear()
    const after = String((await get('/data/latest.ndjson.gz')).headers.location)
    expect(after).not.toBe(before)
    expect((await get(before)).rawPayload.equals(bytes)).toBe(true)
    expect(gunzipSync((await get(after)).rawPayload).toString()).toContain('"New since"')
  })

  test('no other file can be had', async () => {
    for (const name of ['hub.db', '..%2Fhub.db', 'activities-2020-01-01-r1.csv.gz', 'x.sha256'])
      expect((await get(`/data/${name}`)).statusCode).toBe(404)
  })
})

describe('the description for data portals', () => {
  test('is DCAT: a catalogue of data sets, each with files that can be had', async () => {
    const store = await dcat()
    const one = (subject: string | null, property: string) =>
      store.getObjects(subject, property, null)
    expect(store.getSubjects(RDF_TYPE, `${DCAT}Catalog`, null)).toHaveLength(1)
    const sets = one('http://hub.test/data', `${DCAT}dataset`)
    expect(sets).toHaveLength(2)
    for (const set of sets) {
      for (const property of ['title', 'description', 'license', 'modified', 'publisher'])
        expect(one(set.value, `http://purl.org/dc/terms/${property}`)).toHaveLength(1)
      for (const file of one(set.value, `${DCAT}distribution`)) {
        const [download] = one(file.value, `${DCAT}downloadURL`)
        const address = download?.value.replace('http://hub.test', '') ?? ''
        const answer = await get(address)
        expect(answer.statusCode, address).toBe(200)
        const [bytes] = one(file.value, `${DCAT}byteSize`)
        if (bytes) expect(answer.rawPayload.length).toBe(Number(bytes.value))
        const [checksum] = one(file.value, 'http://spdx.org/rdf/terms#checksum')
        if (!checksum) continue
        expect(
          store.getObjects(checksum, 'http://spdx.org/rdf/terms#checksumValue', null)[0]?.value,
        ).toBe(createHash('sha256').update(answer.rawPayload).digest('hex'))
      }
    }
    expect(store.countQuads(null, 'http://spdx.org/rdf/terms#checksum', null, null)).toBe(2)
  })

  test('says the same in Turtle and JSON-LD', async () => {
    const writer = new Writer({ format: 'N-Quads' })
    writer.addQuads([...(await dcat())])
    const quads = await new Promise<string>((resolve, reject) =>
      writer.end((error, text) => (error ? reject(error) : resolve(text))),
    )
    const options = { algorithm: 'RDFC-1.0', format: 'application/n-quads' } as object
    const linked = await jsonld.canonize((await get('/data/catalog.jsonld')).json(), options)
    const fromQuads = { ...options, inputFormat: 'application/n-quads' } as object
    expect(await jsonld.canonize(quads as unknown as object, fromQuads)).toBe(linked)
  })
})

test('llms.txt is a heading, a summary and links that lead somewhere', async () => {
  const { body, headers } = await get('/llms.txt')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(body).toMatch(/^# .+\n\n> .+\n/)
  const links = [...body.matchAll(/\]\(http:\/\/hub\.test([^)]+)\)/g)].map(([, path]) => path ?? '')
  expect(links.length).toBeGreaterThan(8)
  for (const link of links) expect.soft((await get(link)).statusCode, link).toBe(200)
})

describe('the sitemap', () => {
  test('of more than 50,000 pages is an index of files', () => {
    const { catalogue } = hub.context
    const size = 60_000
    const large = {
      taxonomy: catalogue.taxonomy,
      index: {
        facets: catalogue.index.facets,
        inOrder: () => Uint32Array.from({ length: size }, (_, at) => at),
        idAt: (at: number) => at + 1,
      },
    } as unknown as typeof catalogue
    expect(sitemap(large, '')).toContain('<loc>/sitemap-2.xml</loc>')
    const files = [1, 2].map((file) => sitemapFile(large, '', file) ?? '')
    const pages = files.flatMap((file) => file.match(/<loc>[^<]+/g) ?? [])
    expect(files[0]?.match(/<loc>/g)).toHaveLength(50_000)
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages).toContain(`<loc>/activities/${size}`)
    expect(sitemapFile(large, '', 3)).toBeUndefined()
    expect(sitemapFile(catalogue, '', 1)).toBeUndefined()
  })
})
