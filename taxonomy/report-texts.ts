/** Parts of the report's front matter that curators write. */
export const TEXT_BLOCKS = ['foreword', 'reading', 'methods'] as const
export type TextBlock = (typeof TEXT_BLOCKS)[number]

/** Longest text of a block, in characters. */
export const TEXT_MAX = 20_000

/** One saved state of a block. Paragraphs are parted by empty lines. */
export interface TextVersion {
  /** 1, 2, 3 … within the year and block; 0 is the text that comes with the program. */
  number: number
  body: string
  /** Name of whoever saved it, as it was then; '' for the program's. */
  author: string
  /** ISO time, UTC; '' for the program's. */
  savedAt: string
}
