import { partialDateSchema } from '../../taxonomy/partial-date'
import { say } from '../messages/say'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const UNKNOWN = /^(unknown|n\/?a|none|tbd|tbc|not (known|applicable|stated)|-|–|0000(-00){0,2})$/i
const two = (text: string | number) => String(text).padStart(2, '0')

/**
 * A date as people write it in tables, as a partial date; '' where they say that it is unknown.
 * What can be read in two ways is not guessed.
 *
 * @returns a reason instead, where it cannot be read
 * @example readTableDate('17.5.2024') // { date: '2024-05-17' }
 */
export function readTableDate(cell: string): { date: string } | { reason: string } {
  const text = cell.trim()
  if (text === '' || UNKNOWN.test(text)) return { date: '' }
  const date = isoOf(text)
  if (date === 'ambiguous') return { reason: say('cell.dateTwoWays') }
  if (date && partialDateSchema.safeParse(date).success) return { date }
  return { reason: say('cell.noDate') }
}

function isoOf(text: string): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$/.exec(text)
  if (iso) {
    const [, year, month = '', day] = iso
    if (Number(month) === 0) return year
    return !day || Number(day) === 0 ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
  }
  const numbers = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (numbers) {
    const [, first = '', sign, second = '', year] = numbers
    // Points are only written between day and month in this order.
    if (sign === '.' || Number(first) > 12 || first === second)
      return `${year}-${two(second)}-${two(first)}`
    return Number(second) > 12 ? `${year}-${two(first)}-${two(second)}` : 'ambiguous'
  }
  const month = /^(\d{1,2})[./-](\d{4})$/.exec(text)
  if (month) return `${month[2]}-${two(month[1] ?? '')}`
  const named =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([a-z]{3})[a-z]*\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$/i.exec(
      text,
    )
  if (named) {
    const at = MONTHS.indexOf(named[2]?.toLowerCase() ?? '') + 1
    const day = named[1] ?? named[3]
    return at === 0 ? undefined : `${named[4]}-${two(at)}${day ? `-${two(day)}` : ''}`
  }
  return text
}
