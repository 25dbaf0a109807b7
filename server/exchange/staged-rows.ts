import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Verdict } from './judge'
import { linesOf } from './reading/lines'

/** What rows were judged against; where it is the same still, they would be judged the same. */
export interface JudgedAgainst {
  /** SHA-256 of the file they come from. */
  file: string
  /** The last event of the log. */
  event: number
  /** The number that the next new activity gets. */
  nextId: number
  /** SHA-256 of what curators said labels mean. */
  mappings: string
}

/**
 * Rows as they were judged, kept in a file between the check and the import, so that the import
 * writes what the check showed, and need not hold up others while it works it out again. Whole or
 * not there: it gets its name when all rows are in.
 */
export class StagedRows {
  private constructor(
    private readonly path: string,
    private readonly stream: WriteStream,
  ) {}

  /** Begins the file anew. */
  static async begin(path: string, against: JudgedAgainst): Promise<StagedRows> {
    await mkdir(dirname(path), { recursive: true })
    await rm(path, { force: true })
    const staged = new StagedRows(path, createWriteStream(partOf(path), { mode: 0o600 }))
    await staged.#write(`${JSON.stringify(against)}\n`)
    return staged
  }

  async add(verdicts: readonly Verdict[]): Promise<void> {
    await this.#write(verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''))
  }

  async end(): Promise<void> {
    this.stream.end()
    await finished(this.stream)
    await rename(partOf(this.path), this.path)
  }

  /** Gives up: nothing is left. */
  async discard(): Promise<void> {
    this.stream.destroy()
    await rm(partOf(this.path), { force: true })
  }

  async #write(text: string): Promise<void> {
    if (text !== '' && !this.stream.write(text)) await once(this.stream, 'drain')
  }
}

const partOf = (path: string) => `${path}.part`

/** What staged rows were judged against; undefined where there are none. */
export async function judgedAgainst(path: string): Promise<JudgedAgainst | undefined> {
  try {
    for await (const line of linesOf(path)) return JSON.parse(line) as JudgedAgainst
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
  return undefined
}

/** Staged rows some at a time, in their order. */
export async function* stagedRows(path: string, most: number): AsyncGenerator<Verdict[]> {
  let chunk: Verdict[] = []
  let isHead = true
  for await (const line of linesOf(path)) {
    if (!isHead) chunk.push(JSON.parse(line) as Verdict)
    isHead = false
    if (chunk.length < most) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
