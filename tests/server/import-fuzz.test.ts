import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../helper'
import { ImportBench } from '../imports'
import { addMember } from '../people'
import { contentOf, publish, temporaryFolder } from '../seeds'

/** How many mutated files are read, and how many requests sent; FUZZ=10000 for the whole run. */
const FILES = Number(process.env.FUZZ ?? 300)
const REQUESTS = Math.ceil(FILES / 10)

/** Mulberry32, so that a failure comes again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const XLSX = readFileSync('tests/fixtures/import/entries.xlsx')
const PARTS = unzipSync(XLSX)
const LINES = readFileSync('data/activities.jsonl', 'utf8').split('\n').slice(0, 3)
const TEXTS = [
  readFileSync('tests/fixtures/import/entries-windows-1252.csv'),
  Buffer.from(
    'id,title,summary,entities,start date,sdgs\n12,New,AI,ITU,2024,13\n,"B ""q""",S,ITU,x,4;5\n',
  ),
  Buffer.from(LINES.join('\n')),
  Buffer.from(`[${LINES.join(',')}]`),
]
const NASTY = [
  '"',
  "'",
  ',',
  ';',
  '\n',
  '\0',
  '\uFEFF',
  '{',
  ']',
  '=1+1',
  '\\',
  '99999999999',
  '<a>',
  '__proto__',
  'é',
  '-1',
]

/** Some bytes changed, cut, doubled, or replaced by what often breaks readers. */
function mutated(bytes: Uint8Array, random: () => number): Buffer {
  let out = Buffer.from(bytes)
  const at = () => Math.floor(random() * out.length)
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number]
    const nasty = Buffer.from(NASTY[Math.floor(random() * NASTY.length)] ?? '')
    const kind = Math.floor(random() * 5)
    if (kind === 0 && out.length > 0) out[from] = Math.floor(random() * 256)
    if (kind === 1)
      out = Buffer.concat([out.subarray(0, from), out.subarray(Math.min(to, from + 50))])
    if (kind === 2)
      out = Buffer.concat([
        out.subarray(0, to),
        out.subarray(from, Math.min(to, from + 200)),
        out.subarray(to),
      ])
    if (kind === 3) out = Buffer.concat([out.subarray(0, from), nasty, out.subarray(from)])
    if (kind === 4 && random() < 0.2) out = out.subarray(0, to)
  }
  return out
}

function fileOf(random: () => number): Buffer {
  const kind = random()
  if (kind < 0.2) return mutated(XLSX, random)
  if (kind < 0.5) {
    // A whole zip around a part that was changed reaches deeper than a broken zip.
    const names = Object.keys(PARTS)
    const name = names[Math.floor(random() * names.length)] ?? ''
    return Buffer.from(zipSync({ ...PARTS, [name]: mutated(PARTS[name] ?? strToU8(''), random) }))
  }
  return mutated(TEXTS[Math.floor(random() * TEXTS.length)] ?? Buffer.from(''), random)
}

describe('mutated files', () => {
  const { folder, remove } = temporaryFolder()
  afterAll(remove)

  test(`${FILES} of them are read or refused, in time, and nothing of the catalogue is touched`, async () => {
    const imports = await ImportBench.open(folder, 'fuzz')
    const { database } = imports.bench
    await publish(database, 12, contentOf({ title: 'Here before' }))
    const everything = async () =>
      JSON.stringify([
        await database.reader.selectFrom('activity').selectAll().execute(),
        await database.reader.selectFrom('version').selectAll().execute(),
        await database.reader.selectFrom('event').selectAll().execute(),
      ])
    const before = await everything()
    const random = seeded(1)
    const states: Record<string, number> = {}
    for (let number = 0; number < FILES; number++) {
      const file = join(folder, 'fuzz')
      writeFileSync(file, fileOf(random))
      const began = performance.now()
      const id = await imports.upload(file).catch((error: Error) => {
        throw new Error(`file ${number}: ${error.stack}`)
      })
      expect(performance.now() - began, `file ${number}`).toBeLessThan(10_000)
      const { state } = await imports.get(id)
      expect(['checked', 'failed', 'mapping'], `file ${number}`).toContain(state)
      states[state] = (states[state] ?? 0) + 1
    }
    expect(await everything()).toBe(before)
    // Otherwise the mutations only ever reach the door.
    expect(states.checked).toBeGreaterThan(FILES / 10)
    expect(states.failed).toBeGreaterThan(FILES / 10)
    await database.close()
  }, 3_600_000)
})

describe('mutated requests', () => {
  let hub: Awaited<ReturnType<typeof startTestApp>>
  let cookie = ''
  beforeAll(async () => {
    hub = await startTestApp({ SEED: 'none' })
    cookie = (await addMember(hub.context.database, { email: 'c@hub.example', isCurator: true }))
      .cookie
  })
  afterAll(() => hub.stop())

  test(`${REQUESTS} of them are answered without an error of ours`, async () => {
    const random = seeded(2)
    const boundary = 'boundary'
    for (let number = 0; number < REQUESTS; number++) {
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`
      const body = Buffer.concat([
        Buffer.from(head),
        fileOf(random),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ])
      const query = mutated(Buffer.from('entity=itu&mode=submit'), random).toString('latin1')
      const isWhole = random() < 0.5
      const answer = await hub.app.inject({
        method: 'POST',
        url: isWhole ? '/import' : `/import?${encodeURI(query)}`,
        remoteAddress: `10.0.${number >> 8}.${number & 255}`,
        headers: {
          ...{ cookie, origin: 'http://hub.test', accept: 'text/html' },
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
        payload: isWhole ? body : mutated(body, random),
      })
      expect(answer.statusCode, `request ${number}: ${answer.body.slice(0, 300)}`).toBeLessThan(500)
      const path = String(answer.headers.location ?? '')
      if (!path.startsWith('/import/')) continue
      await hub.context.imports.settled()
      const page = await hub.app.inject({ url: path, headers: { cookie, accept: 'text/html' } })
      expect(page.statusCode, `request ${number}`).toBe(200)
      expect(page.body, `request ${number}`).not.toContain('Something went wrong on our side')
    }
    expect(await hub.context.database.reader.selectFrom('activity').selectAll().execute()).toEqual(
      [],
    )
  }, 3_600_000)
})
