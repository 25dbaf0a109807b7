import { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { say } from '../../messages/say'
import { FILE_LIMITS, FileRefused, megabytes } from './source'

/** The parts of a zip file by name, none of them unpacked yet. */
export interface Package {
  has: (name: string) => boolean
  names: () => string[]
  /**
   * Unpacks a part while it is read. Refused is more than its stated size, and more of all parts
   * together, however often each is read, than twice what a file may unpack to.
   */
  stream: (name: string) => Promise<Readable>
  /** Bytes unpacked so far. */
  unpacked: () => number
  close: () => void
}

type Limits = Pick<typeof FILE_LIMITS, 'unpacked' | 'ratio' | 'parts'>

/**
 * Opens a zip file by its table of contents, and refuses one that would unpack to too much
 * before anything is unpacked.
 *
 * @throws {FileRefused}
 */
export async function openPackage(path: string, limits: Limits = FILE_LIMITS): Promise<Package> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(
      path,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, file) => (error ? reject(broken(error)) : resolve(file)),
    )
  })
  try {
    const entries = await entriesOf(zip, limits)
    let unpacked = 0
    const counted = async function* (stream: Readable) {
      for await (const chunk of stream) {
        unpacked += (chunk as Buffer).length
        // A part may be stated to be several sheets, each of which is looked into.
        if (unpacked > 2 * limits.unpacked)
          throw new FileRefused(say('workbook.unpacks', { most: megabytes(limits.unpacked) }))
        yield chunk
      }
    }
    return {
      has: (name) => entries.has(name),
      names: () => [...entries.keys()],
      stream: async (name) => Readable.from(counted(await streamOf(zip, entries.get(name), name))),
      unpacked: () => unpacked,
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function entriesOf(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      const problem = problemOf(entry, unpacked, entries.size, limits)
      if (problem) return reject(new FileRefused(problem))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.once('end', () => resolve(entries))
    zip.once('error', (error) => reject(broken(error)))
    zip.readEntry()
  })
}

function problemOf(
  entry: Entry,
  unpacked: number,
  count: number,
  limits: Limits,
): string | undefined {
  if (entry.generalPurposeBitFlag & 1) return say('file.protected')
  if (count >= limits.parts) return say('workbook.parts', { most: limits.parts })
  const { uncompressedSize: size, compressedSize: packed } = entry
  const isBomb = size > 1024 * 1024 && size > limits.ratio * packed
  if (unpacked > limits.unpacked || isBomb)
    return say('workbook.wouldUnpack', {
      size: megabytes(unpacked),
      most: megabytes(limits.unpacked),
      ratio: limits.ratio,
    })
  return undefined
}

async function streamOf(zip: ZipFile, entry: Entry | undefined, name: string): Promise<Readable> {
  if (!entry) throw new FileRefused(say('workbook.partMissing', { part: name }))
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken(error)) : resolve(stream)))
  })
}

function broken(error: Error): FileRefused {
  return new FileRefused(say('workbook.packing', { message: error.message }))
}
