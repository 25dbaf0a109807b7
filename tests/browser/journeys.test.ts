import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PHONE, type Site, startSite } from './site'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

/** What the JSON API says of the view that a page's address names. */
async function resultOf(
  page: Page,
): Promise<{ total: number; items: { id: number; title: string }[] }> {
  const { search, origin } = new URL(page.url())
  const query = new URLSearchParams(search)
  query.delete('view')
  return (await fetch(`${origin}/api/v1/activities?${query}`)).json()
}

const firstTitle = (page: Page) => page.locator('.results h3 a').first().textContent()

/** Waits until the page shows what the API says of its address. */
async function settled(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { total, items } = await resultOf(page)
      const shown = (await page.locator('.results').textContent()) ?? ''
      return shown.includes(total.toLocaleString('en')) && shown.includes(items[0]?.title ?? '')
    })
    .toBe(true)
}

describe('with a keyboard alone', () => {
  test('from the home page over a suggestion to a country, and to an activity', async () => {
    const { page, context } = await site.open()
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('/')
    await page.keyboard.type('keny')
    const option = page.getByRole('option', { name: /^Kenya/ })
    await option.waitFor()
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('ArrowDown')
      if ((await option.getAttribute('aria-selected')) === 'true') break
    }
    expect(await option.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/countries/KEN')
    expect(await page.locator('h1').textContent()).toContain('Kenya')
    await context.close()
  })

  test('search, narrow, open, and come back to the same view', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('/')
    await page.keyboard.type('flood')
    await page.waitForURL('**/activities?q=flood')
    await settled(page)

    const box = page.getByRole('checkbox', { name: /^Climate Action|13/ }).first()
    await box.focus()
    await page.keyboard.press('Space')
    await page.waitForURL('**sdg=13**')
    await settled(page)
    expect(await box.isChecked()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('checkbox')
    const view = page.url()

    const title = await firstTitle(page)
    await page.locator('.results h3 a').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/activities\/\d+$/)
    expect(await page.locator('h1').textContent()).toBe(title)
    await page.goBack()
    await page.waitForURL(view)
    await settled(page)
    expect(await firstTitle(page)).toBe(title)
    await context.close()
  })

  test('the first stop is a link past the navigation', async () => {
    const { page, context } = await site.open()
    await page.goto('/about')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
    await context.close()
  })
})

describe('search as one types', () => {
  test('keeps focus, caret and place, and writes the address', async () => {
    const { page, context } = await site.open({ viewport: { width: 1280, height: 500 } })
    await page.goto('/activities?q=health')
    await page.waitForLoadState('networkidle')
    const field = page.locator('#q')
    await field.focus()
    await page.keyboard.press('Home')
    await page.evaluate(() => scrollTo(0, 60))
    await page.keyboard.type('mental ', { delay: 30 })
    await page.waitForURL('**q=mental+health')
    await settled(page)
    expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(7)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
    expect(await page.evaluate(() => scrollY)).toBe(60)
    await context.close()
  })

  test('never shows an older answer over a newer one', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    await page.route('**/api/v1/activities?q=wat**', async (route) => {
      const isOld = !route.request().url().includes('water')
      if (isOld) await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue().catch(() => {})
    })
    await page.locator('#q').pressSequentially('water')
    await page.waitForURL('**q=water')
    await settled(page)
    await new Promise((resolve) => setTimeout(resolve, 600))
    await settled(page)
    await context.close()
  })

  test('keeps the list and says so when the connection is lost', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities?q=water')
    await page.waitForLoadState('networkidle')
    const before = await firstTitle(page)
    await context.setOffline(true)
    await page.locator('#q').pressSequentially('s')
    await page.getByRole('alert').waitFor()
    expect(await firstTitle(page)).toBe(before)
    await context.setOffline(false)
    await page.getByRole('alert').getByRole('button').click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await settled(page)
    await context.close()
  })
})

describe('suggestions in the list', () => {
  test('are values to filter by, and cover none of the results', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities?pillar=standards-policy')
    await page.waitForLoadState('networkidle')
    const top = () => page.locator('.results').evaluate((one) => one.getBoundingClientRect().top)
    const before = await top()
    const field = page.getByRole('combobox', { name: 'Search activities' })
    await field.pressSequentially('keny')
    const option = page.getByRole('option', { name: /^Kenya/ })
    await option.waitFor()
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    expect(await top()).toBe(before)
    const box = await option.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(before)
    await expect
      .poll(() => page.locator('.finder-words [role=status]').textContent())
      .toMatch(/value.* to filter by/)

    await page.keyboard.press('ArrowDown')
    expect(await field.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'))
    expect(await option.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/activities?pillar=standards-policy&country=KEN')
    expect(await field.inputValue()).toBe('')
    expect(await page.locator('.suggestions').isVisible()).toBe(false)
    await settled(page)
    expect(await page.locator('[name=country][value=KEN]').isChecked()).toBe(true)
    await context.close()
  })

  test('leave the keys of a text field to the text', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    const field = page.getByRole('combobox', { name: 'Search activities' })
    const caret = () => field.evaluate((input: HTMLInputElement) => input.selectionStart)
    const options = page.locator('.suggestions [role=option]')
    const selected = () => page.locator('.suggestions [aria-selected=true]').count()
    await field.pressSequentially('hea')
    await options.first().waitFor()

    await page.keyboard.press('ArrowUp')
    expect(await options.last().getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Home')
    expect([await selected(), await caret()]).toEqual([0, 0])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    expect([await selected(), await caret()]).toEqual([0, 3])

    await page.keyboard.press('Escape')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    expect(await field.inputValue()).toBe('hea')
    await page.keyboard.press('ArrowDown')
    await options.first().waitFor()
    await page.keyboard.press('Tab')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    expect(await field.inputValue()).toBe('hea')
    await context.close()
  })
})

describe('facets', () => {
  test('choosing never moves what is under the pointer', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    await page.locator('summary', { hasText: /^Countries and territories/ }).click()
    for (const choice of ['[name=sdg][value="3"]', '[name=country] >> nth=2']) {
      const box = page.locator(choice)
      await box.scrollIntoViewIfNeeded()
      const place = () => box.evaluate((input) => input.getBoundingClientRect().toJSON())
      const before = await place()
      // Taking back the only choice of a facet must not shut it either.
      for (const isChosen of [true, false, true]) {
        await page.mouse.click(before.x + before.width / 2, before.y + before.height / 2)
        await expect
          .poll(() => new URL(page.url()).searchParams.has(/name=(\w+)/.exec(choice)?.[1] ?? ''))
          .toBe(isChosen)
        await settled(page)
        await page.waitForTimeout(100)
        expect(await box.isChecked()).toBe(isChosen)
        expect(await place()).toEqual(before)
      }
    }
    await context.close()
  })

  test('a long one is searched without accents or capitals, and says what is left', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    await page.locator('summary', { hasText: /^Countries and territories/ }).click()
    const facet = page.locator('details.facet', { hasText: 'Countries and territories' })
    const field = facet.getByRole('searchbox', { name: /Find in/ })
    const status = facet.getByRole('status')
    await field.focus()
    await page.keyboard.type("COTE D'IV")
    await expect.poll(() => status.textContent()).toBe('1 value matches.')
    expect(await facet.locator('.values li:visible').count()).toBe(1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.waitForURL('**country=CIV')
    await settled(page)
    expect(await facet.locator('.values li:visible').count()).toBe(1)
    await field.fill('ivory')
    await expect.poll(() => status.textContent()).toBe('1 value matches.')
    for (const name of ['Kenia', '肯尼亚', 'Кения', 'كينيا']) {
      await field.fill(name)
      await expect.poll(() => status.textContent()).toBe('1 value matches.')
      expect(await facet.locator('.values li:visible').textContent()).toContain('Kenya')
    }
    await field.fill('zzz')
    await expect.poll(() => status.textContent()).toBe('No value matches.')
    expect(await status.isVisible()).toBe(true)
    await field.fill('')
    await expect.poll(() => status.textContent()).toBe('')
    expect(await facet.locator('.values li:visible').count()).toBeGreaterThan(100)
    await context.close()
  })

  test.each([
    ['Entities', 'refugiados', 'UNHCR'],
    ['Entities', '难民', 'UNHCR'],
    ['Sectors', 'agricultura', 'Agriculture and food'],
    ['Sectors', 'صحة', 'Health'],
  ])('%s are found by %s', async (label, name, value) => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    const facet = page.locator('details.facet', {
      has: page.locator('summary', { hasText: new RegExp(`^${label}`) }),
    })
    if (!(await facet.evaluate((details: HTMLDetailsElement) => details.open)))
      await facet.locator('summary').click()
    await facet.getByRole('searchbox', { name: /Find in/ }).fill(name)
    const left = facet.locator('.values li:visible')
    await expect.poll(() => left.allTextContents()).toContainEqual(expect.stringContaining(value))
    expect(await left.count()).toBeLessThan(5)
    await context.close()
  })

  test('counts follow, chips undo, and the way back leads through each view', async () => {
    const { page, context } = await site.open()
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    await page.getByRole('checkbox', { name: /^ITU/ }).check()
    await page.waitForURL('**entity=itu')
    await settled(page)
    await page.getByRole('checkbox', { name: /^UNDP/ }).check()
    await page.waitForURL('**entity=undp**')
    await settled(page)
    const either = (await resultOf(page)).total
    expect(either).toBeGreaterThan(100)
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('undp'))
    await settled(page)
    expect((await resultOf(page)).total).toBeLessThan(either)
    await page.getByRole('link', { name: /remove.*ITU|ITU.*remove/i }).click()
    await page.waitForURL((url) => !url.search.includes('entity'))
    await settled(page)
    await context.close()
  })

  test('on a phone the filters are one tap away', async () => {
    const { page, context } = await site.open({ viewport: PHONE })
    await page.goto('/activities')
    await page.waitForLoadState('networkidle')
    const box = page.getByRole('checkbox', { name: /^ITU/ })
    expect(await box.isVisible()).toBe(false)
    await page.locator('summary', { hasText: 'Filters' }).click()
    await box.check()
    await page.waitForURL('**entity=itu')
    await settled(page)
    await context.close()
  })
})

describe('with JavaScript off', () => {
  test('search, filter, page and read', async () => {
    const { page, context } = await site.open({ javaScriptEnabled: false })
    await page.goto('/')
    await page.locator('input[name=q]').first().fill('climate')
    await page.locator('form button[type=submit]').first().click()
    await page.waitForURL('**/activities?q=climate**')
    const all = await resultOf(page)
    expect(all.total).toBeGreaterThan(20)
    await page.getByRole('checkbox', { name: /^UNEP/ }).check()
    await page.getByRole('button', { name: 'Apply' }).first().click()
    await page.waitForURL('**entity=unep**')
    const some = await resultOf(page)
    expect(some.total).toBeLessThan(all.total)
    expect(await firstTitle(page)).toBe(some.items[0]?.title)
    await page.goto('/activities?q=climate')
    await page.getByRole('link', { name: /next/i }).first().click()
    await page.waitForURL('**offset=20**')
    expect(await firstTitle(page)).toBe((await resultOf(page)).items[0]?.title)
    await page.locator('.results h3 a').first().click()
    await page.waitForURL(/\/activities\/\d+$/)
    expect(await page.locator('h1').count()).toBe(1)
    await context.close()
  })
})
