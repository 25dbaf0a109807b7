import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/open'
import { hashOfFile, ImportJob, ImportRefused, type Tools } from './import-job'
import { ImportReader } from './import-reader'
import { ImportWriter, type NewImport } from './import-writer'

/** What an import under way has done: rows, and of how many where that is known. */
export interface Progress {
  rows: number
  total: number | null
}

const STOPPED =
  'The server was stopped while this was under way; nothing of it was imported. Check the file again.'

/**
 * The imports that this process works on, one after the other, so that two large files need no more
 * memory than one. What they come to is in the store; only how far they are is kept here.
 */
export class Imports {
  readonly #progress = new Map<number, Progress>()
  #queue: Promise<void> = Promise.resolve()
  #stopping = false

  /**
   * @param folder where files are kept until they are dealt with
   * @param afterwards called when an import changed the catalogue
   */
  constructor(
    private readonly tools: Tools,
    readonly folder: string,
    private readonly afterwards: () => Promise<void>,
  ) {}

  /** A path in the folder for a file that is being received. */
  async pathFor(name: string): Promise<string> {
    await mkdir(this.folder, { recursive: true })
    return join(this.folder, name)
  }

  /** Notes a file that has arrived, and begins to read it. */
  async add(given: Omit<NewImport, 'hash' | 'runner'>): Promise<number> {
    const hash = await hashOfFile(given.file)
    const id = await addImport(this.tools.database, { ...given, hash, runner: 'site' })
    this.begin(id, (job) => job.read())
    return id
  }

  /** Has work done when its turn comes; whoever began it need not wait. */
  begin(id: number, work: (job: ImportJob) => Promise<void>): void {
    this.#progress.set(id, { rows: 0, total: null })
    const job = new ImportJob(this.tools, id, (rows, total) => {
      if (this.#stopping) throw new ImportRefused(STOPPED)
      this.#progress.set(id, { rows, total })
    })
    this.#queue = this.#queue
      .then(() => (this.#stopping ? undefined : work(job)))
      .then(() => this.afterwards())
      .catch((error: Error) => console.error(`An import failed: ${error.stack ?? error.message}`))
      .finally(() => this.#progress.delete(id))
  }

  /** How far an import is; undefined where nothing is done with it here. */
  progressOf(id: number): Progress | undefined {
    return this.#progress.get(id)
  }

  /** Does something with an import at once, after what is under way. */
  async undo(id: number, act: { actor: string; reason: string }): Promise<void> {
    await this.#queue
    await new ImportJob(this.tools, id).undo(act)
    await this.afterwards()
  }

  /** When all that was begun has ended. */
  settled(): Promise<void> {
    return this.#queue
  }

  /** Says of imports that were under way when this site, or a command line, died that they failed. */
  async recover(): Promise<void> {
    await failDead(this.tools.database, ({ runner }) => runner === 'site' || !isAlive(runner))
  }

  /** Forgets the file of an import that needs it no more. */
  async forgetFile(file: string): Promise<void> {
    if (file.startsWith(this.folder)) await rm(file, { force: true })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#queue
  }
}

export async function addImport(database: Database, given: NewImport): Promise<number> {
  return database.writer
    .transaction()
    .execute((transaction) => new ImportWriter(transaction).add(given, new Date().toISOString()))
}

/** Notes that imports failed whose process is no more. What it had not committed is gone by itself. */
export async function failDead(
  database: Database,
  isDead: (batch: { runner: string }) => boolean,
): Promise<void> {
  for (const batch of await new ImportReader(database.reader).listUnderWay())
    if (isDead(batch))
      await database.writer.transaction().execute((transaction) => {
        const change = { state: 'failed', reason: STOPPED } as const
        return new ImportWriter(transaction).change(batch.id, change, new Date().toISOString())
      })
}

function isAlive(runner: string): boolean {
  const [, pid] = /^process:(\d+)$/.exec(runner) ?? []
  try {
    return pid !== undefined && process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
