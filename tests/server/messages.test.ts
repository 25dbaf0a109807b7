import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { en } from '../../server/messages/en'
import { issueText } from '../../server/messages/issue-text'
import { say } from '../../server/messages/say'

const code = ['server', 'scripts']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('messages/en'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  .join('\n')

describe('what the server says', () => {
  test('names its values, and follows their number', () => {
    expect(say('file.columns', { line: 7, most: 300 })).toBe('Line 7 has more than 300 columns.')
    expect(say('import.waiting', { count: 1, file: 'a.csv' })).toBe(
      '1 entry was imported from a.csv and waits for review.',
    )
    expect(say('import.waiting', { count: 2, file: 'a.csv' })).toBe(
      '2 entries were imported from a.csv and wait for review.',
    )
  })

  test('a value that looks like a placeholder stays as it is', () => {
    expect(say('import.from', { file: '{file}.csv' })).toBe('Imported from {file}.csv')
  })

  test.each<[z.ZodType, unknown, string]>([
    [z.string().max(3), 'abcd', 'must be at most 3 characters'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must be at most 1 item'],
    [z.string().min(1), '', 'is needed'],
    [z.string(), undefined, 'is needed'],
    [z.string(), 4, 'must be a text'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.number().min(1), 0, 'must be at least 1'],
    [z.int().positive(), 0, 'must be at least 1'],
    [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    [z.url(), 'x', 'must be an address such as https://example.org/page'],
    [z.strictObject({}), { a: 1 }, 'holds fields that are not known: a'],
    [z.string().regex(/^a$/), 'b', 'is not in the form that is asked for'],
    [z.union([z.string(), z.number()]), null, 'is not valid'],
    [z.string('must be given once'), 4, 'must be given once'],
  ])(
    'of what does not fit a schema, in words that go on from a name: %#',
    (schema, value, text) => {
      const [issue] = schema.safeParse(value).error?.issues ?? []
      expect(issue && issueText(issue)).toBe(text)
    },
  )

  test('every text is used', () => {
    // Some keys are put together: say(`problem.${outcome}`).
    const begun = Array.from(code.matchAll(/`([a-z]+\.[a-z]*)\$\{/g), ([, start = '']) => start)
    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${key}'`) && !begun.some((start) => key.startsWith(start)),
    )
    expect(unused).toEqual([])
  })

  test('every text is in the catalogue once', () => {
    const keys = readdirSync('server/messages/en').flatMap((name) =>
      Array.from(
        readFileSync(join('server/messages/en', name), 'utf8').matchAll(/^ {2}'([^']+)':/gm),
        ([, key]) => key,
      ),
    )
    expect(keys.length).toBe(new Set(keys).size)
  })
})
