import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { issuesOf, readDraft } from '../../server/catalogue/entry-issues'
import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { blankContent, withDraft } from '../../taxonomy/draft'
import { needsOf } from '../../taxonomy/needs'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { contentOf, shippedRecords } from '../seeds'

const taxonomy = new Taxonomy()
const fields = Object.keys(activitySchema.shape) as (keyof ActivityContent)[]

describe('reading a draft', () => {
  test('takes the good fields, and names the bad ones with the reason', () => {
    const { content, issues } = readDraft({
      title: ' Floods ',
      startDate: '202',
      summary: 'x'.repeat(5001),
      sdgs: [18],
      links: [{ url: 'https://a.org', label: '' }, { url: 7 }],
      colour: 'red',
      source: { system: 'mine', id: '1', retrieved: '2026' },
    })
    expect(content).toEqual({ title: 'Floods' })
    expect(issues.map(({ field, code }) => [field, code])).toEqual([
      ['startDate', 'not-valid'],
      ['summary', 'too-long'],
      ['sdgs.0', 'not-valid'],
      ['links.1.url', 'not-valid'],
      ['links.1.label', 'not-valid'],
      ['colour', 'unknown-field'],
      ['source', 'unknown-field'],
    ])
    expect(issues.every(({ reason }) => reason.length > 3)).toBe(true)
  })

  test.each(['__proto__', 'constructor', 'toString'])('takes “%s” for no field', (field) => {
    const input = JSON.parse(`{"${field}": "x"}`)
    expect(readDraft(input)).toEqual({
      content: {},
      issues: [expect.objectContaining({ field, code: 'unknown-field' })],
    })
  })

  test('whatever it is sent, gives only what may be stored', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom(...fields), fc.string()),
      fc.oneof(fc.jsonValue(), fc.constantFrom('', [], null, '2024', ['itu'], 'pilot')),
    )
    fc.assert(
      fc.property(anything, (input) => {
        const whole = withDraft(contentOf({ title: 'T' }), readDraft(input).content)
        expect(Object.keys(whole)).toEqual(fields)
        const lenient = activitySchema.safeParse({
          ...whole,
          title: whole.title || 'x',
          summary: whole.summary || 'x',
          entities: whole.entities.length > 0 ? whole.entities : ['x'],
        })
        expect(lenient.error?.issues).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  test('reads every shipped entry whole', () => {
    for (const { content } of shippedRecords()) {
      const { source, ...written } = content
      const { content: read, issues } = readDraft(written)
      expect(issues).toEqual([])
      expect(withDraft({ ...blankContent(), source }, read)).toEqual(content)
    }
  })
})

describe('what keeps an entry from being published', () => {
  test('is nothing, for one that is whole', () => {
    expect(issuesOf(contentOf(), taxonomy)).toEqual([])
  })

  test('is what is missing, too long, or in none of the lists', () => {
    const content = { ...blankContent(), countries: ['XYZ'], domain: 'x'.repeat(5001) }
    expect(issuesOf(content, taxonomy).map(({ field, code }) => `${field} ${code}`)).toEqual([
      'title needed',
      'summary needed',
      'entities needed',
      'domain too-long',
      'countries unknown-concept',
    ])
  })

  test('is all of the needed, and only the needed', () => {
    const needed = needsOf(blankContent()).filter(({ level }) => level === 'needed')
    expect(needed.map(({ field }) => field)).toEqual(
      issuesOf(blankContent(), taxonomy).map(({ field }) => field),
    )
  })
})

describe('what an entry still needs', () => {
  test('is everything while it is blank, but for nothing once all is stated', () => {
    expect(needsOf(blankContent()).every(({ filled }) => !filled)).toBe(true)
    const whole = contentOf({
      types: ['tools'],
      sdgs: [1],
      sectors: ['health'],
      techniques: ['chatbots'],
      countryGroups: ['x'],
      beneficiaries: ['x'],
      maturity: 'pilot',
      startDate: '2024',
      status: 'ongoing',
      links: [{ url: 'https://a.org', label: '' }],
      contact: 'An office',
    })
    expect(needsOf(whole).filter(({ filled }) => !filled)).toEqual([])
  })
})
