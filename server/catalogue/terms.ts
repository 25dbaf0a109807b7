import SearchableMap from 'minisearch/SearchableMap'

/** MiniSearch's radix tree: what is below each of the strings that terms go on with. */
type Tree = ReadonlyMap<string, Tree | number>

/** In place of a number where there is no term. */
export const NO_TERM = 0

/**
 * Every word and stem of the catalogue with a number of its own, in MiniSearch's radix tree,
 * which finds them by their beginning and by likeness, and in a map, which is faster for those
 * known in full. A term keeps its number for good.
 */
export class Terms {
  readonly #tree: SearchableMap<number> = new SearchableMap()
  readonly #numbers = new Map<string, number>()
  readonly #terms: string[] = ['']

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
    return this.#terms.push(term) - 1
  }

  /** Numbers of the terms that begin with some letters. */
  from(prefix: string): number[] {
    const found: number[] = []
    collect(this.#tree.atPrefix(prefix)._tree, found)
    return found
  }

  /** Terms that at most so many changed letters turn into a word: `[term, [number, distance]]`. */
  near(word: string, letters: number): Iterable<[string, [number, number]]> {
    return this.#tree.fuzzyGet(word, letters)
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
