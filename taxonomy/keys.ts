/** What a key can be made for; writing includes reading what was written. */
export const KEY_SCOPES = ['activities:write', 'activities:read'] as const
export type KeyScope = (typeof KEY_SCOPES)[number]

/** Days after which a key ends, as one can choose. */
export const KEY_LIFETIMES = [30, 90, 180, 365] as const

/** A key of an entity's own system, without its secret. */
export interface KeyInfo {
  id: number
  entity: string
  /** What the entity calls the system that uses it: `projects-db`. */
  system: string
  scopes: KeyScope[]
  /** Name of the person who made it. */
  madeBy: string
  /** ISO times, UTC. */
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  lastUsedAt: string | null
}
