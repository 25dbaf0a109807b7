import { AccountReader } from '../server/accounts/reader'
import type { Membership } from '../taxonomy/people'
import { startTestApp } from './helper'
import { addMember, asBrowser, linkIn, type Member, readOutbox, tokenOf } from './people'

/** Memberships of a focal point, and of a contributor, of an entity. */
export const lead = (entity: string): Membership[] => [{ entity, role: 'focal-point' }]
export const write = (entity: string): Membership[] => [{ entity, role: 'contributor' }]

/** The whole application with an admin and a focal point of ITU, and what tests of people do with it. */
export class PeopleBench {
  admin!: Member
  leader!: Member
  #count = 0

  private constructor(readonly hub: Awaited<ReturnType<typeof startTestApp>>) {}

  static async open(): Promise<PeopleBench> {
    const bench = new PeopleBench(await startTestApp({ SEED: 'none' }))
    bench.admin = await bench.add({ isAdmin: true, name: 'Ada Admin' })
    bench.leader = await bench.add({ memberships: lead('itu'), name: 'Lena Leader' })
    return bench
  }

  add(what: Omit<Parameters<typeof addMember>[1], 'email'> = {}) {
    const email = `p${++this.#count}@hub.example`
    return addMember(this.hub.context.database, { email, ...what })
  }

  as({ cookie }: Member) {
    return asBrowser(this.hub.app, cookie)
  }

  find(email: string) {
    return new AccountReader(this.hub.context.database.reader).findPersonByEmail(email)
  }

  actsOn(subject: string) {
    return this.hub.context.database.reader
      .selectFrom('audit_event')
      .selectAll()
      .where('subject', '=', subject)
      .orderBy('id')
      .execute()
  }

  /** A network address that nobody used yet. */
  remoteAddress() {
    return `10.5.0.${++this.#count}`
  }

  /** Takes up the invitation, or signs in, by the path in a mail. */
  accept(path: string, form: Record<string, string> = { name: 'New Person' }) {
    return asBrowser(this.hub.app).post(
      '/sign-in/link',
      { token: tokenOf(path), ...form },
      { remoteAddress: this.remoteAddress() },
    )
  }

  /** Sends an invitation and returns the path in its mail. */
  async invite(by: Member, form: Record<string, string>) {
    const answer = await this.as(by).post('/people/invitations', form)
    await this.hub.context.mail.idle()
    const mail = readOutbox(this.hub.context.config.mail.folder)
      .filter(({ to }) => to === form.email)
      .at(-1)
    return { answer, path: linkIn(mail), mail }
  }
}
