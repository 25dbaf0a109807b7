import type { TextBlock, TextVersion } from '../../taxonomy/report-texts'
import type { ReadDatabase } from '../database/schema'

/** A saved text with what an edition's checksum says of it. */
export interface SavedText extends TextVersion {
  id: number
  block: TextBlock
  /** SHA-256 of the text, hex. */
  hash: string
}

/** Questions to the texts of the report's front matter. */
export class TextReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** The newest text of each block that was ever saved for a year, by block. */
  async listNewest(year: number): Promise<SavedText[]> {
    const rows = await this.#texts().where('year', '=', year).execute()
    const newest = new Map(rows.map((row) => [row.block, toText(row)]))
    return [...newest.values()]
  }

  /** All that was saved of a block, oldest first. */
  async listVersions(year: number, block: TextBlock): Promise<SavedText[]> {
    const rows = await this.#texts().where('year', '=', year).where('block', '=', block).execute()
    return rows.map(toText)
  }

  /** The texts that were frozen with an edition, by block; blocks never saved by then are not among them. */
  async listFrozen(edition: string): Promise<SavedText[]> {
    const rows = await this.#texts()
      .innerJoin('edition_text', 'edition_text.text_id', 'report_text.id')
      .where('edition_text.edition_id', '=', edition)
      .execute()
    return rows.map(toText)
  }

  /** Blocks that were saved since an edition was frozen, which an erratum would take in. */
  async listChangedSince(edition: string): Promise<TextBlock[]> {
    const [newest, frozen] = await Promise.all([
      this.listNewest(Number(edition.slice(0, 4))),
      this.listFrozen(edition),
    ])
    const ids = new Set(frozen.map(({ id }) => id))
    return newest.filter(({ id }) => !ids.has(id)).map(({ block }) => block)
  }

  #texts() {
    return this.db
      .selectFrom('report_text')
      .selectAll('report_text')
      .orderBy('block')
      .orderBy('number')
  }
}

function toText(row: {
  id: number
  block: string
  number: number
  body: string
  hash: string
  author: string
  saved_at: string
}): SavedText {
  const { id, block, number, body, hash, author, saved_at } = row
  return { id, block: block as TextBlock, number, body, hash, author, savedAt: saved_at }
}
