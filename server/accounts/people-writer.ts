import type { Transaction } from 'kysely'
import type { AuditAction } from '../../taxonomy/audit'
import type {
  DirectoryEntry,
  InvitedRole,
  MailPreference,
  MemberRole,
  PersonDetail,
} from '../../taxonomy/people'
import type { Schema } from '../database/schema'
import { ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { type Actor, logAct, personRef } from './audit-writer'
import { AccountReader } from './reader'
import { hashOf, newToken } from './tokens'

/** The secret of a new invitation, and until when it works. */
export interface NewInvitation {
  token: string
  expiresAt: string
}

/** How long an invitation can be taken up, and the first admin's, in ms. */
const INVITATION_MS = 14 * 24 * 3_600_000
const FIRST_ADMIN_MS = 24 * 3_600_000

interface NewPerson {
  email: string
  name: string
  isCurator?: boolean
  isAdmin?: boolean
}

/**
 * Changes to people. Every one happens inside the caller's transaction and leaves a line
 * in the audit log; what changes nothing leaves none.
 */
export class PeopleWriter extends AccountReader {
  constructor(protected readonly transaction: Transaction<Schema>) {
    if (!transaction.isTransaction) throw new Error('PeopleWriter needs a transaction')
    super(transaction)
  }

  /** Makes a person and returns their id. */
  async createPerson(
    { email, name, isCurator = false, isAdmin = false }: NewPerson,
    act: Actor,
  ): Promise<number> {
    const { id } = await this.transaction
      .insertInto('person')
      .values({
        email: email.toLowerCase(),
        name,
        language: 'en',
        state: 'active',
        is_curator: isCurator ? 1 : 0,
        is_admin: isAdmin ? 1 : 0,
        mail: 'at-once',
        mail_token: newToken(),
        created_at: act.at,
        last_seen_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await this.log(act, 'person.created', id, { email: email.toLowerCase(), isCurator, isAdmin })
    return id
  }

  async setProfile(
    { id, ...before }: PersonDetail,
    profile: { name: string; language: string; mail: MailPreference },
    act: Actor,
  ): Promise<void> {
    const changed = (['name', 'language', 'mail'] as const).filter(
      (key) => before[key] !== profile[key],
    )
    if (changed.length === 0) return
    await this.transaction.updateTable('person').set(profile).where('id', '=', id).execute()
    await this.log(act, 'person.profile-changed', id, { changed })
  }

  async setMail({ id, mail }: PersonDetail, preference: MailPreference, act: Actor): Promise<void> {
    if (mail === preference) return
    await this.transaction
      .updateTable('person')
      .set({ mail: preference })
      .where('id', '=', id)
      .execute()
    await this.log(act, 'person.mail-changed', id, { from: mail, to: preference })
  }

  /** Shows a person to other members, or no longer. */
  async setDirectoryEntry(id: number, entry: DirectoryEntry | null, act: Actor): Promise<void> {
    const { numDeletedRows } = await this.transaction
      .deleteFrom('directory_entry')
      .where('person_id', '=', id)
      .executeTakeFirst()
    if (!entry) {
      if (numDeletedRows > 0n) await this.log(act, 'person.unlisted', id)
      return
    }
    await this.transaction
      .insertInto('directory_entry')
      .values({
        person_id: id,
        about: entry.about,
        show_email: entry.showEmail ? 1 : 0,
        expertise: JSON.stringify(entry.expertise),
        languages: JSON.stringify(entry.languages),
      })
      .execute()
    await this.log(act, 'person.listed', id)
  }

  /** Makes someone a member of an entity, or changes what they are in it. */
  async setMembership(id: number, entity: string, role: MemberRole, act: Actor): Promise<void> {
    const before = await this.#roleIn(id, entity)
    if (before === role) return
    await this.transaction
      .insertInto('membership')
      .values({ person_id: id, entity, role, since: act.at })
      .onConflict((conflict) => conflict.columns(['person_id', 'entity']).doUpdateSet({ role }))
      .execute()
    await this.log(act, 'membership.set', id, { entity, role, before: before ?? null })
  }

  async removeMembership(id: number, entity: string, act: Actor): Promise<void> {
    const before = await this.#roleIn(id, entity)
    if (!before) return
    await this.transaction
      .deleteFrom('membership')
      .where('person_id', '=', id)
      .where('entity', '=', entity)
      .execute()
    await this.log(act, 'membership.removed', id, { entity, before })
  }

  /** @throws {ProblemError} 409 when no admin would be left */
  async setRoles(
    id: number,
    { isCurator, isAdmin }: { isCurator: boolean; isAdmin: boolean },
    act: Actor,
  ): Promise<void> {
    const before = await this.findPerson(id)
    if (!before || (before.isCurator === isCurator && before.isAdmin === isAdmin)) return
    if (before.isAdmin && !isAdmin) await this.#keepAnAdmin(id)
    await this.transaction
      .updateTable('person')
      .set({ is_curator: isCurator ? 1 : 0, is_admin: isAdmin ? 1 : 0 })
      .where('id', '=', id)
      .execute()
    await this.log(act, 'person.roles-changed', id, { isCurator, isAdmin })
  }

  /**
   * Lets someone in again, or out at once: their sessions and open links end with it.
   *
   * @throws {ProblemError} 409 when no admin would be left
   */
  async setState(id: number, state: PersonDetail['state'], act: Actor): Promise<void> {
    const before = await this.findPerson(id)
    if (!before || before.state === state) return
    if (state === 'deactivated') {
      if (before.isAdmin) await this.#keepAnAdmin(id)
      await this.transaction.deleteFrom('session').where('person_id', '=', id).execute()
      await this.transaction.deleteFrom('sign_in_link').where('person_id', '=', id).execute()
    }
    await this.transaction.updateTable('person').set({ state }).where('id', '=', id).execute()
    await this.log(act, state === 'active' ? 'person.reactivated' : 'person.deactivated', id)
  }

  /** Makes an invitation, in place of an open one to the same address and place. */
  async invite(
    invited: { email: string; name: string; role: InvitedRole; entity: string | null },
    by: number | null,
    act: Actor,
  ): Promise<NewInvitation> {
    const email = invited.email.toLowerCase()
    const token = newToken()
    const fresh = this.#fresh(token, act, INVITATION_MS)
    const { name, role, entity } = invited
    await this.transaction
      .updateTable('invitation')
      .set({ revoked_at: act.at })
      .where('email', '=', email)
      .where('entity', entity === null ? 'is' : '=', entity)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute()
    const { id } = await this.transaction
      .insertInto('invitation')
      .values({ email, name, role, entity, invited_by: by, created_at: act.at, ...fresh })
      .returning('id')
      .executeTakeFirstOrThrow()
    await this.#logInvitation(act, 'invitation.sent', id, { email, role, entity })
    return { token, expiresAt: fresh.expires_at }
  }

  /** Makes the invitation by which the first admin comes in, whoever holds its secret; earlier ones end. */
  async inviteFirstAdmin(act: Actor): Promise<string> {
    await this.transaction
      .updateTable('invitation')
      .set({ revoked_at: act.at })
      .where('email', 'is', null)
      .where('accepted_at', 'is', null)
      .execute()
    const token = newToken()
    await this.transaction
      .insertInto('invitation')
      .values({
        ...{ email: null, name: '', role: 'admin', entity: null, invited_by: null },
        ...{ created_at: act.at, ...this.#fresh(token, act, FIRST_ADMIN_MS) },
      })
      .execute()
    return token
  }

  /** Gives an open invitation a new secret and its full time again; the old link ends. */
  async renewInvitation(id: number, act: Actor): Promise<NewInvitation> {
    const token = newToken()
    const fresh = this.#fresh(token, act, INVITATION_MS)
    await this.transaction.updateTable('invitation').set(fresh).where('id', '=', id).execute()
    await this.#logInvitation(act, 'invitation.sent-again', id)
    return { token, expiresAt: fresh.expires_at }
  }

  async revokeInvitation(id: number, act: Actor): Promise<void> {
    await this.transaction
      .updateTable('invitation')
      .set({ revoked_at: act.at })
      .where('id', '=', id)
      .execute()
    await this.#logInvitation(act, 'invitation.revoked', id)
  }

  /**
   * Takes an invitation up: makes the person where there is none of that address, and
   * gives what they were invited to. Two that come at once cannot both succeed.
   *
   * @returns the person's id, or undefined when the invitation is not open or the person
   *   is deactivated
   */
  async acceptInvitation(
    token: string,
    given: { name: string; email: string },
    at: string,
  ): Promise<number | undefined> {
    const row = await this.transaction
      .updateTable('invitation')
      .set({ accepted_at: at })
      .where('token_hash', '=', hashOf(token))
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', at)
      .returningAll()
      .executeTakeFirst()
    if (!row) return undefined
    const email = row.email ?? given.email
    const known = await this.findPersonByEmail(email)
    if (known?.state === 'deactivated') return undefined
    const system: Actor = { actor: 'system', at }
    const id = known?.id ?? (await this.createPerson({ email, name: given.name }, system))
    const act: Actor = { actor: personRef(id), at }
    if (row.role === 'curator' || row.role === 'admin')
      await this.setRoles(
        id,
        {
          isCurator: known?.isCurator || row.role === 'curator',
          isAdmin: known?.isAdmin || row.role === 'admin',
        },
        act,
      )
    else if (row.entity !== null) await this.setMembership(id, row.entity, row.role, act)
    await this.#logInvitation(act, 'invitation.accepted', row.id)
    return id
  }

  #fresh(token: string, { at }: Actor, lifeMs: number) {
    return {
      token_hash: hashOf(token),
      sent_at: at,
      expires_at: new Date(Date.parse(at) + lifeMs).toISOString(),
    }
  }

  async #roleIn(id: number, entity: string): Promise<MemberRole | undefined> {
    const row = await this.transaction
      .selectFrom('membership')
      .select('role')
      .where('person_id', '=', id)
      .where('entity', '=', entity)
      .executeTakeFirst()
    return row?.role
  }

  async #keepAnAdmin(id: number): Promise<void> {
    if ((await this.countAdmins(id)) > 0) return
    throw new ProblemError(409, say('account.onlyAdmin'))
  }

  protected async log(
    act: Actor,
    action: AuditAction,
    id: number,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await logAct(this.transaction, act, action, personRef(id), detail)
  }

  async #logInvitation(
    act: Actor,
    action: AuditAction,
    id: number,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await logAct(this.transaction, act, action, `invitation:${id}`, detail)
  }
}
