import type { FacetValue, SearchResult } from './api'
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
      page: 'report-entry'
      edition: EditionSummary
      /** As its page was when the edition was frozen. */
      entry: Extract<PageModel, { page: 'activity' }>
      /** Whether the catalogue still shows the activity. */
      isPublic: boolean
    }
