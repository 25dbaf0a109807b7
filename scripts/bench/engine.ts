import type { PublishedActivity } from '../../server/catalogue/reader'

/** A search engine as the benchmarks drive it, ours or a peer. */
export interface Engine {
  readonly name: string
  /** Takes in all activities; called once. */
  build(activities: readonly PublishedActivity[]): Promise<void>
  /** The best activities for a query as typed so far, and what a page beside them shows. */
  search(q: string, limit: number): Answer | Promise<Answer>
  /** What someone who has typed this much may mean, where the engine says. */
  suggest?(q: string): unknown
  /** Bytes held where Node does not count them; none if left out. */
  uncounted?(): number
}

/** What a search answers. */
export interface Answer {
  /** Ids of the activities, best first, at most the limit. */
  ids: number[]
  /** How many match in all. */
  total: number
  /** How many of all that match carry each value, by facet parameter: `{ sdg: { '13': 4 } }`. */
  facets: FacetCounts
}

export type FacetCounts = Record<string, Record<string, number>>
