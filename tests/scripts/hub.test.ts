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

  test('a setting that is wrong is named', async () => {
    const outcome = await outcomeOf(startHub(['warnings'], { DATABASE_URL: 'mysql://x' }))
    expect(outcome).toMatchObject({ code: 1, errors: expect.stringContaining('DATABASE_URL') })
    expect(outcome.errors).not.toMatch(/\n\s+at /)
  })
})
