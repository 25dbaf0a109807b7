import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PeopleWriter } from '../../server/accounts/people-writer'
import { startTestApp } from '../helper'
import { addMember, asBrowser, cookieOf, linkIn, readOutbox, tokenOf } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
})
afterAll(() => hub.stop())

let count = 0
/** A member who is signed in, and a network address no other test uses. */
async function newMember() {
  const member = await addMember(hub.context.database, { email: `m${++count}@hub.example` })
  return { ...member, remoteAddress: `10.1.0.${count}` }
}

/** Asks for a link and returns the path in the mail, empty when none came. */
async function askForLink(email: string, remoteAddress: string, next = '/directory') {
  const answer = await asBrowser(hub.app).post('/sign-in', { email, next }, { remoteAddress })
  await hub.context.mail.idle()
  const mail = readOutbox(hub.context.config.mail.folder)
    .filter(({ to }) => to === email.toLowerCase())
    .at(-1)
  return { answer, path: linkIn(mail), mail }
}

const spend = (path: string, remoteAddress = `10.2.0.${++count}`) =>
  asBrowser(hub.app).post('/sign-in/link', { token: tokenOf(path) }, { remoteAddress })
const database = () => hub.context.database

describe('a mailed link', () => {
  test('signs in once, where the person wanted to go, with a cookie scripts cannot read', async () => {
    const { email, remoteAddress } = await newMember()
    const { path, mail } = await askForLink(email.toUpperCase(), remoteAddress)
    expect(mail?.text).toMatch(/15 minutes/)
    const answer = await spend(path)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/directory')
    const cookie = answer.cookies.find(({ name }) => name === 'hub_session')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect((await asBrowser(hub.app, cookieOf(answer)).get('/account')).statusCode).toBe(200)
  })

  test('is not spent by those who only look, such as mail scanners', async () => {
    const { email, remoteAddress } = await newMember()
    const { path } = await askForLink(email, remoteAddress)
    for (let time = 0; time < 3; time++) {
      const look = await asBrowser(hub.app).get(path)
      expect(look.statusCode).toBe(200)
      expect(look.cookies).toEqual([])
      expect((await hub.app.inject({ method: 'HEAD', url: path })).statusCode).toBe(200)
    }
    expect(cookieOf(await spend(path))).not.toBe('')
  })

  test('works once, and says so the second time with a way to a new one', async () => {
    const { email, remoteAddress } = await newMember()
    const { path } = await askForLink(email, remoteAddress)
    await spend(path)
    for (const again of [await spend(path), await asBrowser(hub.app).get(path)]) {
      expect(again.statusCode).toBe(410)
      expect(cookieOf(again)).toBe('')
      expect(again.body).toMatch(/It has been used/)
      expect(again.body).toMatch(/action="\/sign-in"/)
    }
  })

  test('pressed twice at once gives one session', async () => {
    const { email, remoteAddress } = await newMember()
    const { path } = await askForLink(email, remoteAddress)
    const answers = await Promise.all([spend(path), spend(path), spend(path)])
    expect(answers.filter((answer) => cookieOf(answer) !== '')).toHaveLength(1)
  })

  test('does not work after a quarter of an hour', async () => {
    const { email, id, remoteAddress } = await newMember()
    const { path } = await askForLink(email, remoteAddress)
    await database()
      .writer.updateTable('sign_in_link')
      .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
      .where('person_id', '=', id)
      .execute()
    const answer = await spend(path)
    expect(answer.statusCode).toBe(410)
    expect(answer.body).toMatch(/Its time is over/)
    expect(cookieOf(answer)).toBe('')
  })

  test('is kept as a hash, and not in the mail once that is sent', async () => {
    const { email, id, remoteAddress } = await newMember()
    const { path } = await askForLink(email, remoteAddress)
    const token = tokenOf(path)
    const link = await database()
      .reader.selectFrom('sign_in_link')
      .selectAll()
      .where('person_id', '=', id)
      .execute()
    const mails = await database().reader.selectFrom('mail').selectAll().execute()
    expect(token).toHaveLength(43)
    expect(JSON.stringify([link, mails])).not.toContain(token)
    expect(mails.every(({ sent_at }) => sent_at !== null)).toBe(true)
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)'])(
    'leads nowhere else: %s',
    async (next) => {
      const { email, remoteAddress } = await newMember()
      const { path } = await askForLink(email, remoteAddress, next)
      expect((await spend(path)).headers.location).toBe('/account')
    },
  )

  test('that nobody made is said to be unknown', async () => {
    const answer = await spend('/sign-in/link?token=nonsense')
    expect(answer.statusCode).toBe(410)
    expect(answer.body).toMatch(/We do not know it/)
  })
})

describe('who gets a link', () => {
  test('known, unknown and deactivated addresses get the same answer', async () => {
    const known = await newMember()
    const gone = await newMember()
    await database()
      .writer.transaction()
      .execute((transaction) =>
        new PeopleWriter(transaction).setState(gone.id, 'deactivated', {
          actor: 'system',
          at: new Date().toISOString(),
        }),
      )
    const answers = await Promise.all([
      askForLink(known.email, known.remoteAddress),
      askForLink('nobody@hub.example', '10.3.0.1'),
      askForLink(gone.email, gone.remoteAddress),
    ])
    const [first, ...others] = answers
    for (const { answer } of others) {
      expect(answer.statusCode).toBe(first?.answer.statusCode)
      expect(answer.headers.location).toBe(first?.answer.headers.location)
    }
    expect(answers.map(({ path }) => path !== '')).toEqual([true, false, false])
    expect((await asBrowser(hub.app).get('/sign-in?sent=1')).body).toMatch(
      /If we know this address/,
    )
  })

  test('at most five an hour for one address', async () => {
    const { email, remoteAddress } = await newMember()
    for (let time = 0; time < 8; time++) await askForLink(email, remoteAddress)
    const mails = readOutbox(hub.context.config.mail.folder).filter(({ to }) => to === email)
    expect(mails).toHaveLength(5)
  })

  test('thirty requests in a quarter of an hour from one network address, then 429', async () => {
    const statuses = []
    for (let time = 0; time < 32; time++) {
      const form = { email: `guess${time}@hub.example` }
      const { statusCode } = await asBrowser(hub.app).post('/sign-in', form, {
        remoteAddress: '10.9.9.9',
      })
      statuses.push(statusCode)
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(30)
    expect(statuses.slice(30)).toEqual([429, 429])
  })

  test.each([
    '',
    'no address',
    'a@b',
    `${'x'.repeat(250)}@hub.example`,
    'a@hub.example, b@hub.example',
  ])('what is no address is refused at its field: %s', async (email) => {
    const remoteAddress = `10.4.0.${++count}`
    const answer = await asBrowser(hub.app).post('/sign-in', { email }, { remoteAddress })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toMatch(/href="#sign-in-email"/)
    expect(answer.body).toMatch(/aria-invalid="true"/)
  })
})

describe('a session', () => {
  test('that was stolen is worth nothing after signing out', async () => {
    const { cookie } = await newMember()
    const browser = asBrowser(hub.app, cookie)
    expect((await browser.get('/account')).statusCode).toBe(200)
    const out = await browser.post('/sign-out')
    expect(out.cookies.find(({ name }) => name === 'hub_session')?.value).toBe('')
    expect((await browser.get('/account')).headers.location).toMatch(/^\/sign-in/)
    expect((await browser.post('/account', { name: 'Thief' })).statusCode).toBe(401)
  })

  test('ends everywhere at once when its person asks, unused links too', async () => {
    const { email, cookie, remoteAddress } = await newMember()
    const first = await askForLink(email, remoteAddress)
    const other = cookieOf(await spend(first.path))
    const { path } = await askForLink(email, remoteAddress)
    const page = await asBrowser(hub.app, cookie).get('/account')
    expect(page.body.match(/name="session" value="\d+"/g)).toHaveLength(2)
    await asBrowser(hub.app, cookie).post('/account/sessions', { session: 'all' })
    for (const one of [cookie, other])
      expect((await asBrowser(hub.app, one).get('/account')).statusCode).toBe(303)
    expect((await spend(path)).statusCode).toBe(410)
  })

  test('can be ended alone, but only by its own person', async () => {
    const mine = await newMember()
    const theirs = await newMember()
    const sessions = await database()
      .reader.selectFrom('session')
      .select(['id', 'person_id'])
      .execute()
    const theirId = sessions.find(({ person_id }) => person_id === theirs.id)?.id ?? 0
    await asBrowser(hub.app, mine.cookie).post('/account/sessions', { session: String(theirId) })
    expect((await asBrowser(hub.app, theirs.cookie).get('/account')).statusCode).toBe(200)
    await asBrowser(hub.app, theirs.cookie).post('/account/sessions', { session: String(theirId) })
    expect((await asBrowser(hub.app, theirs.cookie).get('/account')).statusCode).toBe(303)
  })

  test('ends with its time', async () => {
    const { id, cookie } = await newMember()
    await database()
      .writer.updateTable('session')
      .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
      .where('person_id', '=', id)
      .execute()
    expect((await asBrowser(hub.app, cookie).get('/account')).statusCode).toBe(303)
  })

  test('is kept as a hash', async () => {
    const { cookie } = await newMember()
    const rows = await database().reader.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1])
  })

  test('begins anew on a device that was signed in: the one before ends', async () => {
    const { email, cookie, remoteAddress } = await newMember()
    const { path } = await askForLink(email, remoteAddress)
    const next = await asBrowser(hub.app, cookie).post('/sign-in/link', { token: tokenOf(path) })
    expect(cookieOf(next)).not.toBe(cookie)
    expect((await asBrowser(hub.app, cookie).get('/account')).statusCode).toBe(303)
    expect((await asBrowser(hub.app, cookieOf(next)).get('/account')).statusCode).toBe(200)
  })

  test('has a Secure cookie where the site is reached by https', async () => {
    const secure = await startTestApp({ SEED: 'none', PUBLIC_URL: 'https://hub.test' })
    const { email } = await addMember(secure.context.database, { email: 'a@hub.example' })
    const headers = { origin: 'https://hub.test' }
    await asBrowser(secure.app).post('/sign-in', { email }, { headers })
    await secure.context.mail.idle()
    const token = tokenOf(linkIn(readOutbox(secure.context.config.mail.folder)[0]))
    const answer = await asBrowser(secure.app).post('/sign-in/link', { token }, { headers })
    expect(answer.cookies.every((cookie) => cookie.secure)).toBe(true)
    expect(cookieOf(answer)).not.toBe('')
    await secure.stop()
  })
})

describe('a write that another site sent', () => {
  const form = { name: 'Forged', language: 'en', mail: 'none' }

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that hides itself', { origin: 'null' }],
    ['a referrer elsewhere', { origin: '', referer: 'https://evil.example/page' }],
    [
      'a browser that says cross-site',
      { origin: 'http://hub.test', 'sec-fetch-site': 'cross-site' },
    ],
    ['a sister site', { origin: '', 'sec-fetch-site': 'same-site' }],
    ['nobody who says so, with a session', { origin: '' }],
    ['an address that only begins like ours', { origin: 'http://hub.test.evil.example' }],
  ])('is refused: %s', async (_, given) => {
    const { id, cookie } = await newMember()
    const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
    const answer = await hub.app.inject({
      method: 'POST',
      url: '/account',
      payload: form,
      headers: { ...headers, cookie },
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().detail).toMatch(/not sent from a page of this site/)
    const row = await database()
      .reader.selectFrom('person')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(row?.name).toBe('Some One')
  })

  test.each([
    ['our origin', { origin: 'http://hub.test' }],
    ['the host it was sent to', { origin: 'http://localhost:80', host: 'localhost:80' }],
    ['a referrer here', { referer: 'http://hub.test/account' }],
    ['a browser that says same-origin', { 'sec-fetch-site': 'same-origin' }],
  ])('but not one of ours: %s', async (_, headers) => {
    const { cookie } = await newMember()
    const answer = await hub.app.inject({
      method: 'POST',
      url: '/account',
      payload: form,
      headers: { ...headers, cookie },
    })
    expect(answer.statusCode).toBe(303)
  })
})

describe('a body', () => {
  test('that is too large is refused unread', async () => {
    const { cookie } = await newMember()
    const answer = await asBrowser(hub.app, cookie).post('/account', { name: 'x'.repeat(70_000) })
    expect(answer.statusCode).toBe(413)
    expect(answer.body).toMatch(/too large/)
  })

  test('of another kind is refused', async () => {
    const { cookie } = await newMember()
    const headers = { 'content-type': 'application/xml' }
    const answer = await asBrowser(hub.app, cookie).post('/account', {}, { headers })
    expect(answer.statusCode).toBe(415)
  })
})
