import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asBrowser, linkIn, readOutbox } from '../people'
import { lead, PeopleBench, write } from '../people-bench'

let bench: PeopleBench
beforeAll(async () => {
  bench = await PeopleBench.open()
})
afterAll(() => bench.hub.stop())

describe('a member', () => {
  test('who is deactivated while signed in is out at once, and cannot come back by a link they have', async () => {
    const member = await bench.add({ memberships: write('itu') })
    await asBrowser(bench.hub.app).post(
      '/sign-in',
      { email: member.email },
      { remoteAddress: bench.remoteAddress() },
    )
    await bench.hub.context.mail.idle()
    const path = linkIn(readOutbox(bench.hub.context.config.mail.folder).at(-1))
    expect((await bench.as(member).get('/account')).statusCode).toBe(200)
    await bench.as(bench.admin).post(`/people/${member.id}/state`, { state: 'deactivated' })
    expect((await bench.as(member).get('/account')).statusCode).toBe(303)
    expect((await bench.as(member).post('/account', { name: 'x' })).statusCode).toBe(401)
    expect((await bench.accept(path)).statusCode).toBe(410)
    await bench.as(bench.admin).post(`/people/${member.id}/state`, { state: 'active' })
    // Coming back takes a new link: the old sessions stay ended.
    expect((await bench.as(member).get('/account')).statusCode).toBe(303)
  })

  test('who is removed loses the entity at once, and a focal point their say', async () => {
    const other = await bench.add({ memberships: lead('itu') })
    expect((await bench.as(other).get('/people')).statusCode).toBe(200)
    const form = { entity: 'itu', role: 'none' }
    expect(
      (await bench.as(bench.leader).post(`/people/${other.id}/memberships`, form)).statusCode,
    ).toBe(303)
    expect((await bench.as(other).get('/people')).statusCode).toBe(403)
    expect((await bench.find(other.email))?.memberships).toEqual([])
    expect((await bench.actsOn(`person:${other.id}`)).at(-1)).toMatchObject({
      action: 'membership.removed',
      actor: `person:${bench.leader.id}`,
    })
  })

  test('of another entity cannot be pulled in by a focal point', async () => {
    const other = await bench.add({ memberships: write('fao') })
    const form = { entity: 'itu', role: 'contributor' }
    expect(
      (await bench.as(bench.leader).post(`/people/${other.id}/memberships`, form)).statusCode,
    ).toBe(403)
    expect(
      (await bench.as(bench.admin).post(`/people/${other.id}/memberships`, form)).statusCode,
    ).toBe(303)
  })

  test('shows a focal point only what they are in the focal point’s entity', async () => {
    const both = await bench.add({ memberships: [...write('itu'), ...lead('fao')] })
    const page = await bench.as(bench.leader).get(`/people/${both.id}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('value="fao"')
    expect(page.body).not.toContain('/state"')
    expect((await bench.as(bench.leader).get('/people')).body).not.toMatch(/Focal point, FAO/)
  })

  test('can leave an entity', async () => {
    const member = await bench.add({ memberships: [...write('itu'), ...write('fao')] })
    await bench.as(member).post('/account/leave', { entity: 'itu' })
    expect((await bench.find(member.email))?.memberships).toEqual(write('fao'))
  })

  test('changes their own name and mail, and nothing else', async () => {
    const member = await bench.add()
    const form = { name: 'Újñame', language: 'en', mail: 'daily', is_admin: '1', isAdmin: 'true' }
    await bench.as(member).post('/account', form)
    expect(await bench.find(member.email)).toMatchObject({
      name: 'Újñame',
      mail: 'daily',
      isAdmin: false,
    })
    for (const wrong of [{ name: '' }, { language: 'xx' }, { mail: 'often' }]) {
      const answer = await bench.as(member).post('/account', { ...form, ...wrong })
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
      const answer = await bench.as(bench.admin).post(`/people/${bench.admin.id}/${path}`, form)
      expect(answer.statusCode).toBe(409)
      expect(answer.body).toMatch(/only admin/)
    }
    expect(await bench.find(bench.admin.email)).toMatchObject({ state: 'active', isAdmin: true })
    const second = await bench.add({ isAdmin: true })
    await bench.as(second).post(`/people/${second.id}/roles`, { curator: 'on' })
    expect(await bench.find(second.email)).toMatchObject({ isCurator: true, isAdmin: false })
  })
})

describe('the directory', () => {
  test('shows members who asked for it, as they wish, to members alone', async () => {
    const member = await bench.add({ name: 'Dora Data', memberships: write('itu') })
    const quiet = await bench.add({ name: 'Quentin Quiet', memberships: write('itu') })
    const entry = {
      ...{ listed: 'on', about: 'Flood <b>forecasting</b>', languages: ['fr', 'ar'] },
      ...{ sectors: ['health'], techniques: [] },
    }
    await bench.as(member).post('/account/directory', entry)
    const page = await bench.as(quiet).get('/directory')
    expect(page.body).toContain('Dora Data')
    expect(page.body).toContain('Flood &lt;b>forecasting')
    expect(page.body).toMatch(/Arabic and French|French and Arabic/)
    expect(page.body).not.toContain(member.email)
    expect(page.body).not.toContain('<h2>Quentin Quiet')
    expect((await asBrowser(bench.hub.app).get('/directory')).statusCode).toBe(303)

    await bench.as(member).post('/account/directory', { ...entry, showEmail: 'on' })
    expect((await bench.as(quiet).get('/directory')).body).toContain(`mailto:${member.email}`)
    const found = async (query: string) =>
      (await bench.as(quiet).get(`/directory?${query}`)).body.includes('Dora Data')
    expect(await found('q=FLOOD+dora')).toBe(true)
    expect(await found('q=drought')).toBe(false)
    expect(await found('entity=itu&sectors=health&language=fr')).toBe(true)
    expect(await found('entity=fao')).toBe(false)
    expect(await found('language=ru')).toBe(false)

    await bench.as(member).post('/account/directory', { about: 'Still here' })
    expect((await bench.as(quiet).get('/directory')).body).not.toContain('Dora Data')
  })

  test.each([
    ['about', { about: 'x'.repeat(1001) }],
    ['languages', { languages: ['tlh'] }],
    ['sectors', { sectors: ['magic'] }],
  ])('refuses a wrong %s', async (field, form) => {
    const member = await bench.add()
    const answer = await bench.as(member).post('/account/directory', { listed: 'on', ...form })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`#account-${field}`)
  })
})

describe('the audit log', () => {
  beforeAll(async () => {
    for (const at of [1, 2, 3, 4]) {
      const form = { email: `invited${at}@hub.example`, role: 'contributor', entity: 'itu' }
      await bench.invite(bench.leader, form)
    }
    // More than a page of it.
    for (let made = 0; made < 60; made++) await bench.add({ memberships: write('itu') })
  })

  test('tells acts on people by action, actor and day, in pages, as CSV and as JSON', async () => {
    const lines = async (query: string) =>
      (await bench.as(bench.admin).get(`/audit.json?${query}`)).json()
    const byLeader = await lines(`actor=${bench.leader.email}&action=invitation`)
    expect(byLeader.length).toBeGreaterThan(3)
    for (const line of byLeader)
      expect(line).toMatchObject({ actor: `person:${bench.leader.id}`, actorName: 'Lena Leader' })
    expect(await lines('to=2020-01-01')).toEqual([])
    expect((await lines('from=2020-01-01')).length).toBeGreaterThan(30)
    const csv = (await bench.as(bench.admin).get('/audit.csv?action=invitation.sent')).body
    expect(csv).toMatch(/^\uFEFFat,actor,actorName,action,subject,detail\n/)
    expect((await bench.as(bench.admin).get('/audit?from=yesterday')).statusCode).toBe(400)
    expect((await bench.as(bench.admin).get('/audit.csv?to=2026-99-99')).statusCode).toBe(400)
  })

  test('goes on page by page, every line once', async () => {
    const seen: string[] = []
    let url: string | undefined = '/audit'
    while (url) {
      const { body }: { body: string } = await bench.as(bench.admin).get(url)
      seen.push(...(body.match(/<time[^>]*>[^<]*<\/time><\/td><td[^>]*>[\s\S]*?<\/tr>/g) ?? []))
      url = /class="more" href="([^"]+)"/.exec(body)?.[1]?.replace(/&amp;/g, '&')
    }
    const { length } = (await bench.as(bench.admin).get('/audit.json')).json()
    expect(length).toBeGreaterThan(100)
    expect(seen).toHaveLength(length)
  })

  test('neutralises a name that begins like a formula', async () => {
    const name = '=HYPERLINK("https://evil.example")'
    const member = await bench.add({ name })
    await bench.as(member).post('/account', { name, language: 'en', mail: 'none' })
    const csv = (await bench.as(bench.admin).get(`/audit.csv?actor=${member.email}`)).body
    expect(csv).toContain(`"'=HYPERLINK`)
  })

  test('cannot be changed, not even by SQL', async () => {
    const { writer } = bench.hub.context.database
    await expect(writer.updateTable('audit_event').set({ actor: 'x' }).execute()).rejects.toThrow(
      /never changed/,
    )
    await expect(writer.deleteFrom('audit_event').execute()).rejects.toThrow(/never changed/)
  })
})
