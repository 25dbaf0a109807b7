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
import { Thesaurus } from '../../taxonomy/thesaurus'
import { longestStandstill, percentiles, printTable, timeEach, watch } from './measure'
import { fillEdition } from './report'

const SIZES = [838, 10_000]
const TIMES = 7
const QUESTIONS: [string, Record<string, string>][] = [
  ['17 goals by regions', { rows: 'sdg', columns: 'region' }],
  ['… words', { rows: 'sdg', columns: 'region', q: 'water' }],
  ['countries by techniques', { rows: 'country', columns: 'technique' }],
  ['entities in countries by goals', { rows: 'country', columns: 'sdg', measure: 'entities' }],
  ['goals by regions of an edition', { rows: 'sdg', columns: 'region', edition: '2026' }],
  ['… words', { rows: 'sdg', columns: 'region', edition: '2026', q: 'water' }],
  ['an edition compared with now', { rows: 'entity', compare: '2026' }],
  ['… words', { rows: 'entity', compare: '2026', q: 'water' }],
]

/**
 * Time of an answer: the first one, which may open an edition, and the median of those after; how long
 * the event loop stood still.
 */
export async function benchExplore(sizes: readonly number[] = SIZES): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  for (const size of sizes.length > 0 ? sizes : SIZES) {
    const file = join(folder, `${size}.db`)
    const entries = await fillEdition(file, size)
    const database = await openDatabase(file)
    const taxonomy = new Taxonomy()
    const thesaurus = new Thesaurus(taxonomy)
    const catalogue = new Catalogue(new CatalogueReader(database.reader), taxonomy, { thesaurus })
    await catalogue.load()
    const reader = new EditionReader(database.reader)
    const schema = exploreQuerySchema(taxonomy)
    const rows = []
    for (const [name, query] of QUESTIONS) {
      const { question } = await toQuestion(taxonomy, reader, schema.parse(query))
      // Of each question the first answer opens the edition, as if nobody had asked before.
      const editions = new EditionCatalogues(database.reader, taxonomy, thesaurus)
      const answer = () => answerQuestion(question, { catalogue, editions, reader })
      const taken = watch()
      const standing = await longestStandstill(answer)
      const first = taken()
      const later = await timeEach(Array.from({ length: TIMES }), 1, answer)
      const picture = await answer()
      const options = { address: '', day: '2026-12-31' }
      await makeExploreFile(picture, 'png', false, options)
      const drawn = watch()
      const blocked = await longestStandstill(() => makeExploreFile(picture, 'png', false, options))
      const drawing = drawn()
      const cells = picture.table.rows.length * picture.table.columns.length
      const { p50 } = percentiles(later)
      const figures = [
        ...[first.clock, first.worked, standing.worked],
        ...[p50, drawing.clock, blocked.worked],
      ]
      rows.push([name, cells, ...figures.map((ms) => Math.round(ms * 10) / 10)])
    }
    await database.close()
    const head = [
      ...['question', 'cells', 'first ms', 'of a processor', 'stood still'],
      ...['later ms', 'PNG ms', 'stood still'],
    ]
    printTable(`Answers from ${entries.toLocaleString('en')} entries`, head, rows)
  }
  rmSync(folder, { recursive: true, force: true })
}
