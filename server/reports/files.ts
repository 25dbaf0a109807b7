import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Format, Stage } from './formats'
import type { FileMaker } from './make-file'
import type { Edition } from './reader'

/** Most files kept beside the database; the oldest go first. */
const KEPT = 40

/** How far a file is that is not there yet. */
export interface Progress {
  /** `waiting`: others are made first. */
  stage: Stage | 'waiting'
  /** Since it was asked for, in ms. */
  sinceMs: number
}

interface Making {
  file: Promise<string>
  progress: { stage: Progress['stage']; started: number }
}

/**
 * Files of editions: each made once and kept on disk, where later starts find it, too. One is made
 * at a time, since a report takes a processor for itself.
 */
export class ReportFiles {
  readonly #making = new Map<string, Making>()
  readonly #end = new AbortController()
  #queue: Promise<unknown> = Promise.resolve()

  /** @param folder where files are kept; made when the first one is */
  constructor(
    readonly folder: string,
    readonly maker: FileMaker,
  ) {}

  /** Name of the file, which says all that its bytes depend on: `2025-63f1c0de9a8b-1b2c3d4e.pdf` */
  nameOf({ id, checksum }: Edition, format: Format): string {
    return `${id}-${checksum.slice(0, 12)}-${this.maker.version()}.${format}`
  }

  /** Path of the file once it is there. */
  async get(edition: Edition, format: Format): Promise<string> {
    const name = this.nameOf(edition, format)
    const path = join(this.folder, name)
    const making = this.#making.get(name)
    if (making) return making.file
    if (await stat(path).catch(() => undefined)) return path
    return (this.#making.get(name) ?? this.#start(name, path, edition.id, format)).file
  }

  /** Undefined where nobody has asked for the file, or it is there. */
  progressOf(edition: Edition, format: Format): Progress | undefined {
    const making = this.#making.get(this.nameOf(edition, format))
    if (!making) return undefined
    const { stage, started } = making.progress
    return { stage, sinceMs: performance.now() - started }
  }

  /** Gives up what is being made. */
  async stop(): Promise<void> {
    this.#end.abort()
    await this.#queue
  }

  #start(name: string, path: string, edition: string, format: Format): Making {
    const progress: Making['progress'] = { stage: 'waiting', started: performance.now() }
    const make = async () => {
      this.#end.signal.throwIfAborted()
      await mkdir(this.folder, { recursive: true })
      // Under another name until it is whole.
      const out = `${path}.${process.pid}.part`
      try {
        const say = (stage: Stage) => {
          progress.stage = stage
        }
        // It is its turn: the process that makes it takes a moment until it says so itself.
        say('reading')
        await this.maker.make({ edition, format, out, say, signal: this.#end.signal })
        await rename(out, path)
      } finally {
        await rm(out, { force: true })
      }
      await this.#prune()
      return path
    }
    const file = this.#queue.then(make).finally(() => this.#making.delete(name))
    this.#queue = file.catch(() => {})
    const making = { file, progress }
    this.#making.set(name, making)
    return making
  }

  async #prune(): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => !name.endsWith('.part'))
    const dated = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(this.folder, name))).mtimeMs })),
    )
    dated.sort((a, b) => b.at - a.at)
    for (const { name } of dated.slice(KEPT)) await rm(join(this.folder, name), { force: true })
  }
}
