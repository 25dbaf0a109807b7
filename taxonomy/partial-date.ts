import { z } from 'zod'

/**
 * A date as precise as it is known: `2024`, `2024-05` or `2024-05-17` (ISO 8601,
 * reduced precision). An unknown date is `null`, never a made-up day.
 */
export const partialDateSchema = z
  .string()
  .refine(isPartialDate, 'must be a year, a month or a day: 2024, 2024-05 or 2024-05-17')

export type Precision = 'day' | 'month' | 'year' | 'unknown'

/** How precisely a date is known. */
export function precisionOf(date: string | null): Precision {
  if (date === null) return 'unknown'
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day'
}

/** The year of a partial date, or `null` where it is unknown. */
export function yearOf(date: string | null): number | null {
  return date === null ? null : Number(date.slice(0, 4))
}

/**
 * Reads a date of the wild. Zeros stand for what is not known (`0000-00-00`,
 * `2024-05-00`), and the first of January for "only the year is known", which is
 * what it nearly always means in the sources we have met.
 *
 * @returns the partial date, `null` where unknown, `undefined` where unreadable
 */
export function readDate(text: string): string | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || /^0{4}(-00){0,2}$/.test(trimmed)) return null
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(trimmed)
  if (!parts) return undefined
  const [, year = '', month = '00', day = '00'] = parts
  const date =
    month === '00' || (month === '01' && day === '01')
      ? year
      : day === '00'
        ? `${year}-${month}`
        : `${year}-${month}-${day}`
  return isPartialDate(date) ? date : undefined
}

/** Days of the months of a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isPartialDate(text: string): boolean {
  const [, year, month = '01', day = '01'] =
    /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? []
  if (!year) return false
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const days = month === '02' && !isLeap ? 28 : (DAYS[Number(month) - 1] ?? 0)
  return Number(day) >= 1 && Number(day) <= days
}
