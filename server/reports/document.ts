import type { Figure } from './figure'

/** A piece of text; a link out, or to an entry of the same document by its number. */
export type Run = string | { text: string; href: string } | { text: string; entry: number }

/** The question that a fact answers: what for, how, what it is, where and with whom; all else is `more`. */
export type FactGroup = 'purpose' | 'method' | 'kind' | 'reach' | 'more'

/** What an entry states in one field. */
export interface Fact {
  group: FactGroup
  label: string
  runs: Run[]
}

/** A part of the document, the same for every format. */
export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'text'; runs: Run[] }
  | { kind: 'list'; items: string[] }
  | {
      kind: 'figure'
      figure: Figure
      /** The drawing, where there is one. */
      svg?: string
      /** Whether its rows are set out as well. */
      withTable: boolean
      /** Said below a drawing: the disclaimer of a map. */
      disclaimer?: string
    }
  | {
      kind: 'entry'
      number: number
      title: string
      paragraphs: string[]
      facts: Fact[]
      /** Small print: what is not stated, and which version of which entry this is. */
      note: Run[]
      /** BCP 47 */
      language: string
    }
  | {
      kind: 'index'
      items: { term: string; entries: number[] }[]
      /** Name of the chapter each entry stands in, by its number less one. */
      chapters: readonly string[]
    }

/** All that any format prints, and nothing that depends on when or where it is made. */
export interface ReportDocument {
  title: string
  subtitle: string
  /** ISO day; also the date in the files’ own properties. */
  day: string
  /** Small print of the cover. */
  notes: string[]
  blocks: Block[]
}
