/** What a person can be in an entity; a focal point also leads it. */
export const MEMBER_ROLES = ['contributor', 'focal-point'] as const
/** What a person can be invited as: a role in an entity, or one over the whole catalogue. */
export const INVITED_ROLES = [...MEMBER_ROLES, 'curator', 'admin'] as const
/** When mail about entries comes: at once, once a day in one mail, or never. */
export const MAIL_PREFERENCES = ['at-once', 'daily', 'none'] as const
/** Vocabularies a person can name as their field of work in the directory. */
export const EXPERTISE = ['sectors', 'techniques'] as const

export type MemberRole = (typeof MEMBER_ROLES)[number]
export type InvitedRole = (typeof INVITED_ROLES)[number]
export type MailPreference = (typeof MAIL_PREFERENCES)[number]

/** A person's place in one entity. */
export interface Membership {
  /** Id in the vocabulary `entities`. */
  entity: string
  role: MemberRole
}

/** Someone who may sign in, as routes and stores know them. */
export interface Person {
  id: number
  /** Lower case. */
  email: string
  name: string
  /** BCP 47, of mails and pages. */
  language: string
  isCurator: boolean
  isAdmin: boolean
  memberships: Membership[]
}

/** A person with all that their keepers see. */
export interface PersonDetail extends Person {
  state: 'active' | 'deactivated'
  mail: MailPreference
  /** ISO times, UTC. */
  createdAt: string
  lastSeenAt: string | null
}

/** What a person shows of themselves to other members; they have asked for it. */
export interface DirectoryEntry {
  about: string
  /** Shown only where the person wants it. */
  showEmail: boolean
  /** Concept ids by vocabulary: `{ sectors: ['health'], techniques: [] }`. */
  expertise: Record<string, string[]>
  /** BCP 47 tags of the languages they speak. */
  languages: string[]
}

/** One device that is signed in. */
export interface SessionInfo {
  id: number
  createdAt: string
  lastSeenAt: string
  /** How it began: `link`, `invitation` or `oidc:ID`. */
  method: string
  /** What the browser calls itself. */
  agent: string
  isThis: boolean
}

/** An invitation that has not been taken up. */
export interface Invitation {
  id: number
  email: string
  name: string
  role: InvitedRole
  /** `null` for roles over the whole catalogue. */
  entity: string | null
  invitedBy: string
  createdAt: string
  expiresAt: string
}

/** One line of the audit log: an act on people or on an activity. */
export interface AuditLine {
  at: string
  /** `person:12`, `command-line`, `import:…`. */
  actor: string
  /** Name of the person behind `actor`; empty where it is none. */
  actorName: string
  /** `person.invited`, `activity.published` … */
  action: string
  /** What it was done to: `person:12`, `activity:1135`. */
  subject: string
  detail: Record<string, unknown>
}

/** Languages a person can say they speak in the directory: the UN's six, and others much spoken. */
export const SPOKEN_LANGUAGES = [
  ...['ar', 'zh', 'en', 'fr', 'ru', 'es'],
  ...['de', 'hi', 'it', 'ja', 'ko', 'pt', 'sw'],
] as const
