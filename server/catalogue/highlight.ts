import type { ActivityContent } from '../../taxonomy/activity'
import type { Highlight, Segment } from '../../taxonomy/api'
import type { Concept } from '../../taxonomy/vocabulary'
import type { ActivityIndex } from './activity-index'
import type { Bitset } from './bitset'
import { countHits, hitPlaces, type Marks } from './marks'
import type { Named } from './query'
import { fieldsAt, type Match } from './rank'
import type { ReadText } from './vocabulary'

/** About how long a snippet is, in characters. */
const SNIPPET = 300
/** How much of that comes before the first hit, at most. */
const LEAD = 60

/** The texts of an activity that lists show, ready to be marked. */
export interface Readable {
  title: ReadText
  summary: ReadText
  description: string
  /** Read only when a query matched there and nowhere in the summary, and then kept. */
  readDescription: ReadText | undefined
}

/** An activity's texts made ready, once for all queries. */
export function toReadable(
  { title, summary, description }: ActivityContent,
  index: ActivityIndex,
): Readable {
  return {
    title: index.read(title),
    summary: index.read(summary),
    description,
    readDescription: undefined,
  }
}

/**
 * What a list shows of some activities: where the query matched, as segments.
 *
 * @param rows with the position of each in the index
 */
export function highlight(
  rows: readonly { row: Readable; position: number }[],
  match: Match | undefined,
  index: ActivityIndex,
): Highlight[] {
  if (!match) return rows.map(({ row }) => unmarked(row))
  const named = namedIn(match, rows, index)
  const among = new Map<Concept | string, Bitset>()
  for (const { words } of match.names) among.set(words.join(' '), index.all)
  for (const one of named) among.set(one.concept, one.among)
  const terms = match.terms.map(({ term }) => term)
  return index.marker.withMarks(terms, among, (marks) =>
    rows.map(({ row, position }) => ({
      title: markedTitle(row, position, marks),
      snippet: markedSnippet(row, position, marks, index),
      matchedIn: namesOf(fieldsAt(match, position), index),
      tagged: named
        .filter(({ members }) => members.has(position))
        .map(({ param, concept: { id, label } }) => ({ param, id, label })),
    })),
  )
}

interface NamedConcept {
  param: string
  concept: Concept
  /** The activities that carry it. */
  members: Bitset
  /** Those it is marked in: where the words of its name matched, all. */
  among: Bitset
}

/** The concepts that a query named, each once, as far as they may matter to some activities. */
function namedIn(
  { named, names }: Match,
  rows: readonly { position: number }[],
  { taxonomy, facets, all }: ActivityIndex,
): NamedConcept[] {
  const found = new Map<Concept, NamedConcept>()
  const add = ({ param, ids }: Named, isSaid: boolean) => {
    const vocabulary = taxonomy.facet(param)?.vocabulary
    if (!vocabulary) return
    for (const id of ids) {
      const members = facets.membersOf(param, id)
      if (!isSaid && !rows.some(({ position }) => members.has(position))) continue
      const concept = taxonomy.concept(vocabulary.id, id)
      if (!concept || found.has(concept)) continue
      found.set(concept, { param, concept, members, among: isSaid ? all : members })
    }
  }
  for (const { concepts } of names) for (const one of concepts) add(one, true)
  for (const one of named) add(one, false)
  return [...found.values()]
}

function unmarked({ title, summary }: Readable): Highlight {
  return {
    title: [{ text: title.text, hit: false }],
    snippet: beginning(summary.text),
    matchedIn: [],
    tagged: [],
  }
}

function markedTitle({ title }: Readable, position: number, marks: Marks): Segment[] {
  return segments(title, countHits(title, position, marks), 0, title.text.length)
}

function markedSnippet(
  row: Readable,
  position: number,
  marks: Marks,
  index: ActivityIndex,
): Segment[] {
  const { summary, description } = row
  const found = countHits(summary, position, marks)
  if (found > 0 || !description) return snippet(summary, found)
  row.readDescription ??= index.read(description)
  return snippet(row.readDescription, countHits(row.readDescription, position, marks))
}

const startOf = ({ count, numbers }: ReadText, word: number) => numbers[count + word] as number
const endOf = ({ count, numbers }: ReadText, word: number) => numbers[2 * count + word] as number

function beginning(text: string): Segment[] {
  return [{ text: text.length <= SNIPPET ? text : `${cutAtWord(text, SNIPPET)} …`, hit: false }]
}

/** The stretch of about `SNIPPET` characters that holds most hits, marked. */
function snippet(read: ReadText, found: number): Segment[] {
  const { text } = read
  if (text.length <= SNIPPET) return segments(read, found, 0, text.length)
  let best = 0
  let most = 0
  for (let first = 0, next = 0; first < found; first++) {
    const start = startOf(read, hitPlaces[first] as number)
    const limit = start + SNIPPET - LEAD
    while (next < found && endOf(read, hitPlaces[next] as number) <= limit) next++
    if (next - first > most) [best, most] = [start, next - first]
  }
  // A little before the first hit, so that it is read in its sentence.
  const from = best < SNIPPET - LEAD ? 0 : firstStart(read, best - LEAD)
  const to = from + cutAtWord(text.slice(from), SNIPPET).length
  const marked = segments(read, found, from, to)
  if (from > 0) marked.unshift({ text: '… ', hit: false })
  if (to < text.length) marked.push({ text: ' …', hit: false })
  return marked
}

/** Where the first word from some place on begins. */
function firstStart(read: ReadText, place: number): number {
  let word = 0
  while (word < read.count && startOf(read, word) < place) word++
  return word < read.count ? startOf(read, word) : 0
}

/** A part of a text as hits and the stretches between them; joined, the part again. */
function segments(read: ReadText, found: number, from: number, to: number): Segment[] {
  const { text } = read
  const parts: Segment[] = []
  let at = from
  for (let hit = 0; hit < found; hit++) {
    const word = hitPlaces[hit] as number
    const start = startOf(read, word)
    const end = endOf(read, word)
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

/** Keys of the fields that some bits stand for. */
function namesOf(bits: number, { fields }: ActivityIndex): string[] {
  const names: string[] = []
  for (let field = 0; field < fields.length; field++)
    if ((bits >>> field) & 1) names.push(fields[field] as string)
  return names
}
