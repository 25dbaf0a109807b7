import type { Thesaurus } from '../../taxonomy/thesaurus'
import { AlikeWords, byLikeliness, type Likeness, likenessOf } from './alike'
import type { WordIndex } from './word-index'
import { foldedWordsOf, isStopWord, keyTerm, wordsOf } from './words'

/** Most words that one is read as. */
const READINGS = 3
/** Words of fewer letters have too many that are two letters off: `unicorn`, `union`. */
const LONG = 8
/** Where nothing at all is found, unknown ones may be shorter, for what is near is only offered. */
const LONG_ENOUGH = 6
/** Words of fewer letters are like too many others. */
const SHORT = 5
/** Words this rare beside a near one this much commoner are likely slips, though some entry has them. */
const RARE = 2
const COMMONER = 15

/** Reads words as slips of others: of those in the activities, and of those the thesaurus leads to some by. */
export class Speller {
  /** Words of the thesaurus by likeness; made when a word is first unknown. */
  #others: { words: readonly string[]; alike: AlikeWords } | undefined

  constructor(
    private readonly index: WordIndex,
    private readonly thesaurus?: Thesaurus,
  ) {}

  /** The words an unknown one may be a slip of, the likeliest first: one letter off, or two in a long word. */
  readingsOf(word: string): readonly Likeness[] {
    const near = this.#near(word, 1)
    const found = near.length > 0 || word.length < LONG ? near : this.#near(word, 2)
    return found.slice(0, READINGS)
  }

  /**
   * Queries spelled nearly like one, the likeliest first: each with one word replaced.
   *
   * @param anyWord also where the word is known and not rare, and by another form of it, which a
   *   phrase may lack: for a query that finds nothing
   */
  nearQueries(query: string, anyWord: boolean): string[] {
    const near = wordsOf(query).flatMap(({ folded, start }) => {
      const size = this.index.sizeOf(folded)
      const isRare = size > 0 && size <= RARE
      if (folded.length < SHORT || isStopWord(folded) || !(anyWord || isRare)) return []
      if (isExcluded(query, start)) return []
      const least = anyWord ? 1 : size * COMMONER
      const letters = folded.length < (size === 0 ? LONG_ENOUGH : LONG) ? 1 : 2
      const found = anyWord ? this.#near(folded, letters) : this.index.termsLike(folded, letters)
      return found
        .filter(({ term }) => term !== folded)
        .filter((one) => one.size >= least)
        .filter(({ term }) => anyWord || keyTerm(term) !== keyTerm(folded))
        .slice(0, READINGS)
        .map(({ term, distance }) => ({ distance, q: correct(query, new Map([[folded, term]])) }))
    })
    return near.sort((a, b) => a.distance - b.distance).map(({ q }) => q)
  }

  #near(word: string, letters: number): readonly Likeness[] {
    const near = this.index.termsLike(word, letters)
    const others = this.#fromThesaurus(word, letters)
    return others.length === 0 ? near : [...near, ...others].sort(byLikeliness)
  }

  /** Words like one that only the thesaurus has, as far as they lead to activities. */
  #fromThesaurus(word: string, letters: number): Likeness[] {
    const { index, thesaurus } = this
    if (!thesaurus) return []
    this.#others ??= alikeWords(thesaurus.words())
    const { words, alike } = this.#others
    const found: Likeness[] = []
    alike.near(word, letters, (place, letters) => {
      const term = words[place] as string
      if (index.knows(term)) return
      const size = this.#leadsTo(term, thesaurus)
      if (size > 0) found.push(likenessOf(word, { term, letters, size }))
    })
    return found
  }

  /** How many activities a word leads to by the best of what it stands for, at most. */
  #leadsTo(word: string, thesaurus: Thesaurus): number {
    let most = 0
    for (const meaning of thesaurus.meaningsOf(word)) {
      if ('ids' in meaning) continue
      const words = 'words' in meaning ? meaning.words : foldedWordsOf(meaning.label)
      const sizes = words.filter((one) => !isStopWord(one)).map(keyTerm)
      most = Math.max(most, Math.min(...sizes.map((term) => this.index.sizeOf(term))))
    }
    return most
  }
}

/** Whether the word that begins at some place of a query must be absent. */
function isExcluded(query: string, start: number): boolean {
  return /(?:^|\s)-$/.test(query.slice(0, start))
}

function alikeWords(words: readonly string[]) {
  const alike = new AlikeWords(words)
  for (const word of words) alike.add(word)
  return { words, alike }
}

/** A query with some of its words, folded, replaced. */
export function correct(query: string, corrections: ReadonlyMap<string, string>): string {
  let corrected = ''
  let at = 0
  for (const { folded, start, end } of wordsOf(query)) {
    corrected += query.slice(at, start) + (corrections.get(folded) ?? query.slice(start, end))
    at = end
  }
  return corrected + query.slice(at)
}
