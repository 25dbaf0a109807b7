import { open, stat } from 'node:fs/promises'
import { say } from '../../messages/say'
import { readCsv } from './read-csv'
import { readJson, readJsonLines } from './read-json'
import { readXlsx } from './read-xlsx'
import { FILE_LIMITS, FileRefused, megabytes, type Source } from './source'

/** First bytes of the files that are met behind any ending. */
const ZIP = Buffer.from('PK')
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** Name of the stream that holds a protected workbook (MS-OFFCRYPTO, 2.3.1). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const PDF = Buffer.from('%PDF')

/**
 * Opens a file for import. What it is, its content says, not its name.
 *
 * @param isTable whether the first rows of a sheet look like the table that is wanted
 * @throws {FileRefused} with the reason
 */
export async function openSource(
  path: string,
  isTable: (rows: readonly string[][]) => boolean,
): Promise<Source> {
  const { size } = await stat(path)
  if (size === 0) throw new FileRefused(say('file.empty'))
  if (size > FILE_LIMITS.bytes)
    throw new FileRefused(say('file.large', { most: megabytes(FILE_LIMITS.bytes) }))
  const start = await startOf(path)
  if (start.subarray(0, 2).equals(ZIP)) return readXlsx(path, isTable)
  if (start.subarray(0, 8).equals(OLE))
    throw new FileRefused(
      start.includes(ENCRYPTED) ? say('file.protectedWorkbook') : say('file.oldWorkbook'),
    )
  if (start.subarray(0, 4).equals(PDF)) throw new FileRefused(say('file.pdf'))
  const text = start
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^<(\?xml|!doctype|html|table)/i.test(text)) throw new FileRefused(say('file.markup'))
  if (text.startsWith('[')) return readJson(path)
  if (text.startsWith('{')) return isOneALine(text) ? readJsonLines(path) : readJson(path)
  return readCsv(path)
}

/** Whether the first line is an object by itself, or goes on beyond what was looked at. */
function isOneALine(text: string): boolean {
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  try {
    const value: unknown = JSON.parse(line)
    return !Object.values(value as object).some(isListOfObjects)
  } catch {
    return end < 0 && !/^\{\s*"\w+"\s*:\s*\[\s*\{/.test(text)
  }
}

const isListOfObjects = (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => item && typeof item === 'object' && 'title' in item)

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
