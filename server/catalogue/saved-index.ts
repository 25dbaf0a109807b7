import { createHash } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { IndexParts } from './activity-index'
import { pauses } from './pauses'

/** Changes with every change of what the index holds or how it is worked out. */
const FORMAT = 2
/** Most entries of a list in one piece, so that none takes long to write or read. */
const PIECE = 4000

/** What a saved index was made from; it serves only where all of it is still so. */
export interface SavedFrom {
  /** The last event it has taken in. */
  event: number
  /** What that event was, so that another database's index is not taken for this one's. */
  mark: string
}

interface Head extends SavedFrom {
  format: string
}

/**
 * An index in a file beside the database, read at the next start instead of being built.
 * A file that is missing, damaged, or of another program or taxonomy is as good as none.
 */
export class SavedIndex {
  readonly #file: string
  readonly #format: string

  constructor(file: string, taxonomy: Taxonomy) {
    this.#file = file
    const vocabularies = createHash('sha1').update(JSON.stringify(taxonomy.vocabularies))
    this.#format = `${FORMAT} ${process.version} ${vocabularies.digest('base64')}`
  }

  /** Writes parts to the file, a piece at a time; the file is whole or the old one. */
  async write(parts: IndexParts, from: SavedFrom): Promise<void> {
    const unfinished = `${this.#file}.new`
    const pause = pauses()
    const file = await open(unfinished, 'w')
    try {
      const head: Head = { ...from, format: this.#format }
      for (const piece of [head, ...piecesOf(parts), null]) {
        const bytes = serialize(piece)
        const length = Buffer.alloc(4)
        length.writeUInt32LE(bytes.length)
        await file.writev([length, bytes])
        await pause()
      }
      await file.sync()
    } catch (error) {
      await file.close()
      await rm(unfinished, { force: true })
      throw error
    }
    await file.close()
    await rename(unfinished, this.#file)
  }

  /** Reads the file, if it serves. */
  async read(): Promise<{ from: SavedFrom; parts: IndexParts } | undefined> {
    try {
      const bytes = await readFile(this.#file)
      const pause = pauses()
      const pieces: Piece[] = []
      let from: SavedFrom | undefined
      for (let at = 0; at < bytes.length; ) {
        const end = at + 4 + bytes.readUInt32LE(at)
        if (end > bytes.length) return undefined
        const piece: unknown = deserialize(bytes.subarray(at + 4, end))
        if (piece === null) return from && { from, parts: joined(pieces) }
        if (from) pieces.push(piece as Piece)
        else {
          const head = piece as Head
          if (head.format !== this.#format) return undefined
          from = { event: head.event, mark: head.mark }
        }
        at = end
        await pause()
      }
      return undefined
    } catch {
      return undefined
    }
  }
}

/** A part, or some entries of a list in it, under the names that lead to it. */
type Piece = readonly [path: readonly string[], value: unknown]

/** Parts in pieces: long lists in several, everything else whole. */
function* piecesOf(value: object, path: readonly string[] = []): Generator<Piece> {
  for (const [name, inner] of Object.entries(value)) {
    const here = [...path, name]
    if (Array.isArray(inner)) {
      const size = name === 'segments' ? 1 : PIECE
      for (let at = 0; at === 0 || at < inner.length; at += size)
        yield [here, inner.slice(at, at + size)]
    } else if (ArrayBuffer.isView(inner)) yield [here, inner]
    else yield* piecesOf(inner, here)
  }
}

function joined(pieces: readonly Piece[]): IndexParts {
  const parts: Record<string, unknown> = {}
  for (const [path, value] of pieces) {
    let into = parts
    for (const name of path.slice(0, -1)) {
      into[name] ??= {}
      into = into[name] as Record<string, unknown>
    }
    const last = path.at(-1) as string
    const known = into[last]
    if (Array.isArray(known) && Array.isArray(value)) for (const entry of value) known.push(entry)
    else into[last] = value
  }
  return parts as unknown as IndexParts
}
