import { afterAll, beforeAll, expect, test } from 'vitest'
import { LabelReader } from '../../server/submissions/label-reader'
import { startTestApp } from '../helper'
import { addMember, asBrowser } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let browser: ReturnType<typeof asBrowser>
beforeAll(async () => {
  hub = await startTestApp()
  const { database } = hub.context
  const curator = await addMember(database, { email: 'c@hub.example', isCurator: true })
  browser = asBrowser(hub.app, curator.cookie)
})
afterAll(() => hub.stop())

/** The label held most often in a field, in the catalogue that ships. */
async function commonest(field: string) {
  const labels = await new LabelReader(hub.context.database.reader).list()
  const found = labels.find((one) => one.field === field)
  if (!found) throw new Error(`no unplaced label in ${field}`)
  return found
}
const pageOf = ({ field, label }: { field: string; label: string }) =>
  `/review/label?${new URLSearchParams({ field, label })}`
const isHeld = async (label: string) =>
  (await new LabelReader(hub.context.database.reader).list()).some((one) => one.label === label)

test('a label is placed in all entries that hold it, once, and taken back', async () => {
  const { field, label, activityIds } = await commonest('beneficiaries')
  expect((await browser.get('/review/labels')).body).toContain('Placed labels')
  const page = await browser.get(pageOf({ field, label }))
  expect(page.body).toContain(`It stands in ${activityIds.length} entr`)
  const [concept] = hub.context.taxonomy.vocabulary('beneficiaries')?.concepts ?? []
  const name = hub.context.taxonomy.vocabulary('beneficiaries')?.label
  const form = { field, label, concept: `${concept?.label} (${name})` }
  const placed = await browser.post('/review/label', form)
  expect(placed.headers.location).toBe(`/review/labels?done=placed&changed=${activityIds.length}`)
  expect(await isHeld(label)).toBe(false)
  const [first] = activityIds
  const shown = await hub.app.inject(`/api/v1/activities/${first}`)
  expect(JSON.stringify(shown.json().beneficiaries)).toContain(concept?.id)

  const [mapping = ''] = /(?<=name="mapping" value=")\d+/.exec(
    (await browser.get('/review/labels')).body,
  ) ?? ['']
  const undone = await browser.post('/review/label/undo', { mapping })
  expect(undone.headers.location).toBe(`/review/labels?done=unplaced&changed=${activityIds.length}`)
  expect(await isHeld(label)).toBe(true)
  expect((await browser.post('/review/label/undo', { mapping })).statusCode).toBe(404)
})

test('sent twice, it is placed once', async () => {
  const { field, label } = await commonest('beneficiaries')
  const [concept] = hub.context.taxonomy.vocabulary('beneficiaries')?.concepts ?? []
  const form = { field, label, concept: concept?.label ?? '' }
  const twice = [
    await browser.post('/review/label', form),
    await browser.post('/review/label', form),
  ]
  expect(twice.map(({ statusCode }) => statusCode)).toEqual([303, 303])
  expect(twice[1]?.headers.location).toBe('/review/labels?done=placed')
})

test('what is in no list, a label there is not, and a broken number are refused', async () => {
  const { field, label } = await commonest('beneficiaries')
  const wrong = await browser.post('/review/label', { field, label, concept: 'Unicorns' })
  expect(wrong.statusCode).toBe(400)
  expect(wrong.body).toContain('is in none of our lists')
  expect((await browser.post('/review/label', { field, label, concept: '' })).statusCode).toBe(400)
  const missing = { field, label: 'no such label', concept: 'Unicorns' }
  expect((await browser.post('/review/label', missing)).statusCode).toBe(404)
  expect((await browser.get(pageOf({ field: 'x', label: 'y' }))).statusCode).toBe(404)
  expect((await browser.post('/review/label/undo', { mapping: 'x' })).statusCode).toBe(404)
})
