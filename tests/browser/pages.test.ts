import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectSound } from './axe'
import { DESKTOP, PHONE, type Site, startSite } from './site'

/** One address of every kind of page. */
const PAGES = [
  '/',
  '/activities',
  '/activities?q=satellite+imagery&sdg=13&region=africa',
  '/activities?q=climate&view=table',
  '/activities?q=xyzzyqwert',
  '/activities?sdg=18&entity=nonsense',
  '/activities/653',
  '/activities/1104',
  '/entities',
  '/entities/itu',
  '/sdgs',
  '/sdgs/13',
  '/countries',
  '/countries/KEN',
  '/taxonomy',
  '/taxonomy/techniques',
  '/reports',
  '/reports/2025',
  '/reports/2025?q=flood&sdg=13',
  '/reports/2025/activities/1135',
  '/about',
  '/data',
  '/api',
  '/nothing-here',
]

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

describe.each([
  ['desktop, light', { viewport: DESKTOP, colorScheme: 'light' }],
  ['phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
] as const)('%s', (_, options) => {
  test.each(PAGES)(
    '%s breaks no accessibility rule, no policy, and fits the width',
    async (path) => {
      const { page, context, trouble } = await site.open(options)
      await page.goto(path)
      await page.waitForLoadState('load')
      await expectSound(page)
      // The browser itself reports the 400 and 404 that some of these pages rightly have.
      expect(
        trouble.filter((line) => !line.includes('the server responded with a status of 40')),
      ).toEqual([])
      await context.close()
    },
    // The reference of the API is long, and every rule looks at all of it.
    120_000,
  )
})

test('every page can be printed without navigation and forms', async () => {
  const { page, context } = await site.open()
  await page.goto('/activities/1238')
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('header nav').first().isVisible()).toBe(false)
  expect(await page.locator('h1').isVisible()).toBe(true)
  expect((await page.pdf()).length).toBeGreaterThan(10_000)
  await context.close()
})
