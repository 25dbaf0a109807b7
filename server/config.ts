import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const megabytes = z.coerce.number().int().min(1).max(100_000)

/**
 * Every setting: its name in the environment, its check, its default. README's table
 * has one line for each; a test compares the two.
 */
export const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/, 'must begin with file: and name a SQLite file, such as file:var/hub.db')
    .default('file:var/hub.db'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform((address) => address.replace(/\/+$/, ''))
    .optional(),
  SEED: z.string().min(1).default('data/activities.jsonl'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  RATE_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(1200),
  CACHE_MB: megabytes.default(256),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp: or smtps: address' }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'must be an address such as Hub <hub@example.org>')
    .optional(),
  MAIL_FOLDER: z.string().min(1).default('var/outbox'),
  WEBHOOKS_LOOPBACK: z.enum(['true', 'false']).default('false'),
  OIDC_PROVIDERS: z
    .string()
    .transform((list) => list.split(',').map((id) => id.trim()))
    .pipe(
      z.array(
        z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be names such as iaea,who: a-z, 0-9 and -'),
      ),
    )
    .optional(),
})

/**
 * The settings of one identity provider, each behind `OIDC_` and its name in capitals:
 * `OIDC_IAEA_ISSUER`. README has a line for each of these, too.
 */
export const oidcSettings = z.object({
  ISSUER: z
    .url({ error: 'must be the address of an identity provider' })
    .refine(
      (address) => address.startsWith('https:') || LOOPBACK.has(new URL(address).hostname),
      'must be https, except on this machine',
    ),
  CLIENT_ID: z.string('is missing').min(1),
  CLIENT_SECRET: z.string('is missing').min(1),
  LABEL: z.string('is missing').min(1).max(60),
  DOMAINS: z
    .string('is missing: whose addresses may this provider vouch for? (* for all)')
    .transform((list) => list.split(',').map((domain) => domain.trim().toLowerCase()))
    .pipe(
      z.array(z.string().regex(/^(\*|[a-z0-9.-]+)$/, 'must be domains such as iaea.org, or *')),
    ),
})

/** One identity provider that people may sign in with. */
export interface OidcProvider {
  /** `iaea` */
  id: string
  issuer: string
  clientId: string
  clientSecret: string
  /** What people read on its button: `IAEA account`. */
  label: string
  /** Domains whose addresses it may vouch for, lower case; `*` stands for all. */
  domains: string[]
}

/** The settings as the rest of the code receives them: checked, complete, typed. */
export interface Config {
  port: number
  host: string
  /** Absolute path of the SQLite file. */
  databaseFile: string
  /** Address people reach the site at, without a slash at the end. */
  publicUrl: string
  /** Absolute path of the catalogue an empty database is filled from; `null` starts empty. */
  seedFile: string | null
  logLevel: z.infer<typeof settings>['LOG_LEVEL']
  /** Requests a minute from one address to search and pages; 0 = no limit. */
  rateLimit: number
  /** Bound of the memory held by finished answers, in bytes. */
  cacheBytes: number
  trustProxy: boolean
  mail: {
    /** null: each mail becomes a file in `folder`. */
    smtpUrl: string | null
    from: string
    /** Absolute path. */
    folder: string
  }
  /** Whether webhooks may lead to this machine itself, by http too: for development. */
  webhooksLoopback: boolean
  oidcProviders: OidcProvider[]
}

/** A setting that is wrong; the message names it and says what would be right. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads the environment.
 *
 * @param root folder that relative paths start from
 * @throws {ConfigError} naming every wrong setting
 */
export function readConfig(environment: NodeJS.ProcessEnv, root = process.cwd()): Config {
  // An empty variable (`PORT= npm start`) means "not set", as in most shells' scripts.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = settings.safeParse(given)
  const providers = result.data?.OIDC_PROVIDERS ?? []
  const oidc = providers.map((id) => readProvider(given, id))
  const wrong = [...problemsOf(result, '', given), ...oidc.flatMap(({ problems }) => problems)]
  if (!result.success || wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  const from = (path: string) => (isAbsolute(path) ? path : resolve(root, path))
  const { data } = result
  const publicUrl =
    data.PUBLIC_URL ??
    `http://${data.HOST.includes(':') ? `[${data.HOST}]` : data.HOST}:${data.PORT}`
  return {
    port: data.PORT,
    host: data.HOST,
    databaseFile: from(data.DATABASE_URL.slice('file:'.length)),
    publicUrl,
    seedFile: data.SEED === 'none' ? null : from(data.SEED),
    logLevel: data.LOG_LEVEL,
    rateLimit: data.RATE_LIMIT,
    cacheBytes: data.CACHE_MB * 1024 * 1024,
    trustProxy: data.TRUST_PROXY === 'true',
    mail: {
      smtpUrl: data.SMTP_URL ?? null,
      from: data.MAIL_FROM ?? `AI activity hub <no-reply@${new URL(publicUrl).hostname}>`,
      folder: from(data.MAIL_FOLDER),
    },
    webhooksLoopback: data.WEBHOOKS_LOOPBACK === 'true',
    oidcProviders: oidc.flatMap(({ provider }) => provider ?? []),
  }
}

function readProvider(
  given: NodeJS.ProcessEnv,
  id: string,
): { provider?: OidcProvider; problems: string[] } {
  const prefix = `OIDC_${id.toUpperCase().replace(/-/g, '_')}_`
  const named = Object.keys(oidcSettings.shape).map((name) => [name, given[prefix + name]])
  const result = oidcSettings.safeParse(Object.fromEntries(named))
  if (!result.success) return { problems: problemsOf(result, prefix, given) }
  const { ISSUER, CLIENT_ID, CLIENT_SECRET, LABEL, DOMAINS } = result.data
  const provider = { id, issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }
  return { provider: { ...provider, label: LABEL, domains: DOMAINS }, problems: [] }
}

/** Settings whose value is never repeated in a message that may end in a log. */
const SECRET = /^SMTP_URL$|_SECRET$/

function problemsOf(
  { error }: z.ZodSafeParseResult<unknown>,
  prefix: string,
  given: NodeJS.ProcessEnv,
): string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = prefix + String(path[0])
    return `Setting ${name}=${SECRET.test(name) ? '…' : (given[name] ?? '')} is wrong: ${message}`
  })
}
