import { createHash } from 'node:crypto'
import type { TextBlock } from '../../taxonomy/report-texts'
import type { WriteTransaction } from '../database/schema'
import { TextReader } from './text-reader'

/** A text to be saved. */
export interface NewText {
  year: number
  block: TextBlock
  body: string
  /** Number of the version it was made from; 0 where there was none. */
  from: number
}

/** Saves texts of the front matter, each as a version of its own, within the caller's transaction. */
export class TextWriter extends TextReader {
  constructor(protected readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('TextWriter needs a transaction')
    super(transaction)
  }

  /**
   * Saves a text unless someone else saved one meanwhile, which is then not lost under it.
   *
   * @returns the number of what was saved; `conflict` where `from` is not the newest; `same` where nothing differs
   */
  async save(
    { year, block, body, from }: NewText,
    { actor, name, at }: { actor: string; name: string; at: string },
  ): Promise<number | 'conflict' | 'same'> {
    const newest = (await this.listVersions(year, block)).at(-1)
    if ((newest?.number ?? 0) !== from) return 'conflict'
    if (newest?.body === body) return 'same'
    const hash = createHash('sha256').update(body).digest('hex')
    await this.transaction
      .insertInto('report_text')
      .values({
        ...{ year, block, number: from + 1, body, hash },
        ...{ actor, author: name, saved_at: at },
      })
      .execute()
    return from + 1
  }
}
