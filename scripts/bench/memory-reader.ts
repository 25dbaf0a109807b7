import { CatalogueReader, type PublishedActivity } from '../../server/catalogue/reader'

/** A reader over activities in memory, so that what is timed is the search and not the disk. */
export class MemoryReader extends CatalogueReader {
  readonly #places: ReadonlyMap<number, number>

  /** @param activities in order of id */
  constructor(readonly activities: readonly PublishedActivity[]) {
    super(undefined as never)
    this.#places = new Map(activities.map(({ id }, place) => [id, place]))
  }

  override async lastEvent() {
    return 1
  }

  override async eventMark() {
    return ''
  }

  override async listPublished(ids: readonly number[]) {
    return ids.flatMap((id) => this.activities[this.#places.get(id) ?? -1] ?? [])
  }

  override async pagePublished(after: number, limit: number) {
    const place = this.#places.get(after)
    const from = place === undefined ? this.activities.findIndex(({ id }) => id > after) : place + 1
    return from < 0 ? [] : this.activities.slice(from, from + limit)
  }
}
