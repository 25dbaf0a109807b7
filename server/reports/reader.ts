import type { ActivityContent } from '../../taxonomy/activity'
import type { PublishedActivity } from '../catalogue/reader'
import type { ReadDatabase } from '../database/schema'
import { type SavedText, TextReader } from './text-reader'

/** A frozen edition, without its entries. */
export interface Edition {
  /** `2025`, `2025.1` */
  id: string
  title: string
  /** ISO day up to which it speaks. */
  asOf: string
  /** ISO time, UTC. */
  frozenAt: string
  /** SHA-256, hex. */
  checksum: string
  note: string
  /** The edition this one is an erratum of. */
  corrects: string | null
}

/** An entry that is not in two editions in the same version. */
export interface EditionChange {
  kind: 'new' | 'changed' | 'gone'
  activityId: number
  title: string
  /** Stated for errata; '' where it follows from comparing. */
  reason: string
}

/** Questions to the editions' tables. */
export class EditionReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** All editions, newest first; an erratum stands before what it corrects. */
  async listEditions(): Promise<(Edition & { entries: number })[]> {
    const rows = await this.db
      .selectFrom('edition')
      .selectAll()
      .select((query) =>
        query
          .selectFrom('edition_entry')
          .select((sub) => sub.fn.countAll<number>().as('count'))
          .whereRef('edition_entry.edition_id', '=', 'edition.id')
          .as('entries'),
      )
      .orderBy('as_of', 'desc')
      .orderBy('frozen_at', 'desc')
      .orderBy('id', 'desc')
      .execute()
    return rows.map((row) => ({ ...toEdition(row), entries: Number(row.entries) }))
  }

  async findEdition(id: string): Promise<Edition | undefined> {
    const row = await this.db
      .selectFrom('edition')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row && toEdition(row)
  }

  /** The edition that changes are told against: the one corrected, else the newest with an earlier day. */
  async findPrevious(edition: Edition): Promise<Edition | undefined> {
    if (edition.corrects) return this.findEdition(edition.corrects)
    const row = await this.db
      .selectFrom('edition')
      .selectAll()
      .where('as_of', '<', edition.asOf)
      .orderBy('as_of', 'desc')
      .orderBy('frozen_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return row && toEdition(row)
  }

  /** The entries of an edition as they were frozen, by id; some of them where ids are given. */
  async listEntries(edition: string, ids?: readonly number[]): Promise<PublishedActivity[]> {
    if (ids?.length === 0) return []
    const query = this.#entries(edition)
    const rows = await (ids ? query.where('activity.id', 'in', ids) : query).execute()
    return rows.map(toActivity)
  }

  /** One step of a walk through an edition. */
  async pageEntries(edition: string, after: number, limit: number): Promise<PublishedActivity[]> {
    const rows = await this.#entries(edition)
      .where('edition_entry.activity_id', '>', after)
      .limit(limit)
      .execute()
    return rows.map(toActivity)
  }

  /** What changed from one edition to another, by id. */
  async listChanges(from: string, to: string): Promise<EditionChange[]> {
    const [before, after, stated] = await Promise.all([
      this.#versions(from),
      this.#versions(to),
      this.db
        .selectFrom('edition_change')
        .select(['activity_id', 'reason'])
        .where('edition_id', '=', to)
        .execute(),
    ])
    const reasons = new Map(stated.map((row) => [row.activity_id, row.reason]))
    const ids = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b)
    return ids.flatMap((activityId): EditionChange[] => {
      const [old, now] = [before.get(activityId), after.get(activityId)]
      if (old?.versionId === now?.versionId) return []
      return [
        {
          kind: old ? (now ? 'changed' : 'gone') : 'new',
          activityId,
          title: now?.title ?? old?.title ?? '',
          reason: reasons.get(activityId) ?? '',
        },
      ]
    })
  }

  /** Number and hash of each version of an edition, by activity. */
  async listHashes(edition: string): Promise<{ id: number; number: number; hash: string }[]> {
    return this.db
      .selectFrom('edition_entry')
      .innerJoin('version', 'version.id', 'edition_entry.version_id')
      .select(['edition_entry.activity_id as id', 'version.number', 'version.hash'])
      .where('edition_id', '=', edition)
      .orderBy('edition_entry.activity_id')
      .execute()
  }

  /** The texts of the front matter that were frozen with an edition. */
  async listTexts(edition: string): Promise<SavedText[]> {
    return new TextReader(this.db).listFrozen(edition)
  }

  async #versions(edition: string): Promise<Map<number, { versionId: number; title: string }>> {
    const rows = await this.db
      .selectFrom('edition_entry')
      .innerJoin('version', 'version.id', 'edition_entry.version_id')
      .select(['edition_entry.activity_id', 'version.id', 'version.content'])
      .where('edition_id', '=', edition)
      .execute()
    return new Map(
      rows.map((row) => {
        const { title } = JSON.parse(row.content) as ActivityContent
        return [row.activity_id, { versionId: row.id, title }]
      }),
    )
  }

  #entries(edition: string) {
    return (
      this.db
        .selectFrom('edition_entry')
        .innerJoin('activity', 'activity.id', 'edition_entry.activity_id')
        .innerJoin('version', 'version.id', 'edition_entry.version_id')
        .select(['activity.id', 'activity.created_on'])
        .select(['version.number', 'version.content', 'version.dated_on'])
        .where('edition_id', '=', edition)
        // By the key of the list itself: ordered by the activities' own, each page would sort all that follow.
        .orderBy('edition_entry.activity_id')
    )
  }
}

function toEdition(row: {
  id: string
  title: string
  as_of: string
  frozen_at: string
  checksum: string
  note: string
  corrects: string | null
}): Edition {
  const { id, title, as_of, frozen_at, checksum, note, corrects } = row
  return { id, title, asOf: as_of, frozenAt: frozen_at, checksum, note, corrects }
}

function toActivity(row: {
  id: number
  created_on: string
  number: number
  content: string
  dated_on: string
}): PublishedActivity {
  return {
    id: row.id,
    version: row.number,
    content: JSON.parse(row.content),
    createdOn: row.created_on,
    updatedOn: row.dated_on,
  }
}
