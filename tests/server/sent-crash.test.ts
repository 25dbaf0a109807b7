import { spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../server/database/open'
import { addKey } from '../people'
import { outcomeOf, temporaryFolder } from '../seeds'

/** How often a process is killed, at least, in one request. */
const KILLS = Number(process.env.KILLS ?? 3)

const { folder, remove } = temporaryFolder()
afterAll(remove)

/** Sends one request to the whole application in a process of its own, which dies at its nth statement. */
const RUN = `import('vite').then(async (vite) => {
  const load = async (path) =>
    (await vite.runnerImport(path, { configFile: false, logLevel: 'error' })).module
  const { startContext } = await load('/server/start.ts')
  const { buildApp } = await load('/server/app.ts')
  const { readConfig } = await load('/server/config.ts')
  const { workHere } = await load('/server/exchange/import-work.ts')
  const { FILE, LAST, REQUEST, FOLDER } = process.env
  const config = readConfig({
    ...{ DATABASE_URL: 'file:' + FILE, SEED: 'none', LOG_LEVEL: 'silent', RATE_LIMIT: '0' },
    MAIL_FOLDER: FOLDER,
  })
  const site = { render: () => '', assets: '', writerAssets: '', workshop: workHere }
  const { context, stop } = await startContext(config, site)
  await context.desk()
  let statements = 0
  const dying = {
    transformQuery: ({ node }) => {
      if (++statements === Number(LAST)) process.kill(process.pid, 'SIGKILL')
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const { reader, writer, close } = context.database
  const database = { reader, close, writer: writer.withPlugin(dying) }
  const app = await buildApp({ ...context, database })
  const answer = await app.inject(JSON.parse(REQUEST))
  if (LAST === 'answer') process.kill(process.pid, 'SIGKILL')
  const { 'idempotency-replayed': replayed = '' } = answer.headers
  console.log(JSON.stringify({ statements, status: answer.statusCode, replayed, body: answer.json() }))
  await app.close()
  await stop()
})`

const ENTRY = { title: 'Floods', summary: 'AI foresees floods.' }
const CALLS = {
  PUT: { url: '/api/v1/entities/itu/activities/P-1', payload: ENTRY },
  POST: {
    url: '/api/v1/entities/itu/activities',
    payload: { items: ['P-1', 'P-2'].map((externalId) => ({ externalId, entry: ENTRY })) },
  },
}

test.each([
  ['PUT', 1],
  ['POST', 2],
] as const)(
  'a process killed in a %s with an Idempotency-Key does it once, when it is sent again',
  async (method, entries) => {
    const file = join(folder, `${method}.db`)
    const fresh = await openDatabase(file)
    const authorization = await addKey(fresh, { entity: 'itu' })
    // Its first use would be one more statement.
    await fresh.writer.updateTable('api_key').set({ last_used_at: '2099-01-01' }).execute()
    await fresh.close()
    const request = {
      ...{ method, ...CALLS[method] },
      headers: {
        ...{ authorization, 'content-type': 'application/json' },
        'idempotency-key': 'once',
      },
    }
    const send = (to: string, last: number | string) =>
      outcomeOf(
        spawn(process.execPath, ['-e', RUN], {
          env: {
            ...process.env,
            ...{ FILE: to, LAST: String(last), REQUEST: JSON.stringify(request), FOLDER: folder },
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      )
    const count = async (to: string) => {
      const { reader, close } = await openDatabase(to)
      const numbers = [
        await reader.selectFrom('activity').select('id').execute(),
        await reader.selectFrom('external_entry').select('external_id').execute(),
        await reader.selectFrom('kept_answer').select('token').execute(),
      ].map((rows) => rows.length)
      await close()
      return numbers
    }
    const copy = join(folder, `${method}-copy.db`)
    copyFileSync(file, copy)
    const whole = await send(copy, 0)
    expect(whole.errors).toBe('')
    const { statements } = JSON.parse(whole.output)
    expect(statements).toBeGreaterThan(8)
    const step = Math.max(1, Math.floor(statements / KILLS))
    for (let last = statements; last >= 1; last -= step) {
      expect(await send(file, last)).toMatchObject({ code: null, output: '' })
      expect(await count(file), `killed at statement ${last}`).toEqual([0, 0, 0])
    }
    expect(await send(file, 'answer')).toMatchObject({ code: null, output: '' })
    expect(await count(file)).toEqual([entries, entries, 1])
    const again = JSON.parse((await send(file, 0)).output)
    expect(again).toMatchObject({ replayed: 'true', status: method === 'PUT' ? 201 : 200 })
    expect(await count(file)).toEqual([entries, entries, 1])
  },
  240_000,
)
