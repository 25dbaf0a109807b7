import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Catalogue } from '../../server/catalogue/catalogue'
import { CatalogueReader } from '../../server/catalogue/reader'
import { openDatabase } from '../../server/database/open'
import { EditionCatalogues } from '../../server/reports/edition-catalogue'
import { answerQuestion } from '../../server/reports/explore'
import { makeExploreFile } from '../../server/reports/explore-files'
import { exploreQuerySchema, toQuestion } from '../../server/reports/explore-query'
import { EditionReader } from '../../server/reports/reader'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { printTable } from './measure'
import { fillEdition } from './report'

const SIZES = [838, 10_000]
const TIMES = 7
const QUESTIONS: [string, Record<string, string>][] = [
  ['17 goals by regions', { rows: 'sdg', columns: 'region' }],
  ['goals by regions, words', { rows: 'sdg', columns: 'region', q: 'water' }],
  ['countries by techniques', { rows: 'country', columns: 'technique' }],
  ['entities in countries by goals', { rows: 'country', columns: 'sdg', measure: 'entities' }],
  ['an edition compared with now', { rows: 'entity', compare: '2026' }],
]

/** Time of an answer: the first one, which may open an edition, and the median of those after. */
export async function benchExplore(sizes: readonly number[] = SIZES): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  for (const size of sizes.length > 0 ? sizes : SIZES) {
    const file = join(folder, `${size}.db`)
    const entries = await fillEdition(file, size)
    const database = await openDatabase(file)
    const taxonomy = new Taxonomy()
    const catalogue = new Catalogue(new CatalogueReader(database.reader), taxonomy)
    await catalogue.load()
    const reader = new EditionReader(database.reader)
    const editions = new EditionCatalogues(database.reader, taxonomy)
    const schema = exploreQuerySchema(taxonomy)
    const rows = []
    for (const [name, query] of QUESTIONS) {
      const { question } = await toQuestion(taxonomy, reader, schema.parse(query))
      const answer = () => answerQuestion(question, { catalogue, editions, reader })
      const times = []
      for (let time = 0; time < TIMES; time++) times.push(await timed(answer))
      const picture = await answer()
      const options = { address: '', day: '2026-12-31' }
      await makeExploreFile(picture, 'png', false, options)
      const drawing = await timed(() => makeExploreFile(picture, 'png', false, options))
      const [first = 0, ...later] = times
      const median = later.sort((a, b) => a - b)[Math.floor(later.length / 2)] ?? 0
      const cells = picture.table.rows.length * picture.table.columns.length
      rows.push([name, cells, ...[first, median, drawing].map((ms) => Math.round(ms * 10) / 10)])
    }
    await database.close()
    const head = ['question', 'cells', 'first ms', 'median ms', 'PNG ms']
    printTable(`Answers from ${entries.toLocaleString('en')} entries`, head, rows)
  }
  rmSync(folder, { recursive: true, force: true })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
