import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import { LRUCache } from 'lru-cache'
import { migrations } from './migrations/index'
import { PatientDialect } from './patience'
import type { ReadDatabase, Schema, WriteDatabase } from './schema'

/** The two connections of one database file. */
export interface Database {
  /** Sees only what is committed and cannot write. */
  reader: ReadDatabase
  writer: WriteDatabase
  close: () => Promise<void>
}

/** The database file cannot serve; the message says which file and why. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/**
 * Opens the database file, making it where there is none, and brings its schema up to
 * date. A file that already held data is first copied beside itself (`hub.db.before-…`).
 *
 * @param upTo name of the migration to stop at; all when left out
 * @throws {DatabaseError} when the file is not ours, damaged, or cannot be written
 */
export async function openDatabase(file: string, upTo?: string): Promise<Database> {
  let connection: Sqlite.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    connection = new Sqlite(file)
    const executed = executedIn(connection, file)
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    // Without this REPLACE would remove rows past the triggers that forbid it.
    connection.pragma('recursive_triggers = ON')
    connection.pragma('busy_timeout = 10000')
    // Kysely's own look at what there is to do takes longer than all else here.
    if (executed.length < Object.keys(migrations).length) await migrate(connection, file, upTo)
    // From here on writes wait without stopping the process (`patience.ts`).
    connection.pragma('busy_timeout = 0')
    const writer = kyselyOver(connection)
    const readOnly = new Sqlite(file, { readonly: true })
    readOnly.pragma('busy_timeout = 10000')
    const reader = kyselyOver(readOnly)
    return {
      reader,
      writer,
      close: async () => {
        await reader.destroy()
        await writer.destroy()
        // Kysely leaves a connection open that it was never asked to use.
        readOnly.close()
        connection?.close()
      },
    }
  } catch (error) {
    connection?.close()
    throw error instanceof DatabaseError ? error : new DatabaseError(explain(error, file))
  }
}

/**
 * Names of the migrations that a file has had.
 *
 * @throws {DatabaseError} when another or a newer program wrote it
 */
function executedIn(connection: Sqlite.Database, file: string): string[] {
  const tables = connection
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
    .all()
    .map((row) => row.name)
  if (tables.length === 0) return []
  const executed = tables.includes('kysely_migration')
    ? connection
        .prepare<[], { name: string }>('select name from kysely_migration')
        .all()
        .map((row) => row.name)
    : []
  const unknown = executed.filter((name) => !(name in migrations))
  if (unknown.length > 0)
    throw new DatabaseError(
      `${file} was written by another or a newer program (it has had the change ${unknown.join(', ')}); DATABASE_URL must name a file this version can read`,
    )
  if (executed.length === 0)
    throw new DatabaseError(
      `${file} is a SQLite database of another program (tables: ${tables.slice(0, 5).join(', ')}); DATABASE_URL must name a file of its own`,
    )
  return executed
}

/** How many statements stay compiled on one connection. */
const STATEMENTS_KEPT = 500

/** Kysely over a connection whose statements are compiled once: to compile one takes longer than to run it. */
function kyselyOver(connection: Sqlite.Database): Kysely<Schema> {
  const compiled = new LRUCache<string, Sqlite.Statement<unknown[]>>({ max: STATEMENTS_KEPT })
  const database = {
    close: () => connection.close(),
    prepare: (sql: string) => {
      const known = compiled.get(sql)
      if (known) return known
      // A transaction that reads first and finds at its first write that another process wrote
      // meanwhile is refused at once; one that says from the start that it will write waits.
      const isBegin = sql === 'begin' && !connection.readonly
      const statement = connection.prepare<unknown[]>(isBegin ? 'begin immediate' : sql)
      compiled.set(sql, statement)
      return statement
    },
  }
  const dialect = connection.readonly
    ? new SqliteDialect({ database })
    : new PatientDialect({ database })
  return new Kysely<Schema>({ dialect })
}

async function migrate(connection: Sqlite.Database, file: string, upTo?: string): Promise<void> {
  // Not with statements that are kept: what they give back changes with the schema.
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const known = await migrator.getMigrations()
  const next = known.find((migration) => !migration.executedAt)
  if (!next) return
  if (known.some((migration) => migration.executedAt))
    await connection.backup(`${file}.before-${next.name}`)
  const { error } = upTo ? await migrator.migrateTo(upTo) : await migrator.migrateToLatest()
  if (error) throw error
}

/** Reasons SQLite gives, in words for the person who starts the server. */
function explain(error: unknown, file: string): string {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'SQLITE_NOTADB')
    return `${file} is not a SQLite database; DATABASE_URL must name one`
  if (code.startsWith('SQLITE_CORRUPT')) return `${file} is damaged; restore it from a backup`
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return `The disk that holds ${file} is full`
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'EACCES' ||
    code === 'ENOTDIR' ||
    code === 'EEXIST'
  )
    return `${file} cannot be opened or made; check the folder and its permissions`
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') return `${file} cannot be written to`
  if (code.startsWith('SQLITE_BUSY')) return `${file} is in use by another process`
  return `${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`
}
