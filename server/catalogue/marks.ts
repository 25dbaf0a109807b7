import { spellings } from '../../taxonomy/taxonomy'
import type { Concept } from '../../taxonomy/vocabulary'
import type { Bitset } from './bitset'
import { roomFor } from './room'
import { NO_TERM } from './terms'
import type { ReadText } from './vocabulary'
import type { WordIndex } from './word-index'

/** What is marked in texts. */
export interface Marks {
  /** By the number of a word: `HIT`, and `BEGINS` where a name may begin with it. */
  bits: Uint8Array
  /** By the number of a word, its stem. */
  stems: Uint32Array
  sought: readonly Sought[]
}

/** Positions of the activities in which all that a concept is called is marked, or one name. */
export type Among = ReadonlyMap<Concept | string, Bitset>

interface Sought {
  among: Bitset
  names: Names
}

/** Names by the stem of their first word, longest first. */
type Names = ReadonlyMap<number, readonly Name[]>

interface Name {
  /** Of its words; `NO_TERM` for a stop word. */
  stems: readonly number[]
  /** Whether it is one word in capitals: `US` is not `us`. */
  isAcronym: boolean
}

const HIT = 1
const BEGINS = 2
/** Concepts and names of queries that are kept, far more than there are concepts. */
const KEPT = 5000

/** Finds in texts what matched: words, and the names of concepts. */
export class Marker {
  readonly #names = new Map<Concept | string, Names>()

  constructor(private readonly words: WordIndex) {}

  /**
   * Does something with what is marked in texts; not to be kept.
   *
   * @param terms numbers of words and stems
   */
  withMarks<Result>(
    terms: readonly number[],
    among: Among,
    work: (marks: Marks) => Result,
  ): Result {
    const { vocabulary } = this.words
    if (this.#names.size > KEPT) this.#names.clear()
    const sought: Sought[] = []
    for (const [one, positions] of among)
      sought.push({ among: positions, names: this.#namesOf(one) })
    const hits = terms.map(() => HIT)
    return this.words.withMarks(terms, hits, (bits) => {
      for (const { names } of sought)
        for (const first of names.keys()) vocabulary.addMark(first, BEGINS, bits)
      try {
        return work({ bits, stems: vocabulary.stems, sought })
      } finally {
        for (const { names } of sought)
          for (const first of names.keys()) vocabulary.markForms(first, 0, bits)
      }
    })
  }

  #namesOf(one: Concept | string): Names {
    const known = this.#names.get(one)
    if (known) return known
    const found = new Map<number, Name[]>()
    // A concept's id is no name of it.
    for (const spelling of typeof one === 'string' ? [one] : spellings(one).slice(1)) {
      const words = this.words.vocabulary.wordsOf(spelling)
      const stems = words.map(({ terms }) => terms.at(-1) ?? NO_TERM)
      while (stems[0] === NO_TERM) stems.shift()
      const [first] = stems
      if (first === undefined) continue
      const isAcronym = stems.length === 1 && !/\p{Ll}/u.test(spelling)
      found.set(first, [...(found.get(first) ?? []), { stems, isAcronym }])
    }
    for (const names of found.values()) names.sort((a, b) => b.stems.length - a.stems.length)
    this.#names.set(one, found)
    return found
  }
}

/** The places of the marked words in the text that was looked through last, in order. */
export let hitPlaces = new Uint32Array(1024)

/** How many words of an activity's text are marked; where they stand is in `hitPlaces`. */
export function countHits(read: ReadText, position: number, marks: Marks): number {
  const { count, numbers } = read
  const { bits } = marks
  hitPlaces = roomFor(hitPlaces, count)
  let found = 0
  for (let word = 0; word < count; word++) {
    const mark = bits[numbers[word] as number]
    if (!mark) continue
    const length = mark >= BEGINS ? nameLength(read, word, position, marks) : 0
    if (length === 0 && mark === BEGINS) continue
    hitPlaces[found++] = word
    for (let left = length - 1; left > 0; left--) hitPlaces[found++] = ++word
  }
  return found
}

/** How many words the longest name has that begins at a word of a text; 0 without one. */
function nameLength(read: ReadText, word: number, position: number, marks: Marks): number {
  const first = marks.stems[read.numbers[word] as number] as number
  let longest = 0
  for (const { among, names } of marks.sought) {
    if (!among.has(position)) continue
    for (const { stems, isAcronym } of names.get(first) ?? NOTHING) {
      if (stems.length <= longest) break
      if (!holdsAt(read, word, stems, marks)) continue
      if (isAcronym && /\p{Ll}/u.test(wordAt(read, word))) continue
      longest = stems.length
    }
  }
  return longest
}

const NOTHING: readonly never[] = []

function holdsAt(
  { count, numbers }: ReadText,
  word: number,
  name: readonly number[],
  { stems }: Marks,
): boolean {
  if (word + name.length > count) return false
  for (let at = 1; at < name.length; at++)
    if (stems[numbers[word + at] as number] !== name[at]) return false
  return true
}

function wordAt({ text, count, numbers }: ReadText, word: number): string {
  return text.slice(numbers[count + word], numbers[2 * count + word])
}
