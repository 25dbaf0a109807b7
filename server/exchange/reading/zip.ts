import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { FILE_LIMITS, FileRefused } from './source'

/** The parts of a zip file by name, none of them unpacked yet. */
export interface Package {
  has: (name: string) => boolean
  names: () => string[]
  /** Unpacks a part while it is read; more than its stated size is refused. */
  stream: (name: string) => Promise<Readable>
  close: () => void
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

/**
 * Opens a zip file by its table of contents, and refuses one that would unpack to too much
 * before anything is unpacked.
 *
 * @throws {FileRefused}
 */
export async function openPackage(path: string): Promise<Package> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(
      path,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, file) => (error ? reject(broken(error)) : resolve(file)),
    )
  })
  try {
    const entries = await entriesOf(zip)
    return {
      has: (name) => entries.has(name),
      names: () => [...entries.keys()],
      stream: (name) => streamOf(zip, entries.get(name), name),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      unpacked += entry.uncompressedSize
      const problem = problemOf(entry, unpacked, entries.size)
      if (problem) return reject(new FileRefused(problem))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.once('end', () => resolve(entries))
    zip.once('error', (error) => reject(broken(error)))
    zip.readEntry()
  })
}

function problemOf(entry: Entry, unpacked: number, count: number): string | undefined {
  if (entry.generalPurposeBitFlag & 1)
    return 'The file is protected by a password; save it without one.'
  if (count >= FILE_LIMITS.parts) return `The file has more than ${FILE_LIMITS.parts} parts.`
  const { uncompressedSize: size, compressedSize: packed } = entry
  const isBomb = size > 1024 * 1024 && size > FILE_LIMITS.ratio * packed
  if (unpacked > FILE_LIMITS.unpacked || isBomb)
    return `The file would unpack to ${megabytes(unpacked)} or more, which no table of this size needs (at most ${megabytes(FILE_LIMITS.unpacked)}, and ${FILE_LIMITS.ratio} times its packed size).`
  return undefined
}

async function streamOf(zip: ZipFile, entry: Entry | undefined, name: string): Promise<Readable> {
  if (!entry) throw new FileRefused(`The workbook is damaged: its part ${name} is missing.`)
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken(error)) : resolve(stream)))
  })
}

function broken(error: Error): FileRefused {
  return new FileRefused(`The workbook is damaged and cannot be unpacked (${error.message}).`)
}
