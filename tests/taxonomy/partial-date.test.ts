import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partialDateSchema, precisionOf, readDate, yearOf } from '../../taxonomy/partial-date'

describe('readDate', () => {
  test.each([
    ['0000-00-00', null, 'unknown'],
    ['', null, 'unknown'],
    ['2024-01-01', '2024', 'year'],
    ['2024-00-00', '2024', 'year'],
    ['2024', '2024', 'year'],
    ['2024-05-00', '2024-05', 'month'],
    ['2024-01', '2024-01', 'month'],
    [' 2024-05-17 ', '2024-05-17', 'day'],
    ['2024-05-17T10:00:00Z', '2024-05-17', 'day'],
    ['2024-02-29', '2024-02-29', 'day'],
  ])('reads “%s” as %s, known to the %s', (text, date, precision) => {
    expect(readDate(text)).toBe(date)
    expect(precisionOf(readDate(text) ?? null)).toBe(precision)
  })

  test.each([
    '2023-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-05-32',
    '17/05/2024',
    'soon',
    '20245',
  ])('does not make a date of “%s”', (text) => {
    expect(readDate(text)).toBeUndefined()
  })

  test('a valid day comes back as it is, or as its year on the first of January', () => {
    const days = fc
      .date({
        min: new Date('1000-01-01T00:00:00Z'),
        max: new Date('2999-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, (day) => {
        const read = readDate(day)
        expect(read).toBe(day.endsWith('-01-01') ? day.slice(0, 4) : day)
        expect(yearOf(read ?? null)).toBe(Number(day.slice(0, 4)))
      }),
    )
  })

  test('whatever it reads is a partial date', () => {
    const digits = fc.stringMatching(/^\d{4}(-\d\d(-\d\d)?)?$/)
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), (text) => {
        const read = readDate(text)
        if (read) expect(partialDateSchema.safeParse(read).success).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
