import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../server/database/open'
import { addMember, type Member } from '../people'
import { type Site, startSite } from './site'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const LONG_MS = 180_000

let site: Site
let curator: Member
beforeAll(async () => {
  site = await startSite()
  const database = await openDatabase(join(site.outbox, '..', 'hub.db'))
  curator = await addMember(database, { email: 'ada@hub.example', name: 'Ada', isCurator: true })
  await database.close()
}, LONG_MS)
afterAll(() => site.stop())

async function check(page: Page, context: BrowserContext) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    await page.evaluate(() => window.innerWidth),
  )
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(context.pages()).toHaveLength(1)
}

test(
  'a curator writes the foreword, compares it and puts the first one back',
  async () => {
    const { page, context, trouble } = await site.open()
    const [name = '', value = ''] = curator.cookie.split('=')
    await context.addCookies([{ name, value, url: site.origin }])
    await page.goto('/rounds/2025/texts')
    await check(page, context)
    await page.getByRole('link', { name: 'Edit and compare: Foreword' }).click()
    for (const text of [
      'Dear reader,\n\nhere are {total}.',
      'Dear readers,\n\nhere are {total}.',
    ]) {
      await page.getByLabel('Text', { exact: true }).fill(text)
      await page.getByRole('button', { name: 'Save as a new version' }).click()
      await page.getByText('Saved as a new version.').waitFor()
    }
    await page.getByRole('link', { name: 'Compare version 1 with the newest' }).click()
    expect(await page.locator('ins').last().textContent()).toContain('readers')
    await check(page, context)
    await page.getByRole('button', { name: 'Restore version 1' }).click()
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toContain('Dear reader,')
    expect(await page.getByText('Version 3, Ada').count()).toBe(1)
    expect(trouble).toEqual([])
  },
  LONG_MS,
)

test(
  'a visitor who asks for a file is shown how far it is, and gets it',
  async () => {
    const { page, context } = await site.open({ acceptDownloads: true })
    await page.goto('/reports/2025')
    const download = page.waitForEvent('download', { timeout: LONG_MS })
    await page.getByRole('link', { name: 'Report as DOCX' }).click()
    // On a fast machine the file is there at once.
    const isShown = await page
      .getByRole('heading', { name: 'The file is being made' })
      .waitFor({ timeout: 2500 })
      .then(
        () => true,
        () => false,
      )
    if (isShown) {
      // Or the page would ask again while it is looked at.
      await page.evaluate(() => window.stop())
      await check(page, context)
      await page.getByRole('link', { name: 'Ask for the file now' }).click()
    }
    expect((await download).suggestedFilename()).toBe('report-2025.docx')
  },
  LONG_MS,
)

test.each([390, 1280])(
  'the report as one HTML file fits a screen %i wide, whatever addresses and checksums it holds',
  async (width) => {
    const html = await (await fetch(`${site.origin}/reports/2025/report.html`)).text()
    expect(html.match(/<article id="entry-/g)).toHaveLength(788)
    const { page } = await site.open({ viewport: { width, height: 844 } })
    await page.setContent(html)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    )
  },
  LONG_MS,
)
