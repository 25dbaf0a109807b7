import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../helper'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string) => hub.app.inject({ method: 'GET', url })
const SKOS = 'http://www.w3.org/2004/02/skos/core#'
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

const turtle = async (url: string) => new Store(new Parser().parse((await get(url)).body))

/** Canonical N-Quads, in which two descriptions of the same are the same text. */
const canonical = (document: object | string, isQuads = false) =>
  jsonld.canonize(
    document as object,
    {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
      ...(isQuads ? { inputFormat: 'application/n-quads' } : {}),
    } as object,
  )

async function quadsOf(url: string): Promise<string> {
  const { Writer } = await import('n3')
  const writer = new Writer({ format: 'N-Quads' })
  writer.addQuads([...(await turtle(url))])
  return new Promise((resolve, reject) =>
    writer.end((error, text) => (error ? reject(error) : resolve(text))),
  )
}

describe('the taxonomy as SKOS', () => {
  test('has every vocabulary and concept, each with what SKOS asks of it', async () => {
    const store = await turtle('/taxonomy.ttl')
    const { vocabularies } = hub.context.taxonomy
    const of = (type: string) => store.getSubjects(RDF_TYPE, SKOS + type, null)
    expect(of('ConceptScheme')).toHaveLength(vocabularies.length)
    expect(of('Concept')).toHaveLength(
      vocabularies.reduce((sum, { concepts }) => sum + concepts.length, 0),
    )
    for (const concept of of('Concept')) {
      const values = (property: string) => store.getObjects(concept, SKOS + property, null)
      expect(values('prefLabel')).toHaveLength(1)
      expect(values('notation')).toHaveLength(1)
      expect(values('definition')).toHaveLength(1)
      expect(values('inScheme')).toHaveLength(1)
      const labels = ['prefLabel', 'altLabel', 'hiddenLabel'].flatMap(values)
      expect(new Set(labels.map(({ id }) => id)).size).toBe(labels.length)
      for (const property of ['broader', 'narrower', 'broadMatch'])
        for (const other of values(property))
          expect(store.countQuads(other, RDF_TYPE, `${SKOS}Concept`, null), other.value).toBe(1)
    }
    expect(store.countQuads(null, `${SKOS}broader`, null, null)).toBeGreaterThan(0)
    const languages = store
      .getObjects(null, `${SKOS}altLabel`, null)
      .map((label) => (label.termType === 'Literal' ? label.language : ''))
    expect([...new Set(languages)].sort()).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh'])
  })

  test.each(['/taxonomy', '/taxonomy/sdgs', '/taxonomy/entities'])(
    '%s says the same in Turtle and JSON-LD',
    async (path) => {
      const linked = await canonical((await get(`${path}.jsonld`)).json())
      expect(await canonical(await quadsOf(`${path}.ttl`), true)).toBe(linked)
      expect(String(linked).length).toBeGreaterThan(1000)
    },
  )

  test('every address of a concept leads to its place on a page', async () => {
    const store = await turtle('/taxonomy.ttl')
    const pages = new Map<string, string>()
    for (const { value } of store.getSubjects(RDF_TYPE, `${SKOS}Concept`, null)) {
      const { pathname, hash } = new URL(value)
      if (!pages.has(pathname)) pages.set(pathname, (await get(pathname)).body)
      expect(pages.get(pathname)).toContain(`id="${hash.slice(1)}"`)
    }
  })

  test('as CSV, a row a concept', async () => {
    const { body, headers } = await get('/taxonomy/sdgs.csv')
    expect(headers['content-type']).toMatch(/^text\/csv/)
    expect(body.trim().split('\r\n')).toHaveLength(18)
    expect(body).toContain('http://hub.test/taxonomy/sdgs#13')
    expect((await get('/taxonomy/nothing.csv')).statusCode).toBe(404)
  })
})

describe('one activity', () => {
  test('as JSON is what the API says of it', async () => {
    expect((await get('/activities/1135.json')).json()).toEqual(
      (await get('/api/v1/activities/1135')).json(),
    )
  })

  test('as JSON-LD is what its page carries', async () => {
    const page = (await get('/activities/1135')).body
    const [, carried = ''] =
      /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? []
    const linked = (await get('/activities/1135.jsonld')).json()
    expect(JSON.parse(carried)).toEqual(linked)
    expect(linked).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Project',
      '@id': 'http://hub.test/activities/1135',
    })
  })

  test('as BibTeX, RIS and APA text has its title, year, owner and address', async () => {
    const { title, updatedAt, entities } = (await get('/api/v1/activities/1135')).json()
    const year = updatedAt.slice(0, 4)
    for (const [ending, type, start] of [
      ['bib', 'application/x-bibtex', '@misc{activity-1135,'],
      ['ris', 'application/x-research-info-systems', 'TY  - ELEC\r\n'],
      ['txt', 'text/plain', entities[0].label],
    ]) {
      const { body, headers } = await get(`/activities/1135.${ending}`)
      expect(headers['content-type']).toBe(`${type}; charset=utf-8`)
      expect(body.startsWith(start)).toBe(true)
      for (const part of [title, year, entities[0].label, 'http://hub.test/activities/1135'])
        expect(body).toContain(part)
    }
  })

  test('what is none is 404, and 1135.x is no page either', async () => {
    for (const path of ['/activities/999999.bib', '/activities/1135.x', '/activities/x.json'])
      expect((await get(path)).statusCode).toBe(404)
  })
})
