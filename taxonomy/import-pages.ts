import type { FieldDiff } from './submission'

/** Where an import stands. */
export const IMPORT_STATES = [
  'reading',
  'mapping',
  'checking',
  'checked',
  'importing',
  'imported',
  'undoing',
  'undone',
  'failed',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** `publish`: public at once; `submit`: waits for review. */
export type ImportMode = 'publish' | 'submit'

/** What becomes of a row. `held`: changed at its source and here as well, kept beside the public version. */
export const ROW_OUTCOMES = ['new', 'changed', 'unchanged', 'duplicate', 'held', 'refused'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

/** A refused cell: where, what stands there, and why it cannot be taken. */
export interface RowProblem {
  /** `B7` or `B`, with the heading where there is one; '' = the whole row. */
  place: string
  value: string
  reason: string
}

/** What is known of a row beside its outcome. */
export interface RowDetail {
  problems: RowProblem[]
  /** What a changed row changes. */
  diff: FieldDiff[]
}

/** A column of the file and what it is taken for. */
export interface FileColumn {
  /** Place from 0, and as spreadsheets name it. */
  at: number
  letter: string
  heading: string
  /** Name of a column of ours; '' = left aside; null = nobody has said. */
  target: string | null
  how: 'name' | 'remembered' | 'chosen' | 'none'
}

/** What reading the beginning of a file told. */
export interface AboutFile {
  format: string
  sheet: string
  /** Row of the headings; 0 for records. */
  headerRow: number
  columns: FileColumn[]
  notes: { code: string; place: string; count: number }[]
  /** Rows below the headings that merged cells lie on, with the cells: `[8, 9, 'B8:B9']`. */
  merged: [number, number, string][]
}

/** One import as its pages show it. */
export interface ImportLine {
  id: number
  at: string
  by: string
  entity: string
  mode: ImportMode
  name: string
  state: ImportState
  since: string
  reason: string
  counts: Partial<Record<RowOutcome, number>>
}

interface Ref {
  id: string
  label: string
}

/** The pages by which tables are imported. */
export type ImportPageModel =
  | {
      page: 'import'
      lines: ImportLine[]
      entities: Ref[]
      /** Whether the one who looks may import for all entities, and publish at once. */
      forAll: boolean
      given: Record<string, string>
      problems: { field: string; reason: string }[]
    }
  | {
      page: 'import-batch'
      batch: ImportLine
      about: AboutFile
      /** Columns that those of the file can be. */
      targets: { name: string; help: string }[]
      /** Rows of one outcome, or of all. */
      rows: {
        row: number
        outcome: RowOutcome
        activityId: number | null
        title: string
        detail: RowDetail
      }[]
      filter: { outcome: string; page: number; pages: number }
      /** Part of the work done, 0 to 1, and rows so far; null where nothing is under way. */
      progress: { part: number; rows: number } | null
      labels: Record<string, string>
      done: string | null
      problems: { field: string; reason: string }[]
    }
