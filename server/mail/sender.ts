import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Transporter } from 'nodemailer'
import type { Database } from '../database/open'
import { MailQueueWriter, type QueuedMail } from './queue-writer'
import { MailWriter } from './writer'

/** How often the outbox is looked at unasked, in ms. */
const LOOK_MS = 15_000
/** How long one sending may take before another process may try, in ms. */
const LEASE_MS = 2 * 60_000
/** Waits after failures: half a minute, doubled each time, at most six hours, in ms. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 6 * 3_600_000
/** One digest holds what happened in this time, in ms. */
const DIGEST_MS = 24 * 3_600_000
/** How long the mail server may take to connect and to answer, in ms. */
const CONNECT_MS = 10_000
const SOCKET_MS = 30_000

/** How mails leave. */
export interface MailSettings {
  /** `smtps://user:password@mail.example.org`; null writes each mail to a file. */
  smtpUrl: string | null
  /** Sender of every mail: `AI activity hub <hub@example.org>`. */
  from: string
  /** Absolute path of the folder for mails while there is no mail server. */
  folder: string
  /** Address of the site, for links in digests. */
  origin: string
  /** Tells the developer of a mail that became a file. */
  print: (line: string) => void
}

/**
 * Sends what is in the outbox: at start, after every `kick`, and now and then. A mail
 * server that is down changes nothing but when mail arrives. A process that dies after
 * sending and before noting it sends that one mail twice.
 */
export class MailSender {
  readonly #queue: MailQueueWriter
  #transport: Promise<Transporter> | undefined
  #running: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(
    private readonly database: Database,
    private readonly settings: MailSettings,
  ) {
    this.#queue = new MailQueueWriter(database.writer)
  }

  start(): void {
    this.#timer = setInterval(() => this.kick(), LOOK_MS)
    this.#timer.unref()
    this.kick()
  }

  /** Looks at the outbox soon; called after a commit that put mail there. Never throws. */
  kick(): void {
    if (this.#stopped) return
    this.#running = this.#running
      .then(() => this.#sendAll())
      .catch((error: Error) => console.error(`The outbox could not be read: ${error.message}`))
  }

  /** Ends when everything due by the last `kick` has been tried. */
  idle(): Promise<void> {
    return this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#running
    if (this.#transport) (await this.#transport).close()
  }

  async #sendAll(): Promise<void> {
    await this.#gatherDigests()
    await this.#queue.giveUp(new Date().toISOString())
    while (!this.#stopped) {
      const mail = await this.#queue.take(fromNow(0), fromNow(LEASE_MS))
      if (!mail) return
      await this.#send(mail)
    }
  }

  async #gatherDigests(): Promise<void> {
    for (const personId of await this.#queue.listDigestsDue(fromNow(-DIGEST_MS)))
      await this.database.writer
        .transaction()
        .execute((transaction) =>
          new MailWriter(transaction, this.settings.origin).digest(personId, fromNow(0)),
        )
  }

  async #send(mail: QueuedMail): Promise<void> {
    try {
      this.#transport ??= this.#connect()
      const transport = await this.#transport
      const { message } = await transport.sendMail(this.#message(mail))
      if (!this.settings.smtpUrl) await this.#keep(mail, message as Buffer)
    } catch (error) {
      const wait = Math.min(FIRST_WAIT_MS * 2 ** (mail.tries - 1), LONGEST_WAIT_MS)
      const reason = error instanceof Error ? error.message : String(error)
      // Servers repeat the address, which is not to outlive the mail.
      const kept = reason.replaceAll(mail.to, '…').slice(0, 500)
      await this.#queue.putOff(mail.id, fromNow(wait), kept)
      return
    }
    await this.#queue.markSent(mail.id, fromNow(0))
  }

  /** The library is loaded when the first mail goes out, so that the start does not wait for it. */
  async #connect(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    const { smtpUrl } = this.settings
    if (!smtpUrl) return createTransport({ streamTransport: true, buffer: true })
    return createTransport({
      url: smtpUrl,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SOCKET_MS,
    })
  }

  #message({ to, subject, text, html, unsubscribe }: QueuedMail) {
    return {
      from: this.settings.from,
      // As an object: a bare text could be read as a list of addresses.
      to: { name: '', address: to },
      ...{ subject, text, html },
      headers: {
        'Auto-Submitted': 'auto-generated',
        // One click without signing in (RFC 8058).
        ...(unsubscribe && {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    }
  }

  async #keep({ id, to, subject, link }: QueuedMail, message: Buffer): Promise<void> {
    const { folder, print } = this.settings
    await mkdir(folder, { recursive: true })
    const time = new Date().toISOString().replace(/[:.]/g, '-')
    const file = join(folder, `${time}-${id}.eml`)
    await writeFile(file, message, { mode: 0o600 })
    print(`Mail to ${to}: ${subject}\n  ${link}\n  ${file}`)
  }
}

function fromNow(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}
