import { describe, expect, test } from 'vitest'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { find, toResult } from '../../server/catalogue/search'
import { waysOn } from '../../server/catalogue/ways-on'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus } from '../../taxonomy/thesaurus'
import { activityOf, shippedActivities } from '../seeds'

const taxonomy = new Taxonomy()
const thesaurus = new Thesaurus(taxonomy)
const index = new ActivityIndex(taxonomy, thesaurus)
for (const activity of [
  activityOf(1, { title: 'Locust watch', countries: ['KEN'], sdgs: [2] }),
  activityOf(2, { title: 'Locust maps', countries: ['KEN'], sdgs: [2, 13] }),
  activityOf(3, { title: 'Flood maps', countries: ['FJI'], sdgs: [13] }),
  ...Array.from({ length: 40 }, (_, at) => activityOf(100 + at, { title: `Malaria note ${at}` })),
  activityOf(200, { title: 'Malarial swamp' }),
])
  index.put(activity)

const request = (q: string, filters: Record<string, string[]> = {}) => ({
  q,
  filters,
  limit: 20,
  offset: 0,
})

describe('ways on from a search that finds nothing', () => {
  test('the filter without which most is found comes first, with how much', () => {
    const { without } = waysOn(index, request('locust ', { country: ['FJI'], sdg: ['2'] }))
    expect(without).toEqual([{ param: 'country', id: 'FJI', label: 'Fiji', total: 2 }])
    const both = waysOn(index, request('maps ', { country: ['KEN'], sdg: ['5'] })).without
    expect(both).toEqual([{ param: 'sdg', id: '5', label: 'Gender Equality', total: 1 }])
  })

  test('near spellings find something under the same filters', () => {
    const { spellings } = waysOn(index, request('"locusd"'))
    expect(spellings).toContainEqual({ q: '"locust"', total: 2 })
    expect(waysOn(index, request('"locusd"', { country: ['FJI'] })).spellings).toEqual([])
  })

  test('concepts that words begin to name come with what carries them', () => {
    const { concepts } = waysOn(index, request('kenya xyzzyq'))
    expect(concepts[0]).toEqual({ param: 'country', id: 'KEN', label: 'Kenya', count: 2 })
  })
})

describe('near spellings in the shipped catalogue', () => {
  const shipped = new ActivityIndex(taxonomy, thesaurus)
  for (const activity of shippedActivities()) shipped.put(activity)
  const near = (q: string, filters: Record<string, string[]> = {}) =>
    waysOn(shipped, request(q, filters)).spellings.map(({ q }) => q)

  test.each([
    ['"climate chance"', '"climate change"', 'a slip that is a word'],
    ['"united nation"', '"united nations"', 'another form, of which a phrase is particular'],
    ['etiopa', 'ethiopia', 'two letters off in a short word that is unknown'],
  ])('%s may be %s: %s', (q, meant) => {
    expect(find(shipped, request(q)).total).toBe(0)
    expect(near(q)[0]).toBe(meant)
  })

  test('are none of a short word that is known, or of what must be absent', () => {
    expect(near('drought', { country: ['FJI'] })).toEqual([])
    expect(near('"quantum bits" -computing')).toEqual([])
  })
})

describe('another spelling', () => {
  test('is offered for a rare word beside a common one, and not run', () => {
    const found = find(index, request('malarial '))
    expect([found.suggested, found.total]).toEqual(['malaria ', 1])
  })

  test('is run for a word that no activity has, and not offered as well', () => {
    const found = find(index, request('malariq '))
    expect([found.match?.corrected, found.suggested]).toEqual(['malaria ', undefined])
  })

  test('is not said to be run where it finds nothing either', () => {
    const nothing = request('malariq ', { country: ['FJI'] })
    const found = find(index, nothing)
    expect(found.match?.corrected).toBe('malaria ')
    expect(toResult(nothing, found, [], '1', undefined).query.corrected).toBeUndefined()
  })

  test('is not offered where enough is found', () => {
    expect(find(index, request('malaria ')).suggested).toBeUndefined()
  })
})
