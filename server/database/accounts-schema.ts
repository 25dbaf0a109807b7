import type { Generated } from 'kysely'
import type { InvitedRole, MailPreference, MemberRole } from '../../taxonomy/people'

/** Times are ISO, UTC; booleans 0 or 1; tokens are kept as SHA-256, hex. */
export interface PersonTable {
  id: Generated<number>
  /** Lower case, unique. */
  email: string
  name: string
  language: string
  state: 'active' | 'deactivated'
  is_curator: 0 | 1
  is_admin: 0 | 1
  mail: MailPreference
  /** Lets whoever holds a mail turn mail off, and nothing else; kept as it is. */
  mail_token: string
  created_at: string
  last_seen_at: string | null
}

interface MembershipTable {
  person_id: number
  entity: string
  role: MemberRole
  since: string
}

interface DirectoryEntryTable {
  person_id: number
  about: string
  show_email: 0 | 1
  /** JSON: concept ids by vocabulary. */
  expertise: string
  /** JSON: language tags. */
  languages: string
}

interface SessionTable {
  id: Generated<number>
  token_hash: string
  person_id: number
  method: string
  agent: string
  created_at: string
  last_seen_at: string
  expires_at: string
}

interface SignInLinkTable {
  token_hash: string
  person_id: number
  /** Path to go to afterwards. */
  next: string
  created_at: string
  expires_at: string
  used_at: string | null
}

/** Every request for a link, of known and unknown addresses alike: what the limit counts. */
interface SignInRequestTable {
  id: Generated<number>
  email_hash: string
  at: string
}

interface InvitationTable {
  id: Generated<number>
  token_hash: string
  /** Null only for the first admin, who says it when taking the invitation up. */
  email: string | null
  name: string
  role: InvitedRole
  entity: string | null
  invited_by: number | null
  created_at: string
  sent_at: string
  expires_at: string
  accepted_at: string | null
  revoked_at: string | null
}

/** The outbox. */
interface MailTable {
  id: Generated<number>
  to: string
  subject: string
  /** Emptied, with `html` and `link`, once sent or given up: they may hold a token. */
  text: string
  html: string
  link: string
  /** Address that turns such mails off. */
  unsubscribe: string | null
  created_at: string
  tries: number
  /** Null once sent or given up. */
  next_try_at: string | null
  give_up_at: string
  sent_at: string | null
  error: string | null
}

/** A notice that waits for its person's mail of the day. */
interface DigestItemTable {
  id: Generated<number>
  person_id: number
  subject: string
  text: string
  path: string
  created_at: string
}

interface AuditEventTable {
  id: Generated<number>
  at: string
  actor: string
  action: string
  subject: string
  /** JSON object. */
  detail: string
}

/** The tables of people, their mail and the audit log. */
export interface AccountsSchema {
  person: PersonTable
  membership: MembershipTable
  directory_entry: DirectoryEntryTable
  session: SessionTable
  sign_in_link: SignInLinkTable
  sign_in_request: SignInRequestTable
  invitation: InvitationTable
  mail: MailTable
  digest_item: DigestItemTable
  audit_event: AuditEventTable
}
