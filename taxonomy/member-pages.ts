import type { KeyInfo, KeyScope } from './keys'
import type {
  AuditLine,
  DirectoryEntry,
  Invitation,
  InvitedRole,
  Membership,
  PersonDetail,
  SessionInfo,
} from './people'
import type { WebhookPageModel } from './webhook-pages'

interface Ref {
  id: string
  label: string
}

/** A wrong field of a form that was sent, with the reason. */
export interface FormProblem {
  field: string
  reason: string
}

/** A vocabulary as choices of a form. */
export interface Choices extends Ref {
  concepts: Ref[]
}

/** Parts of the site for members, as far as the one who looks may open them. */
export type Section =
  | 'my'
  | 'import'
  | 'account'
  | 'directory'
  | 'people'
  | 'keys'
  | 'webhooks'
  | 'audit'
  | 'review'
  | 'rounds'

/** What a link in a mail opens, for the page with its one button. */
export interface LinkInfo {
  kind: 'sign-in' | 'invitation'
  state: 'open' | 'used' | 'expired' | 'unknown'
  /** null: whoever holds the link says it (the first admin). */
  email: string | null
  name: string
  role: InvitedRole | null
  entity: Ref | null
}

/** Pages that depend on who asks; never cached. */
export type MemberPageModel =
  | WebhookPageModel
  | {
      page: 'sign-in'
      /** Path to go to afterwards. */
      next: string
      providers: Ref[]
      /** Whether a link was just asked for; says nothing on whether the address is known. */
      sent: boolean
      problems: FormProblem[]
    }
  | { page: 'link'; token: string; link: LinkInfo; problems: FormProblem[] }
  | { page: 'unsubscribe'; token: string; email: string; done: boolean }
  | {
      page: 'account'
      person: PersonDetail
      entry: DirectoryEntry | null
      sessions: SessionInfo[]
      expertise: Choices[]
      /** Interface languages, BCP 47. */
      languages: string[]
      spoken: string[]
      /** Labels of the entities named, by id. */
      labels: Record<string, string>
      /** What was just done, as the key of a message. */
      done: string | null
      problems: FormProblem[]
    }
  | {
      page: 'people'
      people: PersonDetail[]
      invitations: Invitation[]
      /** Where and as what the one who looks may invite. */
      invite: { entities: Ref[]; roles: InvitedRole[] }
      labels: Record<string, string>
      filter: { q: string; entity: string }
      /** Form as it was sent, when it had problems. */
      given: Record<string, string>
      done: string | null
      problems: FormProblem[]
    }
  | {
      page: 'person'
      person: PersonDetail
      /** Memberships the one who looks may change. */
      managed: Membership[]
      /** Whether they may also add memberships, give roles and deactivate. */
      governs: boolean
      entities: Ref[]
      labels: Record<string, string>
      done: string | null
    }
  | {
      page: 'keys'
      keys: KeyInfo[]
      /** Entities a key can be made for. */
      entities: Ref[]
      labels: Record<string, string>
      scopes: KeyScope[]
      /** Days a key can last. */
      lifetimes: number[]
      /** The key just made, shown this once. */
      made: { token: string; entity: string; system: string } | null
      given: Record<string, string>
      done: string | null
      problems: FormProblem[]
    }
  | {
      page: 'directory'
      entries: {
        person: { name: string; email: string | null; memberships: Membership[] }
        entry: DirectoryEntry
      }[]
      /** How many there are without any filter. */
      total: number
      filter: Record<string, string>
      entities: Ref[]
      expertise: Choices[]
      spoken: string[]
      labels: Record<string, string>
      /** Labels of expertise, by vocabulary and id. */
      terms: Record<string, Record<string, string>>
      listed: boolean
    }
  | {
      page: 'audit'
      lines: AuditLine[]
      actions: string[]
      filter: Record<string, string>
      /** Address of the next page; null on the last. */
      older: string | null
      problems: FormProblem[]
    }
