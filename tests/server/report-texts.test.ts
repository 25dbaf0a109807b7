import { afterAll, beforeAll, expect, test } from 'vitest'
import { EditionReader } from '../../server/reports/reader'
import { EditionWriter } from '../../server/reports/writer'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member } from '../people'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let curator: Member

beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { database, catalogue } = hub.context
  curator = await addMember(database, {
    email: 'ada@hub.example',
    name: 'Ada',
    isCurator: true,
  })
  await publish(database, 1, contentOf({ title: 'One' }))
  await catalogue.refresh()
  await database.writer
    .transaction()
    .execute((transaction) =>
      new EditionWriter(transaction).freezePublished(
        { id: '2026', title: 'Report 2026', asOf: '2026-12-31', note: '' },
        new Date().toISOString(),
      ),
    )
})
afterAll(() => hub.stop())

const page = (url: string) => asBrowser(hub.app, curator.cookie).get(url)
const save = (block: string, body: string, from: number) =>
  asBrowser(hub.app, curator.cookie).post(`/rounds/2026/texts/${block}`, {
    body,
    from: String(from),
  })
const textsOf = async (edition: string) =>
  (await hub.app.inject({ url: `/reports/${edition}/report.json` })).json().texts
const checksumOf = async (id: string) =>
  (await new EditionReader(hub.context.database.reader).findEdition(id))?.checksum

test('the front matter is written in versions; a conflict is told and loses nothing', async () => {
  expect((await page('/rounds/2026/texts')).body).toContain('[The foreword stands here.]')
  expect((await save('foreword', 'First & <b>foremost</b>', 0)).statusCode).toBe(303)
  const late = await save('foreword', 'Of another hand', 0)
  expect(late.statusCode).toBe(409)
  expect(late.body).toContain('saved by someone else meanwhile')
  expect(late.body).toMatch(/<textarea[^>]*>Of another hand/)
  expect((await save('foreword', 'Second & foremost of {total}, {who}', 1)).statusCode).toBe(303)

  const { body } = await page('/rounds/2026/texts/foreword?from=1&to=2')
  expect(body).toContain('Version 2, Ada')
  expect(body).toMatch(/<del>.*First/)
  expect(body).toMatch(/<ins>.*Second/)
  expect(body).not.toContain('<b>foremost</b>')

  for (const [block, text, status] of [
    ['foreword', ' ', 400],
    ['foreword', 'x'.repeat(20_001), 400],
    ['preface', 'x', 404],
  ] as const)
    expect([block, (await save(block, text, 2)).statusCode]).toEqual([block, status])
  expect((await page('/rounds/1999/texts')).statusCode).toBe(404)
})

test('an edition keeps the texts it was frozen with; an erratum takes in what was saved since', async () => {
  expect((await textsOf('2026')).foreword).toBe('[The foreword stands here.]')
  const erratum = await page('/rounds/2026/erratum')
  expect(erratum.body).toContain('which the erratum takes in: Foreword')
  const made = await asBrowser(hub.app, curator.cookie).post('/rounds/2026/erratum', { note: '' })
  expect(made.headers.location).toBe('/reports/2026.1')
  // What stands for a number of the edition is filled in; what stands for nothing stays.
  expect((await textsOf('2026.1')).foreword).toBe('Second & foremost of 1, {who}')
  expect(await checksumOf('2026.1')).not.toBe(await checksumOf('2026'))

  await save('foreword', 'Third', 2)
  expect((await textsOf('2026.1')).foreword).toContain('Second')
  const html = await hub.app.inject({ url: '/reports/2026.1/report.html' })
  expect(html.body).toContain('<p>Second &amp; foremost of 1, {who}</p>')
  expect(html.body).toContain('Texts that are new or changed: Foreword.')
  const old = await hub.app.inject({ url: '/reports/2026/report.html' })
  expect(old.body).toContain('[The foreword stands here.]')
})
