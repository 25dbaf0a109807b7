import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import openapiTypes, { type OpenAPI3 } from 'openapi-typescript'
import { runnerImport } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp } from '../helper'
import { addKey } from '../people'

/** Beside the packages that the client imports. */
const FOLDER = resolve('node_modules/.client-test')

/** What the tour brings home, as far as it is looked at here one by one. */
interface Seen {
  total: number
  titles: string[]
}

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp()
  const document = (await hub.app.inject({ url: '/api/v1/openapi.json' })).json() as OpenAPI3
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'api.ts'), await openapiTypes(document))
  cpSync('tests/client/tour.ts', join(FOLDER, 'tour.ts'))
})
afterAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true })
  await hub.stop()
})

/** What the compiler has against files in the folder. */
function compile(...files: string[]): string {
  const { stdout } = spawnSync(
    resolve('node_modules/.bin/tsc'),
    [
      ...['--noEmit', '--strict', '--ignoreConfig', '--skipLibCheck', '--target', 'es2023'],
      ...['--module', 'esnext', '--moduleResolution', 'bundler', ...files],
    ],
    { cwd: FOLDER, encoding: 'utf8' },
  )
  return stdout
}

test('a client typed from the description compiles, and one that is wrong does not', () => {
  expect(compile('tour.ts')).toBe('')
  const tour = readFileSync(join(FOLDER, 'tour.ts'), 'utf8')
  for (const [right, wrong] of [
    ['limit: 3', "limit: 'three'"],
    ['first.id', 'first.number'],
    ["sort: 'title'", "sort: 'best'"],
    ["title: 'Flood forecasts'", 'title: 17'],
    ["externalId: 'P-2024-017' }", '}'],
    ['changes.data?.items', 'changes.data?.changes'],
  ] as const) {
    expect(tour).toContain(right)
    writeFileSync(join(FOLDER, 'wrong.ts'), tour.replace(right, wrong))
    expect.soft(compile('wrong.ts'), wrong).toMatch(/wrong\.ts\(\d+,\d+\): error TS/)
  }
})

test('it searches, reads, writes one and several, and asks what changed', async () => {
  await hub.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = hub.app.server.address() as AddressInfo
  const { module } = await runnerImport<{ tour: (baseUrl: string, key: string) => Promise<Seen> }>(
    join(FOLDER, 'tour.ts'),
    {
      configFile: false,
      logLevel: 'error',
    },
  )
  const key = (await addKey(hub.context.database, { entity: 'itu' })).replace('Bearer ', '')
  const seen = await module.tour(`http://127.0.0.1:${port}`, key)
  expect(seen).toMatchObject({
    ...{ put: [201, 'draft'], countries: ['KEN'], outcomes: ['created'], wrong: ['limit'] },
    changes: ['published', 'published'],
  })
  expect(seen.total).toBeGreaterThan(5)
  expect(seen.titles[0]).toBe(seen.titles[1])
})
