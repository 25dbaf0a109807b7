import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PeopleWriter } from '../../server/accounts/people-writer'
import { addMember, asBrowser, type Member } from '../people'
import { ReviewBench } from '../review'
import { startMailServer } from '../smtp'

// What can go wrong in review and writing, where no other test has it: sign-in.test.ts, mail.test.ts,
// people.test.ts, saving.test.ts, submission-moves.test.ts, submission-crash.test.ts and
// review*.test.ts have the rest.

let bench: ReviewBench
beforeAll(async () => {
  bench = await ReviewBench.open()
})
afterAll(() => bench.hub.stop())

const change = (work: (people: PeopleWriter, act: { actor: string; at: string }) => unknown) =>
  bench.hub.context.database.writer.transaction().execute(async (transaction) => {
    await work(new PeopleWriter(transaction), { actor: 'system', at: new Date().toISOString() })
  })

const draftOf = async (who: Member) => {
  const answer = await asBrowser(bench.hub.app, who.cookie).post('/submit', {
    ...{ entity: 'itu', request: randomUUID() },
  })
  return String(answer.headers.location)
}

const entryForm = { whole: '1', basedOn: '1', editor: 'e', language: 'en', title: 'Written late' }

describe('someone who loses their rights while they work', () => {
  test('removed from the entity while editing: nothing more is taken, what was saved stays', async () => {
    const who = await addMember(bench.hub.context.database, {
      email: 'removed@itu.example',
      memberships: [{ entity: 'itu', role: 'contributor' }],
    })
    const url = await draftOf(who)
    const browser = asBrowser(bench.hub.app, who.cookie)
    const saved = await browser.post(url, { ...entryForm, title: 'Saved', act: 'save' })
    expect(saved.statusCode).toBe(303)
    await change((people, act) => people.removeMembership(who.id, 'itu', act))
    expect((await browser.post(url, { ...entryForm, act: 'submit' })).statusCode).toBe(403)
    const [, id = ''] = /submissions\/(\d+)/.exec(url) ?? []
    expect(await bench.find(Number(id))).toMatchObject({ state: 'draft' })
    expect((await bench.contentOf(await bench.find(Number(id)))).title).toBe('Saved')
    // It goes on with the others of the entity.
    expect((await bench.get(url, bench.writer)).body).toContain('value="Saved"')
  })

  test('deactivated while editing: led to sign in, and nothing is changed', async () => {
    const who = await addMember(bench.hub.context.database, {
      email: 'gone@itu.example',
      memberships: [{ entity: 'itu', role: 'contributor' }],
    })
    const url = await draftOf(who)
    await change((people, act) => people.setState(who.id, 'deactivated', act))
    const answer = await asBrowser(bench.hub.app, who.cookie).post(url, entryForm)
    expect(answer.statusCode).toBe(401)
  })

  test('a curator no longer: the decision they had open is refused', async () => {
    const who = await addMember(bench.hub.context.database, {
      ...{ email: 'former@hub.example', isCurator: true },
    })
    const submission = await bench.submitted()
    const form = await bench.formOf(submission)
    await change((people, act) =>
      people.setRoles(who.id, { isCurator: false, isAdmin: false }, act),
    )
    const answer = await asBrowser(bench.hub.app, who.cookie).post(
      `/review/${submission.id}/approve`,
      form,
    )
    expect(answer.statusCode).toBe(403)
    expect((await bench.find(submission.id)).state).toBe('submitted')
  })

  test('a session stolen before signing out decides nothing after it', async () => {
    const who = await addMember(bench.hub.context.database, {
      ...{ email: 'robbed@hub.example', isCurator: true },
    })
    const submission = await bench.submitted()
    const form = await bench.formOf(submission)
    await asBrowser(bench.hub.app, who.cookie).post('/sign-out')
    const thief = asBrowser(bench.hub.app, who.cookie)
    expect((await thief.post(`/review/${submission.id}/approve`, form)).statusCode).toBe(401)
    expect((await bench.find(submission.id)).state).toBe('submitted')
  })
})

describe('what another site, or a broken program, sends', () => {
  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://hub.test.evil.example' },
  ])('a decision from %o is refused', async (headers) => {
    const submission = await bench.submitted()
    const form = await bench.formOf(submission)
    for (const [url, more] of [
      [`/review/${submission.id}/approve`, {}],
      [`/review/${submission.id}/edit`, entryForm],
      [`/review/activities/${submission.activityId}/archive`, { reason: 'x' }],
      [
        '/review/several',
        { act: 'approve', confirmed: 'yes', item: `${submission.id}.${submission.revision}.0` },
      ],
    ] as const) {
      const browser = asBrowser(bench.hub.app, bench.curator.cookie)
      const answer = await browser.post(url, { ...form, ...more }, { headers })
      expect(answer.statusCode, url).toBe(403)
    }
    expect((await bench.find(submission.id)).state).toBe('submitted')
  })

  test.each([
    ['approve', 70_000],
    ['edit', 1_100_000],
    ['ask-changes', 600_000],
  ])('a body of %s that is too large is refused unread', async (move, size) => {
    const submission = await bench.submitted()
    const answer = await bench.post(submission, move, { reason: 'x'.repeat(size) })
    expect(answer.statusCode).toBe(413)
    expect((await bench.find(submission.id)).revision).toBe(submission.revision)
  })

  test('scripted text stands as the text it is, on every page and in the mail', async () => {
    const script = '<script>alert(1)</script><img src=x onerror=alert(2)>'
    const title = 'Dikes " onmouseover="alert(3)" & <i'
    const submission = await bench.submitted({ title, summary: `Watched. ${script}` })
    const reason = `Not yet ${script}`
    await bench.post(submission, 'ask-changes', { reason, 'comment.summary': script })
    const { activityId, id } = submission
    const pages = [
      ...[`/review/${id}`, `/review/activities/${activityId}`, '/review?state=changes-asked'],
      ...[`/review/${id}/preview`],
    ]
    const bodies = [
      ...(await Promise.all(pages.map(async (url) => (await bench.get(url)).body))),
      (await bench.get(`/my/${id}`, bench.writer)).body,
      (await bench.get(`/submissions/${id}/edit`, bench.writer)).body,
    ]
    for (const body of bodies) {
      expect(body).not.toMatch(/<script>alert|<img src=x/)
      expect(body).not.toContain('" onmouseover="alert(3)"')
    }
    const [mail] = (await bench.mailsTo(bench.writer.email)).slice(-1)
    expect(mail?.text).not.toMatch(/<p>[\s\S]*<img src=x/)
  })
})

describe('a mail server that is down', () => {
  test('keeps no decision from holding; its mail goes out once the server is there', async () => {
    const { port, stop } = await startMailServer()
    await stop()
    const down = await ReviewBench.open({ SMTP_URL: `smtp://127.0.0.1:${port}` })
    const submission = await down.submitted()
    const { mail, database } = down.hub.context
    expect((await down.post(submission, 'approve')).statusCode).toBe(303)
    await mail.idle()
    expect((await down.find(submission.id)).state).toBe('published')
    const server = await startMailServer(port)
    const next_try_at = new Date().toISOString()
    await database.writer
      .updateTable('mail')
      .set({ next_try_at })
      .where('sent_at', 'is', null)
      .execute()
    mail.kick()
    await mail.idle()
    expect(server.mails.some(({ text }) => text.includes('Published: '))).toBe(true)
    await server.stop()
    await down.hub.stop()
  })
})

describe('one account', () => {
  test('may write only so much in a minute, from whatever addresses; others may go on', async () => {
    const busy = await ReviewBench.open({ RATE_LIMIT: '40' })
    const write = (who: Member, at: number) =>
      asBrowser(busy.hub.app, who.cookie).post(
        '/account',
        { name: 'Busy', language: 'en', mail: 'none' },
        { remoteAddress: `10.9.0.${at}` },
      )
    const answers = []
    for (let at = 1; at <= 11; at++) answers.push(await write(busy.curator, at))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(10).fill(303), 429])
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await write(busy.second, 99)).statusCode).toBe(303)
    // Reading goes on.
    const read = await asBrowser(busy.hub.app, busy.curator.cookie).get('/review')
    expect(read.statusCode).toBe(200)
    await busy.hub.stop()
  })
})

describe('the page of one’s entries', () => {
  test('tells a curator of no entity what there is to decide, and shows all that is published', async () => {
    await bench.submitted({ title: 'Ice on rivers', summary: 'AI sees ice.' })
    const { body } = await bench.get('/my')
    expect(body).toMatch(/For you as a curator.*\/review\?kind=new/s)
    expect(body).toContain('All published entries')
    expect((await bench.get('/my', bench.writer)).body).not.toContain('For you as a curator')
  })
})
