import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { AccountReader } from '../../server/accounts/reader'
import { openDatabase } from '../../server/database/open'
import { outcomeOf, startHub, temporaryFolder } from '../seeds'

const { folder, remove } = temporaryFolder()
afterAll(remove)

const settings = { DATABASE_URL: `file:${join(folder, 'hub.db')}`, INIT_CWD: folder }
const hub = (...words: string[]) => outcomeOf(startHub(words, settings))
const SHIPPED = join(process.cwd(), 'data/activities.jsonl')

describe('npm run hub', () => {
  test('import and export give back the catalogue that ships, byte for byte', async () => {
    const imported = await hub('import', SHIPPED)
    expect(imported.output).toMatch(/^838 created, 0 changed, 0 unchanged, 0 held.*0 refused/)
    expect(imported.errors).toMatch(/100 %/)
    expect(imported.code).toBe(0)

    expect(await hub('export', 'out.jsonl')).toMatchObject({
      code: 0,
      output: '838 activities written\n',
    })
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toBe(readFileSync(SHIPPED, 'utf8'))

    const { output } = await hub('warnings', 'likely-duplicate')
    for (const pair of [/^63\t.*547$/m, /^547\t.*63$/m, /^653\t.*820$/m])
      expect(output).toMatch(pair)
  })

  test('import names line, id, field and reason of what it refused, and fails', async () => {
    writeFileSync(join(folder, 'bad.jsonl'), '{"id":77,"title":""}\nnonsense\n')
    const { code, errors, output } = await hub('import', 'bad.jsonl')
    expect(code).toBe(1)
    expect(output).toMatch(/2 refused/)
    expect(errors).toMatch(/line 1 \(id 77\): \w+/)
    expect(errors).toMatch(/line 2: record is not JSON/)
  })

  test.each([
    ['a file that is not there', ['import', 'missing.jsonl'], 1, /missing\.jsonl/],
    ['a folder to write to that is not there', ['export', 'no/out.jsonl'], 1, /no\/out\.jsonl/],
    ['no command', [], 2, /import FILE/],
    ['a user who is no address', ['user', 'add', 'x', '--role', 'admin'], 1, /email must be/],
    ['a user of no entity', ['user', 'add', 'a@b.example', '--role', 'contributor'], 1, /entity/],
    ['a user without a role', ['user', 'add', 'a@b.example'], 1, /role must be one of/],
    ['an option that is none', ['user', 'add', 'a@b.example', '--rank', 'x'], 1, /--rank/],
    ['half a command', ['taxonomy'], 2, /taxonomy check/],
  ])('%s is said so, without a trace', async (_, words, code, message) => {
    const outcome = await hub(...words)
    expect(outcome.errors).toMatch(message)
    expect(outcome.errors).not.toMatch(/\n\s+at /)
    expect(outcome.code).toBe(code)
  })

  test('user add lets someone in, and gives who is there another role', async () => {
    const first = await hub('user', 'add', 'Ann@Hub.example', '--role', 'admin', '--name', 'Ann')
    expect(first).toMatchObject({ code: 0 })
    expect(first.output).toMatch(/^ann@hub\.example was added and is admin\n/)
    const more = ['--role', 'focal-point', '--entity', 'itu']
    for (let time = 0; time < 2; time++)
      expect((await hub('user', 'add', 'ann@hub.example', ...more)).output).toMatch(
        /was there and is focal-point of itu/,
      )
    const database = await openDatabase(join(folder, 'hub.db'))
    const reader = new AccountReader(database.reader)
    expect(await reader.findPersonByEmail('ann@hub.example')).toMatchObject({
      name: 'Ann',
      isAdmin: true,
      memberships: [{ entity: 'itu', role: 'focal-point' }],
    })
    const acts = await database.reader.selectFrom('audit_event').selectAll().execute()
    expect(acts.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'command-line person.created',
      'command-line person.roles-changed',
      'command-line membership.set',
    ])
    await database.close()
  })

  describe('in a database that was never started', () => {
    const empty = (name: string, more: NodeJS.ProcessEnv = {}) => ({
      ...{ ...settings, DATABASE_URL: `file:${join(folder, name)}`, SEED: SHIPPED },
      ...more,
    })
    const run = (words: string[], environment: NodeJS.ProcessEnv) =>
      outcomeOf(startHub(words, environment))

    test('one command makes the report, from the catalogue a start would fill it from', async () => {
      const words = ['report', '--edition', '2025', '--out', '2025.json']
      const { code, errors } = await run(words, empty('report.db'))
      expect(errors).toContain(`The database was empty and has been filled from ${SHIPPED}`)
      expect(code).toBe(0)
      const report = JSON.parse(readFileSync(join(folder, '2025.json'), 'utf8'))
      expect(report.edition.id).toBe('2025')

      const again = await run(words, empty('report.db', { SEED: 'missing.jsonl' }))
      expect(again.code).toBe(0)
      expect(again.errors).not.toContain('empty')
    })

    test.each([
      ['export', ['export', 'all.jsonl'], /^838 activities written/],
      ['warnings', ['warnings', 'likely-duplicate'], /^63\t.*547$/m],
      ['edition freeze', ['edition', 'freeze', '2026', '--as-of', '2026-12-31'], /2026 is frozen/],
    ])('%s reads that, too', async (name, words, said) => {
      const { code, output } = await run(words, empty(`${words[0]}.db`))
      expect(output, name).toMatch(said)
      expect(code).toBe(0)
    })

    test('import takes in its file alone', async () => {
      const lines = readFileSync(SHIPPED, 'utf8').split('\n').slice(0, 3)
      writeFileSync(join(folder, 'three.jsonl'), lines.join('\n'))
      const { output } = await run(['import', 'three.jsonl'], empty('import.db'))
      expect(output).toMatch(/^3 created/)
      const exported = await run(['export', 'three-out.jsonl'], empty('import.db'))
      expect(exported.output).toBe('3 activities written\n')
    })

    test('SEED=none leaves it empty, and a file that is not there is named', async () => {
      const words = ['report', '--edition', '2025', '--out', 'none.pdf']
      const none = await run(words, empty('none.db', { SEED: 'none' }))
      expect(none).toMatchObject({ code: 1, errors: expect.stringContaining('there are none') })
      const missing = await run(words, empty('none.db', { SEED: '/missing.jsonl' }))
      expect(missing).toMatchObject({ code: 1, errors: 'SEED /missing.jsonl does not exist\n' })
    })
  })

  test('a setting that is wrong is named', async () => {
    const outcome = await outcomeOf(startHub(['warnings'], { DATABASE_URL: 'mysql://x' }))
    expect(outcome).toMatchObject({ code: 1, errors: expect.stringContaining('DATABASE_URL') })
    expect(outcome.errors).not.toMatch(/\n\s+at /)
  })
})
