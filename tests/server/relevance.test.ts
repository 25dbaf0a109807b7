import { describe, expect, test } from 'vitest'
import { type Grades, isJudged, mean, ndcg, succeeds } from '../../scripts/bench/metrics'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { find } from '../../server/catalogue/search'
import { Taxonomy } from '../../taxonomy/taxonomy'
import heldOutGrades from '../fixtures/held-out-grades.json' with { type: 'json' }
import heldOutQueries from '../fixtures/held-out-queries.json' with { type: 'json' }
import grades from '../fixtures/judged-grades.json' with { type: 'json' }
import queries from '../fixtures/judged-queries.json' with { type: 'json' }
import { shippedActivities } from '../seeds'

interface JudgedSet {
  name: string
  queries: { id: string; kind: string; q: string; meant?: string }[]
  grades: Record<string, Grades>
  /** What the mean nDCG@10 must not fall below. */
  least: number
}

const SETS: JudgedSet[] = [
  { name: 'first', queries, grades: grades as unknown as JudgedSet['grades'], least: 0.8 },
  {
    name: 'second',
    queries: heldOutQueries,
    grades: heldOutGrades as unknown as JudgedSet['grades'],
    least: 0.71,
  },
]

const index = new ActivityIndex(new Taxonomy())
for (const activity of shippedActivities()) index.put(activity)

function ranking(q: string): number[] {
  return find(index, { q, filters: {}, limit: 50, offset: 0 }).page.map((at) => index.idAt(at))
}

/** `npm run bench -- relevance` shows the same beside the peers, and query by query. */
describe.each(SETS)('the $name set of judged queries', ({ queries, grades, least }) => {
  const judged = queries
    .filter(({ id }) => isJudged(grades[id]))
    .map((query) => ({ ...query, grades: grades[query.id] ?? {}, ids: ranking(query.q) }))

  test('is answered as well as it was', () => {
    expect(mean(judged.map(({ ids, grades }) => ndcg(ids, grades)))).toBeGreaterThanOrEqual(least)
    const found = judged.filter(({ ids, grades }) => succeeds(ids, grades))
    expect(found.length / judged.length).toBeGreaterThanOrEqual(0.95)
  })

  test('has no query without an answer where there is one', () => {
    expect(judged.filter(({ ids }) => ids.length === 0).map(({ q }) => q)).toEqual([])
  })

  test('finds for other languages’ words what they mean', () => {
    const foreign = judged.filter(({ kind }) => kind === 'language')
    expect(mean(foreign.map(({ ids, grades }) => ndcg(ids, grades)))).toBeGreaterThanOrEqual(0.6)
  })

  test('finds for a slip what was meant', () => {
    const slips = judged.filter(({ meant }) => meant !== undefined)
    const lost = slips.map(({ ids, grades, meant = '' }) =>
      Math.max(0, ndcg(ranking(meant), grades) - ndcg(ids, grades)),
    )
    expect(slips.length).toBeGreaterThanOrEqual(5)
    expect(mean(lost)).toBeLessThanOrEqual(0.05)
  })
})
