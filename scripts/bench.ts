import { benchBrowser } from './bench/browser'
import { benchHttp, benchPages } from './bench/http'
import { benchSearch } from './bench/search'
import { benchImport, benchStart } from './bench/store'

/** Measurements against DESIGN's budgets; each prints a table. */
const BENCHES: Record<string, () => Promise<void>> = {
  search: benchSearch,
  http: benchHttp,
  pages: benchPages,
  start: benchStart,
  browser: benchBrowser,
  import: benchImport,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !BENCHES[name])
if (unknown.length > 0) {
  console.error(
    `No bench called ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`,
  )
  process.exitCode = 2
} else {
  for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) await BENCHES[name]?.()
}
