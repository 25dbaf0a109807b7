import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { linkIn } from '../people'
import { type MailServer, startMailServer } from '../smtp'
import { expectSound } from './axe'
import { type Site, startSite, type Visit } from './site'

const WRITER = 'wanda@itu.example'
const CURATOR = 'carl@hub.example'
const VISITOR = 'visitor@example.org'
const TITLE = 'Otters counted by drones along the Danube'

let site: Site
let smtp: MailServer
beforeAll(async () => {
  smtp = await startMailServer()
  site = await startSite({ SMTP_URL: smtp.url, MAIL_FROM: 'hub@hub.example' })
})
afterAll(async () => {
  await site.stop()
  await smtp.stop()
})

/** The newest mail to someone that says something, once it has come. */
const mailTo = (email: string, words: string) =>
  vi.waitFor(() => {
    const mail = smtp.mails.findLast(({ to, text }) => to === email && text.includes(words))
    if (!mail) throw new Error(`No mail to ${email} says: ${words}`)
    return mail
  }, 20_000)

/** Someone new, who takes up the link they were given. */
async function takeUp(link: string, fields: Record<string, string>): Promise<Visit> {
  const visit = await site.open()
  await visit.page.goto(link)
  await expectSound(visit.page)
  for (const [label, text] of Object.entries(fields)) await visit.page.getByLabel(label).fill(text)
  await visit.page.getByRole('button', { name: 'Create my account' }).click()
  await visit.page.waitForURL('**/account?done=welcome')
  return visit
}

async function invite(page: Page, email: string, role: string, entity: string): Promise<string> {
  await page.goto('/people')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('combobox', { name: 'Role' }).selectOption(role)
  await page.locator('#invite-entity').selectOption(entity)
  await page.getByRole('button', { name: 'Send the invitation', exact: true }).click()
  await page.waitForURL('**/people?done=invited')
  return linkIn(await mailTo(email, 'token='))
}

const says = (page: Page, words: string | RegExp) =>
  page.locator('.entry-state').getByText(words).waitFor()

/** What the public reads at an address. */
const publicText = async (page: Page, path: string) => {
  await page.goto(path)
  return (await page.locator('main').textContent()) ?? ''
}

/** Who is signed in as the writer, for the form without a script. */
let writing: Awaited<ReturnType<Visit['context']['storageState']>>

test('an entry from the invitation of its writer to a correction taken back', {
  timeout: 280_000,
}, async () => {
  // Invited: the first administrator by the printed link, the others by mail.
  const printed = new URL(await site.adminLink)
  const admin = await takeUp(printed.pathname + printed.search, {
    ...{ 'E-mail address': 'ada@hub.example', Name: 'Ada Admin' },
  })
  const toWriter = await invite(admin.page, WRITER, 'contributor', 'itu')
  const toCurator = await invite(admin.page, CURATOR, 'curator', '')
  const { page, context, trouble } = await takeUp(toWriter, { Name: 'Wanda Writer' })
  const curator = await takeUp(toCurator, { Name: 'Carl Curator' })

  // A draft, and in the middle of it the connection is cut.
  await page.goto('/my')
  await expectSound(page)
  await page.getByRole('link', { name: 'Write an entry' }).click()
  await expectSound(page)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL('**/edit')
  await page.locator('input.within').first().waitFor({ state: 'attached' })
  const form = page.url()
  const known = (await (await page.request.get('/api/v1/activities/63')).json()) as {
    title: string
  }
  await page.getByLabel('Title').fill(known.title)
  await says(page, /^Saved/)
  await context.setOffline(true)
  await page.getByLabel('Summary').fill('Drones and computer vision count otters.')
  await says(page, /no connection – kept in this browser/)
  // A browser that is killed does not say goodbye: else the last save could get through after all.
  await page.evaluate(() =>
    addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true),
  )
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(form)
  await again.getByText(/had not been saved is back in: .*Summary/).waitFor()
  await says(again, /^Saved/)
  expect(await again.getByLabel('Summary').inputValue()).toBe(
    'Drones and computer vision count otters.',
  )

  // Warned of a likely duplicate, which it is not once it says what it is.
  await again.getByText('The catalogue may have this already').waitFor()
  expect(
    await again.locator('#entry-help').getByRole('link', { name: known.title }).count(),
  ).toBeGreaterThan(0)
  await expectSound(again)
  await again.getByLabel('Title').fill(TITLE)
  await again.getByText('The catalogue may have this already').waitFor({ state: 'detached' })
  await again.getByRole('button', { name: 'Save and submit' }).click()
  await again.waitForURL('**/my?done=submitted')
  await expectSound(again)

  // The curator, told by mail, asks for changes at a field.
  await mailTo(CURATOR, TITLE)
  await curator.page.goto('/my')
  await curator.page.getByRole('link', { name: 'new entry (1)' }).click()
  await expectSound(curator.page)
  await curator.page.getByRole('link', { name: TITLE, exact: true }).click()
  await expectSound(curator.page)
  const item = curator.page.url()
  await curator.page.getByText('At the fields it fills or changes').click()
  await curator.page.getByLabel('Summary').fill('Say in which countries.')
  await curator.page.getByText('At other fields').click()
  await curator.page.getByLabel('Countries').fill('Name them.')
  await curator.page.getByRole('button', { name: 'Ask for changes' }).click()
  await curator.page.waitForURL('**done=changes-asked')

  // The writer, told by mail, reads it at the field and submits again.
  await mailTo(WRITER, 'Say in which countries.')
  await again.goto('/my')
  expect(await again.locator('main').textContent()).toContain(
    'Countries and territories: Name them.',
  )
  await again.getByRole('link', { name: `Go on writing: ${TITLE}` }).click()
  const summary = again.getByLabel('Summary')
  expect(await summary.getAttribute('aria-describedby')).toContain('entry-summary-comment')
  expect(await again.locator('#entry-summary-comment').textContent()).toContain(
    'Say in which countries.',
  )
  expect(await again.locator('#entry-countries').getByText('Name them.').isVisible()).toBe(true)
  await expectSound(again)
  await again.locator('input.within').first().waitFor({ state: 'attached' })
  await summary.fill('Drones and computer vision count otters in Austria.')
  await again.getByLabel('Austria', { exact: true }).check()
  await again.getByRole('button', { name: 'Save and submit' }).click()
  await again.waitForURL('**/my?done=submitted')

  // Published, told by mail, and found by anyone.
  await curator.page.goto(item)
  await curator.page.getByRole('button', { name: 'Approve and publish' }).click()
  await curator.page.waitForURL('**done=approved')
  await mailTo(WRITER, 'The public can see this entry now.')
  const visitor = await site.open()
  await visitor.page.goto('/')
  await visitor.page
    .getByRole('searchbox')
    .or(visitor.page.getByRole('combobox'))
    .first()
    .fill('otter drones')
  await visitor.page.keyboard.press('Enter')
  await visitor.page.waitForURL('**/activities?q=otter+drones**')
  await visitor.page.getByRole('link', { name: TITLE }).first().click()
  await visitor.page.waitForURL(/activities\/\d+$/)
  await expectSound(visitor.page)
  const entry = new URL(visitor.page.url()).pathname

  // A visitor corrects it.
  await visitor.page.getByRole('link', { name: 'Send a correction' }).click()
  await expectSound(visitor.page)
  await visitor.page.getByLabel('Your words to the curators').fill('They count in Hungary, too.')
  await visitor.page.getByText('Or write how it should read').click()
  await visitor.page
    .getByLabel('Summary')
    .fill('Drones and computer vision count otters in Austria and Hungary.')
  await visitor.page.getByLabel('E-mail address').fill(VISITOR)
  await visitor.page.getByRole('button', { name: 'Send', exact: true }).click()
  await visitor.page.waitForURL('**?sent=mail')
  await expectSound(visitor.page)

  // The curator takes it over, and being the only one publishes it.
  await curator.page.goto('/review?kind=suggestion')
  await curator.page.getByRole('link', { name: TITLE, exact: true }).click()
  await expectSound(curator.page)
  const correction = curator.page.url()
  await curator.page.getByRole('button', { name: 'Make it a draft' }).click()
  await curator.page.waitForURL('**done=taken-over')
  await expectSound(curator.page)
  await curator.page.getByRole('button', { name: 'Save and submit' }).click()
  await curator.page.waitForURL('**/my?done=submitted')
  await curator.page.goto(correction)
  await curator.page.getByText('only because you are the one active curator').waitFor()
  await curator.page.getByRole('button', { name: 'Approve and publish' }).click()
  await curator.page.waitForURL('**done=approved')
  await mailTo(VISITOR, entry)

  // Its public history says so, and no names.
  expect(await publicText(visitor.page, entry)).toContain('Austria and Hungary')
  await visitor.page.getByRole('link', { name: 'History' }).click()
  await visitor.page.waitForURL('**/versions')
  await expectSound(visitor.page)
  const first = visitor.page.locator('.versions > li').first()
  expect(await first.locator('ins').allTextContents()).toEqual([
    expect.stringContaining('and Hungary'),
  ])
  expect(await visitor.page.locator('main').textContent()).not.toMatch(/Wanda|Carl|visitor@/)

  // Undone: the public reads what it read before, and the history keeps both.
  await curator.page.goto(correction)
  await curator.page.getByRole('button', { name: 'Undo the last move' }).click()
  await curator.page.waitForURL('**done=undone')
  expect(await publicText(visitor.page, entry)).not.toContain('Hungary')
  await visitor.page.goto(`${entry}/versions`)
  expect(await visitor.page.locator('.versions > li').count()).toBe(3)
  await visitor.page.goto('/activities?q=otters+hungary')
  expect(await visitor.page.locator('.results').textContent()).not.toContain('and Hungary')

  for (const seen of [admin, curator, visitor]) expect(seen.trouble).toEqual([])
  expect(trouble.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  writing = await context.storageState()
  for (const seen of [admin, curator, visitor]) await seen.context.close()
  await context.close()
})

test('the form without JavaScript: refused at the field, warned, previewed, submitted', {
  timeout: 120_000,
}, async () => {
  const { page, context, trouble } = await site.open({
    ...{ javaScriptEnabled: false, storageState: writing },
  })
  // Rules are checked by script: where there is none, in a page that holds the same HTML.
  const checked = await site.open({ storageState: writing })
  await checked.context.route('**/*.js', (route) => route.abort())
  const expectSoundHtml = async () => {
    await checked.page.goto(page.url())
    await checked.page.setContent(await page.content())
    await expectSound(checked.page)
  }
  await page.goto('/submit')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL('**/edit')
  await page.getByLabel('Title').fill(TITLE)
  await page.getByRole('button', { name: 'Save and submit' }).click()
  const alert = page.getByRole('alert')
  await alert.getByRole('link', { name: 'Summary: is needed' }).waitFor()
  expect(await page.locator('#entry-summary-wrong').textContent()).toBe('is needed')
  expect(await page.getByLabel('Title').inputValue()).toBe(TITLE)
  await page.getByText('The catalogue may have this already').waitFor()
  await expectSoundHtml()
  trouble.length = 0 // Browsers note the 400 of a form that was refused.
  await page.getByLabel('Title').fill('Storks counted from chimneys')
  await page.getByLabel('Summary').fill('Cameras and computer vision count storks.')
  await page.getByRole('button', { name: 'Save and preview' }).click()
  await page.getByText('This is how the public will see the entry').waitFor()
  await expectSoundHtml()
  await page.getByRole('link', { name: 'Go on writing' }).click()
  await page.getByRole('button', { name: 'Save and submit' }).click()
  await page.waitForURL('**/my?done=submitted')
  expect(await page.locator('main').textContent()).toContain('Storks counted from chimneys')
  expect(trouble).toEqual([])
  await checked.context.close()
  await context.close()
})
