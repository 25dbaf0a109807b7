import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstAdminLink } from '../../server/accounts/first-admin'
import { startTestApp } from '../helper'
import { asBrowser, cookieOf, linkIn, readOutbox, tokenOf } from '../people'
import { lead, PeopleBench, write } from '../people-bench'

let bench: PeopleBench
beforeAll(async () => {
  bench = await PeopleBench.open()
})
afterAll(() => bench.hub.stop())

describe('an invitation', () => {
  test('goes by mail, and makes a member of who takes it up', async () => {
    const email = 'new1@hub.example'
    const { path, mail } = await bench.invite(bench.leader, {
      email,
      role: 'contributor',
      entity: 'itu',
    })
    expect(mail?.text).toMatch(/Lena Leader invites you/)
    expect(await bench.find(email)).toBeUndefined()
    const page = await asBrowser(bench.hub.app).get(path)
    expect(page.body).toMatch(/Contributor, ITU/)
    const answer = await bench.accept(path, { name: '  Nora\tNew ' })
    expect(answer.headers.location).toBe('/account?done=welcome')
    expect(await bench.find(email)).toMatchObject({ name: 'Nora New', memberships: write('itu') })
    expect((await asBrowser(bench.hub.app, cookieOf(answer)).get('/account')).statusCode).toBe(200)
    expect((await bench.accept(path)).statusCode).toBe(410)
  })

  test('needs a name from who takes it up, and is not spent by the lack of one', async () => {
    const { path } = await bench.invite(bench.leader, {
      email: 'new2@hub.example',
      role: 'contributor',
      entity: 'itu',
    })
    expect((await bench.accept(path, { name: ' ' })).statusCode).toBe(400)
    expect((await bench.accept(path)).statusCode).toBe(303)
  })

  test('adds an entity to someone who is here already, and keeps their name', async () => {
    const known = await bench.add({ name: 'Kay Known', memberships: write('fao') })
    const { path } = await bench.invite(bench.leader, {
      email: known.email,
      role: 'focal-point',
      entity: 'itu',
    })
    await bench.accept(path, { name: 'Someone Else' })
    expect(await bench.find(known.email)).toMatchObject({
      name: 'Kay Known',
      memberships: [...write('fao'), ...lead('itu')],
    })
  })

  test('lets nobody in who was deactivated', async () => {
    const gone = await bench.add()
    await bench.as(bench.admin).post(`/people/${gone.id}/state`, { state: 'deactivated' })
    const { path } = await bench.invite(bench.admin, { email: gone.email, role: 'admin' })
    const answer = await bench.accept(path)
    expect(cookieOf(answer)).toBe('')
    expect(await bench.find(gone.email)).toMatchObject({ state: 'deactivated', isAdmin: false })
  })

  test('expires after 14 days, can be sent again with a new link, and withdrawn', async () => {
    const email = 'new3@hub.example'
    const first = await bench.invite(bench.leader, { email, role: 'contributor', entity: 'itu' })
    await bench.hub.context.database.writer
      .updateTable('invitation')
      .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
      .where('email', '=', email)
      .execute()
    expect((await bench.accept(first.path)).body).toMatch(/Its time is over/)
    const list = await bench.as(bench.leader).get('/people')
    expect(list.body).toMatch(/new3@hub\.example[\s\S]*expired/)

    const [, id] =
      /people\/invitations\/(\d+)\/resend" class="act"><button[^>]*new3@/.exec(list.body) ?? []
    expect((await bench.as(bench.leader).post(`/people/invitations/${id}/resend`)).statusCode).toBe(
      303,
    )
    await bench.hub.context.mail.idle()
    const again = linkIn(
      readOutbox(bench.hub.context.config.mail.folder)
        .filter(({ to }) => to === email)
        .at(-1),
    )
    expect(again).not.toBe(first.path)
    expect((await asBrowser(bench.hub.app).get(again)).statusCode).toBe(200)
    expect((await asBrowser(bench.hub.app).get(first.path)).statusCode).toBe(410)

    await bench.as(bench.leader).post(`/people/invitations/${id}/revoke`)
    expect((await bench.accept(again)).statusCode).toBe(410)
    expect((await bench.as(bench.leader).get('/people')).body).not.toContain(email)
    expect((await bench.as(bench.leader).post(`/people/invitations/${id}/resend`)).statusCode).toBe(
      403,
    )
    expect((await bench.actsOn(`invitation:${id}`)).map(({ action }) => action)).toEqual([
      'invitation.sent',
      'invitation.sent-again',
      'invitation.revoked',
    ])
  })

  test('of the same address to the same entity ends the one before', async () => {
    const form = { email: 'new4@hub.example', role: 'contributor', entity: 'itu' }
    const first = await bench.invite(bench.leader, form)
    const second = await bench.invite(bench.leader, form)
    expect((await bench.accept(first.path)).statusCode).toBe(410)
    expect((await bench.accept(second.path)).statusCode).toBe(303)
  })

  test.each([
    ['to another entity', { role: 'contributor', entity: 'fao' }],
    ['as curator', { role: 'curator', entity: 'itu' }],
    ['as administrator', { role: 'admin', entity: 'itu' }],
    ['as administrator without an entity', { role: 'admin' }],
  ])('by a focal point is refused %s', async (_, form: Record<string, string>) => {
    const { answer, mail } = await bench.invite(bench.leader, {
      email: `no-${form.role}-${form.entity}@hub.example`,
      ...form,
    })
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
    const answer = await bench.as(bench.admin).post('/people/invitations', form)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`href="#invite-${field}"`)
    expect(answer.body).toContain(`value="${form.email}"`)
  })

  test('is one of at most fifty a day of one person', async () => {
    const eager = await bench.add({ memberships: lead('wmo') })
    const at = new Date().toISOString()
    await bench.hub.context.database.writer
      .insertInto('audit_event')
      .values(
        Array.from({ length: 50 }, (_, n) => ({
          ...{ at, actor: `person:${eager.id}`, action: 'invitation.sent' },
          ...{ subject: `invitation:${9000 + n}`, detail: '{}' },
        })),
      )
      .execute()
    const { answer, mail } = await bench.invite(eager, {
      ...{ email: 'one-too-many@hub.example', role: 'contributor', entity: 'wmo' },
    })
    expect(answer.statusCode).toBe(429)
    expect(mail).toBeUndefined()
  })

  test('shows and mails a scripted name as the text it is', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const email = 'script@hub.example'
    const { path, mail } = await bench.invite(bench.admin, {
      email,
      name,
      role: 'contributor',
      entity: 'itu',
    })
    expect(mail?.text).toContain('<p>Hello &lt;img src=x onerror=alert(1)&gt;,</p>')
    await bench.accept(path, { name })
    for (const url of ['/people', `/people/${(await bench.find(email))?.id}`, '/audit']) {
      const page = await bench.as(bench.admin).get(url)
      expect(page.statusCode).toBe(200)
      expect(page.body).not.toContain('<img')
    }
    expect((await bench.as(bench.admin).get('/people')).body).toContain('&lt;img src=x')
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
