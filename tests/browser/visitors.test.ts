import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { rememberAll } from '../../server/catalogue/noting'
import { CatalogueReader } from '../../server/catalogue/reader'
import { type Database, openDatabase } from '../../server/database/open'
import { archive } from '../../server/submissions/archiving'
import { recordNotice, SubmissionWriter } from '../../server/submissions/writer'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { addMember, type Member, readOutbox } from '../people'
import { contentOf, publish } from '../seeds'
import { expectSound } from './axe'
import { DESKTOP, PHONE, type Site, startSite } from './site'

const [ENTRY, GONE] = [9001, 9002]
const MAIL = 'visitor@example.org'

let site: Site
let database: Database
let curator: Member
let second: Member
beforeAll(async () => {
  site = await startSite()
  database = await openDatabase(join(site.outbox, '..', 'hub.db'))
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  second = await addMember(database, { email: 'second@hub.example', isCurator: true })
  await publish(
    database,
    ENTRY,
    contentOf({ title: 'Kelp forests counted', summary: 'AI counts kelp off Chile.' }),
  )
  await publish(database, GONE, contentOf({ title: 'Reefs mapped from the air' }))
  const finder = await rememberAll(new CatalogueReader(database.reader))
  const desk = { taxonomy: new Taxonomy(), finder, notify: recordNotice }
  const act = { actor: 'person:1', at: new Date().toISOString(), reason: 'Ended' }
  await database.writer
    .transaction()
    .execute((transaction) =>
      archive(new SubmissionWriter(transaction), desk, { activityId: GONE }, act),
    )
  // The server takes in once a second what other processes commit.
  await vi.waitFor(
    async () => expect((await fetch(`${site.origin}/activities/${ENTRY}`)).status).toBe(200),
    5000,
  )
})
afterAll(async () => {
  await database.close()
  await site.stop()
})

const cookiesOf = ({ cookie }: Member) => [
  { name: 'hub_session', value: cookie.split('=')[1] ?? '', url: site.origin },
]

test('without JavaScript: corrected, taken over, published, in the history, answered', async () => {
  const { page, context, trouble } = await site.open({ javaScriptEnabled: false })
  await page.goto(`/activities/${ENTRY}`)
  await page.getByRole('link', { name: 'Send a correction' }).click()
  await page.getByLabel('E-mail address').fill('nobody@example')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  expect(await page.getByRole('alert').textContent()).toContain('must be an e-mail address')
  trouble.length = 0 // Browsers note the 400 of a form that was refused.
  await page.getByLabel('E-mail address').fill(MAIL)
  await page.getByLabel('Your words to the curators').fill('It counts off Peru, too.')
  await page.getByText('Or write how it should read').click()
  await page.getByLabel('Summary').fill('AI counts kelp off Chile and Peru.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.waitForURL('**?sent=mail')
  expect(await page.locator('h1').textContent()).toContain('Thank you')
  await page.getByRole('link', { name: 'Back to the entry' }).click()
  expect(await page.locator('article').textContent()).not.toContain('Peru')

  await context.addCookies(cookiesOf(curator))
  await page.goto('/review?kind=suggestion')
  await page.getByRole('link', { name: 'Kelp forests counted', exact: true }).click()
  expect(await page.locator('ins').textContent()).toContain('and Peru')
  expect(await page.locator('main').textContent()).toContain('It counts off Peru, too.')
  const address = page.url()
  await page.getByRole('button', { name: 'Make it a draft' }).click()
  await page.waitForURL('**done=taken-over')
  expect(await page.getByLabel('Summary').inputValue()).toContain('and Peru')
  await page.getByRole('button', { name: 'Save and submit' }).click()
  await page.waitForURL('**/my?done=submitted')
  await context.addCookies(cookiesOf(second))
  await page.goto(address)
  await page.getByRole('button', { name: 'Approve and publish' }).click()
  await page.waitForURL('**done=approved')

  await context.clearCookies()
  await page.goto(`/activities/${ENTRY}`)
  expect(await page.locator('article').textContent()).toContain('Chile and Peru')
  await page.getByRole('link', { name: 'History' }).click()
  await page.waitForURL('**/versions')
  expect(await page.locator('.versions > li').count()).toBe(2)
  expect(await page.locator('.versions > li').first().locator('ins').textContent()).toContain(
    'and Peru',
  )
  expect(trouble).toEqual([])
  await vi.waitFor(
    () => expect(readOutbox(site.outbox).filter(({ to }) => to === MAIL)).toHaveLength(1),
    5000,
  )
  await context.close()
}, 90_000)

/** A page to be looked at, and what is done there before. */
const PAGES: [string, string, ((page: Page) => Promise<unknown>)?][] = [
  [
    'a correction',
    `/activities/${ENTRY}/correct`,
    (page) => page.getByText('Or write how it should read').click(),
  ],
  [
    'a correction refused',
    `/activities/${ENTRY}/correct`,
    async (page) => {
      await page.getByText('Or write how it should read').click()
      await page.getByLabel('Start').fill('long ago')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('alert').waitFor()
    },
  ],
  ['a missing activity', '/suggest-activity'],
  ['what happens next', '/suggest-activity?sent=mail'],
  ['the history', `/activities/${ENTRY}/versions`],
  ['an archived entry', `/activities/${GONE}`],
]

describe.each([
  ['desktop, light', { viewport: DESKTOP, colorScheme: 'light' }],
  ['desktop, dark', { viewport: DESKTOP, colorScheme: 'dark' }],
  ['phone, light', { viewport: PHONE, colorScheme: 'light' }],
  ['phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
] as const)('%s', (_, options) => {
  test.each(PAGES)(
    '%s breaks no accessibility rule, no policy, and fits the width',
    async (...given) => {
      const [, path, before] = given
      const { page, context, trouble } = await site.open({ ...options })
      await page.goto(path)
      await before?.(page)
      await page.waitForLoadState('load')
      await expectSound(page)
      // Of a page that is gone, or a form that is refused, browsers note the status.
      expect(trouble.filter((line) => !/status of 4(00|10)/.test(line))).toEqual([])
      await context.close()
    },
  )

  test('a suggestion under review', async () => {
    const { page, context, trouble } = await site.open({ ...options })
    await page.goto('/suggest-activity')
    await page.getByLabel('Title').fill(`Sea grass seen from space ${_}`)
    await page.getByLabel('Your words').fill('Seen at a fair.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.waitForURL('**?sent=plain')
    await context.addCookies(cookiesOf(curator))
    await page.goto('/review?kind=suggestion')
    await page.getByRole('link', { name: `Sea grass seen from space ${_}`, exact: true }).click()
    await page.getByText('misses this activity').waitFor()
    await expectSound(page)
    expect(trouble).toEqual([])
    await context.close()
  })
})
