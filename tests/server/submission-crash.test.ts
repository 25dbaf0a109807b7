import { spawn } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeActivity } from '../../server/submissions/archiving'
import type { SubmissionKind, SubmissionState } from '../../taxonomy/submission'
import { addMember } from '../people'
import { outcomeOf, temporaryFolder } from '../seeds'
import { Bench, CURATOR, WHOLE } from '../submissions'

/** How often a process is killed, at least, in one move. */
const KILLS = Number(process.env.KILLS ?? 6)

/** Beside the packages that the bundle imports. */
const BUNDLE = resolve('node_modules/.dying-move')

const { folder, remove } = temporaryFolder()
beforeAll(() =>
  build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'tests/dying-move.ts', outDir: BUNDLE, emptyOutDir: true, target: 'node20' },
  }),
)
afterAll(() => {
  rmSync(BUNDLE, { recursive: true, force: true })
  remove()
})

function start(file: string, move: string, submission: number, last: number | string) {
  const words = [join(BUNDLE, 'dying-move.js'), file, move, String(submission), String(last)]
  return outcomeOf(spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** Every row of every table but secrets, and whether the file is whole. */
function contentsOf(file: string): string {
  const connection = new Sqlite(file)
  const tables = connection
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table' order by 1")
    .all()
  const rows = tables.map(({ name }) => connection.prepare(`select * from "${name}"`).all())
  const whole = connection.pragma('integrity_check')
  connection.close()
  // Secrets are drawn anew each time.
  return JSON.stringify([whole, rows]).replace(/[\w-]{43,}/g, 'secret')
}

/** Someone with a session, who writes for an entity. */
const addSomeone = async ({ database }: Bench) => {
  const memberships = [{ entity: 'itu', role: 'contributor' }] as const
  await addMember(database, { email: 'some@itu.example', memberships: [...memberships] })
}

/** What has to be there before some moves, beside the submission. */
const arrange: Record<string, (bench: Bench, activityId: number) => Promise<unknown>> = {
  restore: (bench, activityId) => bench.archive(activityId),
  split: (bench) =>
    bench.run((store, desk) =>
      mergeActivity(store, desk, { activityId: 600, into: 601 }, bench.act(CURATOR)),
    ),
  roles: addSomeone,
  deactivate: addSomeone,
}

/** A file with a submission in a state, and something else to meet. */
async function prepare(move: string, kind: SubmissionKind, state: SubmissionState) {
  const bench = await Bench.open(folder, move)
  const unplaced = [{ field: 'countries', label: 'Ye Olde Kenya' }]
  await bench.import([
    { id: 600, unplaced },
    { id: 601, unplaced, entities: ['undp'] },
  ])
  const submission = await bench.reach(kind, state)
  await arrange[move]?.(bench, submission?.activityId ?? 0)
  await bench.database.close()
  return { file: join(folder, `${move}.db`), id: submission?.id ?? 0 }
}

describe('a process killed between two statements', () => {
  test.each<[string, SubmissionKind, SubmissionState]>([
    ['save', 'change', 'draft'],
    ['submit', 'change', 'draft'],
    ['withdraw', 'change', 'submitted'],
    ['approve', 'change', 'submitted'],
    ['ask-changes', 'change', 'submitted'],
    ['reject', 'change', 'submitted'],
    ['merge', 'change', 'submitted'],
    ['take-over', 'suggestion', 'submitted'],
    ['undo', 'change', 'published'],
    ['archive', 'change', 'published'],
    ['restore', 'change', 'published'],
    ['split', 'change', 'submitted'],
    ['dismiss', 'change', 'submitted'],
    ['map', 'change', 'submitted'],
    ['invite', 'change', 'draft'],
    ['roles', 'change', 'draft'],
    ['deactivate', 'change', 'draft'],
  ])(
    'of %s leaves nothing half-done, and the move can be made again',
    async (move, kind, state) => {
      const { file, id } = await prepare(move, kind, state)
      const before = contentsOf(file)
      const copy = join(folder, `${move}-copy.db`)
      copyFileSync(file, copy)
      const whole = await start(copy, move, id, 0)
      expect(whole.errors).toBe('')
      const statements = Number(/done (\d+)/.exec(whole.output)?.[1])
      expect(statements).toBeGreaterThan(3)
      expect(contentsOf(copy)).not.toBe(before)

      // One file for all: what a dead process leaves behind, the next has to live with. The last
      // statement and some before stand for all, as each costs a process; KILLS=99 tries every one.
      const step = Math.max(1, Math.floor(statements / KILLS))
      for (let last = statements; last >= 1; last -= step) {
        expect(await start(file, move, id, last)).toMatchObject({ code: null, output: '' })
        expect.soft(contentsOf(file) === before, `killed at statement ${last}`).toBe(true)
      }
      expect((await start(file, move, id, 0)).output).toBe(whole.output)
      expect(contentsOf(file)).toBe(contentsOf(copy))
    },
    120_000,
  )
})

describe('two processes at once', () => {
  test('over one draft: each waits for the other, and what either wrote is kept', async () => {
    const bench = await Bench.open(folder, 'two')
    const draft = await bench.begin()
    await bench.save(draft, WHOLE)
    const file = join(folder, 'two.db')
    const outcomes = await Promise.all(
      ['1000001', '1000002'].map((n) => start(file, 'save-many', draft.id, n)),
    )
    expect(outcomes.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ''],
      [0, ''],
    ])
    const kept = await bench.submissions.listVersions(draft.id, { limit: 99 })
    expect(kept.filter(({ taken }) => !taken)).toHaveLength(30)
    expect(new Set(kept.map(({ content }) => content.title)).size).toBe(31)
    expect(new Set(kept.map(({ number }) => number)).size).toBe(kept.length)
    await bench.database.close()
  }, 60_000)
})
