import SearchableMap from 'minisearch/SearchableMap'
import { AlikeWords } from './alike'

/** MiniSearch's radix tree: what is below each of the strings that terms go on with. */
type Tree = ReadonlyMap<string, Tree | number>

/** In place of a number where there is no term. */
export const NO_TERM = 0

/**
 * Every word and stem of the catalogue with a number of its own: in MiniSearch's radix tree,
 * which finds them by their beginning, in a map, which is faster for those known in full, and
 * by their letters, for those that are like one. A term keeps its number for good.
 */
export class Terms {
  readonly #tree: SearchableMap<number> = new SearchableMap()
  readonly #numbers = new Map<string, number>()
  readonly #terms: string[] = []
  readonly #alike = new AlikeWords(this.#terms)

  constructor() {
    this.#add('')
  }

  /** How many numbers are given out; they are below, `NO_TERM` the first. */
  get size(): number {
    return this.#terms.length
  }

  /** The number of a term, if it has one. */
  find(term: string): number | undefined {
    return this.#numbers.get(term)
  }

  /** The number of a term, a new one where it has none. */
  numberOf(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    this.#numbers.set(term, this.#terms.length)
    this.#tree.set(term, this.#terms.length)
    return this.#add(term)
  }

  #add(term: string): number {
    this.#alike.add(term)
    return this.#terms.push(term) - 1
  }

  /** Numbers of the terms that begin with some letters. */
  from(prefix: string): number[] {
    const found: number[] = []
    collect(this.#tree.atPrefix(prefix)._tree, found)
    return found
  }

  /** Calls back with each term that at most so many letters turn into a word, and how many do. */
  near(word: string, letters: number, visit: (number: number, distance: number) => void): void {
    this.#alike.near(word, letters, visit)
  }

  /** All terms by number. */
  get list(): readonly string[] {
    return this.#terms
  }
}

/** Takes all numbers out of a tree; its own iterator puts every term together out of its parts. */
function collect(tree: Tree, found: number[]): void {
  for (const below of tree.values())
    if (typeof below === 'number') found.push(below)
    else collect(below, found)
}
