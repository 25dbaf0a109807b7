import { benchBrowser } from './bench/browser'
import { benchExplore } from './bench/explore'
import { benchExport } from './bench/export'
import { benchHttp, benchPages } from './bench/http'
import { benchImportFile } from './bench/import-file'
import { benchRelevance } from './bench/relevance'
import { benchReport } from './bench/report'
import { benchSearch } from './bench/search'
import { benchImport, benchStart } from './bench/store'

/** What may follow a bench's name: numbers (sizes, for `search`), and `--verbose` anywhere. */
interface Options {
  numbers: number[]
  verbose: boolean
}

/** Measurements against DESIGN's budgets; each prints a table or several. */
const BENCHES: Record<string, (options: Options) => Promise<void>> = {
  relevance: ({ verbose }) => benchRelevance(verbose),
  search: ({ numbers }) => benchSearch(numbers),
  http: benchHttp,
  pages: benchPages,
  start: benchStart,
  import: benchImport,
  report: ({ numbers }) => benchReport(numbers),
  export: benchExport,
  table: ({ numbers }) => benchImportFile(numbers),
  explore: ({ numbers }) => benchExplore(numbers),
  browser: benchBrowser,
}

const words = process.argv.slice(2)
const isNumber = (word: string) => /^\d+$/.test(word)
const asked = words.filter((word) => !isNumber(word) && word !== '--verbose')
const options = {
  numbers: words.filter(isNumber).map(Number),
  verbose: words.includes('--verbose') || process.env.BENCH_VERBOSE === '1',
}
const unknown = asked.filter((name) => !BENCHES[name])
if (unknown.length > 0) {
  console.error(
    `No bench called ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`,
  )
  process.exitCode = 2
} else {
  for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) await BENCHES[name]?.(options)
}
