import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Catalogue } from '../catalogue/catalogue'
import { writeNdjson } from './json'
import { type Selection, selectionOf } from './selection'

/** The whole catalogue in one file. */
export interface Dump {
  /** `activities-2026-11-24-r1676.ndjson.gz`: the day and revision of the last change in it. */
  name: string
  format: DumpFormat
  path: string
  bytes: number
  /** Hex, of the compressed file. */
  sha256: string
}

export const DUMP_FORMATS = ['ndjson', 'csv'] as const
export type DumpFormat = (typeof DUMP_FORMATS)[number]

const NAME = /^activities-\d{4}-\d\d-\d\d-r(\d+)\.(ndjson|csv)\.gz$/

/** How many files are kept: those of the last states that someone asked for. */
const FILES_KEPT = 10

/**
 * Dumps of the catalogue, each made when first asked for and kept in a folder. What a file holds
 * follows from its name alone, so that several processes may share the folder or have one each.
 */
export class Dumps {
  readonly #made = new Map<string, Promise<Dump>>()

  constructor(
    private readonly catalogue: Catalogue,
    private readonly folder: string,
    private readonly origin: string,
  ) {}

  /** The catalogue as it stands. */
  async latest(format: DumpFormat): Promise<Dump> {
    const selection = await selectionOf(this.catalogue, { q: '', filters: {} }, this.origin)
    const { asOf, revision } = selection
    const name = `activities-${asOf.slice(0, 10)}-r${revision}.${format}.gz`
    const known = this.#made.get(name)
    if (known) return known
    const made = this.#make(name, format, selection)
    this.#made.set(name, made)
    // Whoever asks next tries again.
    made.catch(() => this.#made.delete(name))
    return made
  }

  /** A dump by its name, if it is there still. */
  async find(name: string): Promise<Dump | undefined> {
    const [, , format] = NAME.exec(name) ?? []
    if (!format) return undefined
    const known = await this.#made.get(name)
    if (known) return known
    const path = join(this.folder, name)
    const isThere = await stat(path).catch(() => undefined)
    return isThere && describe(name, format as DumpFormat, path)
  }

  async #make(name: string, format: DumpFormat, selection: Selection): Promise<Dump> {
    const path = join(this.folder, name)
    await mkdir(this.folder, { recursive: true })
    if (!(await stat(path).catch(() => undefined))) {
      const part = `${path}.${process.pid}.part`
      const rows =
        format === 'csv' ? (await import('./csv')).writeCsv(selection) : writeNdjson(selection)
      try {
        await pipeline(Readable.from(rows), createGzip({ level: 6 }), createWriteStream(part))
        await rename(part, path)
      } finally {
        await rm(part, { force: true })
      }
      await this.#prune()
    }
    return describe(name, format, path)
  }

  /** Removes the oldest files. */
  async #prune(): Promise<void> {
    const revisionOf = (name: string) => Number(NAME.exec(name)?.[1])
    const names = (await readdir(this.folder)).filter((name) => NAME.test(name))
    const old = names.sort((a, b) => revisionOf(b) - revisionOf(a)).slice(FILES_KEPT)
    for (const name of old) {
      this.#made.delete(name)
      await rm(join(this.folder, name), { force: true })
    }
  }
}

async function describe(name: string, format: DumpFormat, path: string): Promise<Dump> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { name, format, path, bytes, sha256: hash.digest('hex') }
}
