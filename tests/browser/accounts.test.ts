import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkIn, readOutbox } from '../people'
import { expectSound } from './axe'
import { DESKTOP, PHONE, type Site, startSite, type Visit } from './site'

const ADMIN = 'ada@hub.example'

let site: Site
beforeAll(async () => {
  site = await startSite()
  await becomeFirstAdmin()
})
afterAll(() => site.stop())

/** Takes up the printed link as a person would, and signs out again. */
async function becomeFirstAdmin(): Promise<void> {
  const { page, context } = await site.open()
  await page.goto(new URL(await site.adminLink).pathname + new URL(await site.adminLink).search)
  await page.getByLabel('E-mail address').fill(ADMIN)
  await page.getByLabel('Name').fill('Ada Admin')
  await page.getByRole('button', { name: 'Create my account' }).click()
  await page.waitForURL('**/account?done=welcome')
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await page.waitForURL('**/sign-in')
  await context.close()
}

const mailsTo = (email: string) => readOutbox(site.outbox).filter(({ to }) => to === email)

/** Signs in through the page, the mail and the button. */
async function signIn(page: Page, email = ADMIN): Promise<void> {
  const before = mailsTo(email).length
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.waitForURL('**/sign-in?sent=1')
  await expect.poll(() => mailsTo(email).length).toBe(before + 1)
  await page.goto(linkIn(mailsTo(email).at(-1)))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/account')
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, javaScriptEnabled) => {
  test('sign in by link, change the name, invite someone, sign out everywhere', async () => {
    const { page, context, trouble } = await site.open({ javaScriptEnabled })
    await signIn(page)
    const name = `Ada ${javaScriptEnabled ? 'Lovelace' : 'Byron'}`
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.waitForURL('**/account?done=saved')
    expect(await page.locator('.note[role=status]').textContent()).toBe('Saved.')
    expect(await page.locator('.member-bar').textContent()).toContain(`Signed in as ${name}`)

    const invited = `new-${javaScriptEnabled}@hub.example`
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByLabel('E-mail address').fill(invited)
    await page.getByRole('combobox', { name: 'Role' }).selectOption('contributor')
    await page.locator('#invite-entity').selectOption('itu')
    await page.getByRole('button', { name: 'Send the invitation', exact: true }).click()
    await page.waitForURL('**/people?done=invited')
    await expect.poll(() => mailsTo(invited).length).toBe(1)

    const other = await site.open()
    await signIn(other.page)
    await page.goto('/account')
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.waitForURL('**/sign-in')
    await other.page.goto('/account')
    expect(new URL(other.page.url()).pathname).toBe('/sign-in')
    expect(trouble).toEqual([])
    await other.context.close()
    await context.close()
  })
})

/** The cookies of one more signing in, for the tests below: an address gets five links an hour. */
let signedIn: Awaited<ReturnType<Visit['context']['storageState']>>

test('public pages lead signed-in people to their account, and are the same bytes for all', async () => {
  const { page, context } = await site.open()
  await page.goto('/about')
  const link = page.locator('header a.account')
  expect(await link.textContent()).toBe('Sign in')
  await signIn(page)
  await page.goto('/about')
  await expect.poll(() => link.textContent()).toBe('Your account')
  signedIn = await context.storageState()
  await context.close()
})

describe.each([
  ['desktop, light', { viewport: DESKTOP, colorScheme: 'light' }],
  ['phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
] as const)('%s', (_, options) => {
  test.each([
    ['/sign-in', 'visitor'],
    ['/sign-in?sent=1', 'visitor'],
    ['/sign-in/link?token=x', 'visitor'],
    ['/account', 'member'],
    ['/people', 'member'],
    ['/people/1', 'member'],
    ['/directory', 'member'],
    ['/audit', 'member'],
  ])('%s breaks no accessibility rule, no policy, and fits the width', async (path, who) => {
    const state = who === 'member' ? { storageState: signedIn } : {}
    const { page, context, trouble } = await site.open({ ...options, ...state })
    await page.goto(path)
    await page.waitForLoadState('load')
    expect(page.url()).toContain(path)
    await expectSound(page)
    expect(trouble.filter((line) => !line.includes('status of 410'))).toEqual([])
    await context.close()
  })
})

test('on a phone the header is one line that opens its parts, without a script', async () => {
  const { page, context } = await site.open({ javaScriptEnabled: false, viewport: PHONE })
  const heightOf = async () => (await page.locator('header.site').boundingBox())?.height
  await page.goto('/activities/63')
  expect(await heightOf()).toBeLessThan(64)
  const countries = page.locator('header').getByRole('link', { name: 'Countries', exact: true })
  expect(await countries.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).press('Enter')
  expect(await countries.isVisible()).toBe(true)
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Activities')
  await page.keyboard.press('Escape')
  expect(await countries.isVisible()).toBe(false)
  await page.locator('header .opener', { hasText: 'Search' }).click()
  await page.locator('#header').fill('flood')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/activities?q=flood')
  await context.close()
})

test('signed in, too; and what it opens breaks no accessibility rule, on the smallest phone', async () => {
  const small = { viewport: { width: 320, height: 640 }, storageState: signedIn }
  const { page, context } = await site.open(small)
  await page.goto('/account')
  for (const part of ['Menu', 'Yours']) {
    await page.getByRole('button', { name: part }).click()
    await expectSound(page)
  }
  expect((await page.locator('header.site').boundingBox())?.height).toBeLessThan(64)
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.waitForURL('**/audit')
  await context.close()
})
