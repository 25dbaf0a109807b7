import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { Thesaurus } from '../../taxonomy/thesaurus'
import { Catalogue } from '../catalogue/catalogue'
import { CatalogueReader, type PublishedActivity } from '../catalogue/reader'
import type { ReadDatabase } from '../database/schema'
import { EditionReader } from './reader'

/** Bytes kept ready for one edition. */
const CACHE_BYTES = 4 * 1024 * 1024
/** Editions kept ready at once, of either kind; others are read anew when asked for. */
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

/** Editions made countable and searchable when someone first looks into them. */
export class EditionCatalogues {
  readonly #counted = new Map<string, Promise<Catalogue>>()
  readonly #searched = new Map<string, Promise<Catalogue>>()

  /** @param thesaurus what words stand for; the same as of the catalogue as it is */
  constructor(
    readonly db: ReadDatabase,
    readonly taxonomy: Taxonomy,
    readonly thesaurus: Thesaurus,
  ) {}

  /**
   * The catalogue of an edition that exists.
   *
   * @param q what will be searched for in it; without words none are indexed, which takes a tenth of the time
   */
  open(edition: string, q = ''): Promise<Catalogue> {
    const isSearched = q.trim() !== ''
    const ready = isSearched ? this.#searched : this.#counted
    let made = ready.get(edition)
    if (!made) {
      made = this.#load(edition, isSearched ? this.thesaurus : null)
      // Whoever comes after a failed read tries again.
      made.catch(() => ready.delete(edition))
    }
    // Taken out and put in again, it is the last to be dropped.
    ready.delete(edition)
    ready.set(edition, made)
    const [oldest] = ready.keys()
    if (ready.size > KEPT && oldest !== undefined) ready.delete(oldest)
    return made
  }

  async #load(edition: string, thesaurus: Thesaurus | null): Promise<Catalogue> {
    const entries = new EditionEntries(this.db, edition)
    const catalogue = new Catalogue(entries, this.taxonomy, { cacheBytes: CACHE_BYTES, thesaurus })
    await catalogue.load()
    return catalogue
  }
}
