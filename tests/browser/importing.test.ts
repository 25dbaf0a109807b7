import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/database/open'
import { addMember } from '../people'
import { DESKTOP, PHONE, type Site, startSite } from './site'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let site: Site
let database: Database
beforeAll(async () => {
  site = await startSite()
  database = await openDatabase(join(site.outbox, '..', 'hub.db'))
})
afterAll(async () => {
  await database.close()
  await site.stop()
})

test('without JavaScript: a table is sent, looked at, imported, found and taken back', async () => {
  const curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  const { page, context, trouble } = await site.open({ javaScriptEnabled: false })
  const value = curator.cookie.split('=')[1] ?? ''
  await context.addCookies([{ name: 'hub_session', value, url: site.origin }])
  await page.goto('/import')
  // Without scripts the rules of axe cannot run in a page; they are looked at in one with them.
  await page.locator('input[type=file]').setInputFiles('tests/fixtures/import/entries.xlsx')
  await page.getByRole('button', { name: 'Send and check' }).click()
  // The column “Budget line” is none of ours: it is left aside.
  await page.getByRole('button', { name: 'Use these columns and check' }).click()
  await page.getByText('Checked; nothing is imported yet').waitFor({ timeout: 60_000 })
  const path = new URL(page.url()).pathname
  expect(await page.getByText('is no date we can read').count()).toBe(1)

  const withScripts = await site.open()
  await withScripts.context.addCookies([{ name: 'hub_session', value, url: site.origin }])
  for (const viewport of [PHONE, DESKTOP])
    for (const address of ['/import', path]) {
      await withScripts.page.setViewportSize(viewport)
      await withScripts.page.goto(address)
      const shots = process.env.SCREENSHOTS
      if (shots)
        for (const colorScheme of ['light', 'dark'] as const) {
          await withScripts.page.emulateMedia({ colorScheme })
          const name = `${address.length > 8 ? 'batch' : 'import'}-${viewport.width}-${colorScheme}.png`
          await withScripts.page.screenshot({ path: join(shots, name), fullPage: true })
        }
      const { violations } = await new AxeBuilder({ page: withScripts.page })
        .withTags(RULES)
        .analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      const wide = await withScripts.page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(viewport.width)
    }
  expect(withScripts.trouble).toEqual([])

  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByText('Imported', { exact: true }).waitFor({ timeout: 60_000 })
  const found = await page.request.get('/api/v1/activities?q="Flood watch from orbit"')
  expect((await found.json()).total).toBe(1)
  await page.getByText('Undo the import').first().click()
  await page.getByRole('button', { name: 'Undo the import' }).click()
  await page.getByText('The import is undone.').waitFor()
  expect(trouble).toEqual([])
}, 180_000)
