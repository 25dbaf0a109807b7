import { roomFor } from './room'
import { NO_TERM, Terms } from './terms'
import { boundsOf, foldWord, isStopWord, termsOf } from './words'

/** A word: its number in texts, and those of the terms that find it. */
export interface KnownWord {
  word: number
  terms: readonly number[]
}

/** A text with its words found once, so that marking it again is a walk over one small array. */
export interface ReadText {
  text: string
  /** How many words. */
  count: number
  /**
   * The number of each word, `NO_TERM` for a stop word; behind them where each begins, and
   * behind those where each ends, in UTF-16 units.
   */
  numbers: Uint32Array
}

/**
 * Words as they are written whose numbers are remembered: all that are common, even of 100,000
 * activities. Twice as many rare ones would be found no faster, and collecting garbage takes longer.
 */
const WORDS_REMEMBERED = 30_000
/** After how many terms put back a pause may come: far less than a millisecond of work. */
const PAUSE_EVERY = 100

/** All words that were ever read, each with its number and that of its stem. */
export class Vocabulary {
  readonly terms = new Terms()
  readonly #known = new Map<string, KnownWord>()
  #stems = new Uint32Array(1024)
  /** By stem, a word that has it, and by word, the next one with the same stem; the last has `NO_TERM`. */
  #firstForms = new Uint32Array(1024)
  #nextForms = new Uint32Array(1024)

  /** By word number, the number of its stem; `NO_TERM` for a stop word or what is a stem alone. */
  get stems(): Uint32Array {
    return this.#stems
  }

  /** The words of a text, in order. */
  wordsOf(text: string): KnownWord[] {
    const words: KnownWord[] = []
    const bounds = boundsOf(text)
    for (let at = 0; at < bounds.length; at += 2)
      words.push(this.#look(text.slice(bounds[at], bounds[at + 1])))
    return words
  }

  /** A text with its words found; a word that no activity has gets a number all the same. */
  read(text: string): ReadText {
    const bounds = boundsOf(text)
    const count = bounds.length / 2
    const numbers = new Uint32Array(3 * count)
    for (let word = 0; word < count; word++) {
      const [start, end] = [bounds[2 * word] as number, bounds[2 * word + 1] as number]
      numbers[word] = this.#look(text.slice(start, end)).terms[0] ?? NO_TERM
      numbers[count + word] = start
      numbers[2 * count + word] = end
    }
    return { text, count, numbers }
  }

  /** Takes over terms and stems by number; for a vocabulary that is empty. Pauses now and then. */
  async restore(
    terms: readonly string[],
    stems: Uint32Array,
    pause: () => Promise<void> | undefined,
  ): Promise<void> {
    for (let term = NO_TERM + 1; term < terms.length; term++) {
      this.terms.numberOf(terms[term] as string)
      if (term % PAUSE_EVERY === 0) await pause()
    }
    this.#makeRoom()
    for (let word = 0; word < stems.length; word++) this.#noteStem(word, stems[word] as number)
  }

  /** Puts a mark at every word of a stem. */
  markForms(stem: number, mark: number, marks: Uint8Array): void {
    let word = this.#firstForms[stem] ?? NO_TERM
    for (; word !== NO_TERM; word = this.#nextForms[word] as number) marks[word] = mark
  }

  /** Adds the bits of a mark at every word of a stem. */
  addMark(stem: number, bits: number, marks: Uint8Array): void {
    let word = this.#firstForms[stem] ?? NO_TERM
    for (; word !== NO_TERM; word = this.#nextForms[word] as number)
      marks[word] = (marks[word] as number) | bits
  }

  /** What is known of a word as it stands. */
  #look(raw: string): KnownWord {
    return this.#known.get(raw) ?? this.#learn(raw)
  }

  #learn(raw: string): KnownWord {
    const folded = foldWord(raw)
    const word = this.terms.numberOf(folded)
    const terms = isStopWord(folded) ? [] : termsOf(folded).map((term) => this.terms.numberOf(term))
    this.#makeRoom()
    this.#noteStem(word, terms.at(-1) ?? NO_TERM)
    if (this.#known.size >= WORDS_REMEMBERED) this.#known.clear()
    const known = { word, terms }
    this.#known.set(raw, known)
    return known
  }

  #noteStem(word: number, stem: number): void {
    if (stem === NO_TERM || this.#stems[word] !== NO_TERM) return
    this.#stems[word] = stem
    this.#nextForms[word] = this.#firstForms[stem] as number
    this.#firstForms[stem] = word
  }

  #makeRoom(): void {
    const { size } = this.terms
    this.#stems = roomFor(this.#stems, size)
    this.#firstForms = roomFor(this.#firstForms, size)
    this.#nextForms = roomFor(this.#nextForms, size)
  }
}
