import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { en } from '../../server/messages/en'
import { say } from '../../server/messages/say'

const code = ['server', 'scripts']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('messages'))
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
