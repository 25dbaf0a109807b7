import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstAdminLink } from '../../server/accounts/first-admin'
import { AccountReader } from '../../server/accounts/reader'
import type { Membership } from '../../taxonomy/people'
import { startTestApp } from '../helper'
import { addMember, asBrowser, cookieOf, linkIn, type Member, readOutbox, tokenOf } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let admin: Member
let leader: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
})
afterAll(() => hub.stop())

let count = 0
const add = (what: Omit<Parameters<typeof addMember>[1], 'email'> = {}) =>
  addMember(hub.context.database, { email: `p${++count}@hub.example`, ...what })
const lead = (entity: string): Membership[] => [{ entity, role: 'focal-point' }]
const write = (entity: string): Membership[] => [{ entity, role: 'contributor' }]
const as = ({ cookie }: Member) => asBrowser(hub.app, cookie)
const find = (email: string) =>
  new AccountReader(hub.context.database.reader).findPersonByEmail(email)
const actsOn = (subject: string) =>
  hub.context.database.reader
    .selectFrom('audit_event')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('id')
    .execute()
const remoteAddress = () => `10.5.0.${++count}`
const accept = (path: string, form: Record<string, string> = { name: 'New Person' }) =>
  asBrowser(hub.app).post(
    '/sign-in/link',
    { token: tokenOf(path), ...form },
    { remoteAddress: remoteAddress() },
  )

beforeAll(async () => {
  admin = await add({ isAdmin: true, name: 'Ada Admin' })
  leader = await add({ memberships: lead('itu'), name: 'Lena Leader' })
})

/** Sends an invitation and returns the path in its mail. */
async function invite(by: Member, form: Record<string, string>) {
  const answer = await as(by).post('/people/invitations', form)
  await hub.context.mail.idle()
  const mail = readOutbox(hub.context.config.mail.folder)
    .filter(({ to }) => to === form.email)
    .at(-1)
  return { answer, path: linkIn(mail), mail }
}

describe('an invitation', () => {
  test('goes by mail, and makes a member of who takes it up', async () => {
    const email = 'new1@hub.example'
    const { path, mail } = await invite(leader, { email, role: 'contributor', entity: 'itu' })
    expect(mail?.text).toMatch(/Lena Leader invites you/)
    expect(await find(email)).toBeUndefined()
    const page = await asBrowser(hub.app).get(path)
    expect(page.body).toMatch(/Contributor, ITU/)
    const answer = await accept(path, { name: '  Nora\tNew ' })
    expect(answer.headers.location).toBe('/account?done=welcome')
    expect(await find(email)).toMatchObject({ name: 'Nora New', memberships: write('itu') })
    expect((await asBrowser(hub.app, cookieOf(answer)).get('/account')).statusCode).toBe(200)
    expect((await accept(path)).statusCode).toBe(410)
  })

  test('needs a name from who takes it up, and is not spent by the lack of one', async () => {
    const { path } = await invite(leader, {
      email: 'new2@hub.example',
      role: 'contributor',
      entity: 'itu',
    })
    expect((await accept(path, { name: ' ' })).statusCode).toBe(400)
    expect((await accept(path)).statusCode).toBe(303)
  })

  test('adds an entity to someone who is here already, and keeps their name', async () => {
    const known = await add({ name: 'Kay Known', memberships: write('fao') })
    const { path } = await invite(leader, {
      email: known.email,
      role: 'focal-point',
      entity: 'itu',
    })
    await accept(path, { name: 'Someone Else' })
    expect(await find(known.email)).toMatchObject({
      name: 'Kay Known',
      memberships: [...write('fao'), ...lead('itu')],
    })
  })

  test('lets nobody in who was deactivated', async () => {
    const gone = await add()
    await as(admin).post(`/people/${gone.id}/state`, { state: 'deactivated' })
    const { path } = await invite(admin, { email: gone.email, role: 'admin' })
    const answer = await accept(path)
    expect(cookieOf(answer)).toBe('')
    expect(await find(gone.email)).toMatchObject({ state: 'deactivated', isAdmin: false })
  })

  test('expires after 14 days, can be sent again with a new link, and withdrawn', async () => {
    const email = 'new3@hub.example'
    const first = await invite(leader, { email, role: 'contributor', entity: 'itu' })
    await hub.context.database.writer
      .updateTable('invitation')
      .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
      .where('email', '=', email)
      .execute()
    expect((await accept(first.path)).body).toMatch(/Its time is over/)
    const list = await as(leader).get('/people')
    expect(list.body).toMatch(/new3@hub\.example[\s\S]*expired/)

    const [, id] =
      /people\/invitations\/(\d+)\/resend" class="act"><button[^>]*new3@/.exec(list.body) ?? []
    expect((await as(leader).post(`/people/invitations/${id}/resend`)).statusCode).toBe(303)
    await hub.context.mail.idle()
    const again = linkIn(
      readOutbox(hub.context.config.mail.folder)
        .filter(({ to }) => to === email)
        .at(-1),
    )
    expect(again).not.toBe(first.path)
    expect((await asBrowser(hub.app).get(again)).statusCode).toBe(200)
    expect((await asBrowser(hub.app).get(first.path)).statusCode).toBe(410)

    await as(leader).post(`/people/invitations/${id}/revoke`)
    expect((await accept(again)).statusCode).toBe(410)
    expect((await as(leader).get('/people')).body).not.toContain(email)
    expect((await as(leader).post(`/people/invitations/${id}/resend`)).statusCode).toBe(403)
    expect((await actsOn(`invitation:${id}`)).map(({ action }) => action)).toEqual([
      'invitation.sent',
      'invitation.sent-again',
      'invitation.revoked',
    ])
  })

  test('of the same address to the same entity ends the one before', async () => {
    const form = { email: 'new4@hub.example', role: 'contributor', entity: 'itu' }
    const first = await invite(leader, form)
    const second = await invite(leader, form)
    expect((await accept(first.path)).statusCode).toBe(410)
    expect((await accept(second.path)).statusCode).toBe(303)
  })

  test.each([
    ['to another entity', { role: 'contributor', entity: 'fao' }],
    ['as curator', { role: 'curator', entity: 'itu' }],
    ['as administrator', { role: 'admin', entity: 'itu' }],
    ['as administrator without an entity', { role: 'admin' }],
  ])('by a focal point is refused %s', async (_, form: Record<string, string>) => {
    const { answer, mail } = await invite(leader, { email: `no${++count}@hub.example`, ...form })
    expect(answer.statusCode).toBe(403)
    expect(mail).toBeUndefined()
  })

  test.each([
    ['no address', { email: 'nonsense', role: 'contributor', entity: 'itu' }, 'email'],
    ['an unknown entity', { email: 'a@hub.example', role: 'contributor', entity: 'xyz' }, 'entity'],
    ['no entity', { email: 'a@hub.example', role: 'contributor', entity: '' }, 'entity'],
    [
      'a name without end',
      { email: 'a@hub.example', role: 'admin', name: 'x'.repeat(101) },
      'name',
    ],
  ])('with %s is refused at the field, and keeps what was typed', async (_, form, field) => {
    const answer = await as(admin).post('/people/invitations', form)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`href="#invite-${field}"`)
    expect(answer.body).toContain(`value="${form.email}"`)
  })

  test('is one of at most fifty a day of one person', async () => {
    const eager = await add({ memberships: lead('wmo') })
    const at = new Date().toISOString()
    await hub.context.database.writer
      .insertInto('audit_event')
      .values(
        Array.from({ length: 50 }, (_, n) => ({
          ...{ at, actor: `person:${eager.id}`, action: 'invitation.sent' },
          ...{ subject: `invitation:${9000 + n}`, detail: '{}' },
        })),
      )
      .execute()
    const { answer, mail } = await invite(eager, {
      ...{ email: 'one-too-many@hub.example', role: 'contributor', entity: 'wmo' },
    })
    expect(answer.statusCode).toBe(429)
    expect(mail).toBeUndefined()
  })

  test('shows and mails a scripted name as the text it is', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const email = 'script@hub.example'
    const { path, mail } = await invite(admin, { email, name, role: 'contributor', entity: 'itu' })
    expect(mail?.text).toContain('<p>Hello &lt;img src=x onerror=alert(1)&gt;,</p>')
    await accept(path, { name })
    for (const url of ['/people', `/people/${(await find(email))?.id}`, '/audit']) {
      const page = await as(admin).get(url)
      expect(page.statusCode).toBe(200)
      expect(page.body).not.toContain('<img')
    }
    expect((await as(admin).get('/people')).body).toContain('&lt;img src=x')
  })
})

describe('the first administrator', () => {
  test('comes in by a link that works once, and is printed only while there is none', async () => {
    const empty = await startTestApp({ SEED: 'none' })
    const { database } = empty.context
    const browser = asBrowser(empty.app)
    const earlier = await firstAdminLink(database, 'http://hub.test')
    const link = await firstAdminLink(database, 'http://hub.test')
    const use = (path: string | undefined, email: string) =>
      browser.post('/sign-in/link', { token: tokenOf(path ?? ''), name: 'First', email })
    expect((await use(earlier, 'x@hub.example')).statusCode).toBe(410)
    expect((await use(link, 'not an address')).statusCode).toBe(400)
    const answer = await use(link, 'First@Hub.example')
    expect((await asBrowser(empty.app, cookieOf(answer)).get('/audit')).statusCode).toBe(200)
    expect((await use(link, 'y@hub.example')).statusCode).toBe(410)
    expect(await firstAdminLink(database, 'http://hub.test')).toBeUndefined()
    await empty.stop()
  })
})

describe('a member', () => {
  test('who is deactivated while signed in is out at once, and cannot come back by a link they have', async () => {
    const member = await add({ memberships: write('itu') })
    await asBrowser(hub.app).post(
      '/sign-in',
      { email: member.email },
      { remoteAddress: remoteAddress() },
    )
    await hub.context.mail.idle()
    const path = linkIn(readOutbox(hub.context.config.mail.folder).at(-1))
    expect((await as(member).get('/account')).statusCode).toBe(200)
    await as(admin).post(`/people/${member.id}/state`, { state: 'deactivated' })
    expect((await as(member).get('/account')).statusCode).toBe(303)
    expect((await as(member).post('/account', { name: 'x' })).statusCode).toBe(401)
    expect((await accept(path)).statusCode).toBe(410)
    await as(admin).post(`/people/${member.id}/state`, { state: 'active' })
    // Coming back takes a new link: the old sessions stay ended.
    expect((await as(member).get('/account')).statusCode).toBe(303)
  })

  test('who is removed loses the entity at once, and a focal point their say', async () => {
    const other = await add({ memberships: lead('itu') })
    expect((await as(other).get('/people')).statusCode).toBe(200)
    const form = { entity: 'itu', role: 'none' }
    expect((await as(leader).post(`/people/${other.id}/memberships`, form)).statusCode).toBe(303)
    expect((await as(other).get('/people')).statusCode).toBe(403)
    expect((await find(other.email))?.memberships).toEqual([])
    expect((await actsOn(`person:${other.id}`)).at(-1)).toMatchObject({
      action: 'membership.removed',
      actor: `person:${leader.id}`,
    })
  })

  test('of another entity cannot be pulled in by a focal point', async () => {
    const other = await add({ memberships: write('fao') })
    const form = { entity: 'itu', role: 'contributor' }
    expect((await as(leader).post(`/people/${other.id}/memberships`, form)).statusCode).toBe(403)
    expect((await as(admin).post(`/people/${other.id}/memberships`, form)).statusCode).toBe(303)
  })

  test('shows a focal point only what they are in the focal point’s entity', async () => {
    const both = await add({ memberships: [...write('itu'), ...lead('fao')] })
    const page = await as(leader).get(`/people/${both.id}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('value="fao"')
    expect(page.body).not.toContain('/state"')
    expect((await as(leader).get('/people')).body).not.toMatch(/Focal point, FAO/)
  })

  test('can leave an entity', async () => {
    const member = await add({ memberships: [...write('itu'), ...write('fao')] })
    await as(member).post('/account/leave', { entity: 'itu' })
    expect((await find(member.email))?.memberships).toEqual(write('fao'))
  })

  test('changes their own name and mail, and nothing else', async () => {
    const member = await add()
    const form = { name: 'Újñame', language: 'en', mail: 'daily', is_admin: '1', isAdmin: 'true' }
    await as(member).post('/account', form)
    expect(await find(member.email)).toMatchObject({
      name: 'Újñame',
      mail: 'daily',
      isAdmin: false,
    })
    for (const wrong of [{ name: '' }, { language: 'xx' }, { mail: 'often' }]) {
      const answer = await as(member).post('/account', { ...form, ...wrong })
      expect(answer.statusCode).toBe(400)
      expect(answer.body).toContain(`href="#account-${Object.keys(wrong)[0]}"`)
    }
  })
})

describe('the last admin', () => {
  test('cannot be deactivated or lose the role', async () => {
    for (const [path, form] of [
      ['state', { state: 'deactivated' }],
      ['roles', { curator: 'on' }],
    ] as const) {
      const answer = await as(admin).post(`/people/${admin.id}/${path}`, form)
      expect(answer.statusCode).toBe(409)
      expect(answer.body).toMatch(/only admin/)
    }
    expect(await find(admin.email)).toMatchObject({ state: 'active', isAdmin: true })
    const second = await add({ isAdmin: true })
    await as(second).post(`/people/${second.id}/roles`, { curator: 'on' })
    expect(await find(second.email)).toMatchObject({ isCurator: true, isAdmin: false })
  })
})

describe('the directory', () => {
  test('shows members who asked for it, as they wish, to members alone', async () => {
    const member = await add({ name: 'Dora Data', memberships: write('itu') })
    const quiet = await add({ name: 'Quentin Quiet', memberships: write('itu') })
    const entry = {
      ...{ listed: 'on', about: 'Flood <b>forecasting</b>', languages: ['fr', 'ar'] },
      ...{ sectors: ['health'], techniques: [] },
    }
    await as(member).post('/account/directory', entry)
    const page = await as(quiet).get('/directory')
    expect(page.body).toContain('Dora Data')
    expect(page.body).toContain('Flood &lt;b>forecasting')
    expect(page.body).toMatch(/Arabic and French|French and Arabic/)
    expect(page.body).not.toContain(member.email)
    expect(page.body).not.toContain('<h2>Quentin Quiet')
    expect((await asBrowser(hub.app).get('/directory')).statusCode).toBe(303)

    await as(member).post('/account/directory', { ...entry, showEmail: 'on' })
    expect((await as(quiet).get('/directory')).body).toContain(`mailto:${member.email}`)
    const found = async (query: string) =>
      (await as(quiet).get(`/directory?${query}`)).body.includes('Dora Data')
    expect(await found('q=FLOOD+dora')).toBe(true)
    expect(await found('q=drought')).toBe(false)
    expect(await found('entity=itu&sectors=health&language=fr')).toBe(true)
    expect(await found('entity=fao')).toBe(false)
    expect(await found('language=ru')).toBe(false)

    await as(member).post('/account/directory', { about: 'Still here' })
    expect((await as(quiet).get('/directory')).body).not.toContain('Dora Data')
  })

  test.each([
    ['about', { about: 'x'.repeat(1001) }],
    ['languages', { languages: ['tlh'] }],
    ['sectors', { sectors: ['magic'] }],
  ])('refuses a wrong %s', async (field, form) => {
    const member = await add()
    const answer = await as(member).post('/account/directory', { listed: 'on', ...form })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`#account-${field}`)
  })
})

describe('the audit log', () => {
  test('tells acts on people by action, actor and day, in pages, as CSV and as JSON', async () => {
    const lines = async (query: string) => (await as(admin).get(`/audit.json?${query}`)).json()
    const byLeader = await lines(`actor=${leader.email}&action=invitation`)
    expect(byLeader.length).toBeGreaterThan(3)
    for (const line of byLeader)
      expect(line).toMatchObject({ actor: `person:${leader.id}`, actorName: 'Lena Leader' })
    expect(await lines('to=2020-01-01')).toEqual([])
    expect((await lines('from=2020-01-01')).length).toBeGreaterThan(30)
    const csv = (await as(admin).get('/audit.csv?action=invitation.sent')).body
    expect(csv).toMatch(/^\uFEFFat,actor,actorName,action,subject,detail\n/)
    expect((await as(admin).get('/audit?from=yesterday')).statusCode).toBe(400)
    expect((await as(admin).get('/audit.csv?to=2026-99-99')).statusCode).toBe(400)
  })

  test('goes on page by page, every line once', async () => {
    const seen: string[] = []
    let url: string | undefined = '/audit'
    while (url) {
      const { body }: { body: string } = await as(admin).get(url)
      seen.push(...(body.match(/<time[^>]*>[^<]*<\/time><\/td><td[^>]*>[\s\S]*?<\/tr>/g) ?? []))
      url = /class="more" href="([^"]+)"/.exec(body)?.[1]?.replace(/&amp;/g, '&')
    }
    const { length } = (await as(admin).get('/audit.json')).json()
    expect(length).toBeGreaterThan(100)
    expect(seen).toHaveLength(length)
  })

  test('neutralises a name that begins like a formula', async () => {
    const name = '=HYPERLINK("https://evil.example")'
    const member = await add({ name })
    await as(member).post('/account', { name, language: 'en', mail: 'none' })
    const csv = (await as(admin).get(`/audit.csv?actor=${member.email}`)).body
    expect(csv).toContain(`"'=HYPERLINK`)
  })

  test('cannot be changed, not even by SQL', async () => {
    const { writer } = hub.context.database
    await expect(writer.updateTable('audit_event').set({ actor: 'x' }).execute()).rejects.toThrow(
      /never changed/,
    )
    await expect(writer.deleteFrom('audit_event').execute()).rejects.toThrow(/never changed/)
  })
})
