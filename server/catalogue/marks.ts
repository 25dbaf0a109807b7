import { spellings } from '../../taxonomy/taxonomy'
import type { Concept } from '../../taxonomy/vocabulary'
import type { Bitset } from './bitset'
import { roomFor } from './room'
import { NO_TERM } from './terms'
import type { ReadText } from './vocabulary'
import type { WordIndex } from './word-index'

/** What is marked in texts, by the numbers of their words. */
export interface Marks {
  /** By word: `HIT`, and `BEGINS` where a name may begin with it. */
  bits: Uint8Array
  /** By word, its stem. */
  stems: Uint32Array
  /** By the stem of their first word, longest first: all that were ever looked for. */
  names: ReadonlyMap<number, readonly Name[]>
  among: Among
}

/** Positions of the activities in which all that a concept is called is marked, or one name. */
export type Among = ReadonlyMap<Concept | string, Bitset>

/** What a concept is called, or words that a query holds. */
interface Name {
  of: Concept | string
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
  readonly #names = new Map<number, Name[]>()
  /** Stems with which the names begin. */
  readonly #firsts = new Map<Concept | string, readonly number[]>()

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
    if (this.#firsts.size > KEPT) {
      this.#firsts.clear()
      this.#names.clear()
    }
    const firsts: number[] = []
    for (const one of among.keys()) firsts.push(...this.#firstsOf(one))
    const hits = terms.map(() => HIT)
    return this.words.withMarks(terms, hits, (bits) => {
      for (const first of firsts) vocabulary.addMark(first, BEGINS, bits)
      try {
        return work({ bits, stems: vocabulary.stems, names: this.#names, among })
      } finally {
        for (const first of firsts) vocabulary.markForms(first, 0, bits)
      }
    })
  }

  #firstsOf(one: Concept | string): readonly number[] {
    const known = this.#firsts.get(one)
    if (known) return known
    const firsts = new Set<number>()
    // A concept's id is no name of it.
    for (const spelling of typeof one === 'string' ? [one] : spellings(one).slice(1)) {
      const words = this.words.vocabulary.wordsOf(spelling)
      const stems = words.map(({ terms }) => terms.at(-1) ?? NO_TERM)
      while (stems[0] === NO_TERM) stems.shift()
      const [first] = stems
      if (first === undefined) continue
      firsts.add(first)
      const isAcronym = stems.length === 1 && !/\p{Ll}/u.test(spelling)
      const names = this.#names.get(first) ?? []
      this.#names.set(first, names)
      names.push({ of: one, stems, isAcronym })
      names.sort((a, b) => b.stems.length - a.stems.length)
    }
    const list = [...firsts]
    this.#firsts.set(one, list)
    return list
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
  const { numbers } = read
  const names = marks.names.get(marks.stems[numbers[word] as number] as number)
  if (!names) return 0
  for (const { stems, isAcronym, of } of names) {
    if (!holdsAt(read, word, stems, marks)) continue
    if (!marks.among.get(of)?.has(position)) continue
    if (!isAcronym || !/\p{Ll}/u.test(wordAt(read, word))) return stems.length
  }
  return 0
}

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
