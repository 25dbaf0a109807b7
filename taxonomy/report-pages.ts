import type { FacetValue, SearchResult } from './api'
import type { ExploreAnswer, ExploreTable } from './explore'
import type { PageModel } from './pages'

/** A frozen edition of the report, as lists show it. */
export interface EditionSummary {
  /** `2025` */
  id: string
  title: string
  /** ISO day up to which it speaks. */
  asOf: string
  frozenAt: string
  entries: number
  /** The edition it is an erratum of. */
  corrects: string | null
}

/** One figure, drawn and as a table of texts. */
export interface FigureView {
  id: string
  title: string
  finding: string
  note: string
  /** SVG made by the server; null where it is a table alone. */
  svg: string | null
  disclaimer: string | null
  columns: { label: string; isNumber: boolean }[]
  rows: string[][]
}

/** One select of the form of questions. */
export interface ExploreChoice {
  /** Parameter: `rows`, `sdg` */
  param: string
  /** Null where the page has its own word for the parameter. */
  label: string | null
  /** Whether there may be no choice. */
  isOptional: boolean
  /** Chosen ids; a select for each, and one more to add another where there may be several. */
  chosen: string[]
  isSeveral: boolean
  values: { id: string; label: string }[]
}

/** A table of an answer with its drawing and the files it comes as. */
export interface ExploreView {
  table: ExploreTable
  /** SVG made by the server; null where nothing counts. */
  svg: string | null
  /** What the drawing leaves out; '' where nothing. */
  leftOut: string
  files: { format: string; url: string }[]
}

export type ReportPageModel =
  | {
      page: 'reports'
      editions: EditionSummary[]
      /** Totals of reports made elsewhere. */
      cited: { edition: string; activities: number; entities: number | null; source: string }[]
    }
  | {
      page: 'report'
      edition: EditionSummary & { note: string; checksum: string; previous: string | null }
      formats: { format: string; url: string }[]
      figures: FigureView[]
      changes: { kind: 'new' | 'changed' | 'gone'; id: number; title: string; reason: string }[]
      /** What to narrow the entries by. */
      selects: { param: string; label: string; values: FacetValue[] }[]
      /** Null until something is looked for. */
      found: SearchResult | null
    }
  | {
      page: 'report-making'
      edition: Pick<EditionSummary, 'id' | 'title'>
      format: string
      /** What is done for the file, in this order. */
      stages: ('reading' | 'counting' | 'drawing' | 'setting' | 'writing')[]
      /** Place of what is done now; -1: others are made first. */
      at: number
      /** Since it was asked for. */
      seconds: number
    }
  | {
      page: 'report-entry'
      edition: EditionSummary
      /** As its page was when the edition was frozen. */
      entry: Extract<PageModel, { page: 'activity' }>
      /** Whether the catalogue still shows the activity. */
      isPublic: boolean
    }
  | {
      page: 'explore'
      answer: ExploreAnswer
      views: ExploreView[]
      /** What the question is put together from, and what it is narrowed by. */
      choices: ExploreChoice[]
      filters: ExploreChoice[]
      /** Questions ready to be asked. */
      ready: { text: string; url: string; isAsked: boolean }[]
      /** Whether the address asks anything; without, the ready questions are open. */
      isAsked: boolean
      /** Addresses of this answer: for people, and as JSON. */
      permalink: string
      jsonUrl: string
      /** Wrong parameters that were put aside, each named with its reason; the status is then 400. */
      problems: { field: string; reason: string }[]
    }
