import type {
  ActivityDetail,
  ActivityItem,
  ConceptProfile,
  ConceptSummary,
  FacetValue,
  Problem,
  RelatedActivity,
  SearchResult,
  VocabularyDetail,
  VocabularySummary,
} from './api'
import type { History } from './history'
import type { ImportPageModel } from './import-pages'
import type { MemberPageModel, Section } from './member-pages'
import type { ReportPageModel } from './report-pages'
import type { ReviewPageModel } from './review-pages'
import type { RoundPageModel } from './round-pages'
import type { SubmissionPageModel } from './submission-pages'

/** A vocabulary as its page shows it: without what concepts are called in other languages. */
export type ShownVocabulary = Omit<VocabularyDetail, 'concepts'> & { concepts: ConceptSummary[] }

/** What a facet is called and means, for the rail, the charts and the chips. */
export interface FacetInfo {
  /** `sdg` */
  param: string
  /** Key on an activity: `sdgs`. */
  field: string
  label: string
  singular: string
  definition: string
  /** Id of its vocabulary; `null` for the start year. */
  vocabulary: string | null
  /** Whether each value has a page of its own at `/{vocabulary}/{id}`. */
  pages: boolean
  /** Official colours by value id, where the vocabulary has them: `{ "13": "#3F7E44" }`. */
  colours: Record<string, string>
  /** Labels by value id for the same values, which answers may give as bare numbers. */
  labels: Record<string, string>
}

/** Everything a page needs, and nothing else: what routes hand to the renderer. */
export type PageModel =
  | {
      page: 'home'
      figures: { activities: number; entities: number; countries: number; updated: string }
      /** The vocabularies offered as ways in, each with all its values that have activities. */
      ways: { facet: FacetInfo; values: (FacetValue & { definition: string })[] }[]
      facets: FacetInfo[]
      latest: ActivityItem[]
    }
  | {
      page: 'activities'
      result: SearchResult
      facets: FacetInfo[]
      view: 'cards' | 'table'
      /** Wrong parameters that were put aside, each named with its reason; the status is then 400. */
      problems: { field: string; reason: string }[]
    }
  | {
      page: 'activity'
      activity: ActivityDetail
      /** How to cite the entry, as plain text and as BibTeX. */
      citations: { apa: string; bibtex: string }
      /** The entry as schema.org describes it (JSON-LD). */
      structured: object
      facets: FacetInfo[]
      related: RelatedActivity[]
      /** How many activities share each of its values, by facet parameter and value id. */
      counts: Record<string, Record<string, number>>
      /** Neighbours in the list of the newest. */
      previous: { id: number; title: string } | null
      next: { id: number; title: string } | null
      /** Year of the last round, if its edition names the entry as not confirmed by its entity. */
      unconfirmedIn: number | null
    }
  | {
      page: 'concepts'
      facet: FacetInfo
      groups: { label: string | null; concepts: ConceptSummary[] }[]
    }
  | { page: 'concept'; facet: FacetInfo; concept: ConceptProfile; facets: FacetInfo[] }
  | { page: 'taxonomy'; vocabularies: VocabularySummary[] }
  | { page: 'vocabulary'; vocabulary: ShownVocabulary }
  | {
      page: 'about'
      figures: { activities: number; entities: number; countries: number; updated: string }
      /** How many activities state nothing, by facet. */
      unknown: { facet: FacetInfo; count: number }[]
      unplaced: { field: string; label: string; count: number }[]
    }
  | {
      page: 'data'
      total: number
      revision: string
      /** Values that the examples filter by. */
      examples: { param: string; id: string; label: string }[]
      /** Endings of the dumps' names: `ndjson`. */
      dumps: string[]
      /** Columns of the tables. */
      columns: { name: string; type: string; help: string }[]
    }
  | {
      /** A small document for a frame on another site. */
      page: 'embed'
      view: 'list' | 'count'
      theme: 'auto' | 'light' | 'dark'
      result: SearchResult
      /** Labels of the chosen values. */
      chosen: string[]
      /** Path and query of the list. */
      url: string
    }
  | { page: 'api'; document: ApiDocument }
  | {
      page: 'history'
      history: History
      /** Language of the entry's texts, and labels of the fields that vocabularies stand behind. */
      language: string
      labels: Record<string, string>
    }
  | { page: 'archived'; id: number; title: string; language: string; since: string }
  | { page: 'problem'; problem: Problem }
  | MemberPageModel
  | ReportPageModel
  | ReviewPageModel
  | RoundPageModel
  | SubmissionPageModel
  | ImportPageModel

/** The parts of an OpenAPI 3.1 document that the reference page reads. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, ApiOperation>>
  components?: { schemas?: Record<string, JsonSchema> }
}

export interface ApiOperation {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: {
    name: string
    in: string
    required?: boolean
    description?: string
    example?: unknown
    schema: JsonSchema
  }[]
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> }
  /** Present where it takes a key. */
  security?: Record<string, string[]>[]
  responses: Record<
    string,
    { description?: string; content?: Record<string, { schema?: JsonSchema }> }
  >
}

export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: (string | number | null)[]
  const?: string | number
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  default?: unknown
  minimum?: number
  maximum?: number
  maxLength?: number
  examples?: unknown[]
  example?: unknown
}

/** What the renderer is given besides the model. */
export interface PageContext {
  /** Path and query as requested: `/activities?q=x`. */
  url: string
  /** Address of the site without a slash at the end: `https://hub.example.org`. */
  origin: string
  /** Interface language, BCP 47. */
  language: string
  /** Tags for scripts and styles of this build, safe HTML for the head. */
  assets: string
  /** Who looks, on pages that are made for one person. */
  viewer?: { name: string; sections: Section[] }
}

/** The one function `web/` builds for the server: a whole HTML document. */
export type Render = (model: PageModel, context: PageContext) => string
