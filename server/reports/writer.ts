import { createHash } from 'node:crypto'
import type { WriteTransaction } from '../database/schema'
import { type Edition, EditionReader } from './reader'
import { TextReader } from './text-reader'

/** An edition that is about to be frozen. */
export type NewEdition = Pick<Edition, 'id' | 'title' | 'asOf' | 'note'>

/** What an erratum does to one entry. */
export interface Correction {
  activityId: number
  /** The version that is to stand; null takes the entry out. */
  versionId: number | null
  reason: string
}

const ID = /^\d{4}[a-z0-9.-]{0,20}$/

/** The edition asked for cannot be made; the message says why. */
export class EditionError extends Error {
  override name = 'EditionError'
}

/** Freezes editions, each within the caller's one transaction. */
export class EditionWriter extends EditionReader {
  constructor(protected readonly transaction: WriteTransaction) {
    if (!transaction.isTransaction) throw new Error('EditionWriter needs a transaction')
    super(transaction)
  }

  /**
   * Freezes what is public now of the activities first made by the edition's day.
   *
   * @param at ISO time, UTC
   * @param leftOut ids of public activities that are not to be in it
   * @throws {EditionError} when the edition exists, its id is not one, or it would be empty
   */
  async freezePublished(
    edition: NewEdition,
    at: string,
    leftOut: readonly number[] = [],
  ): Promise<Edition> {
    await this.#refuseWrong(edition.id)
    await this.transaction
      .insertInto('edition_entry')
      .columns(['edition_id', 'activity_id', 'version_id'])
      .expression((query) =>
        query
          .selectFrom('activity')
          .select((select) => [
            select.val(edition.id).as('edition_id'),
            'id as activity_id',
            select.ref('published_version_id').$notNull().as('version_id'),
          ])
          .where('published_version_id', 'is not', null)
          .where('state', '=', 'published')
          .where('created_on', '<=', edition.asOf)
          .where((where) =>
            leftOut.length > 0 ? where('id', 'not in', leftOut) : where.lit(true),
          ),
      )
      .execute()
    return this.#close({ ...edition, corrects: null }, at)
  }

  /**
   * Makes an edition that differs from a frozen one by some entries alone.
   *
   * @throws {EditionError} as `freezePublished`, and when the one to correct is not there
   */
  async freezeErratum(
    edition: Omit<NewEdition, 'asOf'> & { corrects: string },
    corrections: readonly Correction[],
    at: string,
  ): Promise<Edition> {
    await this.#refuseWrong(edition.id)
    const corrected = await this.findEdition(edition.corrects)
    if (!corrected) throw new EditionError(`There is no edition ${edition.corrects} to correct`)
    const rows = await this.transaction
      .selectFrom('edition_entry')
      .selectAll()
      .where('edition_id', '=', corrected.id)
      .execute()
    const versions = new Map(rows.map((row) => [row.activity_id, row.version_id]))
    for (const { activityId, versionId, reason } of corrections) {
      await this.transaction
        .insertInto('edition_change')
        .values({
          edition_id: edition.id,
          activity_id: activityId,
          version_before: versions.get(activityId) ?? null,
          version_after: versionId,
          reason,
        })
        .execute()
      if (versionId === null) versions.delete(activityId)
      else versions.set(activityId, versionId)
    }
    for (const [activityId, versionId] of versions)
      await this.transaction
        .insertInto('edition_entry')
        .values({ edition_id: edition.id, activity_id: activityId, version_id: versionId })
        .execute()
    return this.#close({ ...edition, asOf: corrected.asOf }, at)
  }

  async #refuseWrong(id: string): Promise<void> {
    if (!ID.test(id))
      throw new EditionError(`Edition "${id}" must begin with a year: 2025 or 2025.1`)
    if (await this.findEdition(id))
      throw new EditionError(`Edition ${id} is frozen already; a correction is an edition ${id}.1`)
  }

  /** The edition's own row, which comes last: from then on nothing can be added. */
  async #close(edition: NewEdition & { corrects: string | null }, at: string): Promise<Edition> {
    const hashes = await this.listHashes(edition.id)
    if (hashes.length === 0)
      throw new EditionError(`No public activity was made by ${edition.asOf}; nothing was frozen`)
    const { id, title, asOf, note, corrects } = edition
    const texts = await new TextReader(this.transaction).listNewest(Number(id.slice(0, 4)))
    for (const text of texts)
      await this.transaction
        .insertInto('edition_text')
        .values({ edition_id: id, text_id: text.id })
        .execute()
    const checksum = checksumOf(hashes, texts)
    await this.transaction
      .insertInto('edition')
      .values({ id, title, as_of: asOf, frozen_at: at, checksum, note, corrects })
      .execute()
    return { ...edition, frozenAt: at, checksum }
  }
}

/**
 * SHA-256 over a line `id number hash` for each entry, in order of id, then one `block number hash` for
 * each text of the front matter, in order of block: the same content, the same sum.
 */
export function checksumOf(
  entries: readonly { id: number; number: number; hash: string }[],
  texts: readonly { block: string; number: number; hash: string }[] = [],
): string {
  const sum = createHash('sha256')
  for (const { id, number, hash } of entries) sum.update(`${id} ${number} ${hash}\n`)
  for (const { block, number, hash } of texts) sum.update(`${block} ${number} ${hash}\n`)
  return sum.digest('hex')
}
