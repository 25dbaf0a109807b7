import editions from '../../data/editions.json' with { type: 'json' }
import type { Database } from '../database/open'
import { EditionError, EditionWriter } from './writer'

/** Totals of reports that were made elsewhere: cited with their source, not counted here. */
export interface CitedTotals {
  /** `2024` */
  edition: string
  activities: number
  /** Null where the source names none. */
  entities: number | null
  source: string
}

export const CITED: readonly CitedTotals[] = editions.cited

/**
 * Freezes the editions that come with the shipped catalogue, once it has been read for the first
 * time. A catalogue that was filled with something else, and has nothing of their years, gets none.
 */
export async function seedEditions({ writer }: Database): Promise<void> {
  for (const edition of editions.frozen)
    try {
      const at = new Date().toISOString()
      await writer
        .transaction()
        .execute((transaction) => new EditionWriter(transaction).freezePublished(edition, at))
    } catch (error) {
      if (!(error instanceof EditionError)) throw error
    }
}
