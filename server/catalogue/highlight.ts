import type { ActivityContent } from '../../taxonomy/activity'
import type { Highlight, Segment } from '../../taxonomy/api'
import type { ActivityIndex } from './activity-index'
import { fieldsAt, type Match } from './rank'
import { roomFor } from './room'
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
  const named = match.named.flatMap(({ param, ids }) => {
    const facet = index.taxonomy.facet(param)
    if (!facet) return []
    return ids.map((id) => ({
      concept: { param, id, label: index.taxonomy.labelOf(facet, id) },
      members: index.facets.membersOf(param, id),
    }))
  })
  return index.withHits(match, (hits) =>
    rows.map(({ row, position }) => ({
      title: markedTitle(row, hits),
      snippet: markedSnippet(row, hits, index),
      matchedIn: namesOf(fieldsAt(match, position), index),
      tagged: named.filter(({ members }) => members.has(position)).map(({ concept }) => concept),
    })),
  )
}

function unmarked({ title, summary }: Readable): Highlight {
  return {
    title: [{ text: title.text, hit: false }],
    snippet: beginning(summary.text),
    matchedIn: [],
    tagged: [],
  }
}

/** @param hits 1 at the number of every word that is a hit */
function markedTitle({ title }: Readable, hits: Uint8Array): Segment[] {
  return segments(title, hitsIn(title, hits), 0, title.text.length)
}

function markedSnippet(row: Readable, hits: Uint8Array, index: ActivityIndex): Segment[] {
  const { summary, description } = row
  const found = hitsIn(summary, hits)
  if (found > 0 || !description) return snippet(summary, found)
  row.readDescription ??= index.read(description)
  return snippet(row.readDescription, hitsIn(row.readDescription, hits))
}

/** The hits in the text that was looked through last, as places among its words. */
let hitPlaces = new Uint32Array(1024)

/** How many words of a text are hits; where they stand is in `hitPlaces`. */
function hitsIn({ count, numbers }: ReadText, hits: Uint8Array): number {
  hitPlaces = roomFor(hitPlaces, count)
  let found = 0
  for (let word = 0; word < count; word++)
    if (hits[numbers[word] as number] === 1) hitPlaces[found++] = word
  return found
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
