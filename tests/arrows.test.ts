import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Import {
  /** The file it stands in, from the root: `server/app.ts`. */
  from: string
  /** The file, without its ending, or the package it names. */
  to: string
  /** Whether nothing of it is left once types are gone. */
  typeOnly: boolean
}

const STATIC = /^(import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm
const DYNAMIC = /\bimport\(\s*(?:\/\*.*?\*\/\s*)?'([^']+)'/g

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8')
  const resolved = (path: string) =>
    path.startsWith('.') ? normalize(join(dirname(from), path)).replace(/\.tsx?$/, '') : path
  return [
    ...Array.from(text.matchAll(STATIC), ([, , type, path]) => ({
      from,
      to: resolved(path ?? ''),
      typeOnly: type !== undefined,
    })),
    ...Array.from(text.matchAll(DYNAMIC), ([, path]) => ({
      from,
      to: resolved(path ?? ''),
      typeOnly: false,
    })),
  ]
}

const imports = ['taxonomy', 'server', 'web', 'scripts'].flatMap(sources).flatMap(importsOf)

/** Imports that break a rule, as lines to read. */
function broken(isWrong: (one: Import) => boolean): string[] {
  return imports.filter(isWrong).map(({ from, to }) => `${from} imports ${to}`)
}

const inside = (path: string, folder: string) => path.startsWith(`${folder}/`)

describe('arrows run one way', () => {
  test('the imports were found', () => {
    expect(imports.length).toBeGreaterThan(200)
    expect(imports.map(({ to }) => to)).toEqual(
      expect.arrayContaining([
        'zod',
        'server/catalogue/routes',
        'taxonomy/pages',
        'web/styles/index.css',
      ]),
    )
  })

  test('taxonomy imports nothing but itself and zod', () => {
    expect(
      broken(({ from, to }) => inside(from, 'taxonomy') && to !== 'zod' && !inside(to, 'taxonomy')),
    ).toEqual([])
  })

  test('server imports nothing of web or scripts', () => {
    expect(
      broken(
        ({ from, to }) => inside(from, 'server') && (inside(to, 'web') || inside(to, 'scripts')),
      ),
    ).toEqual([])
  })

  test('web imports nothing of server or scripts', () => {
    expect(
      broken(
        ({ from, to }) => inside(from, 'web') && (inside(to, 'server') || inside(to, 'scripts')),
      ),
    ).toEqual([])
  })

  test('web takes only types from taxonomy, and what cleans text, so that browsers load no zod', () => {
    const pure = new Set(['taxonomy/clean-text', 'taxonomy/fold'])
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          inside(from, 'web') &&
          (inside(to, 'taxonomy') || to === 'zod') &&
          !typeOnly &&
          to !== 'taxonomy/clean-text',
      ),
    ).toEqual([])
    expect(broken(({ from, to }) => pure.has(from.replace('.ts', '')) && !pure.has(to))).toEqual([])
  })

  test('nothing imports routes but the app', () => {
    expect(
      broken(
        ({ from, to }) =>
          to.endsWith('/routes') && from !== 'server/app.ts' && !from.endsWith('/routes.ts'),
      ),
    ).toEqual([])
  })

  test('below the routes nothing knows of requests', () => {
    // Beside their stores and routes, accounts have what stands at the door of every request.
    const below =
      /^server\/(database|exchange(?!\/([\w-]+-)?routes\b)|catalogue|mail|webhooks(?!\/webhook-routes\b)|reports(?!\/([\w-]+-)?routes\b)|rounds(?!\/(desk|([\w-]+-)?routes)\b)|submissions(?!\/(page|review-desk|([\w-]+-)?routes)\b)|accounts(?!\/(gate|page|([\w-]+-)?routes)\b))\/(?!routes)/
    const http = /^(fastify|@fastify\/)|^server\/(http\/answers|context|app|pages)\b/
    expect(
      broken(({ from, to, typeOnly }) => below.test(from) && http.test(to) && !typeOnly),
    ).toEqual([])
  })

  test('only server/database opens SQLite, and the benchmark that measures it as a peer', () => {
    const openers = /^(server\/database|scripts\/bench\/peers)\//
    expect(broken(({ from, to }) => to === 'better-sqlite3' && !openers.test(from))).toEqual([])
  })

  test('only stores and the database speak SQL', () => {
    const speakers =
      /^server\/(database\/|(accounts|catalogue|exchange|mail|reports|rounds|submissions|webhooks)\/(\w+-)?(reader|writer)\.ts)/
    expect(broken(({ from, to }) => to === 'kysely' && !speakers.test(from))).toEqual([])
  })

  test('migrations import no code of the program', () => {
    expect(broken(({ from, to }) => /migrations\/\d/.test(from) && to !== 'kysely')).toEqual([])
  })

  test('the product imports nothing of the tests', () => {
    expect(broken(({ from, to }) => inside(to, 'tests') && !inside(from, 'scripts'))).toEqual([])
  })
})
