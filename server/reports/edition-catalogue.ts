import type { Taxonomy } from '../../taxonomy/taxonomy'
import { Catalogue } from '../catalogue/catalogue'
import { CatalogueReader, type PublishedActivity } from '../catalogue/reader'
import type { ReadDatabase } from '../database/schema'
import { EditionReader } from './reader'

/** Bytes kept ready for searching one edition. */
const CACHE_BYTES = 4 * 1024 * 1024
/** Editions that stay searchable at once; others are indexed anew when asked for. */
const KEPT = 2

/** What the public saw of an edition, in place of what it sees now. */
class EditionEntries extends CatalogueReader {
  readonly #editions: EditionReader

  constructor(
    db: ReadDatabase,
    readonly edition: string,
  ) {
    super(db)
    this.#editions = new EditionReader(db)
  }

  override listPublished(ids: readonly number[]): Promise<PublishedActivity[]> {
    return this.#editions.listEntries(this.edition, ids)
  }

  override pagePublished(after: number, limit: number): Promise<PublishedActivity[]> {
    return this.#editions.pageEntries(this.edition, after, limit)
  }

  /** A frozen edition knows of no later event. */
  override async lastEvent(): Promise<number> {
    return 0
  }
}

/** Editions made searchable when someone first looks into them. */
export class EditionCatalogues {
  readonly #made = new Map<string, Promise<Catalogue>>()

  constructor(
    readonly db: ReadDatabase,
    readonly taxonomy: Taxonomy,
  ) {}

  /** The catalogue of an edition that exists. */
  open(edition: string): Promise<Catalogue> {
    const made = this.#made.get(edition) ?? this.#index(edition)
    // Taken out and put in again, it is the last to be dropped.
    this.#made.delete(edition)
    this.#made.set(edition, made)
    const [oldest] = this.#made.keys()
    if (this.#made.size > KEPT && oldest !== undefined) this.#made.delete(oldest)
    return made
  }

  async #index(edition: string): Promise<Catalogue> {
    const entries = new EditionEntries(this.db, edition)
    const catalogue = new Catalogue(entries, this.taxonomy, { cacheBytes: CACHE_BYTES })
    await catalogue.load()
    return catalogue
  }
}
