import type { ActivityContent } from '../../taxonomy/activity'
import type { Highlight, Segment } from '../../taxonomy/api'
import { spellings, type Taxonomy } from '../../taxonomy/taxonomy'
import { contentFieldsOf } from './activity-index'
import { termsOf, wordsOf } from './words'

/** About how long a snippet is, in characters. */
const SNIPPET = 300
/** How much of that comes before the first hit, at most. */
const LEAD = 60

/**
 * A text with its words found once, so that marking it again is a walk over small arrays.
 * Positions are in UTF-16 units.
 */
export interface ReadText {
  text: string
  starts: Uint32Array
  ends: Uint32Array
  /** Terms of each word; the lists are shared by all texts. */
  terms: readonly (readonly string[])[]
}

function readText(text: string): ReadText {
  const words = wordsOf(text)
  return {
    text,
    starts: Uint32Array.from(words, (word) => word.start),
    ends: Uint32Array.from(words, (word) => word.end),
    terms: words.map((word) => termsOf(word.folded)),
  }
}

/** The texts of an activity that lists show, ready to be marked. */
export interface Readable {
  title: ReadText
  summary: ReadText
  /** Read only when a query matched there and nowhere in the summary. */
  description: string
  /** Terms by field of the activity, filled as they are asked for. */
  fieldTerms: Map<string, ReadonlySet<string>>
}

/** An activity's texts made ready, once for all queries. */
export function toReadable({ title, summary, description }: ActivityContent): Readable {
  return {
    title: readText(title),
    summary: readText(summary),
    description,
    fieldTerms: new Map(),
  }
}

/**
 * What a list shows of an activity: where the query matched, as segments.
 *
 * @param terms terms of the index that matched, with the search fields they stand in
 */
export function highlight(
  readable: Readable,
  content: ActivityContent,
  terms: Readonly<Record<string, readonly string[]>> | undefined,
  taxonomy: Taxonomy,
): Highlight {
  const { title, summary, description } = readable
  if (!terms) {
    return {
      title: [{ text: title.text, hit: false }],
      snippet: beginning(summary.text),
      matchedIn: [],
      tagged: [],
    }
  }
  const hits = new Set(Object.keys(terms))
  const inSummary = hitsIn(summary, hits)
  const read = inSummary.length > 0 || !description ? summary : readText(description)
  return {
    title: segments(title, hitsIn(title, hits), 0, title.text.length),
    snippet: snippet(read, read === summary ? inSummary : hitsIn(read, hits)),
    matchedIn: fieldsWith(terms, readable, content, taxonomy),
    tagged: [],
  }
}

/** Which words of a text are hits, by their number. */
function hitsIn({ terms }: ReadText, hits: ReadonlySet<string>): number[] {
  const found: number[] = []
  for (let at = 0; at < terms.length; at++)
    for (const term of terms[at] ?? [])
      if (hits.has(term)) {
        found.push(at)
        break
      }
  return found
}

function beginning(text: string): Segment[] {
  return [{ text: text.length <= SNIPPET ? text : `${cutAtWord(text, SNIPPET)} …`, hit: false }]
}

/** The stretch of about `SNIPPET` characters that holds most hits, marked. */
function snippet(read: ReadText, found: readonly number[]): Segment[] {
  const { text, starts, ends } = read
  if (text.length <= SNIPPET) return segments(read, found, 0, text.length)
  let best = 0
  let most = 0
  for (const first of found) {
    const limit = (starts[first] ?? 0) + SNIPPET - LEAD
    const inside = found.filter((word) => word >= first && (ends[word] ?? 0) <= limit).length
    if (inside > most) [best, most] = [starts[first] ?? 0, inside]
  }
  // A little before the first hit, so that it is read in its sentence.
  const from = best < SNIPPET - LEAD ? 0 : (starts.find((start) => start >= best - LEAD) ?? 0)
  const to = from + cutAtWord(text.slice(from), SNIPPET).length
  const marked = segments(read, found, from, to)
  if (from > 0) marked.unshift({ text: '… ', hit: false })
  if (to < text.length) marked.push({ text: ' …', hit: false })
  return marked
}

/** A part of a text as hits and the stretches between them; joined, the part again. */
function segments(
  { text, starts, ends }: ReadText,
  found: readonly number[],
  from: number,
  to: number,
): Segment[] {
  const parts: Segment[] = []
  let at = from
  for (const word of found) {
    const [start = 0, end = 0] = [starts[word], ends[word]]
    if (start < from || end > to) continue
    if (start > at) parts.push({ text: text.slice(at, start), hit: false })
    parts.push({ text: text.slice(start, end), hit: true })
    at = end
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
  terms: Readonly<Record<string, readonly string[]>>,
  { fieldTerms }: Readable,
  content: ActivityContent,
  taxonomy: Taxonomy,
): string[] {
  const found = new Set<string>()
  for (const term in terms)
    for (const searchField of terms[term] ?? []) {
      const fields = contentFieldsOf(searchField)
      // Several fields may share a search field: look which of them it was.
      for (const field of fields) {
        if (fields.length === 1) found.add(field)
        if (fields.length === 1 || found.has(field)) continue
        const known = fieldTerms.get(field) ?? termsOfField(content, field, taxonomy)
        fieldTerms.set(field, known)
        if (known.has(term)) found.add(field)
      }
    }
  return [...found]
}

/** The terms of all that a field holds, of concepts in any of their spellings. */
function termsOfField(content: ActivityContent, field: string, taxonomy: Taxonomy): Set<string> {
  const facet = taxonomy.facets.find((candidate) => candidate.field === field)
  const value = content[field as keyof ActivityContent]
  const texts = facet
    ? taxonomy
        .statedOrImplied(content, facet)
        .flatMap((id) => taxonomy.concept(facet.vocabulary?.id ?? '', id) ?? [])
        .flatMap(spellings)
    : [String(value)]
  return new Set(texts.flatMap((text) => wordsOf(text).flatMap((word) => termsOf(word.folded))))
}
