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

const PARTS: Intl.DateTimeFormatOptions[] = [
  {},
  { month: 'long' },
  { month: 'long', day: 'numeric' },
]
/** Made at the first date: they take 20 ms, which no start should wait for. */
let formats: Intl.DateTimeFormat[] | undefined

/** A partial date in words: `2024`, `May 2024`, `17 May 2024`. */
export function dateText(partial: string): string {
  formats ??= PARTS.map(
    (parts) => new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: 'UTC', ...parts }),
  )
  const format = formats[Math.min(partial.split('-').length, 3) - 1]
  return format?.format(Date.parse(partial)) ?? partial
}
