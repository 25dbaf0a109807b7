import type { ActivityContent } from '../../taxonomy/activity'
import { fold } from '../../taxonomy/fold'
import { spellings, statedIn, type Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus } from '../../taxonomy/thesaurus'
import type { Concept } from '../../taxonomy/vocabulary'
import { Bitset } from './bitset'
import { FacetIndex } from './facet-index'
import { planQuery } from './query'
import { type Match, rank } from './rank'
import type { PublishedActivity } from './reader'
import { WordIndex } from './word-index'
import { wordsOf } from './words'

/**
 * The texts of an activity that are searched, and how much a match in each weighs
 * against one in the summary. `content` names the fields of an activity behind it.
 */
const FIELDS = {
  title: { weight: 4, content: ['title'] },
  summary: { weight: 1.5, content: ['summary'] },
  description: { weight: 1, content: ['description'] },
  entities: { weight: 2, content: ['entities', 'otherEntities'] },
  partners: { weight: 1, content: ['partners'] },
  countries: { weight: 2, content: ['countries', 'countryGroups'] },
  sectors: { weight: 1, content: ['sectors'] },
  techniques: { weight: 1, content: ['techniques'] },
  technology: { weight: 1.2, content: ['approach', 'technology', 'domain'] },
  output: { weight: 0.5, content: ['output'] },
  concepts: { weight: 0.5, content: ['types', 'sdgs', 'pillars', 'regions', 'beneficiaries'] },
} as const

type FieldName = keyof typeof FIELDS

const WEIGHTS = Object.fromEntries(
  Object.entries(FIELDS).map(([name, { weight }]) => [name, weight]),
)

/** Orders a list can be in without a query. */
export type Order = 'updated' | 'start' | 'title'

/**
 * All published activities in memory: MiniSearch for words, bit sets for facets, ready
 * orders for lists. Knows nothing of the database and can be rebuilt from it at any time.
 */
export class ActivityIndex {
  readonly #words = new WordIndex(WEIGHTS)
  readonly #thesaurus: Thesaurus
  readonly #conceptWords = new Map<Concept, readonly string[]>()
  readonly #positions = new Map<number, number>()
  readonly #ids: number[] = []
  readonly #keys: { updated: string; start: string; title: string }[] = []
  readonly #live = new Bitset()
  readonly #orders = new Map<Order, Uint32Array>()

  /** Which activities carry which value of which facet. */
  readonly facets: FacetIndex

  constructor(
    readonly taxonomy: Taxonomy,
    thesaurus = new Thesaurus(taxonomy),
  ) {
    this.facets = new FacetIndex(taxonomy)
    this.#thesaurus = thesaurus
  }

  /** Takes in an activity, or its new public version. */
  put(activity: PublishedActivity): void {
    const known = this.#positions.get(activity.id)
    const position = known ?? this.#ids.length
    if (known === undefined) {
      this.#positions.set(activity.id, position)
      this.#ids[position] = activity.id
      this.#words.add(this.#document(position, activity.content))
    } else {
      this.facets.remove(position)
      if (this.#live.has(position)) this.#words.replace(this.#document(position, activity.content))
      else this.#words.add(this.#document(position, activity.content))
    }
    this.#live.add(position)
    this.facets.add(position, activity.content)
    this.#keys[position] = {
      updated: activity.updatedOn,
      start: activity.content.startDate ?? '',
      title: fold(activity.content.title),
    }
    this.#orders.clear()
    this.#words.changed()
  }

  /** Forgets an activity that is public no longer. */
  remove(id: number): void {
    const position = this.#positions.get(id)
    if (position === undefined || !this.#live.has(position)) return
    this.#words.discard(position)
    this.#live.delete(position)
    this.facets.remove(position)
    this.#orders.clear()
    this.#words.changed()
  }

  /** How many activities are public. */
  get size(): number {
    return this.#live.size
  }

  /** ISO day of the latest change, or an empty string without activities. */
  get newest(): string {
    const [first] = this.inOrder('updated')
    return first === undefined ? '' : (this.#keys[first]?.updated ?? '')
  }

  /** Positions of all public activities. */
  get all(): Bitset {
    return this.#live
  }

  /** Id of the activity at a position. */
  idAt(position: number): number {
    return this.#ids[position] as number
  }

  /** Position of a public activity. */
  positionOf(id: number): number | undefined {
    const position = this.#positions.get(id)
    return position !== undefined && this.#live.has(position) ? position : undefined
  }

  /** Positions of all public activities in an order: newest, latest start, or title from A. */
  inOrder(order: Order): Uint32Array {
    const ready = this.#orders.get(order)
    if (ready) return ready
    const key = (position: number) => this.#keys[position]?.[order] ?? ''
    const direction = order === 'title' ? 1 : -1
    const positions = Uint32Array.from(this.#positions.values())
      .filter((position) => this.#live.has(position))
      .sort((a, b) => {
        const [left, right] = [key(a), key(b)]
        if (left !== right) return left < right ? -direction : direction
        return this.idAt(b) - this.idAt(a)
      })
    this.#orders.set(order, positions)
    return positions
  }

  /**
   * The activities that match a query's words: all of the words, and where few activities
   * have all, behind them those with some. The last word may be unfinished. A query without
   * words matches all (`undefined`).
   */
  match(query: string): Match | undefined {
    const plan = planQuery(query, this.#words, this.#thesaurus)
    const { facets } = this
    if (plan.slots.length === 0 && plan.excluded.length === 0) return undefined
    return rank(plan, {
      words: this.#words,
      facets,
      live: this.#live,
      size: this.#ids.length,
      titleOf: (position) => this.#keys[position]?.title ?? '',
    })
  }

  #document(id: number, content: ActivityContent): { id: number } & Record<FieldName, string> {
    return {
      id,
      title: content.title,
      summary: content.summary,
      description: content.description,
      entities: `${this.#named(content, 'entities')}\n${content.otherEntities}`,
      partners: content.partners.join('\n'),
      countries: `${this.#named(content, 'countries')}\n${this.#named(content, 'countryGroups')}`,
      sectors: this.#named(content, 'sectors'),
      techniques: this.#named(content, 'techniques'),
      technology: [content.approach, content.technology, content.domain].join('\n'),
      output: content.output,
      concepts: FIELDS.concepts.content.map((field) => this.#named(content, field)).join('\n'),
    }
  }

  /** The words of all spellings of the concepts an activity has in a field, each once. */
  #named(content: ActivityContent, field: string): string {
    const facet = this.taxonomy.facets.find((candidate) => candidate.field === field)
    if (!facet?.vocabulary) return ''
    const { id } = facet.vocabulary
    const ids =
      field === 'pillars' ? this.taxonomy.statedOrImplied(content, facet) : statedIn(content, field)
    const concepts = ids.flatMap((concept) => this.taxonomy.concept(id, concept) ?? [])
    return [...new Set(concepts.flatMap((concept) => this.#wordsOfConcept(concept)))].join(' ')
  }

  #wordsOfConcept(concept: Concept): readonly string[] {
    const known = this.#conceptWords.get(concept)
    if (known) return known
    const words = [...new Set(spellings(concept).flatMap((s) => wordsOf(s).map((w) => w.folded)))]
    this.#conceptWords.set(concept, words)
    return words
  }
}

/** Which fields of an activity a search field's matches stand in, for "matched in". */
export function contentFieldsOf(searchField: string): readonly string[] {
  return FIELDS[searchField as FieldName]?.content ?? []
}
