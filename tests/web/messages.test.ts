import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../web/messages/en'
import { en as members } from '../../web/messages/members/en'

const code = readdirSync('web', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('messages'))
  .map((name) => readFileSync(join('web', name), 'utf8'))
  .join('\n')

test('every text of the pages is used', () => {
  // Some keys are put together: t(`import.state.${state}`), and find(`${model.page}.title`).
  const begun = Array.from(code.matchAll(/`([a-z-]+\.[\w.-]*)\$\{/gi), ([, start = '']) => start)
  const isUsed = (key: string) =>
    code.includes(`'${key}'`) ||
    begun.some((start) => key.startsWith(start)) ||
    /^[a-z-]+\.(title|lead)$/.test(key)
  const unused = Object.keys({ ...en.texts, ...members }).filter((key) => !isUsed(key))
  expect(unused).toEqual([])
})
