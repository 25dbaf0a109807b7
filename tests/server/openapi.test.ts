import type { RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app'
import { ANSWERS, ANYWHERE, OF_SCHEMA, PARAMETERS } from '../../server/http/api-texts'
import type { ApiDocument, JsonSchema } from '../../taxonomy/pages'
import { startTestApp } from '../helper'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
})
afterAll(() => hub.stop())

const get = (url: string, headers: Record<string, string> = {}) =>
  hub.app.inject({ method: 'GET', url, headers })

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

  test('says of every parameter, answer and field what it means', () => {
    const silent: string[] = []
    const look = (schema: JsonSchema, name: string) => {
      for (const [key, field] of Object.entries(schema.properties ?? {})) {
        if (!field.description) silent.push(`${name}.${key}`)
        look(field, `${name}.${key}`)
      }
      const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
      for (const one of inner) if (one) look(one, name)
    }
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
      look(schema, name)
    for (const [path, operations] of Object.entries(document.paths))
      for (const { parameters = [], responses } of Object.values(operations)) {
        for (const { name, description } of parameters)
          if (!description) silent.push(`${path}?${name}`)
        for (const [status, { description, content }] of Object.entries(responses)) {
          if (!description || description === 'Default Response') silent.push(`${path} ${status}`)
          for (const { schema } of Object.values(content ?? {}))
            if (schema) look(schema, `${path} ${status}`)
        }
      }
    expect(silent).toEqual([])
  })

  test('says nothing of what it does not have', () => {
    const schemas = Object.keys(document.components?.schemas ?? {})
    const names = schemas.map((name) => name.replace(/Input$/, ''))
    const operations = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .map((operation) => (operation as { operationId?: string }).operationId)
    const known = new Set([...names, ...operations])
    expect(Object.keys(OF_SCHEMA).filter((name) => !known.has(name))).toEqual([])
    expect(Object.keys(ANSWERS).filter((key) => !known.has(key.split(' ')[0]))).toEqual([])
    const text = JSON.stringify(document)
    const texts = [ANYWHERE, PARAMETERS, ANSWERS, ...Object.values(OF_SCHEMA)].flatMap((one) =>
      Object.values(one),
    )
    expect(texts.filter((one) => !text.includes(JSON.stringify(one).slice(1, -1)))).toEqual([])
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
