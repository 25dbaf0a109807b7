import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../server/database/open'
import { composeMail } from '../../server/mail/compose'
import { MailSender } from '../../server/mail/sender'
import { MailWriter } from '../../server/mail/writer'
import type { MailPreference } from '../../taxonomy/people'
import { startTestApp } from '../helper'
import { addMember, asBrowser, linkIn, readOutbox, tokenOf } from '../people'
import { outcomeOf, temporaryFolder } from '../seeds'
import { startMailServer } from '../smtp'

const { folder, remove } = temporaryFolder()
afterAll(remove)
let count = 0
const newFile = () => join(folder, `${++count}.db`)

const ORIGIN = 'http://hub.test'
const notice = { subject: 'Changes asked: Floods', text: 'Please name a country.', path: '/my/1' }

function settings(smtpUrl: string | null) {
  return {
    ...{ smtpUrl, from: 'Hub <hub@hub.example>', folder: join(folder, `out${count}`) },
    ...{ origin: ORIGIN, print: () => {} },
  }
}

/** A database with one person of a preference, and a way to tell them things. */
async function newOutbox(mail: MailPreference = 'at-once') {
  const database = await openDatabase(newFile())
  const { id, email } = await addMember(database, { email: 'to@hub.example', name: 'Ōto & Co' })
  await database.writer.updateTable('person').set({ mail }).execute()
  const notify = (subject = notice.subject, at = new Date()) =>
    database.writer
      .transaction()
      .execute((transaction) =>
        new MailWriter(transaction, ORIGIN).notify([id], { ...notice, subject }, at.toISOString()),
      )
  const mails = () => database.reader.selectFrom('mail').selectAll().orderBy('id').execute()
  return { database, id, email, notify, mails }
}

const kick = async (sender: MailSender) => {
  sender.kick()
  await sender.idle()
}

describe('the sender', () => {
  test('hands mail to a real server, as text and HTML, once', async () => {
    const server = await startMailServer()
    const { database, notify } = await newOutbox()
    const sender = new MailSender(database, settings(server.url))
    await notify()
    await kick(sender)
    await kick(sender)
    expect(server.mails).toHaveLength(1)
    const [mail] = server.mails
    expect(mail?.to).toBe('to@hub.example')
    expect(mail?.text).toMatch(/^Subject: Changes asked: Floods/m)
    expect(mail?.text).toMatch(/^List-Unsubscribe: <http:\/\/hub\.test\/unsubscribe\?token=/m)
    expect(mail?.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
    expect(mail?.text).toMatch(/Hello Ōto & Co,\s+Please name a country\./)
    expect(mail?.text).toMatch(/<p>Hello Ōto &amp; Co,<\/p>/)
    expect(mail?.text).toMatch(/<a href="http:\/\/hub\.test\/my\/1">/)
    await sender.stop()
    await database.close()
    await server.stop()
  })

  test('keeps mail while the server is down, waits longer each time, and sends when it is up', async () => {
    const first = await startMailServer()
    const { port, url } = first
    await first.stop()
    const { database, notify, mails } = await newOutbox()
    const sender = new MailSender(database, settings(url))
    await notify()
    const waits = []
    for (let time = 0; time < 3; time++) {
      await database.writer
        .updateTable('mail')
        .set({ next_try_at: new Date().toISOString() })
        .execute()
      await kick(sender)
      const [mail] = await mails()
      expect(mail).toMatchObject({ sent_at: null, tries: time + 1 })
      expect(mail?.error).toMatch(/ECONNREFUSED|connect/)
      waits.push(Date.parse(mail?.next_try_at ?? '') - Date.now())
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits[2]).toBeGreaterThan(100_000)
    // Not due yet: a kick does nothing.
    await kick(sender)
    expect((await mails())[0]?.tries).toBe(3)

    const again = await startMailServer(port)
    await database.writer
      .updateTable('mail')
      .set({ next_try_at: new Date().toISOString() })
      .execute()
    await kick(sender)
    expect(again.mails).toHaveLength(1)
    expect((await mails())[0]).toMatchObject({ error: null, text: '', html: '', link: '' })
    await sender.stop()
    await database.close()
    await again.stop()
  })

  test('leaves the act in place when mail cannot be sent', async () => {
    const hub = await startTestApp({ SEED: 'none', SMTP_URL: 'smtp://127.0.0.1:1' })
    const admin = await addMember(hub.context.database, { email: 'a@b.example', isAdmin: true })
    const answer = await asBrowser(hub.app, admin.cookie).post('/people/invitations', {
      ...{ email: 'new@b.example', role: 'contributor', entity: 'itu' },
    })
    expect(answer.statusCode).toBe(303)
    await hub.context.mail.idle()
    const page = await asBrowser(hub.app, admin.cookie).get('/people')
    expect(page.body).toContain('new@b.example')
    await hub.stop()
  })

  test('drops a link that has expired, and its secret', async () => {
    const { database, mails } = await newOutbox()
    const at = new Date(Date.now() - 60_000).toISOString()
    const mail = composeMail('sign-in', {
      ...{ language: 'en', params: { name: 'A', minutes: '15' }, link: `${ORIGIN}/x?token=secret` },
    })
    await database.writer
      .transaction()
      .execute((transaction) =>
        new MailWriter(transaction, ORIGIN).add('a@b.example', mail, { at, giveUpAt: at }),
      )
    const sender = new MailSender(database, settings(null))
    await kick(sender)
    expect(readOutbox(settings(null).folder)).toEqual([])
    expect(JSON.stringify(await mails())).not.toContain('secret')
    await sender.stop()
    await database.close()
  })

  test('of two processes sends each mail once', async () => {
    const server = await startMailServer()
    const { database, notify } = await newOutbox()
    for (let n = 0; n < 10; n++) await notify(`Number ${n}`)
    const senders = [1, 2].map(() => new MailSender(database, settings(server.url)))
    await Promise.all(senders.map(kick))
    expect(server.mails).toHaveLength(10)
    for (const sender of senders) await sender.stop()
    await database.close()
    await server.stop()
  })

  test('without a mail server writes a file and prints the link', async () => {
    const { database, notify } = await newOutbox()
    const printed: string[] = []
    const sender = new MailSender(database, {
      ...settings(null),
      print: (line) => printed.push(line),
    })
    await notify()
    await kick(sender)
    expect(readOutbox(settings(null).folder)).toHaveLength(1)
    expect(printed.join()).toMatch(/http:\/\/hub\.test\/my\/1/)
    await sender.stop()
    await database.close()
  })

  test('takes a line break in a subject for a blank, not for a header', async () => {
    const { database, notify } = await newOutbox()
    const sender = new MailSender(database, settings(null))
    await notify('Hello\r\nBcc: victim@evil.example')
    await kick(sender)
    const [mail] = readOutbox(settings(null).folder)
    expect(mail?.text).toMatch(/^Subject: Hello Bcc: victim@evil\.example/m)
    expect(mail?.text).not.toMatch(/^Bcc:/m)
    await sender.stop()
    await database.close()
  })
})

describe('a process killed between commit and mail', () => {
  test('sends the mail at the next start', async () => {
    const file = newFile()
    const database = await openDatabase(file)
    const { id } = await addMember(database, { email: 'to@hub.example' })
    await database.close()
    // The child commits an act with its mail and dies as hard as can be, before any sending.
    const run = `import('vite').then(async (vite) => {
      const load = async (path) =>
        (await vite.runnerImport(path, { configFile: false, logLevel: 'error' })).module
      const { openDatabase } = await load('/server/database/open.ts')
      const { MailWriter } = await load('/server/mail/writer.ts')
      const { PeopleWriter } = await load('/server/accounts/people-writer.ts')
      const database = await openDatabase(process.env.FILE)
      const at = new Date().toISOString()
      await database.writer.transaction().execute(async (transaction) => {
        await new PeopleWriter(transaction).setMembership(${id}, 'itu', 'contributor', { actor: 'system', at })
        await new MailWriter(transaction, '${ORIGIN}').notify([${id}], ${JSON.stringify(notice)}, at)
      })
      process.kill(process.pid, 'SIGKILL')
    })`
    const child = spawn(process.execPath, ['-e', run], {
      env: { ...process.env, FILE: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const { code, errors } = await outcomeOf(child)
    expect(errors).toBe('')
    expect(code).toBeNull()

    const server = await startMailServer()
    const again = await openDatabase(file)
    const members = await again.reader.selectFrom('membership').selectAll().execute()
    expect(members).toHaveLength(1)
    const sender = new MailSender(again, settings(server.url))
    sender.start()
    await sender.idle()
    expect(server.mails).toHaveLength(1)
    await sender.stop()
    await again.close()
    await server.stop()
  })

  test('in the middle of sending leaves the mail to the next, after a while', async () => {
    const { database, notify, mails } = await newOutbox()
    await notify()
    const { MailQueueWriter } = await import('../../server/mail/queue-writer')
    const queue = new MailQueueWriter(database.writer)
    const now = new Date()
    const lease = new Date(now.getTime() + 1000).toISOString()
    expect(await queue.take(now.toISOString(), lease)).toBeDefined()
    expect(await queue.take(now.toISOString(), lease)).toBeUndefined()
    const later = new Date(now.getTime() + 2000).toISOString()
    expect(await queue.take(later, later)).toMatchObject({ tries: 2 })
    expect((await mails())[0]?.sent_at).toBeNull()
    await database.close()
  })

  test('an act that fails leaves no mail', async () => {
    const { database, id, mails } = await newOutbox()
    const act = database.writer.transaction().execute(async (transaction) => {
      await new MailWriter(transaction, ORIGIN).notify([id], notice, new Date().toISOString())
      throw new Error('refused')
    })
    await expect(act).rejects.toThrow('refused')
    expect(await mails()).toEqual([])
    await database.close()
  })
})

describe('who prefers', () => {
  test('no mail gets none', async () => {
    const { database, notify, mails } = await newOutbox('none')
    await notify()
    expect(await mails()).toEqual([])
    await database.close()
  })

  test('one mail a day gets what happened in it as one, once a day', async () => {
    const { database, notify, mails } = await newOutbox('daily')
    const sender = new MailSender(database, settings(null))
    const hours = (n: number) => new Date(Date.now() - n * 3_600_000)
    await notify('First', hours(2))
    await notify('Second', hours(1))
    await kick(sender)
    expect(await mails()).toEqual([])
    await database.writer
      .updateTable('digest_item')
      .set({ created_at: hours(25).toISOString() })
      .where('subject', '=', 'First')
      .execute()
    await kick(sender)
    await kick(sender)
    const sent = readOutbox(settings(null).folder)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.text).toMatch(/^Subject: AI activity hub: 2 news/m)
    expect(sent[0]?.text).toMatch(/First[\s\S]*Second/)
    await sender.stop()
    await database.close()
  })
})

describe('the link at the end of a notice', () => {
  test('turns mail off without signing in, by one click of a mail program or of a person', async () => {
    const hub = await startTestApp({ SEED: 'none' })
    const { database, config } = hub.context
    const { id, email } = await addMember(database, { email: 'to@hub.example' })
    const tell = () =>
      database.writer
        .transaction()
        .execute((transaction) =>
          new MailWriter(transaction, ORIGIN).notify([id], notice, new Date().toISOString()),
        )
    await tell()
    await kick(hub.context.mail)
    const [mail] = readOutbox(config.mail.folder)
    const path = /http:\/\/hub\.test(\/unsubscribe\?token=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(linkIn(mail)).toBe(path)
    expect((await asBrowser(hub.app).get(path)).body).toContain(
      `Send no more mail about entries to ${email}?`,
    )

    const oneClick = await hub.app.inject({
      method: 'POST',
      url: path,
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(oneClick.statusCode).toBe(303)
    expect((await asBrowser(hub.app).get(path)).body).toMatch(/No more mail/)
    await tell()
    await kick(hub.context.mail)
    expect(readOutbox(config.mail.folder)).toHaveLength(1)

    await database.writer.updateTable('person').set({ mail: 'daily' }).execute()
    await asBrowser(hub.app).post('/unsubscribe', { token: tokenOf(path) })
    const row = await database.reader.selectFrom('person').select('mail').executeTakeFirst()
    expect(row?.mail).toBe('none')
    expect((await asBrowser(hub.app).get('/unsubscribe?token=x')).headers.location).toBe('/account')
    await hub.stop()
  })
})
