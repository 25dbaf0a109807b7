import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/database/open'
import { addMember, type Member, readOutbox } from '../people'
import { dayIn } from '../rounds'
import { contentOf, publish } from '../seeds'
import { DESKTOP, PHONE, type Site, startSite } from './site'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const TITLE = 'UN Activities on AI 2026'
// Two entities of which the shipped catalogue holds little.
const [FIRST, SECOND] = ['icao', 'imo']
const LIST = `/rounds/2026/entities/${FIRST}`

let site: Site
let database: Database
let curator: Member
let first: Member
let second: Member
beforeAll(async () => {
  site = await startSite()
  database = await openDatabase(join(site.outbox, '..', 'hub.db'))
  const leads = (entity: string) => [{ entity, role: 'focal-point' as const }]
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  first = await addMember(database, { email: 'a@hub.example', memberships: leads(FIRST) })
  second = await addMember(database, { email: 'b@hub.example', memberships: leads(SECOND) })
  await addMember(database, {
    ...{ email: 'c@hub.example', name: 'Dele Gate' },
    memberships: [{ entity: FIRST, role: 'contributor' }],
  })
  for (const [id, entity, title] of [
    [20001, FIRST, 'Glaciers measured from orbit'],
    [20002, FIRST, 'Reefs counted by drone'],
    [20003, FIRST, 'Storms named too early'],
    [20004, SECOND, 'Small loans weighed'],
    [20005, SECOND, 'Old bridges listened to'],
  ] as const)
    await publish(database, id, contentOf({ title, entities: [entity], status: 'ongoing' }))
})
afterAll(async () => {
  await database.close()
  await site.stop()
})

const open = async ({ cookie }: Member, options = {}) => {
  const visit = await site.open(options)
  await signIn(visit.context, cookie)
  return visit
}
const signIn = (context: BrowserContext, cookie: string) =>
  context.addCookies([{ name: 'hub_session', value: cookie.split('=')[1] ?? '', url: site.origin }])

async function expectClean(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
  ).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
}

/** Pages of a round as they look now, in the two looks that differ most. */
async function look(who: Member, paths: readonly string[]) {
  for (const options of [
    { viewport: DESKTOP, colorScheme: 'light' },
    { viewport: PHONE, colorScheme: 'dark' },
  ] as const) {
    const { page, context, trouble } = await open(who, options)
    for (const path of paths) {
      await page.goto(path)
      await expectClean(page)
    }
    expect(trouble).toEqual([])
    await context.close()
  }
}

describe('a round', { timeout: 120_000 }, () => {
  test('is opened with a letter, which reaches the focal points', async () => {
    const { page, context, trouble } = await open(curator)
    await page.goto('/rounds')
    await page.getByLabel('Year', { exact: true }).fill('2026')
    await page.getByLabel('Title', { exact: true }).fill(TITLE)
    await page
      .getByLabel('Letter', { exact: true })
      .fill('Dear colleagues, please look through your entries.')
    await page.getByLabel('First day').fill(dayIn(0))
    await page.getByLabel('Deadline', { exact: true }).fill(dayIn(30))
    await page.getByRole('button', { name: 'Open the round' }).click()
    await page.waitForURL('**/rounds/2026?done=round-opened')
    expect(trouble).toEqual([])
    await context.close()
    await expect
      .poll(() => readOutbox(site.outbox).find(({ to }) => to === first.email)?.text)
      .toMatch(/look through your entries[\s\S]*\/rounds\/2026\/entities\/icao/)
    await look(curator, [
      '/rounds',
      '/rounds/2026',
      '/rounds/2026/silent?entity=icao',
      '/rounds/2026/close',
    ])
    await look(first, ['/rounds', LIST])
  })

  test('is answered by keyboard, without a script', async () => {
    const { page, context } = await open(first, { javaScriptEnabled: false })
    await page.goto('/rounds')
    await page.getByRole('link', { name: /3 of 3 entries wait/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${LIST}`)
    await page.getByRole('link', { name: 'Tick all without an answer' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**pick=all**')
    await page.getByRole('checkbox', { name: 'Choose Storms named too early' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Answer for the entries ticked' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**done=round-confirmed')
    expect(await page.locator('main').textContent()).toContain('2 of 3 entries are answered for')

    await page.getByRole('checkbox', { name: 'Choose Storms named too early' }).check()
    await page.getByRole('radio', { name: 'are to leave the catalogue' }).check()
    await page.getByRole('button', { name: 'Answer for the entries ticked' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('Say why')
    await page.getByRole('checkbox', { name: 'Choose Storms named too early' }).check()
    await page.getByLabel('Why they should leave').fill('It never began.')
    await page.getByRole('button', { name: 'Answer for the entries ticked' }).click()
    await page.waitForURL('**done=round-retired')
    await page.getByLabel('Delegate').selectOption('Dele Gate')
    await page.getByRole('button', { name: 'Save the delegate' }).click()
    await page.waitForURL('**done=round-delegated')
    await context.close()
  })

  test('is watched on its board, and closed into an edition', async () => {
    const answering = await open(second)
    await answering.page.goto(`/rounds/2026/entities/${SECOND}`)
    await answering.page.getByRole('checkbox', { name: 'Choose Small loans weighed' }).check()
    await answering.page.getByRole('button', { name: 'Answer for the entries ticked' }).click()
    await answering.page.waitForURL('**done=round-confirmed')
    await answering.context.close()

    const { page, context, trouble } = await open(curator)
    await page.goto('/rounds/2026?state=done')
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.goto('/rounds/2026/silent?entity=imo')
    await page.getByRole('checkbox', { name: 'Choose Old bridges listened to' }).check()
    await page.getByLabel('For the entries chosen').selectOption('Leave out of the edition')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL('**done=round-ruled')
    await page.goto('/rounds/2026')
    await page.getByRole('link', { name: 'Close the round' }).click()
    await page.waitForURL('**/close')
    expect(await page.locator('main').textContent()).toContain('Old bridges listened to')
    await page.getByRole('button', { name: 'Yes, close the round' }).click()
    await page.waitForURL('**done=round-closed')
    await look(curator, ['/rounds/2026', LIST])

    await page.goto('/reports/2026')
    expect(await page.locator('h1').textContent()).toContain(TITLE)
    await page.goto('/reports/2026?q=glaciers+orbit')
    expect(await page.getByRole('link', { name: 'Glaciers measured from orbit' }).count()).toBe(1)
    for (const [q, title] of [
      ['bridges+listened', 'Old bridges listened to'],
      ['storms+named', 'Storms named too early'],
    ]) {
      await page.goto(`/reports/2026?q=${q}`)
      expect(await page.getByRole('link', { name: title }).count()).toBe(0)
    }
    expect(trouble).toEqual([])
    await context.close()
  })

  test('has an edition that later changes leave alone, and that an erratum corrects', async () => {
    const renamed = { title: 'Glaciers weighed from orbit', entities: [FIRST] }
    await publish(database, 20001, contentOf(renamed))
    const { page, context, trouble } = await open(curator)
    await page.goto('/reports/2026/activities/20001')
    expect(await page.locator('h1').textContent()).toContain('Glaciers measured from orbit')

    await page.goto('/rounds/2026/erratum?q=glaciers')
    await look(curator, ['/rounds/2026/erratum?q=glaciers'])
    await page.getByRole('checkbox', { name: 'Choose Glaciers weighed from orbit' }).check()
    await page.getByLabel('Reason for Glaciers weighed').fill('They are weighed, not measured.')
    await page.getByRole('button', { name: 'Freeze edition 2026.1' }).click()
    await page.waitForURL('**/reports/2026.1')
    const text = await page.locator('main').textContent()
    expect(text).toContain('1 entry differs from edition 2026')
    expect(text).toContain('They are weighed, not measured.')
    await page.goto('/reports/2026.1/activities/20001')
    expect(await page.locator('h1').textContent()).toContain('Glaciers weighed from orbit')
    await page.goto('/reports/2026/activities/20001')
    expect(await page.locator('h1').textContent()).toContain('Glaciers measured from orbit')
    expect(trouble).toEqual([])
    await context.close()
  })
})
