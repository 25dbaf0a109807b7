import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { Bitset } from '../../server/catalogue/bitset'
import type { PublishedActivity } from '../../server/catalogue/reader'
import { SavedIndex } from '../../server/catalogue/saved-index'
import { find, type SearchRequest } from '../../server/catalogue/search'
import { type Facet, Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus } from '../../taxonomy/thesaurus'
import { activityOf, shippedActivities, temporaryFolder } from '../seeds'

const taxonomy = new Taxonomy()
const thesaurus = new Thesaurus(taxonomy)
const shipped = shippedActivities()
const { folder, remove } = temporaryFolder()
afterAll(remove)

function indexOf(activities: readonly PublishedActivity[]): ActivityIndex {
  const index = new ActivityIndex(taxonomy, thesaurus)
  for (const activity of activities) index.put(activity)
  return index
}

function request(changes: Partial<SearchRequest> = {}): SearchRequest {
  return { q: '', filters: {}, limit: 1000, offset: 0, ...changes }
}

/** Ids of a search's page, in its order. */
function idsOf(index: ActivityIndex, changes: Partial<SearchRequest> = {}): number[] {
  return find(index, request(changes)).page.map((position) => index.idAt(position))
}

describe('Bitset', () => {
  const members = fc.array(fc.integer({ min: 0, max: 300 }))
  const bitsetOf = (numbers: Iterable<number>) => {
    const set = new Bitset()
    for (const number of numbers) set.add(number)
    return set
  }
  const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)

  test('does what a Set does', () => {
    fc.assert(
      fc.property(members, members, members, (some, others, gone) => {
        const set = new Set(some)
        const bits = bitsetOf(some)
        for (const member of gone) {
          set.delete(member)
          bits.delete(member)
        }
        const other = new Set(others)
        const otherBits = bitsetOf(others)
        const both = [...set].filter((member) => other.has(member))
        expect([...bits]).toEqual(sorted(set))
        expect(bits.size).toBe(set.size)
        expect([...bits.and(otherBits)]).toEqual(sorted(both))
        expect([...bits.or(otherBits)]).toEqual(sorted(new Set([...set, ...other])))
        expect([...bits.without(otherBits)]).toEqual(sorted([...set].filter((m) => !other.has(m))))
        expect([...bits.toArray()]).toEqual(sorted(set))
        expect(bits.sizeOfAnd(otherBits)).toBe(both.length)
        for (let member = 0; member <= 310; member++) expect(bits.has(member)).toBe(set.has(member))
      }),
    )
  })

  test('joining two sets leaves both as they were', () => {
    const [one, other] = [bitsetOf([1, 40]), bitsetOf([2])]
    one.or(other).add(3)
    one.and(other).add(3)
    expect([[...one], [...other]]).toEqual([[1, 40], [2]])
  })
})

describe('facet counts over the shipped catalogue', () => {
  const index = indexOf(shipped)
  const values = new Map(
    shipped.map(({ id, content }) => [
      id,
      Object.fromEntries(
        taxonomy.facets.map((facet) => [facet.param, taxonomy.valuesOf(content, facet)]),
      ),
    ]),
  )

  /** Some facets, each with some of the values that the catalogue holds. */
  const filters = fc
    .subarray(taxonomy.facets as Facet[], { maxLength: 4 })
    .chain((facets) =>
      fc.tuple(
        ...facets.map((facet) => {
          const ids = index.facets.list(facet).map(({ id }) => id)
          return fc
            .subarray(ids, { minLength: 1, maxLength: 3 })
            .map((chosen) => [facet.param, chosen] as const)
        }),
      ),
    )
    .map((entries) => Object.fromEntries(entries))
  const queries = fc.constantFrom('', '', 'health', 'climate data', 'language models')

  /** Activities that carry a chosen value of every facet but one. */
  function passing(ids: readonly number[], chosen: SearchRequest['filters'], except?: string) {
    return ids.filter((id) =>
      Object.entries(chosen).every(
        ([param, wanted]) =>
          param === except || wanted.some((value) => values.get(id)?.[param]?.includes(value)),
      ),
    )
  }

  test('equal a count by hand, whatever is chosen: a facet’s own choice lowers none of its values', () => {
    fc.assert(
      fc.property(filters, queries, (chosen, q) => {
        const matched = idsOf(index, { q })
        const found = find(index, request({ q, filters: chosen }))
        expect(found.total).toBe(passing(matched, chosen).length)
        for (const facet of taxonomy.facets) {
          const among = passing(matched, chosen, facet.param)
          const counts = new Map<string, number>()
          for (const id of among)
            for (const value of values.get(id)?.[facet.param] ?? [])
              counts.set(value, (counts.get(value) ?? 0) + 1)
          for (const { id, count, selected } of found.facets[facet.param] ?? []) {
            expect(count, `${facet.param}=${id}`).toBe(counts.get(id) ?? 0)
            expect(selected).toBe(chosen[facet.param]?.includes(id) ?? false)
            counts.delete(id)
          }
          expect([...counts.keys()], `values of ${facet.param} left out`).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('the page is what passes the filters, in order, cut at offset and limit', () => {
    const pages = fc.record({
      limit: fc.integer({ min: 1, max: 30 }),
      offset: fc.integer({ min: 0, max: 900 }),
    })
    fc.assert(
      fc.property(filters, queries, pages, (chosen, q, { limit, offset }) => {
        const all = idsOf(index, { q, filters: chosen })
        expect(new Set(all)).toEqual(new Set(passing(idsOf(index, { q }), chosen)))
        expect(idsOf(index, { q, filters: chosen, limit, offset })).toEqual(
          all.slice(offset, offset + limit),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('a limit of 0 asks for counts alone', () => {
    const found = find(index, request({ limit: 0 }))
    expect([found.page.length, found.total]).toEqual([0, 837])
  })

  test('every activity counts in every facet, if only as not stated', () => {
    for (const facet of taxonomy.facets) {
      const all = index.facets
        .list(facet)
        .reduce((set, { members }) => set.or(members), new Bitset())
      expect.soft(all.size, facet.param).toBe(837)
    }
  })
})

describe('orders', () => {
  const index = indexOf([
    activityOf(1, { title: 'éclair', startDate: '2024' }, '2025-01-01'),
    activityOf(2, { title: 'Zebra', startDate: null }, '2025-03-01'),
    activityOf(3, { title: 'apple', startDate: '2024-05-17' }, '2025-02-01'),
    activityOf(4, { title: 'Door', startDate: '2023-12' }, '2025-03-01'),
  ])

  test.each<[SearchRequest['sort'], number[], string]>([
    [undefined, [4, 2, 3, 1], 'the newest, the higher id first on one day'],
    ['relevance', [4, 2, 3, 1], 'without words as without a sort'],
    ['updated', [4, 2, 3, 1], 'the newest'],
    ['start', [3, 1, 4, 2], 'the latest start, a day after its bare year, unknown last'],
    ['title', [3, 4, 1, 2], 'the alphabet, case and accents aside'],
  ])('sort=%s lists %j: %s', (sort, ids) => {
    expect(idsOf(index, { sort })).toEqual(ids)
  })

  test('a search can be listed in any order', () => {
    expect(idsOf(index, { q: 'summary', sort: 'title' })).toEqual([3, 4, 1, 2])
  })

  test('the newest day is that of the newest entry', () => {
    expect(index.newest).toBe('2025-03-01')
    expect(indexOf([]).newest).toBe('')
  })
})

describe('keeping up', () => {
  const sample = shipped.slice(0, 24)
  const queries = [
    'ai',
    'health',
    'climate',
    'education',
    'kenya',
    'chatbot',
    sample[3]?.content.title ?? '',
  ]

  /** All that a search can show of an index. */
  function seenIn(index: ActivityIndex) {
    return {
      size: index.size,
      newest: index.newest,
      lists: queries.map((q) => idsOf(index, { q })),
      orders: (['updated', 'start', 'title'] as const).map((sort) => idsOf(index, { sort })),
      facets: find(index, request()).facets,
    }
  }

  test('after any changes it shows what an index built afresh shows', () => {
    const step = fc.record({
      at: fc.nat({ max: sample.length - 1 }),
      as: fc.option(fc.nat({ max: sample.length - 1 }), { freq: 2 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const current = new Map<number, PublishedActivity>()
        const index = new ActivityIndex(taxonomy, thesaurus)
        for (const { at, as } of steps) {
          const id = sample[at]?.id ?? 0
          const like = as === null ? undefined : sample[as]
          if (like) {
            current.set(id, { ...like, id })
            index.put({ ...like, id })
          } else {
            current.delete(id)
            index.remove(id)
          }
        }
        expect(seenIn(index)).toEqual(seenIn(indexOf([...current.values()])))
      }),
      { numRuns: 25 },
    )
  })

  test('restored from what was saved it shows the same, then and after more changes', async () => {
    const steps = fc.array(fc.nat({ max: sample.length - 1 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(steps, steps, steps, async (before, gone, after) => {
        const built = new ActivityIndex(taxonomy, thesaurus)
        const change = (index: ActivityIndex, places: readonly number[]) => {
          for (const at of places) index.put(sample[at] as PublishedActivity)
        }
        change(built, before)
        for (const at of gone) built.remove(sample[at]?.id ?? 0)
        const file = join(folder, 'saved.index')
        await new SavedIndex(file, taxonomy).write(built.snapshot(), { event: 7, mark: 'x' })
        const saved = await new SavedIndex(file, taxonomy).read()
        expect(saved?.from).toEqual({ event: 7, mark: 'x' })
        const restored = new ActivityIndex(taxonomy, thesaurus)
        if (saved) await restored.restore(saved.parts, () => undefined)
        expect(seenIn(restored)).toEqual(seenIn(built))
        change(built, after)
        change(restored, after)
        expect(seenIn(restored)).toEqual(seenIn(built))
      }),
      { numRuns: 25 },
    )
  })

  test('a saved index that is damaged, cut short or of another taxonomy is as good as none', async () => {
    const file = join(folder, 'damaged.index')
    const saved = new SavedIndex(file, taxonomy)
    expect(await saved.read()).toBeUndefined()
    await saved.write(indexOf(sample).snapshot(), { event: 1, mark: '' })
    expect(await saved.read()).toBeDefined()
    const others = new Taxonomy(taxonomy.vocabularies.slice(1))
    expect(await new SavedIndex(file, others).read()).toBeUndefined()
    const bytes = readFileSync(file)
    for (const wrong of [
      bytes.subarray(0, bytes.length / 2),
      Buffer.from('no index'),
      Buffer.alloc(0),
    ]) {
      writeFileSync(file, wrong)
      expect(await saved.read()).toBeUndefined()
    }
  })

  test('an activity that is gone has no position, and comes back with its new words', () => {
    const index = indexOf([activityOf(1, { title: 'Old words' }), activityOf(2)])
    index.remove(1)
    index.remove(1)
    index.remove(99)
    expect([index.size, index.positionOf(1), idsOf(index, { q: 'words' })]).toEqual([
      1,
      undefined,
      [],
    ])
    index.put(activityOf(1, { title: 'New phrases' }))
    expect([idsOf(index, { q: 'words' }), idsOf(index, { q: 'phrases' })]).toEqual([[], [1]])
  })

  test('an empty index answers', () => {
    const found = find(indexOf([]), request({ q: 'ai', filters: { sdg: ['13'] } }))
    expect([found.total, found.page]).toEqual([0, []])
    expect(Object.values(found.facets).every((list) => list.length === 0)).toBe(true)
  })
})
