import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImportReader } from '../../server/exchange/import-reader'
import { startTestApp } from '../helper'
import { addMember } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let origin: string
let cookie: string
beforeAll(async () => {
  hub = await startTestApp()
  origin = await hub.app.listen({ port: 0, host: '127.0.0.1' })
  cookie = (await addMember(hub.context.database, { email: 'cu@hub.example', isCurator: true }))
    .cookie
})
afterAll(() => hub.stop())

/** What the import of an exported list comes to, both over real HTTP. */
async function importAgain(address: string) {
  const exported = await fetch(`${origin}${address}`)
  expect(exported.status).toBe(200)
  const form = new FormData()
  form.append('file', await exported.blob(), 'exported')
  const answer = await fetch(`${origin}/import`, {
    ...{ method: 'POST', redirect: 'manual', body: form },
    headers: { cookie, origin, accept: 'text/html' },
  })
  const path = answer.headers.get('location') ?? ''
  await hub.context.imports.settled()
  const page = await (await fetch(`${origin}${path}`, { headers: { cookie } })).text()
  const batch = await new ImportReader(hub.context.database.reader).find(
    Number(path.split('/').at(-1)),
  )
  return { counts: batch?.counts, page }
}

for (const format of ['csv', 'xlsx'])
  test(`the public list as ${format}, imported again, is unchanged, row by row`, async () => {
    const { counts, page } = await importAgain(`/activities.${format}`)
    expect(counts).toEqual({ unchanged: 837 })
    expect(page).toContain('837 unchanged')
  })

for (const format of ['csv', 'xlsx'])
  test(`so is a part of it as ${format}`, async () => {
    const { total } = await (await fetch(`${origin}/api/v1/activities?sdg=13&q=climate`)).json()
    const { counts } = await importAgain(`/activities.${format}?sdg=13&q=climate&sort=title`)
    expect(total).toBeGreaterThan(10)
    expect(counts).toEqual({ unchanged: total })
  })
