import type { Transaction } from 'kysely'
import type { Schema } from '../database/schema'
import { type ComposedMail, composeMail } from './compose'

/** How long a mail about entries is tried, in ms. */
const NOTICE_MS = 7 * 24 * 3_600_000

/** Something a person should know about an entry: part of a mail, by their preference. */
export interface Notice {
  /** `Changes asked: Flood forecasting in the Niger basin` */
  subject: string
  /** One or more plain sentences. */
  text: string
  /** Path of the page it is about: `/my/17`. */
  path: string
}

/**
 * The outbox. Mail is put into it in the transaction of the act that causes it: both are
 * there after a crash, or neither. `MailSender.kick` after the commit sends it.
 */
export class MailWriter {
  /** @param origin address of the site, for links: `https://hub.example.org` */
  constructor(
    private readonly transaction: Transaction<Schema>,
    private readonly origin: string,
  ) {
    if (!transaction.isTransaction) throw new Error('MailWriter needs a transaction')
  }

  /** Puts a mail into the outbox; it is dropped if it cannot be sent until `giveUpAt`. */
  async add(to: string, mail: ComposedMail, { at, giveUpAt }: { at: string; giveUpAt: string }) {
    await this.transaction
      .insertInto('mail')
      .values({
        ...mail,
        to,
        ...{ created_at: at, next_try_at: at, give_up_at: giveUpAt },
        ...{ tries: 0, sent_at: null, error: null },
      })
      .execute()
  }

  /**
   * Tells active people something as each prefers: a mail now, a line in the mail of the
   * day, or nothing.
   *
   * @param given the notice, or how it reads in a person's language
   */
  async notify(
    personIds: readonly number[],
    given: Notice | ((language: string) => Notice),
    at: string,
  ): Promise<void> {
    if (personIds.length === 0) return
    const people = await this.transaction
      .selectFrom('person')
      .select(['id', 'email', 'name', 'language', 'mail', 'mail_token'])
      .where('id', 'in', personIds)
      .where('state', '=', 'active')
      .where('mail', '!=', 'none')
      .execute()
    for (const { id, email, name, language, mail, mail_token } of people) {
      const notice = typeof given === 'function' ? given(language) : given
      if (mail === 'daily')
        await this.transaction
          .insertInto('digest_item')
          .values({ person_id: id, ...notice, created_at: at })
          .execute()
      else
        await this.#addNotice(email, 'notice', {
          language,
          at,
          params: { name, subject: notice.subject, text: notice.text },
          path: notice.path,
          token: mail_token,
        })
    }
  }

  /** Answers a visitor at the address they left, who has no account and no preferences. */
  async answer(to: string, { subject, text, path }: Notice, at: string): Promise<void> {
    const params = { name: '', subject, text }
    const mail = composeMail('notice', { language: 'en', params, link: this.origin + path })
    await this.add(to, mail, { at, giveUpAt: new Date(Date.parse(at) + NOTICE_MS).toISOString() })
  }

  /**
   * Gathers what waits for one person into their mail of the day, unless the oldest of it
   * is younger than `before`.
   */
  async digest(personId: number, at: string): Promise<void> {
    const items = await this.transaction
      .deleteFrom('digest_item')
      .where('person_id', '=', personId)
      .returningAll()
      .execute()
    const person = await this.transaction
      .selectFrom('person')
      .selectAll()
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    // Someone who has turned mail off since, or was let go, is told nothing more.
    if (items.length === 0 || person.state !== 'active' || person.mail === 'none') return
    const lines = items.map(
      ({ subject, text, path }) => `• ${subject}\n${text}\n${this.origin}${path}`,
    )
    await this.#addNotice(person.email, 'digest', {
      language: person.language,
      at,
      params: { name: person.name, count: String(items.length), items: lines.join('\n\n') },
      path: '/account',
      token: person.mail_token,
    })
  }

  async #addNotice(
    to: string,
    key: 'notice' | 'digest',
    given: {
      language: string
      at: string
      params: Record<string, string>
      path: string
      token: string
    },
  ): Promise<void> {
    const { language, params, path, token, at } = given
    const mail = composeMail(key, {
      language,
      params,
      link: this.origin + path,
      unsubscribe: `${this.origin}/unsubscribe?${new URLSearchParams({ token })}`,
    })
    await this.add(to, mail, {
      at,
      giveUpAt: new Date(Date.parse(at) + NOTICE_MS).toISOString(),
    })
  }
}
