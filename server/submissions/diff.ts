import { diffArrays } from 'diff'
import type { ActivityContent } from '../../taxonomy/activity'
import type { Change, FieldDiff, ListItem, Piece } from '../../taxonomy/submission'
import type { Taxonomy } from '../../taxonomy/taxonomy'

/** Scripts that put no spaces between words: there, letter by letter. */
const SPACELESS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{sc=${script}}`)
  .join('')

/** Runs of space, spaceless letters, words, and single signs: joined, they are the text. */
const TOKENS = new RegExp(
  String.raw`\s+|[${SPACELESS}]\p{M}*|(?:(?![${SPACELESS}])[\p{L}\p{N}\p{M}\p{Cf}'’])+|[\s\S]`,
  'gu',
)

/** Beyond so many changed words two texts have nothing to show side by side, and time would go. */
const MOST_EDITS = 1500

/**
 * How one text became another, word by word. The pieces that are `same` or `removed`, joined,
 * are `before`; those that are `same` or `added` are `after`.
 *
 * @example diffText('a red fox', 'a fox') // [same 'a ', removed 'red ', same 'fox']
 */
export function diffText(before: string, after: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ change: 'same', text: before }]
  const changes = diffArrays(before.match(TOKENS) ?? [], after.match(TOKENS) ?? [], {
    maxEditLength: MOST_EDITS,
  })
  if (!changes) return replaced(before, after)
  const pieces = changes.map(
    ({ added, removed, value }): Piece => ({
      change: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    }),
  )
  return joinRuns(pieces)
}

function replaced(before: string, after: string): Piece[] {
  const pieces: Piece[] = [
    { change: 'removed', text: before },
    { change: 'added', text: after },
  ]
  return pieces.filter(({ text }) => text !== '')
}

/**
 * A space that two changes have between them belongs to both, so that a phrase replaced
 * reads as one phrase for another, not as a rope of single words.
 */
function joinRuns(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed) joined.push({ change: 'removed', text: removed })
    if (added) joined.push({ change: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const [at, { change, text }] of pieces.entries()) {
    const between = removed && added && pieces[at + 1] && /^[\s\p{P}]+$/u.test(text)
    if (change === 'removed' || (change === 'same' && between)) removed += text
    if (change === 'added' || (change === 'same' && between)) added += text
    if (change === 'same' && !between) {
      flush()
      joined.push({ change, text })
    }
  }
  flush()
  return joined
}

/** How one list became another, in order; what moved is removed in one place and added in another. */
function diffList(before: readonly string[], after: readonly string[]) {
  return diffArrays([...before], [...after]).flatMap(({ added, removed, value }) => {
    const change: Change = added ? 'added' : removed ? 'removed' : 'same'
    return value.map((id) => ({ change, id }))
  })
}

/**
 * What differs between two versions of an entry: the fields that are not the same, in the
 * order of the entry, concepts by their labels.
 */
export function diffContent(
  before: ActivityContent,
  after: ActivityContent,
  taxonomy: Taxonomy,
): FieldDiff[] {
  return (Object.keys(after) as (keyof ActivityContent)[]).flatMap((field) => {
    const [old, now] = [before[field], after[field]]
    if (JSON.stringify(old) === JSON.stringify(now)) return []
    if (field === 'outcomes') return diffOutcomes(before.outcomes, after.outcomes)
    if (Array.isArray(old) || Array.isArray(now)) {
      const label = (id: string) => labelIn(taxonomy, field, id)
      const items = diffList(itemsOf(old), itemsOf(now)).map(
        ({ change, id }): ListItem => ({ change, id, label: label(id) }),
      )
      return [{ field, kind: 'list', items }]
    }
    if (PROSE.has(field))
      return [{ field, kind: 'text', pieces: diffText(String(old ?? ''), String(now ?? '')) }]
    const shown = (value: unknown) => textOf(value, (id) => labelIn(taxonomy, field, id))
    return [{ field, kind: 'value', before: shown(old), after: shown(now) }]
  })
}

/** A single value for people; null where nothing is stated. */
function textOf(value: unknown, label: (id: string) => string): string | null {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'object' ? Object.values(value).join(' ') : label(String(value))
}

const PROSE = new Set<string>([
  'title',
  'summary',
  'description',
  'otherEntities',
  'domain',
  'approach',
  'technology',
  'output',
  'contact',
])

function diffOutcomes(
  before: ActivityContent['outcomes'],
  after: ActivityContent['outcomes'],
): FieldDiff[] {
  return (Object.keys(after) as (keyof ActivityContent['outcomes'])[])
    .filter((key) => before[key] !== after[key])
    .map((key) => ({
      field: `outcomes.${key}`,
      kind: 'text',
      pieces: diffText(before[key], after[key]),
    }))
}

/** The items of a list as texts that can be compared and shown. */
function itemsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null
      ? Object.values(item).filter(Boolean).join(' · ')
      : String(item),
  )
}

function labelIn(taxonomy: Taxonomy, field: string, id: string): string {
  const facet = taxonomy.facets.find((candidate) => candidate.field === field)
  return facet?.vocabulary ? taxonomy.labelOf(facet, id) : id
}
