import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffContent, diffText } from '../../server/submissions/diff'
import { historyOf } from '../../server/submissions/history'
import type { FieldDiff, Piece } from '../../taxonomy/submission'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { contentOf } from '../seeds'

const taxonomy = new Taxonomy()

/** One side of a diff: the pieces it shares and those only it has. */
const side = (pieces: readonly Piece[], own: 'removed' | 'added') =>
  pieces
    .filter(({ change }) => change === 'same' || change === own)
    .map(({ text }) => text)
    .join('')

/** Texts with words in common, so that diffs have something to find. */
const words = fc
  .array(
    fc.constantFrom('a', 'flood', 'AI', 'maps', '洪水预警', ' ', '  ', '\n', ',', 'é', '👩‍🌾'),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''))
const texts = fc.oneof(words, fc.string(), fc.string({ unit: 'binary' }))

describe('the diff of two texts', () => {
  test('holds both, whole and in order', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const pieces = diffText(before, after)
        expect(side(pieces, 'removed')).toBe(before)
        expect(side(pieces, 'added')).toBe(after)
        expect(pieces.every(({ text }) => text !== '')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('of a text with itself shows no change', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(diffText(text, text).every(({ change }) => change === 'same')).toBe(true)
      }),
    )
  })

  test.each([
    ['a word taken out', 'a red fox', 'a fox', 'a [-red -]fox'],
    ['a word for another', 'it maps floods', 'it maps fires', 'it maps [-floods-][+fires+]'],
    [
      'a phrase for another',
      'in early 2024 here',
      'in late 2025 here',
      'in [-early 2024-][+late 2025+] here',
    ],
    ['a word in a script without spaces', '洪水预警系统', '洪水预测系统', '洪水预[-警-][+测+]系统'],
    ['a full stop', 'Done', 'Done.', 'Done[+.+]'],
  ])('shows %s', (_, before, after, shown) => {
    const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['[+', '+]'] } as const
    const written = diffText(before, after).map(
      ({ change, text }) => marks[change][0] + text + marks[change][1],
    )
    expect(written.join('')).toBe(shown)
  })

  test('of texts of the largest size that share nothing is one for the other', () => {
    const before = Array.from({ length: 8000 }, (_, at) => `a${at}`).join(' ')
    const after = Array.from({ length: 8000 }, (_, at) => `b${at}`).join(' ')
    expect(diffText(before, after)).toEqual([
      { change: 'removed', text: before },
      { change: 'added', text: after },
    ])
  })
})

/** A list as it was and as it is, by the marks of its items. */
const lists = (diff: FieldDiff | undefined) =>
  diff?.kind === 'list'
    ? [
        diff.items.filter(({ change }) => change !== 'added').map(({ id }) => id),
        diff.items.filter(({ change }) => change !== 'removed').map(({ id }) => id),
      ]
    : undefined

describe('the diff of two entries', () => {
  test('has the fields that differ, concepts by their labels', () => {
    const before = contentOf({
      sdgs: [1, 13],
      countries: ['KEN'],
      startDate: '2024',
      maturity: null,
    })
    const after = contentOf({
      sdgs: [13, 2],
      countries: ['KEN'],
      startDate: null,
      maturity: 'pilot',
    })
    expect(diffContent(before, after, taxonomy)).toEqual([
      {
        field: 'sdgs',
        kind: 'list',
        items: [
          { change: 'removed', id: '1', label: 'No Poverty' },
          { change: 'same', id: '13', label: 'Climate Action' },
          { change: 'added', id: '2', label: 'Zero Hunger' },
        ],
      },
      { field: 'maturity', kind: 'value', before: null, after: expect.stringMatching(/pilot/i) },
      { field: 'startDate', kind: 'value', before: '2024', after: null },
    ])
  })

  test('shows links, outcomes and a change of lead', () => {
    const before = contentOf({
      entities: ['itu', 'undp'],
      links: [{ url: 'https://a.org', label: 'A' }],
    })
    const outcomes = { ...before.outcomes, newTools: 'A map' }
    const after = contentOf({ entities: ['undp', 'itu'], links: [], outcomes })
    const diff = diffContent(before, after, taxonomy)
    expect(diff.map(({ field }) => field)).toEqual(['entities', 'links', 'outcomes.newTools'])
    expect(lists(diff[0])).toEqual([
      ['itu', 'undp'],
      ['undp', 'itu'],
    ])
    expect(diff[1]).toMatchObject({ items: [{ change: 'removed', label: 'https://a.org · A' }] })
  })

  test('holds any list as it was and as it is', () => {
    const countries = fc.array(fc.constantFrom('KEN', 'UGA', 'TUN', 'ZZZ'), { maxLength: 8 })
    fc.assert(
      fc.property(countries, countries, (one, other) => {
        const [before, after] = [contentOf({ countries: one }), contentOf({ countries: other })]
        const [diff] = diffContent(before, after, taxonomy)
        if (JSON.stringify(one) === JSON.stringify(other)) expect(diff).toBeUndefined()
        else expect(lists(diff)).toEqual([one, other])
      }),
    )
  })
})

describe('the public history', () => {
  const at = '2026-01-01T00:00:00.000Z'
  const version = (
    number: number,
    title: string,
    whose: { entity?: string; imported?: string },
  ) => ({
    number,
    at,
    content: contentOf({ title, contact: `${title}@office` }),
    entity: '',
    imported: '',
    ...whose,
  })

  test('says what changed and for whom, newest first, never the contact', () => {
    const versions = [
      version(1, 'Old', { imported: 'somewhere' }),
      version(4, 'New', { entity: 'itu' }),
      version(1, 'Old', {}),
    ]
    const { total, items } = historyOf({ versions }, taxonomy, { offset: 0, limit: 9 })
    const history = items.flatMap((entry) => (entry.what === 'version' ? [entry] : []))
    expect(total).toBe(3)
    expect(history.map(({ number, by, isReturn }) => [number, by.kind, isReturn])).toEqual([
      [1, 'curators', true],
      [4, 'entity', false],
      [1, 'import', false],
    ])
    expect(history[1]).toMatchObject({ by: { id: 'itu', label: 'ITU' } })
    expect(history[1]?.changes.map(({ field }) => field)).toEqual(['title'])
    expect(history[2]?.changes).toEqual([])
    expect(JSON.stringify(history)).not.toContain('office')
  })
})
