import type { ActivityContent } from './activity'
import activityTypes from './activity-types.json' with { type: 'json' }
import beneficiaries from './beneficiaries.json' with { type: 'json' }
import countries from './countries.json' with { type: 'json' }
import countryGroups from './country-groups.json' with { type: 'json' }
import entities from './entities.json' with { type: 'json' }
import { fold } from './fold'
import maturity from './maturity.json' with { type: 'json' }
import { yearOf } from './partial-date'
import pillars from './pillars.json' with { type: 'json' }
import regions from './regions.json' with { type: 'json' }
import sdgs from './sdgs.json' with { type: 'json' }
import sectors from './sectors.json' with { type: 'json' }
import { compileTagger, type Evidence } from './tagger'
import techniques from './techniques.json' with { type: 'json' }
import { type Concept, type Rule, type Vocabulary, vocabularySchema } from './vocabulary'

/** Every vocabulary, in the order people meet them as facets. */
export const VOCABULARIES: readonly unknown[] = [
  entities,
  sdgs,
  sectors,
  techniques,
  activityTypes,
  pillars,
  countries,
  regions,
  countryGroups,
  beneficiaries,
  maturity,
]

/** The facet that no vocabulary stands behind: the year an activity began. */
const YEAR = {
  param: 'year',
  field: 'startDate',
  label: 'Start year',
  singular: 'Start year',
  definition:
    'The year in which the activity began. Many entries state no more than the year, and some none.',
}

/** Value of every facet for activities that state nothing there. */
export const NOT_STATED = { id: 'unknown', label: 'Not stated' }

/** A thing search can filter and count by: a vocabulary, or the start year. */
export interface Facet {
  /** Parameter in addresses and the API: `sdg`. */
  param: string
  /** Key on an activity's content: `sdgs`. */
  field: string
  label: string
  singular: string
  definition: string
  /** Absent for the start year. */
  vocabulary?: Vocabulary
}

/** What became of one label: the concepts it names, and the rest of it that names none. */
export interface Placement {
  /** Vocabulary and concept ids, in the order met. */
  concepts: { vocabulary: string; id: string }[]
  /** What could not be placed, verbatim; empty when all of it was. */
  unplaced: string[]
}

/** Tells the concepts of one field that a text meets. */
interface Tagger {
  field: string
  tag: (text: string) => Evidence[]
}

/** Labels that say "none", in any column. */
const NONE = new Set(['', 'n a', 'na', 'none', 'not applicable', 'nil', 'null', 'tbd'])

/**
 * All vocabularies together: concepts by id, labels to concepts, and what follows
 * from what. Built once from the JSON files; `new Taxonomy(others)` serves another
 * organisation's registry or a test.
 */
export class Taxonomy {
  readonly vocabularies: readonly Vocabulary[]
  readonly facets: readonly Facet[]
  readonly #concepts = new Map<string, Map<string, Concept>>()
  readonly #byLabel = new Map<string, Map<string, string>>()
  /** By vocabulary, the others whose concepts imply some of its own. */
  readonly #implying = new Map<string, Vocabulary[]>()
  readonly #regionsOfCountries = new Set<string | undefined>()
  #taggers: Tagger[] | undefined
  #hinters: Tagger[] | undefined

  /**
   * @param files other vocabularies than those that ship, which the build has checked
   * @throws {z.ZodError} when one of them is not of the shape of `vocabularySchema`
   */
  constructor(files?: readonly unknown[]) {
    const vocabularies = files
      ? vocabularySchema.array().parse(files)
      : (VOCABULARIES as readonly Vocabulary[])
    this.vocabularies = vocabularies
    this.facets = [
      ...vocabularies.map((vocabulary) => ({ ...named(vocabulary), vocabulary })),
      YEAR,
    ]
    for (const vocabulary of vocabularies) {
      this.#concepts.set(vocabulary.id, new Map(vocabulary.concepts.map((c) => [c.id, c])))
      const byLabel = new Map<string, string>()
      for (const concept of vocabulary.concepts)
        for (const spelling of spellings(concept)) byLabel.set(fold(spelling), concept.id)
      this.#byLabel.set(vocabulary.id, byLabel)
      for (const target of new Set(
        vocabulary.concepts.flatMap((c) => Object.keys(c.implies ?? {})),
      ))
        this.#implying.set(target, [...(this.#implying.get(target) ?? []), vocabulary])
      for (const { region } of vocabulary.concepts) this.#regionsOfCountries.add(region)
    }
  }

  /** A vocabulary by its id (`sdgs`), if there is one. */
  vocabulary(id: string): Vocabulary | undefined {
    return this.vocabularies.find((vocabulary) => vocabulary.id === id)
  }

  facet(param: string): Facet | undefined {
    return this.facets.find((facet) => facet.param === param)
  }

  concept(vocabulary: string, id: string): Concept | undefined {
    return this.#concepts.get(vocabulary)?.get(id)
  }

  /** The concept a single, whole label names in a vocabulary, whatever its spelling. */
  find(vocabulary: string, label: string): Concept | undefined {
    const byLabel = this.#byLabel.get(vocabulary)
    const folded = fold(label)
    const id = byLabel?.get(folded) ?? byLabel?.get(folded.replace(/^(and |the )+/, ''))
    return id === undefined ? undefined : this.concept(vocabulary, id)
  }

  /**
   * Places one label as it comes in the wild: any spelling, several in one string, or
   * standing in a neighbour's column (`vocabularies` is tried in order).
   *
   * @example place(['countries', 'country-groups'], 'Zambia and Zimbabwe')
   *   // { concepts: [{ vocabulary: 'countries', id: 'ZMB' }, { …, id: 'ZWE' }], unplaced: [] }
   */
  place(vocabularies: readonly string[], label: string): Placement {
    if (NONE.has(fold(label))) return { concepts: [], unplaced: [] }
    const whole = this.#findIn(vocabularies, label)
    if (whole) return { concepts: [whole], unplaced: [] }

    // A list may hold one unknown among known ones; "A and B" may be a name of its own,
    // so it is taken apart only when both halves are known.
    const items = label.split(/[,;|\n]/).filter((part) => part.trim() !== '')
    if (items.length > 1) return merge(items.map((item) => this.place(vocabularies, item)))
    const halves = label.split(/\s+(?:and|&)\s+|\//).map((half) => this.#findIn(vocabularies, half))
    if (halves.length > 1 && halves.every((half) => half !== undefined))
      return { concepts: halves, unplaced: [] }
    return { concepts: [], unplaced: [label.trim()] }
  }

  #findIn(vocabularies: readonly string[], label: string) {
    for (const vocabulary of vocabularies) {
      const concept = this.find(vocabulary, label)
      if (concept) return { vocabulary, id: concept.id }
    }
    return undefined
  }

  /**
   * The concepts whose rules a text meets, by field, with the words they rest on.
   *
   * @example tag('Chatbot for farmers') // { techniques: [{ id: 'chatbots', words: 'Chatbot' }], sectors: [] }
   */
  tag(text: string): Record<string, Evidence[]> {
    this.#taggers ??= taggersOf(this.vocabularies, ({ rule }) => rule)
    return Object.fromEntries(this.#taggers.map(({ field, tag }) => [field, tag(text)]))
  }

  /**
   * The concepts a text suggests to whoever writes it, by field, with the words each rests on:
   * what `tag` finds, and what hints speak for, which people must confirm.
   */
  suggest(text: string): Record<string, Evidence[]> {
    this.#hinters ??= taggersOf(this.vocabularies, ({ hint }) => hint)
    const hinted = this.#hinters.map(({ field, tag }) => [field, tag(text)])
    return { ...this.tag(text), ...Object.fromEntries(hinted) }
  }

  /**
   * The values of one facet that an activity counts under: what its content states, plus
   * what follows from its other concepts (pillars from activity types, country groups from
   * countries) unless its own list overrides that; `NOT_STATED` where nothing is known.
   */
  valuesOf(content: ActivityContent, facet: Facet): readonly string[] {
    const values = this.statedOrImplied(content, facet)
    return values.length > 0 ? values : [NOT_STATED.id]
  }

  /** As `valuesOf`, but empty where nothing is known. */
  statedOrImplied(content: ActivityContent, facet: Facet): readonly string[] {
    const { vocabulary } = facet
    if (!vocabulary) {
      const year = yearOf(content.startDate)
      return year === null ? [] : [String(year)]
    }
    const stated = statedIn(content, facet.field)
    // `null` (pillars) leaves a list to the rule; a list of one's own overrides it, except
    // for country groups, where what is stated and what follows are both true.
    if (facet.field === 'pillars' && content.pillars !== null) return stated
    const implied = this.#implied(content, vocabulary.id)
    const all = implied.length === 0 ? stated : [...stated, ...implied]
    return all.length < 2 ? all : Array.from(new Set(all))
  }

  #implied(content: ActivityContent, vocabulary: string): string[] {
    const implied: string[] = []
    for (const other of this.#implying.get(vocabulary) ?? [])
      for (const id of statedIn(content, other.field)) {
        const more = this.concept(other.id, id)?.implies?.[vocabulary]
        if (more) implied.push(...more)
      }
    return implied
  }

  /** Whether a region holds some countries and not others, as opposed to the whole world. */
  isBounded(region: string): boolean {
    return this.#regionsOfCountries.has(region)
  }

  /** What people read for a facet's value: `13` → `Climate Action`, a year as it is. */
  labelOf(facet: Facet, value: string): string {
    if (value === NOT_STATED.id) return NOT_STATED.label
    return facet.vocabulary ? (this.concept(facet.vocabulary.id, value)?.label ?? value) : value
  }
}

/** One for each vocabulary whose concepts have rules, compiled when they are first asked for. */
function taggersOf(
  vocabularies: readonly Vocabulary[],
  ruleOf: (concept: Concept) => Rule | undefined,
): Tagger[] {
  return vocabularies
    .filter(({ concepts }) => concepts.some((concept) => ruleOf(concept)))
    .map(({ field, concepts }) => {
      const ruled = concepts.map((concept) => ({ ...concept, rule: ruleOf(concept) }))
      return { field, tag: compileTagger(ruled) }
    })
}

/** Every spelling under which a concept is known, its id included. */
export function spellings(concept: Concept): string[] {
  return [concept.id, concept.label, concept.name, concept.acronym, ...concept.aliases].filter(
    (spelling) => spelling !== undefined,
  )
}

/** The concept ids an activity's content holds in one field, as strings. */
export function statedIn(content: ActivityContent, field: string): readonly string[] {
  const value = content[field as keyof ActivityContent]
  if (Array.isArray(value)) {
    const ids: readonly unknown[] = value
    // As it is, where it can be: all of an edition's entries are asked for each facet many times.
    return ids.every((id) => typeof id === 'string') ? ids : ids.map(String)
  }
  return value === null || value === undefined || value === '' ? [] : [String(value)]
}

function named({ param, field, label, singular, definition }: Vocabulary) {
  return { param, field, label, singular, definition }
}

function merge(placements: Placement[]): Placement {
  return {
    concepts: placements.flatMap((placement) => placement.concepts),
    unplaced: placements.flatMap((placement) => placement.unplaced),
  }
}
