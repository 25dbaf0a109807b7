import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESKTOP, PHONE, type Site, startSite } from './site'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

test('without JavaScript: asked by the form, answered, and led to the entries behind a number', async () => {
  const { page, trouble } = await site.open({ javaScriptEnabled: false })
  await page.goto('/reports')
  await page
    .getByRole('main')
    .getByRole('link', { name: /Explore the numbers/ })
    .click()
  await page.getByLabel('Rows').selectOption({ label: 'Maturity' })
  await page.getByText('Only activities with').click()
  await page.getByLabel('Region', { exact: true }).selectOption({ label: 'Africa' })
  await page.getByRole('button', { name: 'Show' }).click()
  expect(new URL(page.url()).search).toBe('?rows=maturity&region=africa')
  const table = page.getByRole('region', { name: /^Table: Activities by maturity: Africa/ })
  const cell = table.getByRole('link').first()
  const number = await cell.textContent()
  await cell.click()
  expect(await page.locator('main').textContent()).toContain(`${number} activities`)
  expect(trouble).toEqual([])
})

test.each([
  ['phone', PHONE, 'dark'],
  ['desktop', DESKTOP, 'light'],
] as const)(
  'on a %s the page is accessible, and wide tables scroll in themselves',
  async (_, viewport, colorScheme) => {
    const { page, trouble } = await site.open({ viewport, colorScheme })
    await page.goto('/reports/explore?rows=entity&compare=2025&sdg=13')
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await page.goto('/reports/explore?rows=sdg&columns=sector')
    const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(await isWide()).toBe(false)
    // The rows' names stay in sight at the far end.
    const table = page.locator('.cross')
    await table.evaluate((box) => box.scrollTo({ left: box.scrollWidth, behavior: 'instant' }))
    const name = await table.locator('tbody th').first().boundingBox()
    expect(name?.x).toBeGreaterThanOrEqual(0)
    expect(await table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)
    // Bars have the width that their numbers give them.
    await page.goto('/reports/explore?rows=entity')
    const widths = await page
      .locator('.chart rect')
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width))
    expect(widths[0]).toBeGreaterThan((widths[9] ?? 0) * 2)
    expect(trouble).toEqual([])
  }, // Checking hundreds of options takes its time.
  120_000,
)
