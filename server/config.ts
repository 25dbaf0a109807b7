import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

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
  CACHE_MB: megabytes.default(64),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
})

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
  if (!result.success)
    throw new ConfigError(
      result.error.issues
        .map(
          ({ path, message }) =>
            `Setting ${path.join('.')}=${given[String(path[0])] ?? ''} is wrong: ${message}`,
        )
        .join('\n'),
    )
  const from = (path: string) => (isAbsolute(path) ? path : resolve(root, path))
  const { data } = result
  return {
    port: data.PORT,
    host: data.HOST,
    databaseFile: from(data.DATABASE_URL.slice('file:'.length)),
    publicUrl:
      data.PUBLIC_URL ??
      `http://${data.HOST.includes(':') ? `[${data.HOST}]` : data.HOST}:${data.PORT}`,
    seedFile: data.SEED === 'none' ? null : from(data.SEED),
    logLevel: data.LOG_LEVEL,
    rateLimit: data.RATE_LIMIT,
    cacheBytes: data.CACHE_MB * 1024 * 1024,
    trustProxy: data.TRUST_PROXY === 'true',
  }
}
