import { LRUCache } from 'lru-cache'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { type Format, makeReport } from './formats'
import type { EditionReader } from './reader'
import { readReport } from './report'

/** Most bytes of finished files kept. */
const KEPT_BYTES = 48 * 1024 * 1024

/** Finished files of editions, each made once, and one at a time: a report takes a processor for itself. */
export class ReportFiles {
  readonly #kept = new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length,
  })
  #queue: Promise<unknown> = Promise.resolve()

  constructor(
    readonly reader: EditionReader,
    readonly options: { taxonomy: Taxonomy; origin: string },
  ) {}

  /** The file of an edition that exists. */
  async get(edition: string, format: Format): Promise<Buffer> {
    const key = `${edition}.${format}`
    const make = async () => {
      const kept = this.#kept.get(key)
      if (kept) return kept
      const report = await readReport(this.reader, this.options.taxonomy, edition)
      if (!report) throw new Error(`There is no edition ${edition}`)
      const bytes = await makeReport(report, format, this.options)
      this.#kept.set(key, bytes)
      return bytes
    }
    const made = this.#queue.then(make, make)
    this.#queue = made.catch(() => {})
    return made
  }
}
