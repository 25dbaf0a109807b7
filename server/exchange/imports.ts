import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/open'
import { say } from '../messages/say'
import { hashOfFile, removeLeftovers } from './import-files'
import { type ImportBatch, ImportReader } from './import-reader'
import type { ImportWork, Workshop } from './import-work'
import { ImportWriter, type NewImport } from './import-writer'

/** What an import under way has done: rows, and of how many where that is known. */
export interface Progress {
  rows: number
  total: number | null
}

/**
 * The imports of this site, one after the other, so that two large files need no more memory than
 * one. What they come to is in the store; only how far they are is kept here.
 */
export class Imports {
  readonly #progress = new Map<number, Progress>()
  /** Files on their way in. */
  readonly #receiving = new Set<string>()
  readonly #stopping = new AbortController()
  #queue: Promise<void> = Promise.resolve()

  /**
   * @param folder where files are kept until they are dealt with
   * @param afterwards called when an import may have changed the catalogue
   */
  constructor(
    private readonly database: Database,
    readonly folder: string,
    private readonly workshop: Workshop,
    private readonly afterwards: () => Promise<void>,
  ) {}

  /** A path in the folder for a file that is being received; `add` or `forget` ends that. */
  async pathFor(name: string): Promise<string> {
    await mkdir(this.folder, { recursive: true })
    const path = join(this.folder, name)
    this.#receiving.add(path)
    return path
  }

  /** Notes a file that has arrived, and begins to read it. */
  async add(given: Omit<NewImport, 'hash' | 'runner'>): Promise<number> {
    const hash = await hashOfFile(given.file)
    const id = await addImport(this.database, { ...given, hash, runner: 'site' })
    this.#receiving.delete(given.file)
    this.begin(id, { kind: 'read' })
    return id
  }

  /** Removes a file that did not arrive. */
  async forget(path: string): Promise<void> {
    this.#receiving.delete(path)
    await rm(path, { force: true })
  }

  /** Has work done when its turn comes; whoever began it need not wait. */
  begin(id: number, work: ImportWork): void {
    this.#enqueue(id, work).catch((error: Error) => {
      if (!this.#stopping.signal.aborted)
        console.error(`An import failed: ${error.stack ?? error.message}`)
    })
  }

  /** Takes an import back, after what is under way. @throws {ImportRefused} */
  undo(id: number, act: { actor: string; reason: string }): Promise<void> {
    return this.#enqueue(id, { kind: 'undo', ...act })
  }

  #enqueue(id: number, work: ImportWork): Promise<void> {
    this.#progress.set(id, { rows: 0, total: null })
    const done = this.#queue.then(() => this.#work(id, work))
    this.#queue = done.catch(() => {})
    return done
  }

  async #work(id: number, work: ImportWork): Promise<void> {
    const { signal } = this.#stopping
    try {
      if (signal.aborted) return
      const onProgress = (rows: number, total: number | null) =>
        this.#progress.set(id, { rows, total })
      await this.workshop(id, work, onProgress, signal)
      await this.tidy()
    } finally {
      // Where it noted no outcome itself, it has none.
      const reason = say(signal.aborted ? 'import.stopped' : 'import.died')
      await failDead(this.database, (batch) => batch.id === id, reason)
      await this.afterwards()
      this.#progress.delete(id)
    }
  }

  /** How far an import is; undefined where nothing is done with it here. */
  progressOf(id: number): Progress | undefined {
    return this.#progress.get(id)
  }

  /** When all that was begun has ended. */
  settled(): Promise<void> {
    return this.#queue
  }

  /**
   * Says of imports that were under way when this site, or a command line, died that they failed,
   * and removes what files they left.
   */
  async recover(): Promise<void> {
    const isDead = ({ runner }: ImportBatch) => runner === 'site' || !isAlive(runner)
    await failDead(this.database, isDead, say('import.stopped'))
    await this.tidy()
  }

  /** Removes files that nobody needs any more. */
  async tidy(): Promise<void> {
    await removeLeftovers(this.folder, new ImportReader(this.database.reader), this.#receiving)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#queue
  }
}

/**
 * Notes a file to be imported.
 *
 * @returns the number of the import
 */
export async function addImport(database: Database, given: NewImport): Promise<number> {
  return database.writer
    .transaction()
    .execute((transaction) => new ImportWriter(transaction).add(given, new Date().toISOString()))
}

/** Notes that imports failed whose process is no more. What it had not committed is gone by itself. */
async function failDead(
  database: Database,
  isDead: (batch: ImportBatch) => boolean,
  reason: string,
): Promise<void> {
  for (const batch of await new ImportReader(database.reader).listUnderWay())
    if (isDead(batch))
      await database.writer.transaction().execute((transaction) => {
        const change = { state: 'failed', reason } as const
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
