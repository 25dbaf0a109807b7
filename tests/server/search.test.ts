import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { find, type SearchRequest } from '../../server/catalogue/search'
import { suggest } from '../../server/catalogue/suggest'
import { boundsOf } from '../../server/catalogue/words'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { activityOf } from '../seeds'

const taxonomy = new Taxonomy()

function indexOf(activities: ReturnType<typeof activityOf>[]): ActivityIndex {
  const index = new ActivityIndex(taxonomy)
  for (const activity of activities) index.put(activity)
  return index
}

const index = indexOf([
  activityOf(1, {
    title: 'Flood forecasting in the Sahel',
    summary: 'Rain gauges and radar warn villages of floods days ahead.',
    countries: ['NER'],
  }),
  activityOf(2, {
    title: 'Early warning for cities',
    summary: 'A model predicts floods, heat and storms for mayors.',
    entities: ['wmo'],
  }),
  activityOf(3, {
    title: 'Crop yield maps',
    summary: 'Satellite images tell farmers how their fields are doing.',
    entities: ['fao'],
    countries: ['CIV'],
    techniques: ['geospatial'],
  }),
  activityOf(4, {
    title: 'Léopold Sédar Senghor digital library',
    summary: 'Old newspapers are read by machine and put online.',
    entities: ['unesco'],
    partners: ['Flood & Sons Printing'],
  }),
  activityOf(5, {
    title: 'Tutoring assistant',
    summary: 'Children practise reading with a patient assistant.',
    description: 'It was first tried in classrooms after the flood of 2020.',
    sdgs: [4],
  }),
  activityOf(6, {
    title: 'Judges and algorithms',
    summary: 'A course for judges on evidence made by machines.',
    technology: 'TensorFlow, U-Net',
  }),
])

function search(q: string, changes: Partial<SearchRequest> = {}) {
  const found = find(index, { q, filters: {}, limit: 100, offset: 0, ...changes })
  return { ...found, ids: found.page.map((position) => index.idAt(position)) }
}

describe('words', () => {
  test('are found as the pattern that defines them finds them, in any text', () => {
    const pattern = /[\p{L}\p{N}]+(?:[’'.][\p{L}\p{N}]+)*/gu
    const wild = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[a-z’'. 𝒜é1\ud800]*$/u),
    )
    fc.assert(
      fc.property(wild, (text) => {
        const found = [...text.matchAll(pattern)]
        expect(boundsOf(text)).toEqual(found.flatMap((m) => [m.index, m.index + m[0].length]))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('ranking', () => {
  test.each<[string, number[], string]>([
    ['flood ', [1, 2, 4, 5], 'title, then summary, then partners and description'],
    ['flood forecasting', [1], 'both words before any of those with one'],
    ['côte d’ivoire', [3], 'by the country’s name'],
    ['Ivory Coast', [3], 'by another of its names'],
    ['wmo', [2], 'by the acronym of the entity'],
    ['world meteorological organization', [2], 'by its name'],
    ['remote sensing', [3], 'by an alias of the technique'],
    ['tensorflow', [6], 'by the technology'],
    ['quality education', [5], 'by the goal’s title'],
  ])('%s finds first %j: %s', (q, ids) => {
    expect(search(q).ids.slice(0, ids.length)).toEqual(ids)
  })

  test('several words: those with all of them come first, and how many they are is said', () => {
    const { ids, complete, total } = search('flood villages ')
    expect(ids).toEqual([1, 2, 4, 5])
    expect([complete, total]).toEqual([1, 4])
  })

  test('when all that is found has all the words, nothing is said of it', () => {
    expect(search('crop yield').complete).toBeUndefined()
    expect(search('flood ').complete).toBeUndefined()
  })

  test('what has all the words counts only where the filters let it through', () => {
    expect(search('flood villages ', { filters: { entity: ['wmo'] } })).toMatchObject({
      ids: [2],
      total: 1,
      complete: 0,
    })
  })

  test('with many complete finds those with some of the words are left out', () => {
    const many = indexOf([
      ...Array.from({ length: 45 }, (_, at) => activityOf(at + 1, { title: `Solar water ${at}` })),
      activityOf(90, { title: 'Solar only' }),
    ])
    const found = find(many, { q: 'solar water', filters: {}, limit: 100, offset: 0 })
    expect([found.total, found.complete]).toEqual([45, undefined])
  })
})

describe('matching', () => {
  test.each([
    ['fore', [1]],
    ['FLOOD FORE', [1]],
    ['senghor', [4]],
    ['leopold sedar', [4]],
    ['Léopold Sédar', [4]],
    ['judge', [6]],
    ['judges', [6]],
    ['predicting', [2]],
  ])('%s finds %j', (q, ids) => {
    expect(search(q).ids.slice(0, ids.length)).toEqual(ids)
  })

  test('only the last word may be unfinished, and not once a space ended it', () => {
    expect(search('tut').ids).toEqual([5])
    expect(search('tut ').ids).toEqual([])
    expect(search('tut library').ids).toEqual([4])
  })

  test.each([
    ['satelite', 3],
    ['satellyte', 3],
    ['forcasting', 1],
    ['newspapres ', 4],
    ['algoritms', 6],
  ])('%s is a slip for a word of %i', (q, id) => {
    expect(search(q).ids[0]).toBe(id)
  })

  test.each(['xyzzyq', 'zzzz', 'qq'])('%s finds nothing', (q) => {
    expect(search(q)).toMatchObject({ total: 0, ids: [] })
  })

  test.each(['', '   ', '?!', '—', '"', '\\', '%'])(
    'a query without a word lists all: “%s”',
    (q) => {
      expect(search(q).total).toBe(6)
    },
  )

  test.each(['.*', '[a-z]+', '(', "'; drop table activity; --", '<script>', '🦜', '\u0000'])(
    '“%s” is no trouble',
    (q) => {
      expect(() => search(q)).not.toThrow()
    },
  )
})

describe('suggest', () => {
  const labels = (q: string) =>
    suggest(index, q).concepts.flatMap(({ id, items }) =>
      items.map(({ label }) => `${id}: ${label}`),
    )

  test.each([
    ['une', 'entities: UNESCO'],
    ['UNESCO', 'entities: UNESCO'],
    ['ivory', 'countries: Côte d’Ivoire'],
    ['cote', 'countries: Côte d’Ivoire'],
    ['SDG 4', 'sdgs: Quality Education'],
    ['meteo', 'entities: WMO'],
  ])('“%s” may mean %s', (q, label) => {
    expect(labels(q)).toContain(label)
  })

  test('offers no concept without an activity', () => {
    expect(labels('kenya')).toEqual([])
  })

  test('offers the activities that match best', () => {
    const { positions } = suggest(index, 'flood')
    expect(index.idAt(positions[0] ?? -1)).toBe(1)
  })

  test.each(['flo', 'crop y', 'early warning f', 'judges a'])(
    '“%s” offers what begins so, however little of a word is typed',
    (q) => {
      const titles = [
        'Flood forecasting in the Sahel',
        'Early warning for cities',
        'Crop yield maps',
      ]
      const all = [...titles, 'Judges and algorithms'].map((title) => title.toLowerCase())
      const { positions } = suggest(index, q)
      const wanted = all.findIndex((title) => title.startsWith(q))
      const ids = [1, 2, 3, 6]
      expect(positions.map((at) => index.idAt(at))).toContain(ids[wanted])
    },
  )

  test.each(['', ' ', '?'])('offers nothing for “%s”', (q) => {
    expect(suggest(index, q)).toEqual({ concepts: [], positions: [] })
  })
})
