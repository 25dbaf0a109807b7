import type { DeliveryTry } from '../../taxonomy/webhooks'
import type { Database } from '../database/open'
import { webhookDisabledText } from '../mail/compose'
import { MailWriter } from '../mail/writer'
import { post } from './post'
import { type QueuedDelivery, WebhookQueueWriter } from './queue-writer'
import { WebhookReader } from './reader'
import { signatureHeaders } from './signing'

/** How often changes and what is due are looked for, in ms. */
const LOOK_MS = 1000
/** How long a receiver may take to answer, in ms. */
const ANSWER_MS = 10_000
/** How long one sending may take before another process may try, in ms. */
const LEASE_MS = 60_000
/** Webhooks that are served side by side. */
const SIDE_BY_SIDE = 8
/** How often the log is cleared of what is old, in ms. */
const FORGET_MS = 3_600_000

/** How webhooks are sent. */
export interface WebhookSettings {
  /** Address of the site, for links. */
  origin: string
  /** Whether this machine itself may be told, by http too: for development. */
  allowLoopback: boolean
  /** The last event that the public answers show. */
  revision: () => number
  /** Called after a mail was put into the outbox. */
  mailed: () => void
  answerMs?: number
}

/**
 * Tells webhooks of changes: queues what `/api/v1/changes` lists, and sends what is queued, each
 * webhook's messages one after the other. A process that dies after sending and before noting it
 * sends that one message twice, with the same id.
 */
export class WebhookSender {
  readonly #reader: WebhookReader
  readonly #busy = new Map<number, Promise<void>>()
  readonly #ending = new AbortController()
  #looking: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #forgotAt = 0

  constructor(
    private readonly database: Database,
    private readonly settings: WebhookSettings,
  ) {
    this.#reader = new WebhookReader(database.reader)
  }

  start(): void {
    this.#timer = setInterval(() => this.kick(), LOOK_MS)
    this.#timer.unref()
  }

  /** Looks soon for what there is to do. Never throws. */
  kick(): void {
    if (this.#ending.signal.aborted || this.#looking) return
    this.#looking = this.#look()
      .catch((error: Error) => console.error(`Webhooks could not be read: ${error.message}`))
      .finally(() => {
        this.#looking = undefined
      })
  }

  /** Ends when everything that was due by now has been tried. */
  async idle(): Promise<void> {
    await this.#looking
    this.kick()
    await this.#looking
    await Promise.all(this.#busy.values())
  }

  /** Stops; a message on its way is left to the next start. */
  async stop(): Promise<void> {
    this.#ending.abort()
    clearInterval(this.#timer)
    await this.#looking
    await Promise.all(this.#busy.values())
  }

  /** Sends one message at once, whatever its turn, and ends when it was tried. */
  async sendNow(webhookId: number, deliveryId: number): Promise<void> {
    await this.#sendNext(webhookId, deliveryId)
  }

  async #look(): Promise<void> {
    const oldest = await this.#reader.findOldestCursor()
    const upTo = this.settings.revision()
    if (oldest !== undefined && oldest < upTo)
      while (await this.#inQueue((queue) => queue.fill(upTo, this.settings.origin, fromNow(0))))
        if (this.#ending.signal.aborted) return
    if (Date.now() - this.#forgotAt > FORGET_MS) {
      this.#forgotAt = Date.now()
      await this.#inQueue((queue) => queue.forget(new Date()))
    }
    for (const id of await this.#reader.listDue(fromNow(0))) {
      if (this.#busy.has(id) || this.#busy.size >= SIDE_BY_SIDE) continue
      const work = this.#serve(id)
        .catch((error: Error) => console.error(`Webhook ${id} failed: ${error.message}`))
        .finally(() => this.#busy.delete(id))
      this.#busy.set(id, work)
    }
  }

  async #serve(webhookId: number): Promise<void> {
    while (!this.#ending.signal.aborted && (await this.#sendNext(webhookId)));
  }

  /** @returns whether something was due and could be sent */
  async #sendNext(webhookId: number, id?: number): Promise<boolean> {
    const taken = await this.#inQueue(async (queue) => {
      const target = await queue.findTarget(webhookId, fromNow(0))
      if (!target || (id === undefined && !target.isOpen)) return undefined
      const lease = { now: fromNow(0), leaseUntil: fromNow(LEASE_MS), id }
      const delivery = await queue.take(webhookId, lease)
      return delivery && { delivery, target }
    })
    if (!taken) return false
    const { delivery, target } = taken
    const { answerMs = ANSWER_MS, allowLoopback } = this.settings
    const message = { id: idOf(delivery), at: new Date(), body: delivery.body }
    const tried = await post({
      ...{ url: target.url, body: delivery.body, timeoutMs: answerMs, allowLoopback },
      headers: signatureHeaders(target.secrets, message),
      ending: this.#ending.signal,
    })
    if (this.#ending.signal.aborted && tried.error !== null) return false
    await this.#settle(delivery, tried)
    return true
  }

  async #settle(delivery: QueuedDelivery, tried: DeliveryTry) {
    const disabled = await this.database.writer.transaction().execute(async (transaction) => {
      const queue = new WebhookQueueWriter(transaction)
      const now = new Date()
      const disabled = await queue.settle(delivery, tried, now)
      if (disabled) {
        const { url, since, owner, webhookId } = disabled
        const error = tried.error ?? ''
        const read = (language: string) => ({
          ...webhookDisabledText(language, { url, since: since.slice(0, 10), error }),
          path: `/webhooks/${webhookId}`,
        })
        const mail = new MailWriter(transaction, this.settings.origin)
        await mail.notify([owner], read, now.toISOString())
      }
      return disabled
    })
    if (disabled) this.settings.mailed()
  }

  #inQueue<Result>(work: (queue: WebhookQueueWriter) => Promise<Result>): Promise<Result> {
    return this.database.writer
      .transaction()
      .execute((transaction) => work(new WebhookQueueWriter(transaction)))
  }
}

/** The same however often a message is sent, so that receivers can tell. */
function idOf({ webhookId, id }: QueuedDelivery): string {
  return `msg_${webhookId}_${id}`
}

function fromNow(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}
