import { CatalogueReader, type PublishedActivity } from '../../server/catalogue/reader'

/** A reader over activities in memory, so that what is timed is the search and not the disk. */
export class MemoryReader extends CatalogueReader {
  #activities: readonly PublishedActivity[] = []
  #places: ReadonlyMap<number, number> = new Map()

  constructor() {
    super(undefined as never)
  }

  /** Reads these from now on, which are in order of id. */
  hold(activities: readonly PublishedActivity[]): void {
    this.#activities = activities
    this.#places = new Map(activities.map(({ id }, place) => [id, place]))
  }

  override async lastEvent() {
    return 1
  }

  override async eventMark() {
    return ''
  }

  override async listPublished(ids: readonly number[]) {
    return ids.flatMap((id) => this.#activities[this.#places.get(id) ?? -1] ?? [])
  }

  override async pagePublished(after: number, limit: number) {
    const place = this.#places.get(after)
    const from =
      place === undefined ? this.#activities.findIndex(({ id }) => id > after) : place + 1
    return from < 0 ? [] : this.#activities.slice(from, from + limit)
  }
}
