import { z } from 'zod'
import { fold } from './fold'
import { spellings, type Taxonomy } from './taxonomy'
import words from './thesaurus.json' with { type: 'json' }

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
  translation: 0.9,
  concept: 0.55,
  part: 0.5,
}
const LONGEST = 6

/**
 * What searchers mean: synonyms, words of other languages, and the concepts that words
 * name, in any spelling or UN language. Keys are folded words joined by single spaces.
 */
export class Thesaurus {
  readonly #meanings = new Map<string, Meaning[]>()
  readonly #foreign = new Set<string>()
  readonly #stop = new Set<string>()
  readonly #general = new Set<string>()

  constructor(taxonomy: Taxonomy, file: unknown = words) {
    const { synonyms, narrower, general, words, stop } = thesaurusSchema.parse(file)
    for (const group of synonyms)
      for (const term of group)
        for (const other of group) if (other !== term) this.#add(term, other, WEIGHTS.synonym)
    for (const word of general) this.#general.add(word)
    for (const [term, others] of narrower)
      for (const other of others) this.#add(term, other, WEIGHTS.narrower)
    const english = new Map([...this.#meanings].map(([key, meanings]) => [key, [...meanings]]))
    for (const dictionary of Object.values(words))
      for (const [word, terms] of Object.entries(dictionary)) {
        this.#foreign.add(fold(word))
        for (const term of terms) {
          this.#add(word, term, WEIGHTS.translation)
          // What the English term also stands for, the foreign word does, too.
          for (const meaning of english.get(fold(term)) ?? [])
            this.#put(fold(word), { ...meaning, weight: meaning.weight * WEIGHTS.translation })
        }
      }
    for (const list of Object.values(stop)) for (const word of list) this.#stop.add(fold(word))
    const partsOf = partsByConcept(taxonomy)
    for (const { id: vocabulary, param, concepts } of taxonomy.vocabularies)
      for (const concept of concepts) {
        const meaning = { param, id: concept.id, label: concept.label, weight: WEIGHTS.concept }
        const parts = [...(partsOf.get(`${vocabulary}/${concept.id}`) ?? [])].map(
          ([param, ids]) => ({ param, ids, weight: WEIGHTS.part }),
        )
        const own = new Set(spellings(concept).slice(1).map(fold))
        for (const key of own) {
          this.#put(key, meaning)
          for (const part of parts) this.#put(key, part)
        }
        for (const label of Object.values(concept.labels ?? {}).flat()) {
          const key = fold(label)
          if (own.has(key)) continue
          this.#foreign.add(key)
          this.#put(key, { ...meaning, weight: WEIGHTS.translation })
          for (const part of parts) this.#put(key, part)
          // The concept's English name, for texts that speak of it without the tag.
          if (vocabulary !== 'entities') this.#add(key, concept.label, WEIGHTS.translation / 2)
        }
      }
  }

  /** What some words, folded and joined by spaces, may also stand for. */
  meaningsOf(key: string): readonly Meaning[] {
    return this.#meanings.get(key) ?? []
  }

  /** Whether words are known as another language's. */
  isForeign(key: string): boolean {
    return this.#foreign.has(key)
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
    for (let length = Math.min(LONGEST, words.length - at); length > 1; length--)
      if (this.#meanings.has(words.slice(at, at + length).join(' '))) return length
    return 1
  }

  #add(key: string, term: string, weight: number): void {
    this.#put(fold(key), { words: fold(term).split(' '), weight })
  }

  #put(key: string, meaning: Meaning): void {
    const known = this.#meanings.get(key)
    if (known) known.push(meaning)
    else this.#meanings.set(key, [meaning])
  }
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
