import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PublishedActivity } from '../../server/catalogue/reader'
import {
  cellText,
  isCut,
  joinList,
  neutralised,
  restored,
  splitList,
} from '../../server/exchange/cells'
import { columnsOf, type RowDraft } from '../../server/exchange/columns'
import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { activityOf, shippedActivities } from '../seeds'

const taxonomy = new Taxonomy()
const columns = columnsOf(taxonomy, 'http://hub.test')

/** What an import makes of the cells an export wrote. */
function thereAndBack(activity: PublishedActivity): RowDraft & { content: ActivityContent } {
  const row: RowDraft = { content: {} }
  for (const { write, read } of columns) read?.(String(write(activity) ?? ''), row)
  return { ...row, content: activitySchema.parse(row.content) }
}

describe('the columns of the table', () => {
  test('names are different from each other', () => {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
  })

  test('hold every field that activities have', () => {
    const { content } = thereAndBack(activityOf(1))
    expect(Object.keys(content)).toEqual(Object.keys(activitySchema.shape))
  })

  test('bring every shipped activity back as it was', () => {
    const all = shippedActivities()
    expect(all.length).toBeGreaterThan(800)
    for (const activity of all) {
      const { id, createdOn, updatedOn, content } = thereAndBack(activity)
      expect({ id, createdOn, updatedOn }).toEqual({
        id: activity.id,
        createdOn: activity.createdOn,
        updatedOn: activity.updatedOn,
      })
      expect(JSON.stringify(content)).toBe(JSON.stringify(activitySchema.parse(activity.content)))
    }
  })

  test('bring back what no shipped activity has', () => {
    const odd = activityOf(7, {
      pillars: [],
      partners: ['A; B', 'C\\D', 'E\\; F\\'],
      links: [
        { url: 'https://a.example/?x=1;y=2', label: '' },
        { url: 'no address', label: 'Paper; second' },
      ],
      countries: taxonomy.vocabulary('countries')?.concepts.map(({ id }) => id) ?? [],
      startDate: '2024',
      endDate: '2025-03',
      unplaced: [{ field: 'types', label: 'one: two; three' }],
      source: { system: 'x', id: '1', retrieved: '2026-04' },
    })
    expect(thereAndBack(odd).content).toEqual(odd.content)
    expect(thereAndBack(activityOf(8, { pillars: null })).content.pillars).toBeNull()
  })

  test('every concept of every vocabulary is found again by what is written for it', () => {
    for (const vocabulary of taxonomy.vocabularies)
      for (const { id } of vocabulary.concepts) {
        const isNumeric = vocabulary.field === 'sdgs'
        const isOne = vocabulary.field === 'maturity'
        const value = isOne ? id : [isNumeric ? Number(id) : id]
        const { content } = thereAndBack(activityOf(1, { [vocabulary.field]: value }))
        expect(content[vocabulary.field as keyof ActivityContent]).toEqual(value)
      }
  })
})

describe('cells', () => {
  test('lists come back whatever is in them', () => {
    const item = fc.string({ unit: fc.constantFrom('a', ';', '\\', ' ', '\n') })
    fc.assert(
      fc.property(fc.array(item.map((text) => text.trim())), (items) => {
        fc.pre(joinList(items).trim() !== '')
        expect(splitList(joinList(items))).toEqual(items)
      }),
    )
  })

  test('nothing begins a formula, and everything comes back', () => {
    const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a') })
    fc.assert(
      fc.property(text, (text) => {
        expect(neutralised(text)).not.toMatch(/^[=+\-@\t\r]/)
        expect(restored(neutralised(text))).toBe(text)
      }),
    )
    expect(restored("'tis")).toBe("'tis")
  })

  test('a text too long for a spreadsheet is cut and says so', () => {
    expect(cellText('short')).toBe('short')
    expect(cellText('x'.repeat(50_000))).toHaveLength(32_767)
    expect(isCut(cellText('x'.repeat(50_000)))).toBe(true)
  })
})
