import type { Selectable } from 'kysely'
import type {
  DirectoryEntry,
  Invitation,
  Membership,
  Person,
  PersonDetail,
  SessionInfo,
} from '../../taxonomy/people'
import type { PersonTable } from '../database/accounts-schema'
import type { ReadDatabase } from '../database/schema'
import { hashOf } from './tokens'

/** Why a link does not work, or that it does. */
type LinkState = 'open' | 'used' | 'expired' | 'unknown'

/** What stands behind the secret of a link in a mail. */
export interface LinkTarget {
  kind: 'sign-in' | 'invitation'
  state: LinkState
  /** The address it was sent to; null for the first admin's. */
  email: string | null
  name: string
  role: Invitation['role'] | null
  entity: string | null
}

/** Questions to the tables of people. Asks only. */
export class AccountReader {
  constructor(protected readonly db: ReadDatabase) {}

  /** The active person whose session this cookie is, if it is one that has not ended. */
  async findSession(
    token: string,
    now: string,
  ): Promise<{ id: number; lastSeenAt: string; person: PersonDetail } | undefined> {
    const row = await this.db
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .selectAll('person')
      .select(['session.id as session_id', 'session.last_seen_at as session_seen_at'])
      .where('token_hash', '=', hashOf(token))
      .where('expires_at', '>', now)
      .where('person.state', '=', 'active')
      .executeTakeFirst()
    if (!row) return undefined
    const [person] = await this.#withMemberships([row])
    return person && { id: row.session_id, lastSeenAt: row.session_seen_at, person }
  }

  async findPerson(id: number): Promise<PersonDetail | undefined> {
    const rows = await this.db.selectFrom('person').selectAll().where('id', '=', id).execute()
    return (await this.#withMemberships(rows))[0]
  }

  /** The person of an address, whatever their state. */
  async findPersonByEmail(email: string): Promise<PersonDetail | undefined> {
    const rows = await this.db
      .selectFrom('person')
      .selectAll()
      .where('email', '=', email.toLowerCase())
      .execute()
    return (await this.#withMemberships(rows))[0]
  }

  /** The person whose mail this unsubscribing secret stands in. */
  async findPersonByMailToken(token: string): Promise<PersonDetail | undefined> {
    const rows = await this.db
      .selectFrom('person')
      .selectAll()
      .where('mail_token', '=', token)
      .execute()
    return (await this.#withMemberships(rows))[0]
  }

  /** Everyone, or the members of some entities, by name. */
  async listPeople(entities: 'any' | readonly string[]): Promise<PersonDetail[]> {
    const all = this.db.selectFrom('person').selectAll().orderBy('name').orderBy('id')
    const query =
      entities === 'any'
        ? all
        : all.where('id', 'in', (from) =>
            from.selectFrom('membership').select('person_id').where('entity', 'in', entities),
          )
    return this.#withMemberships(await query.execute())
  }

  /** Active people who hold a role: whom a notice to "the curators" goes to. */
  async listIdsOf(
    role: 'curator' | 'admin' | { entity: string; onlyFocalPoints?: boolean },
  ): Promise<number[]> {
    const active = this.db.selectFrom('person').select('id').where('state', '=', 'active')
    const query =
      role === 'curator'
        ? active.where('is_curator', '=', 1)
        : role === 'admin'
          ? active.where('is_admin', '=', 1)
          : active.where('id', 'in', (from) => {
              const members = from
                .selectFrom('membership')
                .select('person_id')
                .where('entity', '=', role.entity)
              return role.onlyFocalPoints ? members.where('role', '=', 'focal-point') : members
            })
    return (await query.orderBy('id').execute()).map(({ id }) => id)
  }

  /** Sessions of a person that have not ended, newest first. */
  async listSessions(personId: number, now: string, current?: number): Promise<SessionInfo[]> {
    const rows = await this.db
      .selectFrom('session')
      .selectAll()
      .where('person_id', '=', personId)
      .where('expires_at', '>', now)
      .orderBy('last_seen_at', 'desc')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      method: row.method,
      agent: row.agent,
      isThis: row.id === current,
    }))
  }

  async findDirectoryEntry(personId: number): Promise<DirectoryEntry | undefined> {
    const row = await this.db
      .selectFrom('directory_entry')
      .selectAll()
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return row && toEntry(row)
  }

  /** Active people who wish to be found by other members, by name. */
  async listDirectory(): Promise<{ person: Person; entry: DirectoryEntry }[]> {
    const rows = await this.db
      .selectFrom('person')
      .innerJoin('directory_entry', 'directory_entry.person_id', 'person.id')
      .selectAll()
      .where('state', '=', 'active')
      .orderBy('name')
      .orderBy('person.id')
      .execute()
    const people = await this.#withMemberships(rows)
    return people.flatMap((person, at) => {
      const row = rows[at]
      return row ? { person, entry: toEntry(row) } : []
    })
  }

  /** Invitations that can still be taken up or sent again, newest first. */
  async listInvitations(entities: 'any' | readonly string[]): Promise<Invitation[]> {
    const open = this.#invitations().orderBy('invitation.id', 'desc')
    const rows = await (entities === 'any' ? open : open.where('entity', 'in', entities)).execute()
    return rows.map(toInvitation)
  }

  async findInvitation(id: number): Promise<Invitation | undefined> {
    const row = await this.#invitations().where('invitation.id', '=', id).executeTakeFirst()
    return row && toInvitation(row)
  }

  /** What a link's secret opens, and whether it still does. Looking spends nothing. */
  async findLink(token: string, now: string): Promise<LinkTarget> {
    const hash = hashOf(token)
    const link = await this.db
      .selectFrom('sign_in_link')
      .innerJoin('person', 'person.id', 'sign_in_link.person_id')
      .select(['expires_at', 'used_at', 'email', 'name', 'state'])
      .where('token_hash', '=', hash)
      .executeTakeFirst()
    if (link) {
      const state =
        link.state === 'active' ? stateOf(link.used_at, link.expires_at, now) : 'expired'
      return {
        kind: 'sign-in',
        state,
        email: link.email,
        name: link.name,
        role: null,
        entity: null,
      }
    }
    const invitation = await this.db
      .selectFrom('invitation')
      .selectAll()
      .where('token_hash', '=', hash)
      .executeTakeFirst()
    if (!invitation)
      return { kind: 'sign-in', state: 'unknown', email: null, name: '', role: null, entity: null }
    const { email, name, role, entity, revoked_at, accepted_at, expires_at } = invitation
    const state = revoked_at ? 'expired' : stateOf(accepted_at, expires_at, now)
    return { kind: 'invitation', state, email, name, role, entity }
  }

  /** How often a link was asked for with an address since then. */
  async countSignInRequests(email: string, since: string): Promise<number> {
    const { count } = await this.db
      .selectFrom('sign_in_request')
      .select((query) => query.fn.countAll<number>().as('count'))
      .where('email_hash', '=', hashOf(email.toLowerCase()))
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  /** How many invitation mails a person caused since then. */
  async countInvitationsBy(personId: number, since: string): Promise<number> {
    const { count } = await this.db
      .selectFrom('audit_event')
      .select((query) => query.fn.countAll<number>().as('count'))
      .where('actor', '=', `person:${personId}`)
      .where('action', 'in', ['invitation.sent', 'invitation.sent-again'])
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  /** How many active people are admins, apart from one. */
  async countAdmins(except = 0): Promise<number> {
    const { count } = await this.db
      .selectFrom('person')
      .select((query) => query.fn.countAll<number>().as('count'))
      .where('is_admin', '=', 1)
      .where('state', '=', 'active')
      .where('id', '!=', except)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  #invitations() {
    return this.db
      .selectFrom('invitation')
      .leftJoin('person', 'person.id', 'invitation.invited_by')
      .selectAll('invitation')
      .select('person.name as inviter')
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('invitation.email', 'is not', null)
  }

  async #withMemberships(rows: readonly Selectable<PersonTable>[]): Promise<PersonDetail[]> {
    const memberships = new Map<number, Membership[]>()
    if (rows.length > 0) {
      const all = this.db.selectFrom('membership').selectAll().orderBy('entity')
      const query = rows.length === 1 && rows[0] ? all.where('person_id', '=', rows[0].id) : all
      for (const { person_id, entity, role } of await query.execute())
        memberships.set(person_id, [...(memberships.get(person_id) ?? []), { entity, role }])
    }
    return rows.map((row) => ({
      id: row.id,
      email: row.email,
      name: row.name,
      language: row.language,
      isCurator: row.is_curator === 1,
      isAdmin: row.is_admin === 1,
      memberships: memberships.get(row.id) ?? [],
      state: row.state,
      mail: row.mail,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }))
  }
}

function stateOf(usedAt: string | null, expiresAt: string, now: string): LinkState {
  if (usedAt) return 'used'
  return expiresAt > now ? 'open' : 'expired'
}

function toEntry(row: {
  about: string
  show_email: 0 | 1
  expertise: string
  languages: string
}): DirectoryEntry {
  return {
    about: row.about,
    showEmail: row.show_email === 1,
    expertise: JSON.parse(row.expertise),
    languages: JSON.parse(row.languages),
  }
}

function toInvitation(row: {
  id: number
  email: string | null
  name: string
  role: Invitation['role']
  entity: string | null
  inviter: string | null
  sent_at: string
  expires_at: string
}): Invitation {
  return {
    id: row.id,
    email: row.email ?? '',
    name: row.name,
    role: row.role,
    entity: row.entity,
    invitedBy: row.inviter ?? '',
    createdAt: row.sent_at,
    expiresAt: row.expires_at,
  }
}
