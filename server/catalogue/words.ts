import { stemmer } from 'stemmer'

/** Words so common that they say nothing about what is looked for. */
const STOP_WORDS = new Set(
  'a about across after against an and are as at be been being between by can do does during for from has have how in into is it its of on or our that the their them these this those through to under use used using via was were what when where which who will with'.split(
    ' ',
  ),
)

const WORD = /[\p{L}\p{N}]+(?:[’'.][\p{L}\p{N}]+)*/gu

/** A word of a text and where it stands. */
export interface Word {
  /** Without case, accents and apostrophes: what is compared. */
  folded: string
  /** Place in the text, in UTF-16 units. */
  start: number
  end: number
}

/** The words of a text in order, "U.S." and "Côte d’Ivoire" taken as people mean them. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    folded: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function foldWord(word: string): string {
  if (/^[a-z0-9]+$/.test(word)) return word
  return word
    .normalize('NFKD')
    .replace(/\p{M}|[’'.](?:s$)?/gu, '')
    .toLowerCase()
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}

/** The stem of an English word (Porter's algorithm): `forecasting` → `forecast`. */
function stemOf(word: string): string {
  return word.length > 3 && /^[a-z]+$/.test(word) ? stemmer(word) : word
}

/** Words whose terms are remembered; a catalogue of 100,000 uses some 50,000 different ones. */
const REMEMBERED = 100_000
const remembered = new Map<string, readonly string[]>()

/**
 * The terms a word is found by: itself, so that what is typed so far finds its endings,
 * and its stem, so that its other forms are found.
 */
export function termsOf(word: string): readonly string[] {
  const known = remembered.get(word)
  if (known) return known
  const stem = stemOf(word)
  const terms = stem === word ? [word] : [word, stem]
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(word, terms)
  return terms
}
