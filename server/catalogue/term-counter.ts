import { roomFor } from './room'
import { BREAK, type SegmentBuilder } from './segment'
import type { KnownWord, Vocabulary } from './vocabulary'

/** One or several fields of an activity that are searched as one. */
export interface FieldGroup {
  /** How much a match counts beside one in a field of weight 1. */
  weight: number
  /** How many different words it usually has: a longer one counts less for each. */
  usual: number
  /** Whether quoted phrases are looked for in it. */
  phrases?: boolean
  /** Keys of the fields. */
  fields: readonly string[]
}

/** A text, or words that were looked up before, by field. */
export type WordsByField = Readonly<Record<string, string | readonly KnownWord[]>>

/**
 * BM25F (Robertson, Zaragoza & Taylor 2004): how late repeated and weighty matches stop
 * counting more, and how much long fields count less. Chosen on the judged queries.
 */
const K = 12
const B = 0.5

/**
 * Works out what each term of an activity counts there. Its arrays, one place a term, are
 * used again for every activity and are all zero between two.
 */
export class TermCounter {
  #times = new Uint16Array(1024)
  #impacts = new Float64Array(1024)
  #masks = new Uint32Array(1024)
  /** By word number, the last group it was seen in. */
  #seen = new Uint32Array(1024)
  #stamp = 0

  constructor(
    private readonly groups: readonly FieldGroup[],
    private readonly vocabulary: Vocabulary,
  ) {}

  /** Reads an activity into the place that was begun in a segment; returns the terms it has. */
  read(given: WordsByField, into: SegmentBuilder): number[] {
    const found: number[] = []
    let bit = 0
    for (const group of this.groups) {
      this.#readGroup(group, bit, given, into, found)
      bit += group.fields.length
    }
    for (const term of found) {
      const impact = this.#impacts[term] as number
      into.addTerm(term, ((K + 1) * impact) / (K + impact), this.#masks[term] as number)
      this.#impacts[term] = 0
      this.#masks[term] = 0
    }
    return found
  }

  /**
   * Adds what each term counts in some fields.
   *
   * @param firstBit bit of the first of the fields
   * @param found filled with terms that no earlier field has
   */
  #readGroup(
    { weight, usual, phrases, fields }: FieldGroup,
    firstBit: number,
    given: WordsByField,
    into: SegmentBuilder,
    found: number[],
  ): void {
    const here: number[] = []
    const seen = ++this.#stamp
    let different = 0
    for (const [at, field] of fields.entries()) {
      const bit = 1 << (firstBit + at)
      const text = given[field] ?? ''
      const words = typeof text === 'string' ? this.vocabulary.wordsOf(text) : text
      this.#makeRoom()
      for (const { word, terms } of words) {
        if (phrases) into.addWord(word)
        if (this.#seen[word] !== seen) different++
        this.#seen[word] = seen
        for (const term of terms) {
          const times = this.#times[term] as number
          if (times === 0) here.push(term)
          this.#times[term] = times + 1
          const mask = this.#masks[term] as number
          if (mask === 0) found.push(term)
          this.#masks[term] = mask | bit
        }
      }
      if (phrases && words.length > 0) into.addWord(BREAK)
    }
    const share = weight / (1 - B + (B * different) / usual)
    for (const term of here) {
      this.#impacts[term] = (this.#impacts[term] as number) + share * (this.#times[term] as number)
      this.#times[term] = 0
    }
  }

  #makeRoom(): void {
    const { size } = this.vocabulary.terms
    if (this.#times.length >= size) return
    this.#times = roomFor(this.#times, size)
    this.#impacts = roomFor(this.#impacts, size)
    this.#masks = roomFor(this.#masks, size)
    this.#seen = roomFor(this.#seen, size)
  }
}
