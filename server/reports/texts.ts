import type { TextBlock } from '../../taxonomy/report-texts'
import { en } from './messages/en'

/** What the report says beside its figures and entries, in its language: an edition has one. */
export const TEXTS = en

/** What stands in a block that no curator has written. */
export function defaultText(block: TextBlock): string {
  if (block === 'foreword') return TEXTS.forewordPlaceholder
  return TEXTS[block].join('\n\n')
}

/** A text with its `{placeholders}` filled; one that stands for nothing stays as it is. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** A partial date in words: `2024`, `May 2024`, `17 May 2024`. */
export function dateText(partial: string): string {
  const [year = '', month, day] = partial.split('-').map(Number)
  const { months, dates } = TEXTS
  if (month === undefined) return fill(dates.year, { year })
  const name = months[month - 1] ?? ''
  return day === undefined
    ? fill(dates.month, { year, month: name })
    : fill(dates.day, { year, month: name, day })
}
