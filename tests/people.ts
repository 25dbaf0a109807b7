import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { KeyWriter, type NewKey } from '../server/accounts/key-writer'
import { PeopleWriter } from '../server/accounts/people-writer'
import type { Role } from '../server/accounts/permissions'
import { SessionWriter } from '../server/accounts/session-writer'
import type { Database } from '../server/database/open'
import type { Membership } from '../taxonomy/people'

/** Someone signed in for a test. */
export interface Member {
  id: number
  email: string
  /** Value of the `cookie` header. */
  cookie: string
  /** Value of the `authorization` header, of a key. */
  authorization?: string
}

interface NewMember {
  email: string
  name?: string
  isCurator?: boolean
  isAdmin?: boolean
  memberships?: Membership[]
}

/** Makes a person with what they are, and signs them in. */
export async function addMember(database: Database, given: NewMember): Promise<Member> {
  const { email, name = 'Some One', memberships = [] } = given
  const at = new Date().toISOString()
  const act = { actor: 'system', at }
  return database.writer.transaction().execute(async (transaction) => {
    const people = new PeopleWriter(transaction)
    const id = await people.createPerson({ ...given, email, name }, act)
    for (const { entity, role } of memberships) await people.setMembership(id, entity, role, act)
    const token = await new SessionWriter(transaction).startSession(id, {
      ...{ method: 'link', agent: 'test', at },
    })
    return { id, email, cookie: `hub_session=${token}` }
  })
}

/** Makes a key for an entity's own system. @returns the value of the `authorization` header */
export async function addKey(
  database: Database,
  key: Partial<NewKey> & { entity: string; at?: string },
): Promise<string> {
  const { at = new Date().toISOString(), ...given } = key
  const { id } = await addMember(database, { email: `maker-${Math.random()}@hub.example` })
  const whole = { system: 'projects-db', scope: 'activities:write', days: 30, ...given } as const
  const token = await database.writer
    .transaction()
    .execute((transaction) => new KeyWriter(transaction).make(whole, id, { actor: 'system', at }))
  return `Bearer ${token}`
}

/** One person of every role but visitor, and a key; roles in an entity are held in `entity`. */
export async function addEveryRole(
  database: Database,
  entity: string,
  unique = 'all',
): Promise<Record<Exclude<Role, 'visitor'>, Member>> {
  const add = (role: string, what: Partial<NewMember>) =>
    addMember(database, { email: `${role}-${unique}@${entity}.example`, ...what })
  return {
    member: await add('member', {}),
    contributor: await add('contributor', { memberships: [{ entity, role: 'contributor' }] }),
    'focal-point': await add('focal-point', { memberships: [{ entity, role: 'focal-point' }] }),
    curator: await add('curator', { isCurator: true }),
    admin: await add('admin', { isAdmin: true }),
    key: {
      ...(await add('key', {})),
      cookie: '',
      authorization: await addKey(database, { entity }),
    },
  }
}

/** Asks as a browser on this site would: with its cookie, its origin, and for a page. */
export function asBrowser(app: FastifyInstance, cookie = '', authorization = '') {
  const headers = {
    ...{ accept: 'text/html', origin: 'http://hub.test' },
    ...(cookie && { cookie }),
    ...(authorization && { authorization }),
  }
  return {
    get: (url: string) => app.inject({ url, headers }),
    post: (url: string, form: Record<string, string | string[]> = {}, more: InjectOptions = {}) =>
      app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams(
          Object.entries(form).flatMap(([key, value]) =>
            [value].flat().map((one): [string, string] => [key, one]),
          ),
        ).toString(),
        ...more,
        headers: {
          ...headers,
          'content-type': 'application/x-www-form-urlencoded',
          ...more.headers,
        },
      }),
  }
}

/** Mails that became files, oldest first, as their recipients would read them. */
export function readOutbox(folder: string): { to: string; text: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readMail(readFileSync(join(folder, name), 'utf8')))
}

/** One mail as its recipient reads it: headers on one line each, quoted-printable decoded. */
export function readMail(message: string): { to: string; text: string } {
  const [head = '', ...parts] = message.split('\r\n\r\n')
  const body = parts
    .join('\n\n')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  const text = `${head.replace(/\r\n[ \t]+/g, ' ')}\n\n${Buffer.from(body, 'latin1').toString()}`
  return { to: /^To: <?([^>\r\n]+)/m.exec(text)?.[1] ?? '', text }
}

/** Path of the link in a mail: `/sign-in/link?token=…`. */
export function linkIn(mail: { text: string } | undefined): string {
  return (
    /https?:\/\/[^/\s]+(\/(?:sign-in\/link|unsubscribe)\?token=[\w-]+)/.exec(
      mail?.text ?? '',
    )?.[1] ?? ''
  )
}

export const tokenOf = (path: string) => path.split('token=')[1] ?? ''

/** The cookie an answer sets for a session; empty when it sets none. */
export function cookieOf(answer: { cookies: { name: string; value: string }[] }): string {
  const cookie = answer.cookies.find(({ name }) => name === 'hub_session')
  return cookie?.value ? `hub_session=${cookie.value}` : ''
}
