import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/database/open'
import { createDraft } from '../../server/submissions/drafting'
import { SubmissionReader } from '../../server/submissions/reader'
import { SubmissionWriter } from '../../server/submissions/writer'
import { addMember, type Member } from '../people'
import { expectSound } from './axe'
import { DESKTOP, PHONE, type Site, startSite } from './site'

let site: Site
let database: Database
let writer: Member
beforeAll(async () => {
  site = await startSite()
  database = await openDatabase(join(site.outbox, '..', 'hub.db'))
  writer = await add('writer@itu.example')
})
afterAll(async () => {
  await database.close()
  await site.stop()
})

const add = (email: string) =>
  addMember(database, { email, memberships: [{ entity: 'itu', role: 'contributor' }] })

async function begin(): Promise<number> {
  const act = { actor: `person:${writer.id}`, at: new Date().toISOString(), reason: '' }
  const { id } = await database.writer
    .transaction()
    .execute((transaction) =>
      createDraft(new SubmissionWriter(transaction), { from: 'blank', entity: 'itu' }, act),
    )
  return id
}

async function contentOf(id: number) {
  const reader = new SubmissionReader(database.reader)
  const submission = await reader.find(id)
  return (await reader.findVersion(submission?.headVersionId ?? 0))?.content
}

const cookieOf = ({ cookie }: Member) => ({
  ...{ name: 'hub_session', value: cookie.split('=')[1] ?? '', url: site.origin },
})

/** The form of a new draft, opened by someone who may write it. */
async function open(id: number, options: Parameters<Site['open']>[0] = {}, member = writer) {
  const visit = await site.open(options)
  await visit.context.addCookies([cookieOf(member)])
  await visit.page.goto(`/submissions/${id}/edit`)
  await visit.page.locator('input.within').first().waitFor({ state: 'attached' })
  return visit
}

/** Waits until the line on saving says something. */
const says = (page: Page, words: string | RegExp) =>
  page.locator('.entry-state').getByText(words).waitFor()

const keptIn = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('hub:entry:')))

describe('an entry is saved while it is written', { timeout: 90_000 }, () => {
  test('a second after a pause, and at once on leaving', async () => {
    const id = await begin()
    const { page, context, trouble } = await open(id)
    await page.getByLabel('Title').pressSequentially('Otters counted by drones')
    await says(page, /^Saved \d\d:\d\d$/)
    expect(await contentOf(id)).toMatchObject({ title: 'Otters counted by drones' })
    await page.getByLabel('Summary').fill('Typed a moment before leaving.')
    await page.goto('/about')
    await expect
      .poll(async () => (await contentOf(id))?.summary)
      .toBe('Typed a moment before leaving.')
    await page.goto(`/submissions/${id}/edit`)
    expect(await page.getByLabel('Summary').inputValue()).toBe('Typed a moment before leaving.')
    await expect.poll(() => keptIn(page)).toEqual([])
    expect(trouble).toEqual([])
    await context.close()
  })

  test('with the connection cut half-way nothing is lost, and saving resumes', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await page.getByLabel('Title').fill('Before the cut')
    await says(page, /^Saved/)
    await context.setOffline(true)
    await page.getByLabel('Summary').fill('Written in a tunnel.')
    await says(page, 'Not saved: no connection – kept in this browser.')
    // Sending it now would lose it: the form stays.
    await page.getByRole('button', { name: 'Save the draft' }).click()
    expect(page.url()).toContain('/edit')
    await context.setOffline(false)
    await says(page, /^Saved/)
    expect(await contentOf(id)).toMatchObject({
      ...{ title: 'Before the cut', summary: 'Written in a tunnel.' },
    })
    expect(await keptIn(page)).toEqual([])
    await context.close()
  })

  test('a browser closed without connection has the text on return', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await context.setOffline(true)
    await page.getByLabel('Title').fill('Typed offline')
    await page.getByLabel('Start', { exact: true }).fill('2024-1')
    await says(page, /no connection/)
    await page.close()
    await context.setOffline(false)
    const back = await context.newPage()
    await back.goto(`/submissions/${id}/edit`)
    await back.getByText(/had not been saved is back in: .*Title/).waitFor()
    expect(await back.getByLabel('Title').inputValue()).toBe('Typed offline')
    await says(back, /^Saved/)
    expect((await contentOf(id))?.title).toBe('Typed offline')
    // What cannot be read is still the person's: it waits here until it is mended.
    expect(await back.getByLabel('Start', { exact: true }).inputValue()).toBe('2024-1')
    expect(await back.getByLabel('Start', { exact: true }).getAttribute('aria-invalid')).toBe(
      'true',
    )
    await context.close()
  })

  test('text against something newer is offered, never put in by itself', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await context.setOffline(true)
    await page.getByLabel('Title').fill('Mine')
    await page.getByLabel('Contact').fill('Office of mine')
    await says(page, /no connection/)
    await page.close()
    const colleague = await open(id)
    await colleague.page.getByLabel('Title').fill('Theirs')
    await colleague.page.getByLabel('Contact').fill('Office of theirs')
    await says(colleague.page, /^Saved/)
    await colleague.context.close()
    await context.setOffline(false)
    const back = await context.newPage()
    await back.goto(`/submissions/${id}/edit`)
    expect(await back.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Theirs')
    await back.getByRole('button', { name: 'Use my unsaved text in Title' }).click()
    await back.getByRole('button', { name: 'Discard my unsaved text in Contact' }).click()
    await says(back, /^Saved/)
    expect(await contentOf(id)).toMatchObject({ title: 'Mine', contact: 'Office of theirs' })
    expect(await keptIn(back)).toEqual([])
    await context.close()
  })

  test('after the session ended, signing in elsewhere lets saving resume', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await context.clearCookies()
    await page.getByLabel('Title').fill('Written too long')
    await says(page, /your session has ended – kept in this browser/)
    const link = page.getByRole('link', { name: /Sign in again/ })
    expect(await link.getAttribute('target')).toBe('_blank')
    const other = await add(`other-${id}@itu.example`)
    await context.addCookies([cookieOf(other)])
    await says(page, /Someone else is signed in here/)
    expect((await contentOf(id))?.title).toBe('')
    await context.addCookies([cookieOf(writer)])
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await says(page, /^Saved/)
    expect((await contentOf(id))?.title).toBe('Written too long')
    await context.close()
  })

  test('two people in one draft: other fields are joined, the same one is compared', async () => {
    const id = await begin()
    const mine = await open(id)
    const theirs = await open(id)
    await theirs.page.getByLabel('Title').fill('A title of theirs')
    await theirs.page.getByLabel('Address of link 1').fill('https://example.org')
    await says(theirs.page, /^Saved/)
    await mine.page.getByLabel('Summary').fill('A summary of mine.')
    await says(mine.page, /Someone else wrote at the same time; both are in/)
    expect(await mine.page.getByLabel('Title').inputValue()).toBe('A title of theirs')
    expect(await mine.page.getByLabel('Address of link 1').inputValue()).toBe('https://example.org')
    await theirs.page.getByLabel('Summary').fill('A summary of theirs.')
    await says(theirs.page, /someone else changed the same fields: Summary/)
    expect(await contentOf(id)).toMatchObject({
      ...{ title: 'A title of theirs', summary: 'A summary of mine.' },
    })
    await theirs.page.getByRole('link', { name: 'Compare the two' }).click()
    await theirs.page.waitForURL('**/compare?mine=*')
    await theirs.page.getByLabel('Use mine: Summary').check()
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click()
    await theirs.page.waitForURL('**done=saved')
    expect((await contentOf(id))?.summary).toBe('A summary of theirs.')
    await mine.context.close()
    await theirs.context.close()
  })
})

describe('whoever writes is helped', { timeout: 90_000 }, () => {
  test('suggestions are accepted by keyboard, duplicates and what is needed follow the words', async () => {
    const id = await begin()
    const { page, context, trouble } = await open(id)
    await page.getByText('2 fields are still needed').first().waitFor()
    await page.getByLabel('Title').fill('Chatbot for smallholder farmers')
    await page.getByLabel('Summary').fill('It answers questions on drought by SMS.')
    await page.getByText('All that is needed is there').first().waitFor()
    const button = page.getByRole('button', { name: /^Add Climate Action to/ })
    await button.focus()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('checkbox', { name: /Climate Action/ }).isChecked()).toBe(true)
    expect(await button.count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^Add /,
    )
    await expect.poll(async () => (await contentOf(id))?.sdgs).toEqual([13])
    expect((await contentOf(id))?.techniques).toEqual([])
    const known = await page.request.get('/api/v1/activities/63')
    const { title } = (await known.json()) as { title: string }
    await page.getByLabel('Title').fill(title)
    await page.getByText('The catalogue may have this already').waitFor()
    expect(await page.locator('#entry-help a[href^="/activities/"]').count()).toBeGreaterThan(0)
    expect(trouble).toEqual([])
    await context.close()
  })

  test('what is wrong stands at the field once it is left, and goes once it is mended', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    const start = page.getByLabel('Start', { exact: true })
    await start.fill('soon')
    await start.blur()
    const reason = page.locator('#entry-startDate-wrong')
    await reason.waitFor()
    expect(await start.getAttribute('aria-invalid')).toBe('true')
    expect(await start.getAttribute('aria-describedby')).toContain('entry-startDate-wrong')
    await says(page, /but for what is marked: Start/)
    await start.fill('2024')
    await start.blur()
    await reason.waitFor({ state: 'detached' })
    expect(await start.getAttribute('aria-describedby')).toBe('entry-startDate-hint')
    await page.getByLabel('Summary').focus()
    await page.getByLabel('Description').focus()
    expect(await page.locator('#entry-summary-wrong').textContent()).toBe('is needed')
    await context.close()
  })

  test('pasted text is cleaned where it is pasted, and that can be undone', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await page.getByLabel('Summary').fill('Before after')
    await page.getByLabel('Summary').evaluate((field: HTMLTextAreaElement) => {
      field.focus()
      field.setSelectionRange(7, 7)
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '<b>bold</b>\u00a0\u200band\r\n• item ')
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      field.dispatchEvent(event)
    })
    expect(await page.getByLabel('Summary').inputValue()).toBe('Before bold and\n- item after')
    await page.keyboard.press('Control+z')
    expect(await page.getByLabel('Summary').inputValue()).toBe('Before after')
    await context.close()
  })

  test('a long list has a field to find a box in', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await page.locator('#entry-countries summary').click()
    const field = page.getByLabel('Find in Countries')
    await field.fill('cote')
    expect(await page.locator('#entry-countries li:not([hidden])').allTextContents()).toEqual([
      'Côte d’Ivoire',
    ])
    await field.press('Enter')
    expect(page.url()).toContain('/edit')
    await page.getByLabel('Côte d’Ivoire').check()
    expect(await page.locator('#entry-countries .badge').textContent()).toBe('1 chosen')
    await expect.poll(async () => (await contentOf(id))?.countries).toEqual(['CIV'])
    await context.close()
  })

  test('text of a draft that is given up is forgotten', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await page.getByLabel('Title').fill('Not to be')
    // A date that cannot be read is nowhere but here.
    await page.getByLabel('End', { exact: true }).fill('later')
    await says(page, /but for what is marked: End/)
    expect(await keptIn(page)).toHaveLength(1)
    await page.goto(`/my/${id}`)
    expect(await keptIn(page)).toHaveLength(1)
    await page.getByRole('button', { name: 'Give up' }).click()
    await page.waitForURL('**done=discard')
    await expect.poll(() => keptIn(page)).toEqual([])
    await context.close()
  })

  test('once all is saved, one press submits', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await page.getByLabel('Title').fill('A saved entry')
    await page.getByLabel('Summary').fill('All is said.')
    await page.getByLabel('Summary').blur()
    await says(page, /^Saved/)
    await page.getByRole('button', { name: 'Save and submit' }).click()
    await page.waitForURL('**/my?done=submitted')
    await context.close()
  })

  test('submitting saves first, and leaves nothing in the browser', async () => {
    const id = await begin()
    const { page, context } = await open(id)
    await page.getByLabel('Title').fill('A whole entry')
    await page.getByLabel('Summary').fill('All is said.')
    await page.getByRole('button', { name: 'Save and submit' }).dblclick()
    await page.waitForURL('**/my?done=submitted')
    expect(await keptIn(page)).toEqual([])
    expect(await contentOf(id)).toMatchObject({ title: 'A whole entry', summary: 'All is said.' })
    await context.close()
  })
})

describe.each([
  ['desktop, light', { viewport: DESKTOP, colorScheme: 'light' }],
  ['desktop, dark', { viewport: DESKTOP, colorScheme: 'dark' }],
  ['phone, light', { viewport: PHONE, colorScheme: 'light' }],
  ['phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
] as const)('%s', (name, options) => {
  test('the form with all of it open breaks no accessibility rule, and fits the width', async () => {
    const id = await begin()
    const { page, context, trouble } = await open(id, { ...options })
    await page.getByLabel('Title').fill('AI for Good Global Summit chatbot for smallholder farmers')
    await page.getByLabel('Summary').fill('A training course and a chatbot on drought.')
    await page.getByLabel('Start', { exact: true }).fill('soon')
    await page.getByLabel('End', { exact: true }).focus()
    await says(page, /but for what is marked/)
    for (const details of await page.locator('form details').all())
      await details.evaluate((one: HTMLDetailsElement) => {
        one.open = true
      })
    if (process.env.SCREENSHOTS) {
      await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}-here.png`) })
      await page.evaluate(() => scrollTo(0, 0))
      await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) })
    }
    await expectSound(page)
    expect(trouble).toEqual([])
    await context.close()
    // Some seven hundred boxes are measured one by one.
  }, 120_000)
})
