import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { placeMapped } from '../../taxonomy/label-mapping'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { unknownConcepts } from '../catalogue/entry-issues'
import { rememberAll } from '../catalogue/noting'
import { CatalogueReader } from '../catalogue/reader'
import type { Database } from '../database/open'
import { say } from '../messages/say'
import { SubmissionWriter } from '../submissions/writer'
import { fromCatalogueForm } from './catalogue-format'
import { fromHubForm } from './hub-format'
import { type ImportRecord, RefusedError } from './record'
import { takeIn } from './take-in'

/** The longest line read, in characters: what a record of the largest texts can need. */
const LINE_MAX = 1_000_000

/** How much is taken in at once: fewer statements for more memory. */
const BATCH = { records: 256, characters: 4_000_000 }

/** What became of the lines of a file. */
export interface ImportReport {
  created: number
  changed: number
  unchanged: number
  /** Changed at the source and here as well: saved as a newer version, not published. */
  held: number
  refused: { line: number; id: string | null; field: string; reason: string }[]
  /** Notes for curators on the records of this file, by code. */
  warnings: Record<string, number>
}

/** What to import, and whom to tell how far it is. */
export interface ImportOptions {
  /** Absolute path of a `.jsonl` file, in the Hub's form or the catalogue's own. */
  file: string
  /** Called now and then with the part of the file that is read, 0 to 1, and the lines so far. */
  onProgress?: (part: number, lines: number) => void
}

/**
 * Imports a file of one JSON record a line, as one transaction: either all its good
 * records are in, or (on a crash, a full disk) none. Bad records are reported and left
 * out. Importing the same file again changes nothing.
 */
export async function importFile(
  database: Database,
  taxonomy: Taxonomy,
  { file, onProgress = () => {} }: ImportOptions,
): Promise<ImportReport> {
  const { size } = await stat(file)
  const report: ImportReport = {
    created: 0,
    changed: 0,
    unchanged: 0,
    held: 0,
    refused: [],
    warnings: {},
  }
  const finder = await rememberAll(new CatalogueReader(database.reader))
  const at = new Date().toISOString()

  await database.writer.transaction().execute(async (transaction) => {
    const store = new SubmissionWriter(transaction)
    const mappings = await store.listMappings()
    const place = (record: ImportRecord) => ({
      ...record,
      content: placeMapped(record.content, mappings, taxonomy),
    })
    const stream = createReadStream(file, { encoding: 'utf8' })
    const progress = (lines: number) => onProgress(size === 0 ? 1 : stream.bytesRead / size, lines)
    for await (const records of batchesOf(stream, taxonomy, report.refused, progress))
      for (const { outcome, warnings } of await takeIn(
        store,
        { finder, taxonomy },
        records.map(place),
        at,
      )) {
        report[outcome]++
        for (const { code } of warnings) report.warnings[code] = (report.warnings[code] ?? 0) + 1
      }
  })
  return report
}

/** Reads the records of a file some at a time; bad ones are put to the refused instead. */
async function* batchesOf(
  input: Readable,
  taxonomy: Taxonomy,
  refused: ImportReport['refused'],
  onProgress: (lines: number) => void,
): AsyncGenerator<ImportRecord[]> {
  const seen = new Map<number, number>()
  let records: ImportRecord[] = []
  let characters = 0
  let line = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (line % 100 === 0) onProgress(line)
    if (text.trim() === '') continue
    try {
      const record = readRecord(line === 1 ? text.replace(/^\uFEFF/, '') : text, taxonomy)
      const earlier = seen.get(record.id)
      if (earlier !== undefined)
        throw new RefusedError('id', say('row.earlierLine', { line: earlier }))
      seen.set(record.id, line)
      records.push(record)
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      refused.push({ line, id: idIn(text), field: error.field, reason: error.reason })
      continue
    }
    characters += text.length
    if (records.length < BATCH.records && characters < BATCH.characters) continue
    yield records
    records = []
    characters = 0
  }
  if (records.length > 0) yield records
  onProgress(line)
}

function readRecord(text: string, taxonomy: Taxonomy): ImportRecord {
  if (text.length > LINE_MAX)
    throw new RefusedError('record', say('record.long', { most: LINE_MAX }))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RefusedError('record', say('record.noJson'))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RefusedError('record', say('record.noObject'))
  return 'agencies' in value
    ? fromHubForm(value, taxonomy)
    : checked(fromCatalogueForm(value), taxonomy)
}

/** Refuses concept ids that the taxonomy does not have. */
function checked(record: ImportRecord, taxonomy: Taxonomy): ImportRecord {
  const [unknown] = unknownConcepts(record.content, taxonomy)
  if (unknown) throw new RefusedError(unknown.field, unknown.reason)
  return record
}

/** The id in a record that may not even be JSON, to find it again in the file. */
function idIn(text: string): string | null {
  return /"id"\s*:\s*"?(\d+)/.exec(text.slice(0, 200))?.[1] ?? null
}
