import { z } from 'zod'
import { fold } from './fold'
import { spellings, type Taxonomy } from './taxonomy'
import words from './thesaurus.json' with { type: 'json' }
import type { Concept } from './vocabulary'

const dictionary = z.record(z.string(), z.array(z.string()))

/** What `thesaurus.json` holds. */
export const thesaurusSchema = z.strictObject({
  description: z.string(),
  /** Groups of terms used for the same, or nearly the same, thing. */
  synonyms: z.array(z.array(z.string()).min(2)),
  /** A term, and what its searchers are also served by; not the other way round. */
  narrower: z.array(z.tuple([z.string(), z.array(z.string())])),
  /** Words that say what kind of thing is done rather than what it is about. */
  general: z.array(z.string()),
  /** By language: words and the English terms of the texts. */
  words: z.record(z.string(), dictionary),
  /** By language: words that say nothing beside others. */
  stop: z.record(z.string(), z.array(z.string())),
})

/** `thesaurus.json`, of that shape, which a test checks so that no start has to. */
export type ThesaurusFile = z.infer<typeof thesaurusSchema>

/** Something a word or phrase may also stand for. */
export type Meaning = {
  /** How far it may stand in, 0 to 1. */
  weight: number
} & (
  | { words: readonly string[] }
  /** A concept: the activities tagged with it. */
  | { param: string; id: string; label: string }
  /** The parts of a concept, of which an activity has one or more: the countries of a group. */
  | { param: string; ids: readonly string[] }
)

/** How much a stand-in counts beside the word itself. */
const WEIGHTS = {
  synonym: 0.4,
  narrower: 0.35,
  translation: 0.7,
  concept: 0.55,
  part: 0.5,
}
const LONGEST = 6
/** A word of Chinese characters alone, and most of them in a piece of one. */
const HAN = /^\p{Script=Han}{3,}$/u
const LONGEST_HAN = 8
const ARABIC = /^[\u0620-\u064a]/
const ARTICLE = 'ال'

/** What is known of a key; what it means is worked out when it is asked for. */
interface Known {
  /** Groups of synonyms it stands in. */
  groups: readonly (readonly string[])[]
  /** Terms that serve its searchers, too. */
  narrower: readonly string[]
  /** Whether it is another language's word. */
  isForeign: boolean
  /** As a foreign word: English terms. */
  english: readonly string[]
  /** Concepts it names, and their parts. */
  concepts: readonly Meaning[]
}

/** Shared, since most of the thousands of keys have but one thing known of them. */
const NONE: readonly never[] = []

/**
 * What searchers mean: synonyms, words of other languages, and the concepts that words
 * name, in any spelling or UN language. Keys are folded words joined by single spaces.
 */
export class Thesaurus {
  readonly #known = new Map<string, Known>()
  readonly #meanings = new Map<string, readonly Meaning[]>()
  readonly #stop = new Set<string>()
  /** By the first word of keys of several words, how many words the longest of them has. */
  readonly #lengths = new Map<string, number>()
  readonly #general: ReadonlySet<string>

  constructor(taxonomy: Taxonomy, file: ThesaurusFile = words as unknown as ThesaurusFile) {
    const { synonyms, narrower, general, words: dictionaries, stop } = file
    this.#general = new Set(general)
    for (const group of synonyms)
      for (const term of group) {
        const known = this.#at(folded(term))
        known.groups = [...known.groups, group]
      }
    for (const [term, others] of narrower) this.#at(folded(term)).narrower = others
    for (const dictionary of Object.values(dictionaries))
      for (const word of Object.keys(dictionary)) {
        const terms = dictionary[word] as string[]
        const known = this.#at(folded(word))
        known.isForeign = true
        known.english = known.english === NONE ? terms : [...known.english, ...terms]
      }
    for (const list of Object.values(stop)) for (const word of list) this.#stop.add(folded(word))
    const partsOf = partsByConcept(taxonomy)
    for (const { id: vocabulary, param, concepts } of taxonomy.vocabularies)
      for (const concept of concepts)
        this.#addConcept(vocabulary, param, concept, partsOf.get(`${vocabulary}/${concept.id}`))
  }

  /** What some words, folded and joined by spaces, may also stand for. */
  meaningsOf(key: string): readonly Meaning[] {
    const ready = this.#meanings.get(key)
    if (ready) return ready
    const known = this.#find(key)
    if (!known) return []
    const meanings = [...this.#inEnglish(key, known), ...known.concepts]
    for (const term of known.english) {
      meanings.push({ words: folded(term).split(' '), weight: WEIGHTS.translation })
      // What the English term also stands for, the foreign word does, too.
      const also = this.#find(folded(term))
      for (const meaning of also ? this.#inEnglish(folded(term), also) : [])
        meanings.push({ ...meaning, weight: meaning.weight * WEIGHTS.translation })
    }
    this.#meanings.set(key, meanings)
    return meanings
  }

  /** All single words of English that it knows something of, folded. */
  words(): string[] {
    return [...this.#known].flatMap(([key, { isForeign }]) =>
      isForeign || key.includes(' ') ? [] : [key],
    )
  }

  /** Whether words are known as another language's. */
  isForeign(key: string): boolean {
    return this.#asWritten(key)?.isForeign === true
  }

  /**
   * The words that Chinese writes without spaces, as far as they are known: `人工智能农业` →
   * `人工智能`, `农业`. The longest known beginning is taken each time; any other word stays whole.
   */
  piecesOf(word: string): readonly string[] {
    if (!HAN.test(word) || this.#known.has(word)) return [word]
    const pieces: string[] = []
    let unknown = ''
    for (let at = 0; at < word.length; ) {
      let end = Math.min(word.length, at + LONGEST_HAN)
      while (end > at && !this.#isHan(word.slice(at, end))) end--
      if (end === at) {
        unknown += word[at++]
        continue
      }
      if (unknown) pieces.push(unknown)
      unknown = ''
      pieces.push(word.slice(at, end))
      at = end
    }
    if (unknown) pieces.push(unknown)
    return pieces
  }

  #isHan(piece: string): boolean {
    return this.#known.has(piece) || this.#stop.has(piece)
  }

  /** Whether a word tells little beside one that names a topic: `monitoring`, `strategy`. */
  isGeneral(word: string): boolean {
    return this.#general.has(word)
  }

  /** Whether a word is a function word of another language. */
  isStopWord(word: string): boolean {
    return this.#stop.has(word)
  }

  /** The longest phrase that begins at one of the words and means something, in words; at least 1. */
  phraseAt(words: readonly string[], at: number): number {
    const longest = this.#lengths.get(words[at] as string) ?? 1
    for (let length = Math.min(longest, words.length - at); length > 1; length--)
      if (this.#find(words.slice(at, at + length).join(' '))) return length
    return 1
  }

  /** What is known of a key, or of its singular where a plural is not known. */
  #find(key: string): Known | undefined {
    return this.#asWritten(key) ?? this.#known.get(singular(key))
  }

  /** What is known of a key, with its Arabic article or without: `الصحة`, `صحة`. */
  #asWritten(key: string): Known | undefined {
    const known = this.#known.get(key)
    if (known || !ARABIC.test(key)) return known
    return this.#known.get(key.startsWith(ARTICLE) ? key.slice(ARTICLE.length) : `${ARTICLE}${key}`)
  }

  #inEnglish(key: string, { groups, narrower }: Known): Meaning[] {
    const own = new Set([key, singular(key)])
    const others = new Set(groups.flat().map(folded))
    return [
      ...[...others]
        .filter((other) => !own.has(other))
        .map((other) => ({ words: other.split(' '), weight: WEIGHTS.synonym })),
      ...narrower.map((other) => ({ words: folded(other).split(' '), weight: WEIGHTS.narrower })),
    ]
  }

  #addConcept(
    vocabulary: string,
    param: string,
    concept: Concept,
    partsByParam: ReadonlyMap<string, readonly string[]> = new Map(),
  ): void {
    const { id, label } = concept
    const parts = [...partsByParam].map(([param, ids]) => ({ param, ids, weight: WEIGHTS.part }))
    const own = new Set(spellings(concept).slice(1).map(folded))
    const named = [{ param, id, label, weight: WEIGHTS.concept }, ...parts]
    for (const key of own) add(this.#at(key), named)
    const translated: Meaning[] = [{ param, id, label, weight: WEIGHTS.translation }, ...parts]
    // The concept's English name, for texts that speak of it without the tag.
    if (vocabulary !== 'entities')
      translated.push({ words: folded(label).split(' '), weight: WEIGHTS.translation / 2 })
    for (const name of Object.values(concept.labels ?? {}).flat()) {
      const key = folded(name)
      if (own.has(key)) continue
      const known = this.#at(key)
      known.isForeign = true
      add(known, translated)
    }
  }

  /** What is known of a key so far, to be added to. */
  #at(key: string): Known {
    const known = this.#known.get(key)
    if (known) return known
    const made: Known = {
      groups: NONE,
      narrower: NONE,
      isForeign: false,
      english: NONE,
      concepts: NONE,
    }
    this.#known.set(key, made)
    const end = key.indexOf(' ')
    if (end < 0) return made
    const first = key.slice(0, end)
    const length = Math.min(LONGEST, key.split(' ').length)
    if (length > (this.#lengths.get(first) ?? 1)) this.#lengths.set(first, length)
    return made
  }
}

function add(known: Known, meanings: readonly Meaning[]): void {
  known.concepts = known.concepts === NONE ? meanings : [...known.concepts, ...meanings]
}

const FOLDED = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** As `fold`, by a shorter way for most of the thousands of terms that every start folds. */
function folded(term: string): string {
  if (FOLDED.test(term)) return term
  const plain = term
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return FOLDED.test(plain) ? plain : fold(term)
}

/** An English word, or the last of several, without the ending of a plural: `judges` → `judge`. */
function singular(key: string): string {
  if (key.length <= 4 || !key.endsWith('s')) return key
  if (key.endsWith('ies')) return `${key.slice(0, -3)}y`
  return key.endsWith('ss') || key.endsWith('us') ? key : key.slice(0, -1)
}

/** The concepts that lie within others, by vocabulary and id of the other, then by their parameter. */
function partsByConcept({ vocabularies }: Taxonomy): Map<string, Map<string, string[]>> {
  const parts = new Map<string, Map<string, string[]>>()
  for (const { param, concepts } of vocabularies)
    for (const { id, within = {} } of concepts)
      for (const [vocabulary, others] of Object.entries(within))
        for (const other of others) {
          const key = `${vocabulary}/${other}`
          const byParam = parts.get(key) ?? new Map<string, string[]>()
          byParam.set(param, [...(byParam.get(param) ?? []), id])
          parts.set(key, byParam)
        }
  return parts
}
