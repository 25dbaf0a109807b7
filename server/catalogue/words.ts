import { stemmer } from 'stemmer'

/** Words so common that they say nothing about what is looked for. */
const STOP_WORDS = new Set(
  'a about across after against an and are as at be been being between by can do does during for from has have how in into is it its of on or our that the their them these this those through to under use used using via was were what when where which who will with'.split(
    ' ',
  ),
)

/** A word of a text and where it stands. */
export interface Word {
  /** Without case, accents and apostrophes: what is compared. */
  folded: string
  /** Place in the text, in UTF-16 units. */
  start: number
  end: number
}

/** What a character is to words: part of one, a joint within one (`U.S.`, `d’Ivoire`), or neither. */
const PART = 1
const JOINT = 2
const NEITHER = 3
const JOINTS = new Set(["'", '’', '.'])
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** By UTF-16 unit, what it is to words; 0 where that is not known yet. */
const kinds = new Uint8Array(0x10000)

function kindOf(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  const known = kinds[unit] as number
  if (known !== 0) return known
  if (isSurrogate(unit)) return isSurrogatePart(text, at) ? PART : NEITHER
  const character = String.fromCharCode(unit)
  const kind = JOINTS.has(character) ? JOINT : LETTER_OR_DIGIT.test(character) ? PART : NEITHER
  kinds[unit] = kind
  return kind
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff

/** Whether half of a pair belongs to a letter or digit; what it is, both halves tell together. */
function isSurrogatePart(text: string, at: number): boolean {
  const start = text.charCodeAt(at) >= 0xdc00 ? at - 1 : at
  const point = text.codePointAt(start) ?? 0
  return point > 0xffff && LETTER_OR_DIGIT.test(String.fromCodePoint(point))
}

/**
 * Where the words of a text begin and end, by turns, in UTF-16 units: letters and digits, and
 * joints between them. The same as matching `[\p{L}\p{N}]+(?:[’'.][\p{L}\p{N}]+)*`, several
 * times as fast.
 */
export function boundsOf(text: string): number[] {
  const bounds: number[] = []
  const { length } = text
  for (let at = 0; at < length; ) {
    if (kindOf(text, at) !== PART) {
      at++
      continue
    }
    bounds.push(at)
    do at++
    while (
      at < length &&
      (kindOf(text, at) === PART ||
        (kindOf(text, at) === JOINT && at + 1 < length && kindOf(text, at + 1) === PART))
    )
    bounds.push(at)
  }
  return bounds
}

/** The words of a text in order, "U.S." and "Côte d’Ivoire" taken as people mean them. */
export function wordsOf(text: string): Word[] {
  const bounds = boundsOf(text)
  const words: Word[] = []
  for (let at = 0; at < bounds.length; at += 2) {
    const [start, end] = [bounds[at] as number, bounds[at + 1] as number]
    words.push({ folded: foldWord(text.slice(start, end)), start, end })
  }
  return words
}

/** As `wordsOf`, but without their places. */
export function foldedWordsOf(text: string): string[] {
  const bounds = boundsOf(text)
  const words: string[] = []
  for (let at = 0; at < bounds.length; at += 2)
    words.push(foldWord(text.slice(bounds[at], bounds[at + 1])))
  return words
}

/** Whether a text ends with a letter or digit, so that its last word may go on. */
export function endsInWord(text: string): boolean {
  return text !== '' && kindOf(text, text.length - 1) === PART
}

/** A word without case, accents and apostrophes. */
export function foldWord(word: string): string {
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

/** Words whose terms are remembered: the common ones of a catalogue of 100,000. */
const REMEMBERED = 30_000
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

/** The term that stands for all forms of a word. */
export function keyTerm(word: string): string {
  return termsOf(word).at(-1) ?? word
}
