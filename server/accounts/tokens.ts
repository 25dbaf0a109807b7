import { createHash, randomBytes } from 'node:crypto'

/** A secret nobody can guess: 256 random bits, 43 characters that need no escaping. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is kept of a secret: SHA-256, hex. No salt and no slow hash, as the secret is
 * random, not chosen by a person.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
