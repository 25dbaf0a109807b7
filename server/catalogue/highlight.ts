import type { ActivityContent } from '../../taxonomy/activity'
import type { Highlight, Segment } from '../../taxonomy/api'
import { type Facet, spellings, type Taxonomy } from '../../taxonomy/taxonomy'
import { contentFieldsOf } from './activity-index'
import { termsOf, type Word, wordsOf } from './words'

/** About how long a snippet is, in characters. */
const SNIPPET = 260

/** A text with its words found once, so that showing it again costs nothing. */
export interface ReadText {
  text: string
  words: (Word & { terms: string[] })[]
}

export function readText(text: string): ReadText {
  return { text, words: wordsOf(text).map((word) => ({ ...word, terms: termsOf(word.folded) })) }
}

/** The texts of an activity that lists show, ready to be marked. */
export interface Readable {
  title: ReadText
  summary: ReadText
  /** Read only when a query matched there and nowhere in the summary. */
  description: string
}

/**
 * What a list shows of an activity: where the query matched, as segments.
 *
 * @param terms terms of the index that matched, with the search fields they stand in
 */
export function highlight(
  { title, summary, description }: Readable,
  content: ActivityContent,
  terms: Readonly<Record<string, string[]>> | undefined,
  taxonomy: Taxonomy,
): Highlight {
  if (!terms) {
    return {
      title: [{ text: title.text, hit: false }],
      snippet: beginning(summary.text),
      matchedIn: [],
    }
  }
  const hits = new Set(Object.keys(terms))
  const inSummary = summary.words.some((word) => isHit(word, hits))
  const read = inSummary || !description ? summary : readText(description)
  return {
    title: segments(title, hits, 0, title.text.length),
    snippet: snippet(read, hits),
    matchedIn: fieldsWith(terms, hits, content, taxonomy),
  }
}

function isHit(word: ReadText['words'][number], hits: ReadonlySet<string>): boolean {
  return word.terms.some((term) => hits.has(term))
}

function beginning(text: string): Segment[] {
  return [{ text: text.length <= SNIPPET ? text : `${cutAtWord(text, SNIPPET)} …`, hit: false }]
}

/** The stretch of about `SNIPPET` characters that holds most hits, marked. */
function snippet(read: ReadText, hits: ReadonlySet<string>): Segment[] {
  const { text, words } = read
  if (text.length <= SNIPPET) return segments(read, hits, 0, text.length)
  const found = words.filter((word) => isHit(word, hits))
  let best = 0
  let most = 0
  for (const first of found) {
    const inside = found.filter(
      (w) => w.start >= first.start && w.end <= first.start + SNIPPET - 60,
    ).length
    if (inside > most) [best, most] = [first.start, inside]
  }
  // A little before the first hit, so that it is read in its sentence.
  const from = best < SNIPPET - 60 ? 0 : (words.find((word) => word.start >= best - 60)?.start ?? 0)
  const to = from + cutAtWord(text.slice(from), SNIPPET).length
  const marked = segments(read, hits, from, to)
  if (from > 0) marked.unshift({ text: '… ', hit: false })
  if (to < text.length) marked.push({ text: ' …', hit: false })
  return marked
}

/** A part of a text as hits and the stretches between them; joined, the part again. */
function segments(
  { text, words }: ReadText,
  hits: ReadonlySet<string>,
  from: number,
  to: number,
): Segment[] {
  const parts: Segment[] = []
  let at = from
  for (const word of words) {
    if (word.start < from || word.end > to || !isHit(word, hits)) continue
    if (word.start > at) parts.push({ text: text.slice(at, word.start), hit: false })
    parts.push({ text: text.slice(word.start, word.end), hit: true })
    at = word.end
  }
  if (at < to || parts.length === 0) parts.push({ text: text.slice(at, to), hit: false })
  return parts
}

function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text
  const end = text.lastIndexOf(' ', length)
  return text.slice(0, end > length / 2 ? end : length)
}

/** Keys of the activity's fields that hold a matched term. */
function fieldsWith(
  terms: Readonly<Record<string, string[]>>,
  hits: ReadonlySet<string>,
  content: ActivityContent,
  taxonomy: Taxonomy,
): string[] {
  const searched = new Set(Object.values(terms).flat())
  return [...searched].flatMap((searchField) => {
    const fields = contentFieldsOf(searchField)
    // Several fields may share a search field: look which of them it was.
    return fields.length === 1
      ? fields
      : fields.filter((field) => holds(content, field, hits, taxonomy))
  })
}

function holds(
  content: ActivityContent,
  field: string,
  hits: ReadonlySet<string>,
  taxonomy: Taxonomy,
): boolean {
  const facet = taxonomy.facets.find((candidate) => candidate.field === field)
  if (facet)
    return taxonomy.statedOrImplied(content, facet).some((id) => isNamed(taxonomy, facet, id, hits))
  const value = content[field as keyof ActivityContent]
  return typeof value === 'string' && termsIn(value).some((term) => hits.has(term))
}

const termsByConcept = new WeakMap<object, string[]>()

/** Whether one of a concept's spellings holds a hit; their terms are found once. */
function isNamed(
  taxonomy: Taxonomy,
  { vocabulary }: Facet,
  id: string,
  hits: ReadonlySet<string>,
): boolean {
  const concept = vocabulary && taxonomy.concept(vocabulary.id, id)
  if (!concept) return false
  const terms = termsByConcept.get(concept) ?? spellings(concept).flatMap(termsIn)
  termsByConcept.set(concept, terms)
  return terms.some((term) => hits.has(term))
}

function termsIn(text: string): string[] {
  return wordsOf(text).flatMap((word) => termsOf(word.folded))
}
