import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'
import { type Facet, spellings, statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus } from '../../taxonomy/thesaurus'
import type { Concept } from '../../taxonomy/vocabulary'
import type { Bitset } from './bitset'
import { FacetIndex, type FacetParts } from './facet-index'
import { Marker } from './marks'
import { Order } from './order'
import { Planner } from './query'
import { type Match, Ranker } from './rank'
import type { PublishedActivity } from './reader'
import type { FieldGroup, WordsByField } from './term-counter'
import type { KnownWord, ReadText } from './vocabulary'
import { WordIndex, type WordParts } from './word-index'
import { foldedWordsOf } from './words'

/**
 * The fields of an activity that are searched, in groups, and how much a match in each weighs
 * against one in the summary; `usual` is the mean number of different words in the shipped
 * catalogue. The title comes first, by which ranking knows it.
 */
const GROUPS = [
  { fields: ['title'], weight: 4, usual: 8, phrases: true },
  { fields: ['summary'], weight: 1.5, usual: 46, phrases: true },
  { fields: ['description'], weight: 0.6, usual: 100, phrases: true },
  { fields: ['entities', 'otherEntities'], weight: 2, usual: 16 },
  { fields: ['partners'], weight: 1, usual: 5, phrases: true },
  { fields: ['countries', 'countryGroups'], weight: 2, usual: 7 },
  { fields: ['sectors'], weight: 1, usual: 39 },
  { fields: ['techniques'], weight: 1, usual: 31 },
  { fields: ['approach', 'technology', 'domain'], weight: 1.2, usual: 8, phrases: true },
  { fields: ['output'], weight: 0.5, usual: 3, phrases: true },
  { fields: ['types', 'sdgs', 'pillars', 'regions', 'beneficiaries'], weight: 0.5, usual: 80 },
] as const satisfies readonly FieldGroup[]

const [TITLE] = GROUPS

/** Bytes of postings kept ready where nothing else is said. */
const CACHE_BYTES = 64 * 1024 * 1024

/** Orders a list can be in without a query. */
type OrderName = 'updated' | 'start' | 'title'

/** All that an `ActivityIndex` is made of. */
export interface IndexParts {
  words: WordParts
  titleWords: WordParts
  facets: FacetParts
  /** By position. */
  activities: { ids: number[]; updated: string[]; started: string[]; titles: string[] }
  /** Positions by folded name. */
  partners: [string, number[]][]
  orders: [string, Uint32Array][]
}

/**
 * All published activities in memory: MiniSearch's tree for words, bit sets for facets,
 * ready orders for lists. Knows nothing of the database and can be rebuilt from it at any
 * time. Each version that is taken in has a position of its own, above all before it.
 */
export class ActivityIndex {
  readonly #hasWords: boolean
  readonly #words: WordIndex
  /** The same of titles alone, for suggestions, which must not wait for all words. */
  readonly #titleWords: WordIndex
  readonly #titlePlanner: Planner
  readonly #titleRanker: Ranker
  /** Facets with a vocabulary, by field. */
  readonly #facets: ReadonlyMap<string, Facet>
  readonly #planner: Planner
  readonly #ranker: Ranker
  readonly #conceptWords = new Map<Concept, readonly KnownWord[]>()
  /** Positions of the activities that are in, by id. */
  readonly #positions = new Map<number, number>()
  /** By position. */
  readonly #ids: number[] = []
  readonly #updated: string[] = []
  readonly #started: string[] = []
  readonly #titles: string[] = []
  /** Positions of the activities that name a partner, by its folded name; some are gone. */
  readonly #partners = new Map<string, number[]>()
  readonly #orders = {
    updated: this.#orderBy(this.#updated, -1, 950),
    start: this.#orderBy(this.#started, -1, 1050),
    title: this.#orderBy(this.#titles, 1, 1150),
  } satisfies Record<OrderName, Order>

  /** Which activities carry which value of which facet. */
  readonly facets: FacetIndex
  /** Finds what matched in their texts. */
  readonly marker: Marker

  /**
   * @param thesaurus what words stand for; `null` reads no words, so that nothing can be matched
   * @param cacheBytes most bytes of words' postings kept ready
   */
  constructor(
    readonly taxonomy: Taxonomy,
    thesaurus: Thesaurus | null = new Thesaurus(taxonomy),
    cacheBytes = CACHE_BYTES,
  ) {
    this.#hasWords = thesaurus !== null
    this.facets = new FacetIndex(taxonomy)
    this.#facets = new Map(
      taxonomy.facets.filter(({ vocabulary }) => vocabulary).map((facet) => [facet.field, facet]),
    )
    const part = Math.ceil(cacheBytes / 8)
    const { facets } = this
    this.#words = new WordIndex(GROUPS, 5 * part)
    this.marker = new Marker(this.#words)
    this.#planner = new Planner(this.#words, thesaurus ?? undefined)
    this.#ranker = new Ranker({ words: this.#words, facets, titles: this.#titles }, part)
    this.#titleWords = new WordIndex([TITLE], part)
    this.#titlePlanner = new Planner(this.#titleWords)
    this.#titleRanker = new Ranker({ words: this.#titleWords, facets, titles: this.#titles }, part)
  }

  /** Takes in an activity, or its new public version. */
  put(activity: PublishedActivity): void {
    const { id, content, updatedOn } = activity
    this.remove(id)
    const position = this.#words.add(this.#hasWords ? this.#wordsOf(content) : {})
    this.#titleWords.add(this.#hasWords ? { title: content.title } : {})
    this.#positions.set(id, position)
    this.facets.add(position, content)
    this.#ids[position] = id
    this.#updated[position] = updatedOn
    this.#started[position] = content.startDate ?? ''
    this.#titles[position] = fold(content.title)
    for (const partner of new Set(content.partners.map(fold))) {
      const known = this.#partners.get(partner)
      if (known) known.push(position)
      else this.#partners.set(partner, [position])
    }
    for (const order of Object.values(this.#orders)) order.add(position)
    this.#changed()
  }

  /** Forgets an activity that is public no longer. */
  remove(id: number): void {
    const position = this.#positions.get(id)
    if (position === undefined) return
    this.#positions.delete(id)
    this.#words.discard(position)
    this.#titleWords.discard(position)
    this.facets.remove(position)
    for (const order of Object.values(this.#orders)) order.drop()
    this.#changed()
  }

  #orderBy(keys: readonly string[], direction: 1 | -1, pendingMax: number): Order {
    return new Order(
      (position) => this.#words.live.has(position),
      (a, b) => {
        const [left, right] = [keys[a] as string, keys[b] as string]
        if (left !== right) return left < right ? -direction : direction
        return this.idAt(b) - this.idAt(a)
      },
      pendingMax,
    )
  }

  /** How many activities are public. */
  get size(): number {
    return this.#words.size
  }

  /** The part of the positions whose activities are gone or have newer versions, 0 to 1. */
  get waste(): number {
    return 1 - this.size / Math.max(1, this.end)
  }

  /** ISO day of the latest change, or an empty string without activities. */
  get newest(): string {
    const [first] = this.inOrder('updated')
    return first === undefined ? '' : (this.#updated[first] ?? '')
  }

  /** Positions of all public activities. */
  get all(): Bitset {
    return this.#words.live
  }

  /** How many positions were given out; they are below. */
  get end(): number {
    return this.#words.end
  }

  /** Positions of the public activities that name a partner, given by its folded name. */
  withPartner(partner: string): number[] {
    return (this.#partners.get(partner) ?? []).filter((position) => this.all.has(position))
  }

  /** Id of the activity at a position. */
  idAt(position: number): number {
    return this.#ids[position] as number
  }

  /** Position of a public activity. */
  positionOf(id: number): number | undefined {
    return this.#positions.get(id)
  }

  /** Makes all that was worked out of the activities be worked out anew. */
  #changed(): void {
    this.#planner.changed()
    this.#ranker.changed()
    this.#titlePlanner.changed()
    this.#titleRanker.changed()
  }

  /** Positions of all public activities in an order: newest, latest start, or title from A. */
  inOrder(order: OrderName): Uint32Array {
    return this.#orders[order].positions
  }

  /**
   * The activities that match a query's words: all of the words, and where few activities
   * have all, those with some as well. The last word may be unfinished. A query without
   * words matches all (`undefined`).
   *
   * @throws where no words were read
   */
  match(query: string): Match | undefined {
    const plan = this.#planner.plan(query)
    const excludes = plan.excluded.length > 0 || plan.excludedPhrases.length > 0
    if (plan.slots.length === 0 && !excludes) return undefined
    if (!this.#hasWords) throw new Error('Words are looked for in an index that has read none')
    return this.#ranker.rank(plan)
  }

  /** The activities whose titles have the words, or what is typed of them so far. */
  matchTitles(text: string): Match | undefined {
    const plan = this.#titlePlanner.plan(text)
    return plan.slots.length === 0 ? undefined : this.#titleRanker.rank(plan)
  }

  /** Queries spelled nearly like one; see `Speller`. */
  spelledLike(query: string, anyWord: boolean): string[] {
    return this.#planner.speller.nearQueries(query, anyWord)
  }

  /** A text with its words found, for marking. */
  read(text: string): ReadText {
    return this.#words.vocabulary.read(text)
  }

  /** Keys of the fields that matches name by bits, in the bits' order. */
  get fields(): readonly string[] {
    return this.#words.fields
  }

  /** What it holds, as it is now, to be restored from. */
  snapshot(): IndexParts {
    return {
      words: this.#words.snapshot(),
      titleWords: this.#titleWords.snapshot(),
      facets: this.facets.snapshot(),
      activities: {
        ids: this.#ids.slice(),
        updated: this.#updated.slice(),
        started: this.#started.slice(),
        titles: this.#titles.slice(),
      },
      partners: [...this.#partners].map(([name, positions]) => [name, positions.slice()]),
      orders: Object.entries(this.#orders).map(([name, { positions }]) => [
        name,
        positions.slice(),
      ]),
    }
  }

  /** Takes over a snapshot; for an index that is empty. Pauses now and then. */
  async restore(parts: IndexParts, pause: () => Promise<void> | undefined): Promise<void> {
    await this.#words.restore(parts.words, pause)
    await this.#titleWords.restore(parts.titleWords, pause)
    this.facets.restore(parts.facets)
    const { ids, updated, started, titles } = parts.activities
    for (const [position, id] of ids.entries()) {
      this.#ids.push(id)
      this.#updated.push(updated[position] as string)
      this.#started.push(started[position] as string)
      this.#titles.push(titles[position] as string)
      if (this.all.has(position)) this.#positions.set(id, position)
      await pause()
    }
    for (const [name, positions] of parts.partners) this.#partners.set(name, positions)
    for (const [name, positions] of parts.orders) this.#orders[name as OrderName].restore(positions)
  }

  /** What is searched of an activity, by field. */
  #wordsOf(content: ActivityContent): WordsByField {
    return Object.fromEntries(
      this.fields.map((field) => {
        const facet = this.#facets.get(field)
        if (facet) return [field, this.#named(content, facet)]
        return [field, [content[field as keyof ActivityContent]].flat().join('\n')]
      }),
    )
  }

  /** The words of all spellings of the concepts an activity has under a facet, each once. */
  #named(content: ActivityContent, facet: Facet): readonly KnownWord[] {
    const { field, vocabulary } = facet
    const ids =
      field === 'pillars' ? this.taxonomy.statedOrImplied(content, facet) : statedIn(content, field)
    const concepts = ids.flatMap((id) => this.taxonomy.concept(vocabulary?.id ?? '', id) ?? [])
    const [only] = concepts
    if (only && concepts.length === 1) return this.#wordsOfConcept(only)
    return [...new Set(concepts.flatMap((concept) => this.#wordsOfConcept(concept)))]
  }

  /** The words of all spellings of a concept, each once: the same objects for the same words. */
  #wordsOfConcept(concept: Concept): readonly KnownWord[] {
    const known = this.#conceptWords.get(concept)
    if (known) return known
    const words = [...new Set(spellings(concept).flatMap(foldedWordsOf))]
    const found = words.flatMap((word) => this.#words.vocabulary.wordsOf(word))
    this.#conceptWords.set(concept, found)
    return found
  }
}
