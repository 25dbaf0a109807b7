import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { unzipSync } from 'fflate'
import { ZipFile } from 'yazl'
import { zipDate } from '../exchange/workbook'

/**
 * The same zip with one date for all its files and their order by name, so that the same content is
 * the same bytes whenever it is packed.
 *
 * @param change rewrites the text of a file
 */
export async function sameZip(
  bytes: Uint8Array,
  day: string,
  change: (name: string, text: string) => string,
): Promise<Buffer> {
  const zip = new ZipFile()
  const decoder = new TextDecoder()
  for (const [name, content] of Object.entries(unzipSync(bytes)).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (name.endsWith('/')) continue
    const isText = /\.(xml|rels|svg)$/.test(name)
    const same = isText ? change(name, decoder.decode(content)) : content
    zip.addBuffer(Buffer.from(same), name, zipDate(day))
  }
  zip.end()
  return buffer(zip.outputStream as Readable)
}

/** Puts the report’s day in place of the time of packing in a document’s own properties. */
export function withDay(text: string, day: string): string {
  return text.replace(
    /(<dcterms:(created|modified)[^>]*>)[^<]*(<)/g,
    (_, open: string, __: string, close: string) => `${open}${day}T00:00:00Z${close}`,
  )
}
