import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { PublishedActivity } from '../catalogue/reader'
import { fill, TEXTS } from './texts'

/** What every figure is computed from: the entries of one edition, and nothing else. */
export interface Counted {
  taxonomy: Taxonomy
  entries: readonly PublishedActivity[]
}

export interface Column {
  label: string
  /** `share`: 0 to 1. */
  type: 'text' | 'number' | 'share'
}

/** How a figure is drawn; `table` is not. */
export type Drawing = 'bars' | 'columns' | 'grid' | 'map' | 'table'

/** One table of the report, with what it says in words taken from its own rows. */
export interface Figure {
  /** `by-sdg` */
  id: string
  title: string
  columns: Column[]
  rows: (string | number)[][]
  /** Ids of the rows' values, where they have some: `['13', …]`. */
  keys: string[]
  /** How it was counted. */
  note: string
  /** What it says, in one or two sentences; also the text alternative of its drawing. */
  finding: string
  drawing: Drawing
}

/** `0.1234` → `12 %`; less than half a per cent is said as such. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return TEXTS.lessThanOnePercent
  return `${Math.round(share * 100)} %`
}

/** A whole number as people read it: `12345` → `12,345` */
export function count(value: number): string {
  // To begin using `Intl` takes as long as to count a whole edition.
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 activity`, `12 activities` */
export function activities(value: number): string {
  return fill(TEXTS.activities[value === 1 ? 'one' : 'other'], { number: count(value) })
}

/** A cell as people read it. */
export function cellText(value: string | number, { type }: Column): string {
  if (typeof value === 'string') return value
  return type === 'share' ? percent(value) : count(value)
}

/** A label inside a sentence: `Activity type` → `activity type`; names and acronyms stay as they are. */
export function inSentence(label: string): string {
  const isName = /^.\p{Lu}|\s\p{Lu}/u.test(label)
  return isName ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
