import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DuplicateFinder } from '../../server/catalogue/duplicates'
import { CatalogueReader } from '../../server/catalogue/reader'
import { isWorkableAddress, looksLikeTest, warningsOf } from '../../server/catalogue/warnings'
import { type Database, openDatabase } from '../../server/database/open'
import type { WarningRow } from '../../server/database/schema'
import { importFile } from '../../server/exchange/import'
import type { ActivityContent } from '../../taxonomy/activity'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { contentOf, temporaryFolder } from '../seeds'

const taxonomy = new Taxonomy()

/** Codes and fields of what is noted of an activity that is fine but for these changes. */
function noted(changes: Partial<ActivityContent>): string[] {
  const content = contentOf({ title: 'Crop maps', startDate: '2024', ...changes })
  return warningsOf(content, taxonomy).map(({ code, field }) => `${code} ${field}`)
}

describe('warningsOf', () => {
  test('has nothing to say of an entry that is fine', () => {
    expect(noted({ regions: ['africa'], countries: ['KEN'] })).toEqual([])
  })

  test('notes each label that was not placed, in its field', () => {
    const unplaced = [{ field: 'countries', label: 'Atlantis' }]
    expect(noted({ unplaced })).toEqual(['unplaced-label countries'])
    expect(warningsOf(contentOf({ unplaced }), taxonomy)[0]?.detail).toBe('Atlantis')
  })

  test('notes an unknown start', () => {
    expect(noted({ startDate: null })).toEqual(['unknown-start startDate'])
  })

  test.each<[string, Partial<ActivityContent>, boolean]>([
    ['a country outside the regions', { regions: ['africa'], countries: ['TUN'] }, true],
    ['one of several outside', { regions: ['africa'], countries: ['KEN', 'TUN'] }, true],
    ['a country inside', { regions: ['arab-states'], countries: ['TUN'] }, false],
    ['the whole world', { regions: ['global', 'africa'], countries: ['TUN'] }, false],
    ['no region at all', { regions: [], countries: ['TUN'] }, false],
    ['a country that no region holds', { regions: ['africa'], countries: ['USA'] }, false],
    [
      'a text that says global',
      { regions: ['africa'], summary: 'This is a global platform for AI.' },
      true,
    ],
  ])('weighs regions against %s', (_, changes, contradicts) => {
    expect(noted(changes).includes('region-contradicts-countries regions')).toBe(contradicts)
  })

  test.each([
    ['Test', true],
    ['TEST 2', true],
    ['Test entry', true],
    ['Testing AI models in court', false],
    ['A test of time', false],
    ['Demo', true],
    ['Democracy and AI', false],
  ])('takes the title “%s” for a try-out: %s', (title, isTest) => {
    expect(looksLikeTest(contentOf({ title }))).toBe(isTest)
  })

  test.each([
    ['https://www.itu.int/en/x?y=1#z', true],
    ['http://example.org', true],
    ['https://xn--fiqs8s.example/路', true],
    ['https://docs.un.org/e /78/310', false],
    ['www.itu.int', false],
    ['n/a', false],
    ['javascript:alert(1)', false],
    ['mailto:someone', false],
    ['https://localhost/x', false],
  ])('takes %s for an address to follow: %s', (url, works) => {
    expect(isWorkableAddress(url)).toBe(works)
    expect(noted({ links: [{ url, label: '' }] })).toEqual(works ? [] : ['broken-address links'])
  })

  test('notes an entry without a word for AI, not one that says it anywhere', () => {
    expect(noted({ summary: 'Aid for maintenance.' })).toEqual(['hardly-mentions-ai summary'])
    expect(noted({ summary: 'Aid.', approach: 'Machine-learning' })).toEqual([])
  })
})

describe('the duplicate finder', () => {
  const course = contentOf({ title: 'Course on AI for judges', summary: 'Judges learn about AI.' })

  test('finds the same title filed on another day, not what it remembers of the entry itself', () => {
    const finder = new DuplicateFinder()
    finder.add(1, course, '2025-01-01')
    expect(finder.find(1, course, '2025-01-01')).toEqual([])
    expect(finder.find(9, course, '2025-02-01').map(({ id }) => id)).toEqual([1])
  })

  test('does not compare across entities', () => {
    const finder = new DuplicateFinder()
    finder.add(1, course, '2025-01-01')
    expect(finder.find(9, { ...course, entities: ['unesco'] }, '2025-02-01')).toEqual([])
  })

  test('forgets the old text of an entry that changed', () => {
    const finder = new DuplicateFinder()
    finder.add(1, course, '2025-01-01')
    finder.add(1, contentOf({ title: 'Locust forecasts from space' }), '2025-01-01')
    expect(finder.find(9, course, '2025-02-01')).toEqual([])
  })
})

describe('the warnings of the shipped catalogue', () => {
  const { folder, remove } = temporaryFolder()
  let database: Database
  let warnings: WarningRow[]
  beforeAll(async () => {
    database = await openDatabase(join(folder, 'hub.db'))
    await importFile(database, taxonomy, { file: 'data/activities.jsonl' })
    warnings = await new CatalogueReader(database.reader).listWarnings()
  })
  afterAll(async () => {
    await database.close()
    remove()
  })

  const idsWith = (code: string) =>
    warnings.filter((warning) => warning.code === code).map((warning) => warning.activity_id)
  const arePair = (one: number, other: number) =>
    warnings.some(
      (warning) =>
        warning.code === 'likely-duplicate' &&
        warning.activity_id === one &&
        warning.other_activity_id === other,
    )

  test.each([
    [63, 547],
    [66, 550],
    [67, 551],
    [653, 820],
  ])('%i and %i are likely the same, and each says so', (one, other) => {
    expect([arePair(one, other), arePair(other, one)]).toEqual([true, true])
  })

  test.each([
    [1116, 1117],
    [1376, 1377],
    [1147, 1182],
    [1149, 1162],
  ])('%i and %i are sisters, not the same', (one, other) => {
    expect([arePair(one, other), arePair(other, one)]).toEqual([false, false])
  })

  test.each([722, 1192, 973, 820])('%i contradicts its region', (id) => {
    expect(idsWith('region-contradicts-countries')).toContain(id)
  })

  test('one record looks like a test', () => {
    expect(idsWith('looks-like-test')).toEqual([1438])
  })

  test('99 starts are unknown', () => {
    expect(idsWith('unknown-start')).toHaveLength(99)
  })

  test.each([1335, 1350, 698, 1017])('%i hardly mentions AI', (id) => {
    expect(idsWith('hardly-mentions-ai')).toContain(id)
  })

  test('the addresses broken at the source are found', () => {
    expect(idsWith('broken-address').length).toBeGreaterThan(0)
  })
})
