import type { Taxonomy } from '../taxonomy/taxonomy'
import { CatalogueReader } from './catalogue/reader'
import { ConfigError } from './config'
import type { Database } from './database/open'
import { seedEditions } from './reports/seed'

/**
 * Fills a database that holds no activity, and freezes the editions that come with the shipped
 * catalogue. One that holds any is left as it is.
 *
 * @param seedFile absolute path of the catalogue to fill it from; `null` leaves it empty
 * @returns whether it was filled
 * @throws {ConfigError} where there is no such file
 */
export async function fillEmpty(
  database: Database,
  taxonomy: Taxonomy,
  seedFile: string | null,
): Promise<boolean> {
  if (!seedFile || (await new CatalogueReader(database.reader).countActivities()) > 0) return false
  const { importFile } = await import('./exchange/import')
  try {
    await importFile(database, taxonomy, { file: seedFile })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new ConfigError(`SEED ${seedFile} does not exist`)
    throw error
  }
  await seedEditions(database)
  return true
}
