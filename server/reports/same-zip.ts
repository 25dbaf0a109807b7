import { unzipSync, type Zippable, zipSync } from 'fflate'

/** Zip files cannot say an earlier day. */
const EARLIEST = Date.UTC(1980, 0, 2)

/**
 * The same zip with one date for all its files and their order by name, so that the same content is
 * the same bytes whenever it is packed.
 *
 * @param change rewrites the text of a file
 */
export function sameZip(
  bytes: Uint8Array,
  day: string,
  change: (name: string, text: string) => string,
): Buffer {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  const files: Zippable = {}
  for (const [name, content] of Object.entries(unzipSync(bytes)).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (name.endsWith('/')) continue
    const isText = /\.(xml|rels|svg)$/.test(name)
    files[name] = isText ? encoder.encode(change(name, decoder.decode(content))) : content
  }
  // Zip dates are local times without a zone: noon is the same day nearly everywhere.
  const date = new Date(Math.max(EARLIEST, Date.parse(day)))
  const mtime = new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12)
  return Buffer.from(zipSync(files, { mtime, level: 6 }))
}

/** Puts the report’s day in place of the time of packing in a document’s own properties. */
export function withDay(text: string, day: string): string {
  return text.replace(
    /(<dcterms:(created|modified)[^>]*>)[^<]*(<)/g,
    (_, open: string, __: string, close: string) => `${open}${day}T00:00:00Z${close}`,
  )
}
