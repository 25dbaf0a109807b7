import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { issuesOf } from '../server/catalogue/entry-issues'
import { CatalogueReader } from '../server/catalogue/reader'
import type { Database } from '../server/database/open'
import { toCatalogueForm } from '../server/exchange/catalogue-format'
import type { Taxonomy } from '../taxonomy/taxonomy'

/**
 * Writes every activity in the catalogue's own form, one a line.
 *
 * @param path absolute
 * @returns the exit code
 */
export async function exportCommand(
  database: Database,
  taxonomy: Taxonomy,
  path: string,
): Promise<number> {
  const reader = new CatalogueReader(database.reader)
  const file = createWriteStream(path)
  let count = 0
  let unfinished = 0
  for (let after = 0; ; ) {
    const page = await reader.pageStanding(after, 500)
    for (const activity of page) {
      if (issuesOf(activity.content, taxonomy).length > 0) unfinished++
      else {
        file.write(`${JSON.stringify(toCatalogueForm(activity))}\n`)
        count++
      }
    }
    const last = page.at(-1)
    if (!last) break
    after = last.id
  }
  file.end()
  await finished(file)
  console.log(`${count} activities written`)
  if (unfinished > 0) console.log(`  ${unfinished} unfinished drafts left out`)
  return 0
}
