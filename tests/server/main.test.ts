import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { outcomeOf, temporaryFolder } from '../seeds'

const BUILT = 'dist/server/main.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
let count = 0

/** Starts the built server on a free port, with a database of its own. */
function start(settings: NodeJS.ProcessEnv = {}): ChildProcess {
  const database = `file:${join(folder, `${++count}.db`)}`
  return spawn(process.execPath, [BUILT], {
    env: {
      ...process.env,
      PORT: '0',
      SEED: 'none',
      DATABASE_URL: database,
      MAIL_FOLDER: folder,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The address that the server prints once it listens. */
async function addressOf(server: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of server.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += chunk
    const [address] = /http:\/\/\S+/.exec(text) ?? []
    if (address) return address
  }
  throw new Error(`the server never listened: ${text}`)
}

describe.skipIf(!existsSync(BUILT))('the built server', () => {
  test('prints its address, answers there, and ends when told to', async () => {
    const server = start({ SEED: 'data/activities.jsonl' })
    const address = await addressOf(server)
    const answer = await fetch(`${address}/api/v1/activities?q=health`)
    expect(answer.status).toBe(200)
    expect((await answer.json()).total).toBeGreaterThan(10)
    const page = await (await fetch(address)).text()
    for (const [, asset] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
      expect((await fetch(address + asset)).headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${address}/manifest.json`)).status).toBe(404)
    server.kill('SIGTERM')
    expect((await outcomeOf(server)).code).toBe(0)
  })

  test('makes the files of reports beside it: a browser is shown how far one is', async () => {
    const server = start({ SEED: 'data/activities.jsonl' })
    const address = await addressOf(server)
    const url = `${address}/reports/2025/report.pdf`
    const [page, file, again] = await Promise.all([
      fetch(url, { headers: { accept: 'text/html' } }),
      fetch(url),
      fetch(url),
    ])
    // A fast machine has the file before the page is due.
    if (page.status !== 200) {
      expect([page.status, page.headers.get('refresh')]).toEqual([202, '2'])
      expect(await page.text()).toContain('The file is being made')
    }
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true)
    const kept = readdirSync(join(folder, `${count}.db-reports`))
    expect(kept).toHaveLength(1)
    expect(file.headers.get('etag')).toBe(`"${kept[0]}"`)
    server.kill('SIGTERM')
    expect((await outcomeOf(server)).code).toBe(0)
  }, 180_000)

  test('prints a link for the first administrator, which works', async () => {
    const server = start()
    let text = ''
    for await (const chunk of server.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
      text += chunk
      if (text.includes('token=')) break
    }
    const [link = ''] = /http:\S+token=\S+/.exec(text) ?? []
    const page = await fetch(link)
    expect(page.status).toBe(200)
    expect(await page.text()).toMatch(/first administrator/)
    const { origin, searchParams } = new URL(link)
    const answer = await fetch(`${origin}/sign-in/link`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams({
        ...{ token: searchParams.get('token') ?? '', name: 'Ada', email: 'ada@hub.example' },
      }),
    })
    expect(answer.headers.get('location')).toBe('/account?done=welcome')
    server.kill('SIGTERM')
    expect((await outcomeOf(server)).code).toBe(0)
  })

  /** Expects the start to fail with words, not with a trace. */
  async function expectFailure(settings: NodeJS.ProcessEnv, words: RegExp) {
    const { code, errors } = await outcomeOf(start(settings))
    expect(errors).toMatch(words)
    expect(errors).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
  }

  test('says which port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const port = String((other.address() as AddressInfo).port)
    await expectFailure({ PORT: port }, new RegExp(`${port} is in use`))
    other.close()
  })

  test('names a setting that is wrong', () => expectFailure({ CACHE_MB: 'lots' }, /CACHE_MB=lots/))

  test('names a file that is no database', async () => {
    const file = join(folder, 'letter.db')
    writeFileSync(file, 'Dear all, '.repeat(200))
    await expectFailure({ DATABASE_URL: `file:${file}` }, /letter\.db is not a SQLite database/)
  })

  test('names a catalogue that is not there', () =>
    expectFailure({ SEED: 'data/missing.jsonl' }, /data\/missing\.jsonl/))
})
