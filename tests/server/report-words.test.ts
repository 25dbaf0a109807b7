import fc from 'fast-check'
import { expect, test } from 'vitest'
import { count } from '../../server/reports/figure'
import { sourcesOf } from '../../server/reports/sources'
import { dateText } from '../../server/reports/texts'
import { contentOf } from '../seeds'

test('what most entries share as their source is said once, and at an entry only what differs', () => {
  const entries = [59, 58, 57, 61, 62].map((id) => ({
    ...{ id, version: 1, createdOn: '2025-10-01', updatedOn: '2025-10-01' },
    content: contentOf({
      source: { system: 'un-ai-resource-hub', id: `${id}`, retrieved: '2026-04' },
    }),
  }))
  const all = sourcesOf(entries)
  expect(all.said).toMatch(
    /^The entries were taken from the UN AI Resource Hub, retrieved April 2026/,
  )
  expect(entries.map(all.of).join('')).toBe('')

  const mixed = entries.map((entry, at) => {
    const { content } = entry
    const elsewhere = { system: 'iati', id: `${entry.id}`, retrieved: '2026-05-02' }
    if (at === 0) return { ...entry, content: { ...content, source: null } }
    if (at === 1) return { ...entry, content: { ...content, source: elsewhere } }
    if (at === 2) return { ...entry, id: 10_001 }
    return entry
  })
  const sources = sourcesOf(mixed)
  expect(sources.said).toMatch(/^2 activities were taken from the UN AI Resource Hub/)
  expect(mixed.map(sources.of)).toEqual([
    'written in this catalogue',
    `iati, record ${entries[1]?.id}, retrieved 2 May 2026`,
    `UN AI Resource Hub, record ${entries[2]?.id}, retrieved April 2026`,
    ...['', ''],
  ])
  expect(sourcesOf(mixed.slice(0, 3)).said).toBe('')
})

test('whole numbers are said with commas, as everywhere else', () => {
  const numbers = new Intl.NumberFormat('en')
  fc.assert(
    fc.property(fc.integer(), (number) => {
      expect(count(number)).toBe(numbers.format(number))
    }),
  )
})

test.each([
  ['2024', '2024'],
  ['2024-05', 'May 2024'],
  ['2024-12-07', '7 December 2024'],
])('a date known as %s is said as %s', (partial, words) => {
  expect(dateText(partial)).toBe(words)
})
