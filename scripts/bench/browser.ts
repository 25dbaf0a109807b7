import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../tests/browser/chromium'
import { openForTyping, timeTyping } from '../../tests/browser/typing'
import queries from '../../tests/fixtures/judged-queries.json' with { type: 'json' }
import { percentiles, printTable } from './measure'
import { spawnServer } from './store'

/** DESIGN's budget from key press to painted results, in ms, for 95 of 100 presses. */
const BUDGET_P95 = 50
const QUERIES = 12

/** Key press to painted results in Chromium, typing judged queries letter by letter. */
export async function benchBrowser(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'))
  const server = await spawnServer({
    DATABASE_URL: `file:${join(folder, 'hub.db')}`,
    RATE_LIMIT: '0',
  })
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await openForTyping(page, server.origin)
    const every = Math.ceil(queries.length / QUERIES)
    const typed = queries.filter((_, at) => at % every === 0).map(({ q }) => q)
    const paints = await timeTyping(page, typed)
    const { p50, p95, p99 } = percentiles(paints)
    printTable(
      'Key press to painted results in Chromium (ms)',
      ['presses', 'p50', 'p95', 'p99', 'p95/budget'],
      [[String(paints.length), p50, p95, p99, p95 / BUDGET_P95]],
    )
  } finally {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
