import { describe, expect, test } from 'vitest'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { relate, sharedPartners } from '../../server/catalogue/related'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { activityOf, shippedActivities } from '../seeds'

const taxonomy = new Taxonomy()
const shipped = shippedActivities()

describe('relate', () => {
  const index = new ActivityIndex(taxonomy)
  for (const activity of shipped) index.put(activity)
  const related = (id: number, limit = 10) => {
    const activity = shipped.find((one) => one.id === id)
    if (!activity) throw new Error(`no activity ${id}`)
    return relate(index, activity, limit).map(({ position, shared }) => ({
      id: index.idAt(position),
      shared,
    }))
  }

  test.each([
    [63, 547],
    [66, 550],
    [67, 551],
    [653, 820],
    [1116, 1117],
    // One initiative, told by WHO, by WIPO and by the three that run it.
    [644, 1243],
    [1243, 1252],
    [1252, 644],
  ])('%i and %i are each among the likes of the other', (one, other) => {
    expect(related(one).map(({ id }) => id)).toContain(other)
    expect(related(other).map(({ id }) => id)).toContain(one)
  })

  test('what may be the same work told twice comes first, also of its own entity', () => {
    expect(related(644, 2).map(({ id }) => id)).toEqual([1243, 1252])
  })

  test('an activity that lists all countries is not the likest of everything', () => {
    // 1318, a monitor of the media, is at work in 150 countries; 550 is about animal feed.
    expect(related(550, 3).map(({ id }) => id)).not.toContain(1318)
  })

  test('no activity is like itself, and what is said to be shared is', () => {
    for (const { id, content } of shipped.filter((_, at) => at % 20 === 0))
      for (const { id: other, shared } of related(id, 5)) {
        expect(other).not.toBe(id)
        const otherContent = shipped.find((one) => one.id === other)?.content
        for (const { facet: param, labels } of shared) {
          const facet = taxonomy.facet(param)
          if (!facet || !otherContent) throw new Error(param)
          for (const one of [content, otherContent])
            expect(
              taxonomy.valuesOf(one, facet).map((value) => taxonomy.labelOf(facet, value)),
            ).toEqual(expect.arrayContaining(labels))
        }
      }
  })

  test('partners that both name make them alike, and other entities’ come first', () => {
    const few = new ActivityIndex(taxonomy)
    const named = { partners: ['Robot Institute'] }
    const activities = [
      activityOf(1, { title: 'Alpha', ...named }),
      activityOf(2, { title: 'Beta', partners: ['ROBOT  institute', 'Others'], entities: ['fao'] }),
      activityOf(3, { title: 'Gamma', ...named }),
      ...Array.from({ length: 20 }, (_, at) => activityOf(10 + at, { title: `Note ${at}` })),
    ]
    for (const activity of activities) few.put(activity)
    const alike = relate(few, activityOf(1, { title: 'Alpha', ...named }), 2)
    expect(alike.map(({ position }) => few.idAt(position))).toEqual([2, 3])
    const [one, other] = activities
    expect(one && other && sharedPartners(one.content, other.content)).toEqual(['Robot Institute'])
  })

  test('a lone activity has no likes', () => {
    const lone = new ActivityIndex(taxonomy)
    lone.put(activityOf(1))
    expect(relate(lone, activityOf(1), 5)).toEqual([])
  })
})
