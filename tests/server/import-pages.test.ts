import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSource } from '../../server/exchange/reading/open-source'
import { startTestApp } from '../helper'
import { addMember, asBrowser } from '../people'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let curator: ReturnType<typeof asBrowser>
let leader: ReturnType<typeof asBrowser>
const cookies: Record<string, string> = {}
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { database } = hub.context
  const memberships = [{ entity: 'itu', role: 'focal-point' as const }]
  const one = await addMember(database, { email: 'cu@hub.example', isCurator: true })
  const two = await addMember(database, { email: 'fp@itu.example', memberships })
  Object.assign(cookies, { curator: one.cookie, leader: two.cookie })
  curator = asBrowser(hub.app, one.cookie)
  leader = asBrowser(hub.app, two.cookie)
})
afterAll(() => hub.stop())

/** Sends a file as the page's form does, and returns the path of its import. */
async function upload(who: string, bytes: string | Buffer, query = '', name = 'table.csv') {
  const boundary = 'x----boundary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`
  const answer = await hub.app.inject({
    method: 'POST',
    url: `/import${query}`,
    headers: {
      ...{ accept: 'text/html', origin: 'http://hub.test', cookie: cookies[who] ?? '' },
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([
      Buffer.from(head),
      Buffer.from(bytes),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  await hub.context.imports.settled()
  return answer
}

const locationOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers.location)

describe('a curator', () => {
  test('sends a table, looks, imports, sees the entry published, and takes it back', async () => {
    const answer = await upload(
      'curator',
      'Title,Summary,Agency\nFlood watch,AI warns of floods.,ITU\n,No title,ITU\n',
    )
    expect(answer.statusCode).toBe(303)
    const path = locationOf(answer)
    const shown = await curator.get(path)
    expect(shown.body).toContain('Checked; nothing is imported yet')
    expect(shown.body).toMatch(/A3 \(Title\).*is needed/)
    expect(hub.context.catalogue.index.size).toBe(0)

    const problems = await curator.get(`${path}/problems`)
    expect(problems.body.split('\r\n').join('\n')).toContain(
      'problem,Title,Summary,Agency\nnew,Flood watch,AI warns of floods.,ITU\nrefused; A3 (Title) is needed,,No title,ITU\n',
    )

    expect((await curator.post(`${path}/run`)).statusCode).toBe(303)
    await hub.context.imports.settled()
    expect((await curator.get(path)).body).toContain('<b>Imported</b>')
    expect(hub.context.catalogue.index.size).toBe(1)
    expect((await hub.app.inject('/api/v1/activities')).json().items[0].title).toBe('Flood watch')
    expect(readdirSync(hub.context.imports.folder)).toEqual([])
    expect((await curator.post(`${path}/run`)).statusCode).toBe(409)

    expect(locationOf(await curator.post(`${path}/undo`))).toMatch(/done=import-undone/)
    expect(hub.context.catalogue.index.size).toBe(0)
  })

  test('names a column that is not recognised, which is remembered for the entity', async () => {
    const table = 'Wie es heisst,Summary,Agency\nBee watch,AI hears bees.,ITU\n'
    const path = locationOf(await upload('curator', table, '?entity=itu'))
    expect((await curator.get(path)).body).toContain('Columns to be named')
    const wrong = await curator.post(`${path}/columns`, { 'column-0': '' })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('No column is taken for the title.')
    await curator.post(`${path}/columns`, { 'column-0': 'title' })
    await hub.context.imports.settled()
    expect((await curator.get(path)).body).toContain('1 new')
    const again = locationOf(await upload('curator', table, '?entity=itu'))
    expect((await curator.get(again)).body).toContain('1 new')
  })
})

describe('a focal point', () => {
  test('hands entries of their entity in for review, and publishes nothing', async () => {
    await publish(hub.context.database, 12, contentOf({ entities: ['undp'] }))
    const table = 'id,Title,Summary\n12,Taken over,AI.\n,Whale watch,AI hears whales.\n'
    const path = locationOf(await upload('leader', table, '?entity=itu&mode=publish'))
    expect((await leader.get(path)).body).toMatch(/is an entry of another entity/)
    await leader.post(`${path}/run`)
    await hub.context.imports.settled()
    const { reader } = hub.context.database
    const made = await reader
      .selectFrom('submission')
      .selectAll()
      .where('kind', '=', 'new')
      .execute()
    expect(made.map(({ state, entity }) => [state, entity])).toEqual([['submitted', 'itu']])
    expect((await leader.get('/my')).body).toContain('Whale watch')
    expect((await curator.get('/review')).body).toContain('Whale watch')
  })

  test('has no way to imports of others or for all', async () => {
    expect((await upload('leader', 'Title\nA\n', '?entity=undp')).statusCode).toBe(403)
    expect((await upload('leader', 'Title\nA\n')).statusCode).toBe(403)
    const path = locationOf(await upload('curator', 'Title,Summary,Agency\nA,B,ITU\n'))
    expect((await leader.get(path)).statusCode).toBe(403)
  })
})

describe('what goes wrong', () => {
  test('a file that is none is refused with the reason, and nothing stays behind', async () => {
    const answer = await upload('curator', '%PDF-1.7', '', 'table.xlsx')
    const page = await curator.get(locationOf(answer))
    expect(page.body).toContain('This is a PDF')
    const before = readdirSync(hub.context.imports.folder).length
    const form = await curator.post('/import', { file: 'x' })
    expect(form.statusCode).toBe(415)
    expect(form.body).toContain('Choose a file')
    expect(readdirSync(hub.context.imports.folder)).toHaveLength(before)
  })

  test('an import that died is said to have failed at the next start', async () => {
    const path = locationOf(await upload('curator', 'Title,Summary,Agency\nA,B,ITU\n'))
    const id = Number(path.split('/').at(-1))
    const { writer } = hub.context.database
    await writer
      .updateTable('import_batch')
      .set({ state: 'importing' })
      .where('id', '=', id)
      .execute()
    await hub.context.imports.recover()
    expect((await curator.get(path)).body).toMatch(/nothing of it was imported/)
  })
})

test('the template, filled in, imports; its vocabularies are drop-downs', async () => {
  const answer = await curator.get('/import/template.xlsx')
  const file = join(hub.folder, 'template.xlsx')
  writeFileSync(file, answer.rawPayload)
  const source = await openSource(file, () => true)
  const rows: string[][] = []
  for await (const { cells } of source.rows) rows.push(cells)
  expect(rows[0]).toEqual(expect.arrayContaining(['id', 'title', 'summary', 'sdgs', 'start_date']))
  expect(source.sheet).toBe('Activities')
  expect(source.notes).toContainEqual({ code: 'hidden-sheet', place: 'Lists', count: 1 })
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  const path = locationOf(await upload('curator', answer.rawPayload, '', 'template.xlsx'))
  expect((await curator.get(path)).body).toContain('There are no rows below the headings')
})
