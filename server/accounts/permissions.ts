import type { KeyScope } from '../../taxonomy/keys'
import type { Person } from '../../taxonomy/people'

/** What someone may be; one person can be several at once, and everyone is a visitor. */
export const ROLES = [
  'visitor',
  'member',
  'contributor',
  'focal-point',
  'curator',
  'admin',
  // Not a person: an entity's own system, by a key.
  'key',
] as const
export type Role = (typeof ROLES)[number]

/** `any`: everywhere; `own`: in entities where the person has that role; absent: not at all. */
type Reach = 'any' | 'own'
type Grants = Partial<Record<Role, Reach>>

/** Anyone signed in, whatever else they are; deactivated people are not signed in. */
const SIGNED_IN: Grants = { member: 'any' }
const ANYONE: Grants = { visitor: 'any' }
const LEADERS: Grants = { 'focal-point': 'own', admin: 'any' }
/** Who writes for an entity; curators edit all. */
const WRITERS: Grants = { contributor: 'own', 'focal-point': 'own', curator: 'any' }
const IMPORTERS: Grants = { 'focal-point': 'own', curator: 'any' }
const CURATORS: Grants = { curator: 'any' }
/** Who confirms an entity's entries; a route may let their delegate in, too. */
const CONFIRMERS: Grants = { 'focal-point': 'own', curator: 'any' }
/** Who has other sites told: of all activities, or of their entity's. */
const TELLERS: Grants = { 'focal-point': 'own', curator: 'any', admin: 'any' }
const ADMINS: Grants = { admin: 'any' }
const KEYS: Grants = { key: 'own' }

/**
 * Who may do what: the one table. Whatever is not granted, or entrusted by one to whom it is, is refused. Every route names
 * its action; a route that names none stops the start.
 */
export const PERMISSIONS = {
  /** Reads the public catalogue: the same bytes for everyone, never personal. */
  public: ANYONE,
  /** Signs in or out, takes up an invitation, turns mail off by its link. */
  'session.enter': ANYONE,
  /** Sees and changes one's own account. */
  'account.use': SIGNED_IN,
  'directory.read': SIGNED_IN,
  'people.read': LEADERS,
  /** Invites to an entity; to be curator or admin counts as no entity. */
  'people.invite': LEADERS,
  /** Changes or ends a membership. */
  'people.manage': LEADERS,
  /** Gives memberships unasked, makes curators and admins, deactivates. */
  'people.govern': ADMINS,
  'audit.read': ADMINS,
  /** Begins, writes, submits, withdraws and archives entries of an entity. */
  'entry.write': WRITERS,
  /** Imports tables for an entity; for all entities, and public at once: curators. */
  'entry.import': IMPORTERS,
  /** Sends a correction or a missing activity, without an account. */
  'suggestion.send': ANYONE,
  /** Reads the queue, and publishes, rejects, merges and undoes. */
  'submission.review': CURATORS,
  /** Places labels that no list has. */
  'label.place': CURATORS,
  /** Sees which rounds there are. */
  'round.read': WRITERS,
  /** Answers for an entity's entries in a round. */
  'round.answer': CONFIRMERS,
  /** Opens, watches, extends, closes and corrects rounds. */
  'round.run': CURATORS,
  /** Makes and revokes keys for an entity's own systems. */
  'key.manage': LEADERS,
  /** Makes webhooks, edits, pauses and removes them, reads their log, sends again. */
  'webhook.manage': TELLERS,
  /** Reads, and writes, what an entity's own system sends: with a key of that entity alone. */
  'sent.read': KEYS,
  'sent.write': KEYS,
} as const satisfies Record<string, Grants>

export type Action = keyof typeof PERMISSIONS

/**
 * Entities an act concerns: one, several (any of them will do), `null` for the whole
 * catalogue (an `own` reach is then not enough), or `undefined` when that is not asked:
 * then having any own entity is enough, and the route shows only what lies in reach.
 */
export type Scope = string | readonly string[] | null | undefined

/** Whether a person (`null`: a visitor) may do something, there. */
export function can(person: Person | null, action: Action, scope?: Scope): boolean {
  const grants: Grants = PERMISSIONS[action]
  if (rolesOf(person).some((role) => grants[role] === 'any')) return true
  if (!person || scope === null) return false
  const entities = scope === undefined ? undefined : [scope].flat()
  return person.memberships.some(
    ({ role, entity }) => grants[role] === 'own' && (!entities || entities.includes(entity)),
  )
}

/** What a key may do that has a scope. */
const SCOPES: Record<KeyScope, readonly Action[]> = {
  'activities:read': ['sent.read'],
  'activities:write': ['sent.read', 'sent.write'],
}

/** Whether an action is for keys, and so for no session. */
export function isForKeys(action: Action): boolean {
  return 'key' in PERMISSIONS[action]
}

/** Whether a key may do something, there; `null` scope: to the whole catalogue, which none may. */
export function keyCan(
  { entity, scopes }: { entity: string; scopes: readonly KeyScope[] },
  action: Action,
  scope?: Scope,
): boolean {
  if (scope === null || !scopes.some((one) => SCOPES[one].includes(action))) return false
  return scope === undefined || [scope].flat().includes(entity)
}

/** The entities where a person may do something: `any`, or a list that may be empty. */
export function reach(person: Person | null, action: Action): 'any' | string[] {
  if (can(person, action, null)) return 'any'
  return (person?.memberships ?? [])
    .map(({ entity }) => entity)
    .filter((entity) => can(person, action, entity))
}

function rolesOf(person: Person | null): Role[] {
  if (!person) return ['visitor']
  return [
    'visitor',
    'member',
    ...person.memberships.map(({ role }) => role),
    ...(person.isCurator ? (['curator'] as const) : []),
    ...(person.isAdmin ? (['admin'] as const) : []),
  ]
}
