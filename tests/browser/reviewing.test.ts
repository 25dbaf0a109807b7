import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rememberAll } from '../../server/catalogue/noting'
import { CatalogueReader } from '../../server/catalogue/reader'
import { type Database, openDatabase } from '../../server/database/open'
import { createDraft, submit } from '../../server/submissions/drafting'
import { save } from '../../server/submissions/saving'
import type { Desk } from '../../server/submissions/step'
import { suggest } from '../../server/submissions/suggesting'
import { recordNotice, SubmissionWriter } from '../../server/submissions/writer'
import type { DraftContent } from '../../taxonomy/draft'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { addMember, type Member } from '../people'
import { expectSound } from './axe'
import { DESKTOP, PHONE, type Site, startSite } from './site'

const TITLE = 'Kelp forests counted from orbit'

let site: Site
let database: Database
let desk: Desk
let writer: Member
let curator: Member
beforeAll(async () => {
  site = await startSite()
  // Its writers act through the store, in a process of their own.
  database = await openDatabase(join(site.outbox, '..', 'hub.db'))
  const finder = await rememberAll(new CatalogueReader(database.reader))
  desk = { taxonomy: new Taxonomy(), finder, notify: recordNotice }
  writer = await addMember(database, { email: 'writer@itu.example', name: 'Wanda Writer' })
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
})
afterAll(async () => {
  await database.close()
  await site.stop()
})

const run = <Result>(work: (store: SubmissionWriter) => Promise<Result>) =>
  database.writer.transaction().execute((transaction) => work(new SubmissionWriter(transaction)))
const act = () => ({ actor: `person:${writer.id}`, at: new Date().toISOString(), reason: '' })

async function write(submissionId: number, content: DraftContent): Promise<void> {
  await run(async (store) => {
    const { headVersionId } = await store.get(submissionId)
    const head = await store.findVersion(headVersionId)
    const saving = { submissionId, basedOn: head?.number ?? 0, editor: 'form-1', content }
    await save(store, desk, saving, act())
    await submit(store, desk, { submissionId }, act())
  })
}

async function begin(content: DraftContent) {
  const draft = await run((store) => createDraft(store, { from: 'blank', entity: 'itu' }, act()))
  await write(draft.id, content)
  return draft
}

const cookiesOf = ({ cookie }: Member) => [
  { name: 'hub_session', value: cookie.split('=')[1] ?? '', url: site.origin },
]

test.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s: changes asked, approved, found, corrected, undone', async (_, javaScriptEnabled) => {
  const title = `${TITLE} ${javaScriptEnabled ? 'daily' : 'weekly'}`
  const { page, context, trouble } = await site.open({ javaScriptEnabled })
  await context.addCookies(cookiesOf(curator))
  const draft = await begin({ title, summary: 'AI counts kelp.' })

  await page.goto('/review?kind=new')
  await page.getByRole('link', { name: title, exact: true }).click()
  await page.getByText('At the fields it fills or changes').click()
  await page.getByLabel('Summary').fill('Say where.')
  await page.getByRole('button', { name: 'Ask for changes' }).click()
  await page.waitForURL('**done=changes-asked')

  await write(draft.id, { summary: 'AI counts kelp off Chile.', startDate: '2024' })
  await page.goto(`/review/${draft.id}`)
  await page.getByRole('button', { name: 'Approve and publish' }).click()
  await page.waitForURL('**done=approved')

  await page.goto(`/activities?q=${encodeURIComponent(title)}`)
  expect(await page.getByRole('link', { name: title }).count()).toBeGreaterThan(0)

  const suggestion = await run((store) =>
    suggest(
      store,
      desk,
      {
        activityId: draft.activityId,
        message: 'It is off Peru, too.',
        content: { summary: 'AI counts kelp off Chile and Peru.' },
        mail: null,
      },
      { at: new Date().toISOString(), request: undefined },
    ),
  )
  await page.goto(`/review/${suggestion.id}`)
  expect(await page.locator('ins').textContent()).toContain('and Peru')
  await page.getByRole('button', { name: 'Approve and publish' }).click()
  await page.waitForURL('**done=approved')
  await page.goto(`/activities/${draft.activityId}`)
  expect(await page.locator('article').textContent()).toContain('Chile and Peru')

  await page.goto(`/review/${suggestion.id}`)
  await page.getByRole('button', { name: 'Undo the last move' }).click()
  await page.waitForURL('**done=undone')
  await page.goto(`/activities/${draft.activityId}`)
  expect(await page.locator('article').textContent()).not.toContain('Peru')
  expect(trouble).toEqual([])
  await context.close()
})

test('the queue can be worked by keyboard alone', async () => {
  const draft = await begin({ title: 'Keys', summary: 'AI finds keys.', startDate: '2024' })
  const { page, context } = await site.open()
  await context.addCookies(cookiesOf(curator))
  await page.goto('/review?kind=new&state=submitted')
  await page.getByRole('checkbox', { name: 'Choose Keys' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Continue' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/review/several')
  expect(await page.locator('main').textContent()).toContain('Keys')
  await expectSound(page)
  await page.getByRole('button', { name: 'Yes, approve' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**done=several-approve')
  await page.goto(`/activities/${draft.activityId}`)
  expect(await page.locator('h1').textContent()).toBe('Keys')
  await context.close()
})

describe.each([
  ['desktop, light', { viewport: DESKTOP, colorScheme: 'light' }],
  ['phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
] as const)('%s', (_, options) => {
  test.each([
    ...['/review', '/review/N', '/review/N/edit', '/review/N/merge?into=25', '/my'],
    ...['/review/activities/25', '/review/labels', '/review/label'],
  ])('%s breaks no accessibility rule, no policy, and fits the width', async (path) => {
    const links = [{ url: 'htp:/broken', label: '' }]
    const { id } = await begin({ title: `${TITLE} again`, summary: 'AI counts kelp.', links })
    const { page, context, trouble } = await site.open({ ...options })
    await context.addCookies(cookiesOf(curator))
    if (path === '/review/label') {
      await page.goto('/review/labels')
      await page
        .getByRole('link', { name: /^Place / })
        .first()
        .click()
    } else await page.goto(path.replace('N', `${id}`))
    await page.waitForLoadState('load')
    await expectSound(page)
    expect(trouble).toEqual([])
    await context.close()
  })
})
