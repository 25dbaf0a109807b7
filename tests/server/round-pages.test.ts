import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EditionReader } from '../../server/reports/reader'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member } from '../people'
import { fieldsOf } from '../review'
import { dayIn } from '../rounds'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let curator: Member
let leader: Member
let member: Member
let other: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { database, catalogue } = hub.context
  const add = (email: string, entity: string, role: 'focal-point' | 'contributor', name = email) =>
    addMember(database, { email, name, memberships: [{ entity, role }] })
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  leader = await add('leader@itu.example', 'itu', 'focal-point', '=SUM(A1)')
  member = await add('member@itu.example', 'itu', 'contributor')
  other = await add('leader@fao.example', 'fao', 'focal-point')
  for (const id of [1, 2, 3]) await publish(database, id, contentOf({ title: `<b>ITU</b> ${id}` }))
  await publish(database, 4, contentOf({ title: 'FAO 4', entities: ['fao'] }))
  await catalogue.refresh()
})
afterAll(() => hub.stop())

const get = (who: Member, url: string) => asBrowser(hub.app, who.cookie).get(url)
const post = (who: Member, url: string, form: Record<string, string | string[]>) =>
  asBrowser(hub.app, who.cookie).post(url, form)
const LIST = '/rounds/2026/entities/itu'

describe('the pages of a round', () => {
  test('open it with a form that names what is wrong in it', async () => {
    const form = {
      ...{ year: '2026', title: 'Round 2026', letter: '<i>Dear</i> all', rule: 'mark' },
      ...{ opens: dayIn(0), deadline: dayIn(20), reminders: '7, 1, 7' },
    }
    for (const [field, wrong] of [
      ['year', 'soon'],
      ['title', ' '],
      ['letter', 'x'.repeat(5001)],
      ['opens', '2026-02-30'],
      ['deadline', dayIn(0)],
      ['reminders', '7; 1'],
      ['rule', 'guess'],
    ] as const) {
      const answer = await post(curator, '/rounds', { ...form, [field]: wrong })
      expect(answer.statusCode, field).toBe(400)
      expect(answer.body, field).toContain(`href="#round-${field}"`)
    }
    expect((await get(curator, '/rounds')).body).toContain('There has been no round yet')
    const { headers } = await post(curator, '/rounds', form)
    expect(headers.location).toBe('/rounds/2026?done=round-opened')
    const again = await post(curator, '/rounds', { ...form, year: '2027' })
    expect([again.statusCode, again.body.includes('still open')]).toEqual([409, true])
    const board = (await get(curator, '/rounds/2026')).body
    expect(board).toContain('Reminders: 7 and 1 days')
    expect(board).toContain('&lt;i>Dear')
    expect(board).toMatch(
      /ITU<\/a><\/th><td data-label="State"><span class="round-state not-started"/,
    )
  })

  test('lead each focal point to their own list, and nobody else into it', async () => {
    expect((await get(leader, '/rounds')).body).toContain(`href="${LIST}"`)
    expect((await get(leader, '/rounds')).body).not.toContain('/rounds/2026/entities/fao')
    expect((await get(leader, '/my')).body).toContain(`href="${LIST}"`)
    expect((await get(member, '/my')).body).not.toContain(LIST)
    expect((await get(member, '/rounds')).body).not.toContain(LIST)
    const list = (await get(leader, LIST)).body
    expect(list).toContain('&lt;b>ITU&lt;/b> 1')
    expect(list).not.toContain('FAO 4')
    for (const who of [member, other]) {
      expect((await get(who, LIST)).statusCode).toBe(403)
      const answer = await post(who, `${LIST}/answers`, { activity: '1', answer: 'confirmed' })
      expect(answer.statusCode).toBe(403)
    }
    for (const url of ['/rounds/1999', '/rounds/2026/entities/nowhere', '/rounds/x'])
      expect((await get(curator, url)).statusCode, url).toBe(404)
  })

  test('confirm many in one go, and say what was wrong with an answer', async () => {
    const pick = (await get(leader, `${LIST}?pick=all`)).body
    const form = fieldsOf(pick, `${LIST}/answers`)
    expect(form.activity).toEqual(['1', '2', '3'])
    for (const wrong of [
      { ...form, activity: [] },
      { ...form, activity: ['4'] },
      { ...form, activity: ['x'] },
      { ...form, answer: ['retired'] },
      { ...form, answer: ['new'] },
    ])
      expect((await post(leader, `${LIST}/answers`, wrong)).statusCode).toBe(400)
    const { headers } = await post(leader, `${LIST}/answers`, { ...form, activity: ['1', '2'] })
    expect(headers.location).toBe(`${LIST}?done=round-confirmed`)
    expect((await get(leader, LIST)).body).toContain('2 of 3 entries are answered for')
  })

  test('let a delegate answer, for as long as they are one', async () => {
    const delegate = (person: string) => post(leader, `${LIST}/delegate`, { person })
    expect((await delegate(`${other.id}`)).statusCode).toBe(400)
    expect((await delegate(`${member.id}`)).statusCode).toBe(303)
    expect((await get(member, '/rounds')).body).toContain(`href="${LIST}"`)
    expect((await get(member, '/my')).body).toContain(`href="${LIST}"`)
    const own = await get(member, LIST)
    expect([own.statusCode, own.body.includes('Save the delegate')]).toEqual([200, false])
    const retire = { activity: '3', answer: 'retired', reason: 'It ended.' }
    expect((await post(member, `${LIST}/answers`, retire)).statusCode).toBe(303)
    expect((await get(curator, '/activities/3')).statusCode).toBe(410)
    // To pass it on is the focal point's alone.
    expect((await post(member, `${LIST}/delegate`, { person: '' })).statusCode).toBe(403)
    expect((await delegate('')).statusCode).toBe(303)
    expect((await get(member, LIST)).statusCode).toBe(403)
  })

  test('filter the board, export it without formulas, and remind by hand', async () => {
    const done = (await get(curator, '/rounds/2026?state=done')).body
    expect(done).toMatch(/entities\/itu"/)
    expect(done).not.toMatch(/entities\/fao"/)
    const csv = await get(curator, '/rounds/2026/board.csv')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.body).toContain(`itu,ITU,done,${dayIn(20)},2,1,0,0,'=SUM(A1),`)
    const remind = { entity: '', request: 'a-token-of-sixteen' }
    const first = await post(curator, '/rounds/2026/remind', remind)
    expect(first.headers.location).toContain('round-reminded')
    const second = await post(curator, '/rounds/2026/remind', remind)
    expect(second.headers.location).toContain('round-nobody')
    const extended = await post(curator, '/rounds/2026/extend', {
      ...{ entity: 'fao', deadline: dayIn(25) },
    })
    expect(extended.statusCode).toBe(303)
    const past = await post(curator, '/rounds/2026/extend', {
      ...{ entity: 'fao', deadline: dayIn(-1) },
    })
    expect(past.statusCode).toBe(400)
    const nowhere = { entity: 'nowhere', deadline: dayIn(25) }
    expect((await post(curator, '/rounds/2026/extend', nowhere)).statusCode).toBe(400)
  })

  test('close it as it was shown, and not otherwise', async () => {
    const silent = (await get(curator, '/rounds/2026/silent')).body
    expect(silent).toContain('Keep, and name as not confirmed')
    const shown = fieldsOf((await get(curator, '/rounds/2026/close')).body, '/rounds/2026/close')
    const rule = { activity: '4', rule: 'leave-out' }
    expect((await post(curator, '/rounds/2026/silent', rule)).statusCode).toBe(303)
    const refused = await post(curator, '/rounds/2026/close', shown)
    expect([refused.statusCode, refused.body.includes('changed since')]).toEqual([409, true])
    const { body } = await get(curator, '/rounds/2026/close')
    expect(body).toContain('Edition 2026 will hold 2 entries')
    const closed = await post(curator, '/rounds/2026/close', {
      ...fieldsOf(body, '/rounds/2026/close'),
      note: 'Put together with care.',
    })
    expect(closed.headers.location).toBe('/rounds/2026?done=round-closed')
    const edition = await new EditionReader(hub.context.database.reader).findEdition('2026')
    expect(edition).toMatchObject({ title: 'Round 2026', note: 'Put together with care.' })
    expect((await get(leader, LIST)).body).toContain('The round is closed')
    const late = await post(leader, `${LIST}/answers`, { activity: '1', answer: 'none' })
    expect(late.statusCode).toBe(409)
    const audit = await addMember(hub.context.database, { email: 'a@hub.example', isAdmin: true })
    const log = (await get(audit, '/audit?action=round')).body
    for (const act of [
      'opened',
      'answered',
      'delegated',
      'reminded',
      'extended',
      'ruled',
      'closed',
    ])
      expect(log).toContain(`round.${act}`)
    expect(log).toContain('Silent entries decided')
  })

  test('correct its edition by another, entry by entry with a reason', async () => {
    await publish(hub.context.database, 1, contentOf({ title: 'ITU 1, put right' }))
    await hub.context.catalogue.refresh()
    const page = (await get(curator, '/rounds/2026/erratum')).body
    expect(page).toContain('2 entries differ from edition 2026')
    const without = await post(curator, '/rounds/2026/erratum', { activity: '1', 'reason.1': ' ' })
    expect(without.statusCode).toBe(400)
    const same = await post(curator, '/rounds/2026/erratum', { activity: '2', 'reason.2': 'Why' })
    expect([same.statusCode, same.body.includes('is as edition 2026 has it')]).toEqual([400, true])
    const made = await post(curator, '/rounds/2026/erratum', {
      ...{ activity: '1', 'reason.1': 'Wrong title', note: 'One title' },
    })
    expect(made.headers.location).toBe('/reports/2026.1')
    const report = (await get(curator, '/reports/2026.1')).body
    expect(report).toContain('Wrong title')
    const next = (await get(curator, '/rounds/2026/erratum')).body
    expect(next).toContain('1 entry differs from edition 2026.1')
  })
})

test('the page of an entry says that its entity did not confirm it in the last round', async () => {
  const own = await startTestApp({ SEED: 'none' })
  const { database, catalogue } = own.context
  const boss = await addMember(database, { email: 'boss@hub.example', isCurator: true })
  const browser = asBrowser(own.app, boss.cookie)
  for (const id of [1, 2]) await publish(database, id, contentOf({ title: `Entry ${id}` }))
  await catalogue.refresh()
  const form = { year: '2026', title: 'Round 2026', letter: 'Dear all', rule: 'mark' }
  const days = { opens: dayIn(0), deadline: dayIn(20), reminders: '7' }
  await browser.post('/rounds', { ...form, ...days })
  const list = '/rounds/2026/entities/itu'
  await browser.post(`${list}/answers`, { activity: '2', answer: 'confirmed' })
  const pageOf = async (id: number) => (await browser.get(`/activities/${id}`)).body
  const note = 'Not confirmed by its entity in the 2026 round'
  expect(await pageOf(1)).not.toContain(note)
  const close = '/rounds/2026/close'
  const shown = fieldsOf((await browser.get(close)).body, close)
  expect((await browser.post(close, shown)).statusCode).toBe(303)
  expect(await pageOf(1)).toContain(note)
  expect(await pageOf(2)).not.toContain(note)
  await own.stop()
})
