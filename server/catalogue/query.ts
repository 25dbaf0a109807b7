import { LRUCache } from 'lru-cache'
import { fold } from '../../taxonomy/fold'
import type { Meaning, Thesaurus } from '../../taxonomy/thesaurus'
import { empty } from './cache'
import { splitOperators } from './operators'
import { correct, Speller } from './spelling'
import type { WordIndex } from './word-index'
import { endsInWord, foldedWordsOf, isStopWord, keyTerm, termsOf } from './words'

/** Concepts of one vocabulary that a query named, itself or by what they are parts of. */
export interface Named {
  param: string
  ids: readonly string[]
}

/** A name of several words, folded, and what it names. */
export interface Name {
  words: readonly string[]
  concepts: readonly Named[]
}

/**
 * One way a part of a query can be met: all of the terms, or one of some concepts. Terms of a name
 * are met where its words stand together, or by what is tagged with what it names.
 */
export type Alternative = { weight: number } & ({ terms: readonly string[]; name?: Name } | Named)

/** A part of a query, a word or a phrase, that an activity should meet in one way or another. */
export interface Slot {
  text: string
  /** How much it tells, 0 to 1. */
  importance: number
  alternatives: Alternative[]
  /** Whether activities are listed without it, too: it only says which of them come first. */
  isOptional: boolean
}

/** A query as it will be asked. */
export interface Plan {
  slots: Slot[]
  /** Terms none of which an activity may have. */
  excluded: readonly string[]
  /** Phrases, as folded words, that must occur as they are. */
  phrases: readonly (readonly string[])[]
  /** Phrases that must not. */
  excludedPhrases: readonly (readonly string[])[]
  /** The words that tell something, in order, each with the terms that stand for it. */
  units: readonly (readonly string[])[]
  /** The query folded as titles are, to know it there as it stands; empty where it has one slot. */
  folded: string
  /** The query with unknown words replaced by the nearest known ones, where there were any. */
  corrected: string | undefined
}

/** What a stand-in for a word counts beside the word itself. */
const WEIGHTS = {
  general: 0.4,
  stem: 0.9,
  joined: 0.8,
  ending: 0.7,
  slip: 0.75,
  part: 0.3,
  begun: 0.1,
}
/** What an ending counts at least: as much as it takes to say that the word is there. */
const LEAST_ENDING = 0.5
/** A last word of so few letters is hardly begun. */
const BEGUN = 2
/** Letters that each of two words has at least that may be one: `un` and `it` are no unit. */
const PIECE = 3
/** Most endings of an unfinished word that are tried. */
const ENDINGS = 24
/** As long as little is typed, fewer: they are of the commonest words, and slow to go through. */
const ENDINGS_A_LETTER = 6

/** Names such as AI4Gov: two words, the second cut short, with a digit read as "for" or "to". */
const JOINED = /^([a-z]{2,})[24]([a-z]{2,})$/

/** Articles that French and Italian write onto the next word, and as Russian spells them. */
const ELISION = /(?<![\p{L}])(l|d|qu|n|s|j|c|m|t|д)['’](?=\p{L})/giu
/** Chinese is written without spaces. */
const HAN = /\p{Script=Han}/u

/** Words and phrases whose slots are kept: what is typed repeats most of what was typed before it. */
const SLOTS_KEPT = 2000

/** Works out what queries ask for. */
export class Planner {
  readonly #slots = new LRUCache<string, ReadWord>({ max: SLOTS_KEPT })
  /** Knows the words that others may be slips of. */
  readonly speller: Speller

  /** @param thesaurus what words may also stand for; without it, they stand for themselves */
  constructor(
    private readonly index: WordIndex,
    private readonly thesaurus?: Thesaurus,
  ) {
    this.speller = new Speller(index, thesaurus)
  }

  /** Forgets what was worked out; called after any change of the activities. */
  changed(): void {
    empty(this.#slots)
  }

  /** What a query asks for; without words, it has no slots. */
  plan(query: string): Plan {
    const typed = this.#planAsTyped(query)
    if (typed.corrected === undefined) return typed
    // What was meant may make up a phrase, or name something, that what was typed does not.
    const meant = this.#planAsTyped(typed.corrected)
    meant.corrected = typed.corrected
    return meant
  }

  #planAsTyped(query: string): Plan {
    const { index, thesaurus } = this
    const { text, excluded, phrases, excludedPhrases } = splitOperators(query)
    const written = foldedWordsOf(withoutElision(text))
    const words =
      thesaurus && HAN.test(text) ? written.flatMap((word) => thesaurus.piecesOf(word)) : written
    const unfinished = endsInWord(query)
    const isForeign = words.some((word) => thesaurus?.isForeign(word))
    const isIdle = (word: string) => isStopWord(word) || (isForeign && thesaurus?.isStopWord(word))
    const allIdle = words.every(isIdle)
    const slots: Slot[] = []
    const corrections = new Map<string, string>()
    for (let at = 0; at < words.length; ) {
      const length = thesaurus?.phraseAt(words, at) ?? 1
      const part = words.slice(at, at + length)
      at += length
      if (length === 1 && !allIdle && isIdle(part[0] ?? '')) continue
      const { slot, meant } = this.#read(part, unfinished && at === words.length)
      const joined = this.#joined(words, at - length, at)
      const whole = joined.length > 0 ? withAlso(slot, joined) : slot
      slots.push(slots.length > 0 ? whole : required(whole))
      if (meant !== undefined && joined.length === 0) corrections.set(slot.text, meant)
    }
    // Not by `map`: what that makes changes its kind once it is compiled, which undoes compiled code.
    const units: (readonly string[])[] = []
    for (const word of words) if (!isIdle(word)) units.push(termsOf(word))
    // Beside a slip, what could be another language's word is more likely a slip as well.
    if (corrections.size > 0)
      for (const word of words.filter((one) => !index.knows(one) && thesaurus?.isForeign(one))) {
        const [near] = index.termsLike(word, 1)
        if (near) corrections.set(word, near.term)
      }
    return {
      slots,
      units,
      folded: slots.length > 1 ? fold(text) : '',
      excluded,
      phrases,
      excludedPhrases,
      corrected: corrections.size > 0 ? correct(query, corrections) : undefined,
    }
  }

  /** What some words, with a neighbour or each other, are met by as one word: `chat bot` as `chatbot`. */
  #joined(words: readonly string[], from: number, to: number): readonly Alternative[] {
    const { index, thesaurus } = this
    let found: Alternative[] | undefined
    for (let at = Math.max(0, from - 1); at < Math.min(to, words.length - 1); at++) {
      const [one, other] = [words[at] as string, words[at + 1] as string]
      if (one.length < PIECE || other.length < PIECE || isStopWord(one) || isStopWord(other))
        continue
      const joined = one + other
      if (!index.knows(joined) && !thesaurus?.meaningsOf(joined).length) continue
      found ??= []
      for (const alternative of this.#read([joined], false).slot.alternatives)
        if (!('name' in alternative))
          found.push({ ...alternative, weight: alternative.weight * WEIGHTS.joined })
    }
    return found ?? NOTHING
  }

  /** A word, or a phrase that the thesaurus knows. */
  #read(part: readonly string[], unfinished: boolean): ReadWord {
    const key = `${part.join(' ')}${unfinished ? '…' : ''}`
    const known = this.#slots.get(key)
    if (known) return known
    const { index, thesaurus, speller } = this
    const [word = ''] = part
    const read =
      thesaurus && part.length > 1
        ? { slot: phraseSlot(part, thesaurus), meant: undefined }
        : readWord(word, { unfinished, index, thesaurus, speller })
    this.#slots.set(key, read)
    return read
  }
}

/** A word with what meets it, and the known word that an unknown one is read as. */
interface ReadWord {
  slot: Slot
  meant: string | undefined
}

/** A text whose elided articles stand as words of their own. */
function withoutElision(text: string): string {
  return text.includes("'") || text.includes('’') ? text.replace(ELISION, '$1 ') : text
}

/** A word that stands alone is looked for, however little of it is typed. */
function required(slot: Slot): Slot {
  if (!slot.isOptional) return slot
  const { text, alternatives } = slot
  return { text, importance: 1, alternatives, isOptional: false }
}

function withAlso(slot: Slot, also: readonly Alternative[]): Slot {
  return { ...slot, alternatives: [...slot.alternatives, ...also] }
}

/** Facets whose values have names of their own. */
const NAMES = new Set(['country', 'entity'])

type NamingOne = Extract<Meaning, { id: string }>

function namesOne(meaning: Meaning): meaning is NamingOne {
  return 'id' in meaning && NAMES.has(meaning.param)
}

/** What is named is mostly called by its label where that is one word: `WFP`, `Iran`. */
function byLabel({ label, weight }: NamingOne): Alternative[] {
  const words = foldedWordsOf(label)
  return words.length === 1 ? [{ terms: words.map(keyTerm), weight }] : []
}

function phraseSlot(words: readonly string[], thesaurus: Thesaurus): Slot {
  const text = words.join(' ')
  const known = words.filter((word) => !isStopWord(word))
  const telling = known.length > 0 ? known : words
  const terms = telling.map(keyTerm)
  const meanings = thesaurus.meaningsOf(text)
  const called = meanings.filter(namesOne)
  const concepts = called.map(({ param, id }) => ({ param, ids: [id] }))
  const name = terms.length > 1 && concepts.length > 0 ? { words, concepts } : undefined
  // Parts of a name say nothing of what it names: `United States` is not `Member States`.
  const isName = meanings.some((meaning) => 'param' in meaning && NAMES.has(meaning.param))
  return {
    text,
    importance: 1,
    isOptional: false,
    alternatives: [
      name ? { terms, name, weight: 1 } : { terms, weight: 1 },
      ...meanings.map(toAlternative),
      ...called.flatMap(byLabel),
      ...(isName || thesaurus.isForeign(text)
        ? []
        : terms.map((term) => ({ terms: [term], weight: WEIGHTS.part }))),
    ],
  }
}

const NOTHING: readonly never[] = []

interface WordOptions {
  unfinished: boolean
  index: WordIndex
  thesaurus: Thesaurus | undefined
  speller: Speller
}

function readWord(word: string, { unfinished, index, thesaurus, speller }: WordOptions): ReadWord {
  let meant: string | undefined
  const stem = keyTerm(word)
  const alternatives: Alternative[] = [{ terms: [word], weight: 1 }]
  if (stem !== word) alternatives.push({ terms: [stem], weight: WEIGHTS.stem })
  // One by one: arrays made by `map` are of several kinds, which undoes compiled code.
  const meanings = thesaurus?.meaningsOf(word) ?? NOTHING
  for (const meaning of meanings) alternatives.push(toAlternative(meaning))
  const known = index.knows(word) || index.knows(stem) || meanings.length > 0
  // `AI` is whole as it stands; as a beginning it would also be AIDS and air.
  const most = Math.min(ENDINGS, word.length * ENDINGS_A_LETTER)
  // Nor is a name of three letters, such as USA, a beginning.
  const isName = meanings.length > 0 && word.length <= 3
  const isEnding = unfinished && !isName && (word.length > BEGUN || !known)
  const endings = isEnding ? index.termsFrom(word, most) : NOTHING
  for (const term of endings)
    if (term !== word)
      alternatives.push({
        terms: [term],
        weight: Math.max(LEAST_ENDING, WEIGHTS.ending * Math.sqrt(word.length / term.length)),
      })
  // A word that is half typed is not taken apart.
  const pieces = known || endings.length === 0 ? piecesOf(word, index) : undefined
  if (pieces)
    alternatives.push({
      terms: pieces.map(keyTerm),
      name: { words: pieces, concepts: NOTHING },
      weight: WEIGHTS.joined,
    })
  const joined = known ? null : JOINED.exec(word)
  if (joined) {
    const [, first = '', second = ''] = joined
    for (const term of index.termsFrom(second, ENDINGS))
      alternatives.push({ terms: [keyTerm(first), term], weight: WEIGHTS.ending })
  } else if (!known && pieces) {
    meant = pieces.join(' ')
  } else if (!known && endings.length === 0 && word.length > 3) {
    for (const { term, distance } of speller.readingsOf(word)) {
      alternatives.push({ terms: [term], weight: WEIGHTS.slip / distance })
      meant ??= term
    }
    // The nearest word counts with all it may stand for.
    for (const meaning of (meant && thesaurus?.meaningsOf(meant)) || NOTHING)
      alternatives.push(toAlternative(meaning))
  }
  // What is hardly begun must not send away what was found so far; a digit tells: `5G`.
  const isOptional = unfinished && word.length <= BEGUN && meanings.length === 0 && !/\d/.test(word)
  const weight = thesaurus?.isGeneral(word) ? WEIGHTS.general : 1
  const importance = isOptional ? WEIGHTS.begun : weight
  return { slot: { text: word, importance, alternatives, isOptional }, meant }
}

/** A word as the two that some text has in its place: `databank` as `data bank`. */
function piecesOf(word: string, index: WordIndex): readonly [string, string] | undefined {
  for (let at = PIECE; at <= word.length - PIECE; at++) {
    const pieces = [word.slice(0, at), word.slice(at)] as const
    if (index.knows(pieces[0]) && index.knows(pieces[1]) && index.hasPhrase(pieces)) return pieces
  }
  return undefined
}

function toAlternative(meaning: Meaning): Alternative {
  const { weight } = meaning
  if ('words' in meaning)
    return { terms: meaning.words.filter((word) => !isStopWord(word)).map(keyTerm), weight }
  return { param: meaning.param, ids: 'ids' in meaning ? meaning.ids : [meaning.id], weight }
}
