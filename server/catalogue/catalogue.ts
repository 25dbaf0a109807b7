import { LRUCache } from 'lru-cache'
import type {
  ActivityItem,
  Highlight,
  RelatedActivity,
  SearchResult,
  Suggestions,
} from '../../taxonomy/api'
import { yearOf } from '../../taxonomy/partial-date'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { Thesaurus } from '../../taxonomy/thesaurus'
import { ActivityIndex } from './activity-index'
import { highlight, type Readable, toReadable } from './highlight'
import { pauses } from './pauses'
import type { CatalogueReader, PublishedActivity } from './reader'
import { relate, sharedPartners } from './related'
import type { SavedIndex } from './saved-index'
import { find, type SearchRequest, toResult } from './search'
import { suggest } from './suggest'
import { type PlainItem, refsOf, toItem, withHighlight } from './view'
import { waysOn } from './ways-on'

/**
 * How many activities are read from the store at once: a few ms of work, and few enough to be gone
 * before the next minor collection, which would have to move them.
 */
const PAGE = 64
/** An index of fewer positions is not worth building afresh. */
const SMALL = 500
/** Bytes kept ready where nothing else is said. */
const CACHE_BYTES = 128 * 1024 * 1024
/** How many activities are read before anyone asks for them. */
const ROWS_AHEAD = 2000
/** Where more than this part of the index is of activities gone or changed, it is built afresh. */
const WASTE_MAX = 0.5
/** How many are read ahead at a time: a few ms of work. */
const AHEAD = 10

/** An activity with all that does not depend on the query made ready. */
interface Row extends Readable {
  activity: PublishedActivity
  item: PlainItem
}

/**
 * The public catalogue: the index in memory over the store on disk. Answers are of the
 * last `refresh`, which follows every commit.
 */
export class Catalogue {
  readonly #rows: LRUCache<number, Row>
  readonly #cacheBytes: number
  readonly #thesaurus: Thesaurus | null
  readonly #saved: SavedIndex | undefined
  /** The last event that the saved index has. */
  #savedEvent = 0
  #index: ActivityIndex
  #event = 0
  /** How often something changed of what the public sees. */
  #changes = 0
  #ready = false
  #refreshing: Promise<void> = Promise.resolve()

  /**
   * @param savedIndex where the index is kept between two starts, if anywhere
   * @param cacheBytes most bytes of rows and words' postings kept ready
   * @param thesaurus what words stand for; `null` reads no words, so that none can be searched for
   */
  constructor(
    readonly reader: CatalogueReader,
    readonly taxonomy: Taxonomy,
    {
      savedIndex,
      cacheBytes = CACHE_BYTES,
      thesaurus = new Thesaurus(taxonomy),
    }: { savedIndex?: SavedIndex; cacheBytes?: number; thesaurus?: Thesaurus | null } = {},
  ) {
    this.#saved = savedIndex
    this.#cacheBytes = cacheBytes / 2
    this.#rows = new LRUCache({ maxSize: this.#cacheBytes, sizeCalculation: bytesOfRow })
    this.#thesaurus = thesaurus
    this.#index = this.#newIndex()
  }

  #newIndex(): ActivityIndex {
    return new ActivityIndex(this.taxonomy, this.#thesaurus, this.#cacheBytes)
  }

  get index(): ActivityIndex {
    return this.#index
  }

  /** Whether `load` has finished, so that answers are whole. */
  get isReady(): boolean {
    return this.#ready
  }

  /** Changes with every change of what the public sees; the base of entity tags. */
  get revision(): string {
    return String(this.#event)
  }

  /** Makes the index ready: the saved one with what came since, or one built from the store. */
  async load(): Promise<void> {
    const restored = await this.#restore()
    const { index, event } = restored ?? (await this.#build())
    this.#index = index
    this.#event = event
    this.#rows.clear()
    if (restored) {
      this.#savedEvent = event
      await this.#catchUp()
    }
    this.#ready = true
  }

  async #build(): Promise<{ index: ActivityIndex; event: number }> {
    const index = this.#newIndex()
    const event = await this.reader.lastEvent()
    const pause = pauses()
    for (let after = 0; ; ) {
      const page = await this.reader.pagePublished(after, PAGE)
      for (const activity of page) {
        await pause()
        index.put(activity)
      }
      const last = page.at(-1)
      if (!last) return { index, event }
      after = last.id
    }
  }

  async #restore(): Promise<{ index: ActivityIndex; event: number } | undefined> {
    const saved = await this.#saved?.read()
    if (!saved || (await this.reader.eventMark(saved.from.event)) !== saved.from.mark)
      return undefined
    const index = this.#newIndex()
    await index.restore(saved.parts, pauses())
    return { index, event: saved.from.event }
  }

  /** Saves the index for the next start, unless nothing has changed since it was. */
  async save(): Promise<void> {
    const event = this.#event
    if (!this.#saved || !this.#ready || event === this.#savedEvent) return
    const parts = this.#index.snapshot()
    const mark = (await this.reader.eventMark(event)) ?? ''
    await this.#saved.write(parts, { event, mark })
    this.#savedEvent = event
  }

  /** Reads the newest activities ahead, a few at a time, so that first searches are fast, too. */
  async warm(): Promise<void> {
    const newest = this.#index.inOrder('updated').slice(0, ROWS_AHEAD)
    for (let at = 0; at < newest.length; at += AHEAD) {
      await new Promise(setImmediate)
      await this.#readRows(Array.from(newest.slice(at, at + AHEAD), (p) => this.#index.idAt(p)))
    }
  }

  /**
   * Takes in what was committed since the last time, by this process or another. Called
   * after every commit and on a timer; calls do not overlap.
   *
   * @returns whether anything the public sees has changed
   */
  async refresh(): Promise<boolean> {
    const before = this.#changes
    // A read that failed has been reported to whoever asked then; it must not stop the next.
    this.#refreshing = this.#refreshing.catch(() => {}).then(() => this.#catchUp())
    await this.#refreshing
    return this.#changes !== before
  }

  async #catchUp(): Promise<void> {
    const event = await this.reader.lastEvent()
    if (event === this.#event) return
    const ids = await this.reader.changedSince(this.#event)
    if (ids.length > 0) this.#changes++
    const pause = pauses()
    for (let at = 0; at < ids.length; at += PAGE) {
      const batch = ids.slice(at, at + PAGE)
      const published = new Map((await this.reader.listPublished(batch)).map((a) => [a.id, a]))
      for (const id of batch) {
        const activity = published.get(id)
        if (activity) this.#index.put(activity)
        else this.#index.remove(id)
        this.#rows.delete(id)
        await pause()
      }
    }
    this.#event = event
    if (this.#index.waste > WASTE_MAX && this.#index.end > SMALL) {
      const built = await this.#build()
      this.#index = built.index
      this.#event = built.event
      this.#changes++
      this.#rows.clear()
    }
  }

  /** Searches, filters, counts and marks. */
  async search(request: SearchRequest): Promise<SearchResult> {
    const index = this.#index
    const found = find(index, request)
    const rows = await this.#readRows(found.page.map((position) => index.idAt(position)))
    const marked = highlight(
      rows.map((row, at) => {
        const position = index.positionOf(row.activity.id) ?? found.page[at] ?? 0
        return { row, position }
      }),
      found.match,
      index,
    )
    const items = rows.map(({ item }, at) => withHighlight(item, marked[at] as Highlight))
    const ways = found.total === 0 ? waysOn(index, request) : undefined
    return toResult(request, found, items, this.revision, ways)
  }

  /** All that a search finds, by number and in its order; true up to the event named. */
  select(request: Omit<SearchRequest, 'limit' | 'offset'>) {
    const index = this.#index
    const { page, sort, match } = find(index, { ...request, limit: index.size, offset: 0 })
    return {
      ids: Uint32Array.from(page, (position) => index.idAt(position)),
      event: this.#event,
      sort,
      corrected: match?.corrected,
    }
  }

  /** A public activity, if there is one of this id. */
  async find(id: number): Promise<PublishedActivity | undefined> {
    if (this.#index.positionOf(id) === undefined) return undefined
    const [row] = await this.#readRows([id])
    return row?.activity
  }

  /** The newest activities that carry a facet's value, as items. */
  async latest(limit: number, filters: SearchRequest['filters'] = {}): Promise<ActivityItem[]> {
    const { items } = await this.search({ q: '', filters, sort: 'updated', limit, offset: 0 })
    return items
  }

  /** Activities like one, most alike first, with what they share. */
  async related(activity: PublishedActivity, limit: number): Promise<RelatedActivity[]> {
    const alike = relate(this.#index, activity, limit)
    const rows = await this.#readRows(alike.map(({ position }) => this.#index.idAt(position)))
    return rows.map(({ activity: other }) => {
      const concepts = alike.find(({ position }) => this.#index.idAt(position) === other.id)
      const partners = sharedPartners(activity.content, other.content)
      return {
        id: other.id,
        title: other.content.title,
        entities: refsOf(this.taxonomy, other, 'entities'),
        startYear: yearOf(other.content.startDate),
        shared: [
          ...(concepts?.shared ?? []),
          ...(partners.length > 0 ? [{ facet: 'partners', labels: partners }] : []),
        ],
      }
    })
  }

  /** What someone who has typed this much may mean. */
  async suggest(q: string): Promise<Suggestions> {
    const { concepts, positions } = suggest(this.#index, q)
    const rows = await this.#readRows(positions.map((position) => this.#index.idAt(position)))
    const activities = rows.map(({ activity }) => ({
      label: activity.content.title,
      url: `/activities/${activity.id}`,
    }))
    const groups = [{ id: 'activities', label: 'Activities', items: activities }, ...concepts]
    return { q, groups: groups.filter((group) => group.items.length > 0) }
  }

  /** Rows of some public activities, in the order asked for; any gone meanwhile is left out. */
  async #readRows(ids: readonly number[]): Promise<Row[]> {
    const rows: Row[] = []
    const missing: number[] = []
    for (const id of ids) {
      const row = this.#rows.get(id)
      if (row) rows.push(row)
      else missing.push(id)
    }
    if (missing.length === 0) return rows
    for (const activity of await this.reader.listPublished(missing)) {
      const item = toItem(this.taxonomy, activity)
      this.#rows.set(activity.id, { activity, item, ...toReadable(activity.content, this.#index) })
    }
    return ids.flatMap((id) => this.#rows.get(id) ?? [])
  }
}

/** About how many bytes a row takes in memory: its texts twice, and their words, the description's too. */
function bytesOfRow({ activity: { content }, summary, title }: Row): number {
  const words = summary.count + title.count + content.description.length / 6
  return Math.ceil(3000 + 4 * (content.summary.length + content.description.length) + 12 * words)
}
