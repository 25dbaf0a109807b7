import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { unknownConcepts } from '../../taxonomy/draft'
import { placeMapped } from '../../taxonomy/label-mapping'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { noteWarnings, rememberAll } from '../catalogue/noting'
import { CatalogueReader } from '../catalogue/reader'
import { type CatalogueWriter, hashOf } from '../catalogue/writer'
import type { Database } from '../database/open'
import { queueImported } from '../submissions/imported'
import { SubmissionWriter } from '../submissions/writer'
import { fromCatalogueForm } from './catalogue-format'
import { fromHubForm } from './hub-format'
import { type ImportRecord, RefusedError } from './record'

/** The longest line read, in characters: what a record of the largest texts can need. */
const LINE_MAX = 1_000_000

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
  const seen = new Map<number, number>()
  const at = new Date().toISOString()

  await database.writer.transaction().execute(async (transaction) => {
    const store = new SubmissionWriter(transaction)
    const mappings = await store.listMappings()
    const stream = createReadStream(file, { encoding: 'utf8' })
    let line = 0
    for await (const text of createInterface({
      input: stream,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line++
      if (line % 100 === 0) onProgress(stream.bytesRead / size, line)
      if (text.trim() === '') continue
      let record: ImportRecord
      try {
        record = readRecord(line === 1 ? text.replace(/^\uFEFF/, '') : text, taxonomy)
        const earlier = seen.get(record.id)
        if (earlier !== undefined) throw new RefusedError('id', `stands on line ${earlier} already`)
        seen.set(record.id, line)
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error
        report.refused.push({ line, id: idIn(text), field: error.field, reason: error.reason })
        continue
      }
      const content = placeMapped(record.content, mappings, taxonomy)
      const outcome = await take(store.catalogue, { ...record, content }, at)
      report[outcome]++
      if (outcome === 'unchanged') continue
      const { id, createdOn } = record
      const noted = { id, content, createdOn, isNew: outcome === 'created' }
      const warnings = await noteWarnings(store.catalogue, finder, taxonomy, noted)
      for (const { code } of warnings) report.warnings[code] = (report.warnings[code] ?? 0) + 1
      if (warnings.length > 0 || outcome !== 'created') await queueImported(store, id, outcome, at)
    }
    onProgress(1, line)
  })
  return report
}

function readRecord(text: string, taxonomy: Taxonomy): ImportRecord {
  if (text.length > LINE_MAX)
    throw new RefusedError('record', `is longer than ${LINE_MAX} characters`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RefusedError('record', 'is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RefusedError('record', 'is not a JSON object')
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

type Outcome = 'created' | 'changed' | 'unchanged' | 'held'

async function take(writer: CatalogueWriter, record: ImportRecord, at: string): Promise<Outcome> {
  const { id, content, createdOn, updatedOn } = record
  const actor = `import:${content.source?.system ?? 'catalogue'}`
  const head = await writer.findHead(id)
  if (!head) {
    const act = { actor, at, reason: 'Imported' }
    await writer.createActivity(id, createdOn, act)
    const version = await writer.saveVersion(id, content, { ...act, datedOn: updatedOn })
    if (record.published) await writer.publish(id, version, act)
    return 'created'
  }
  // What counts is whether the source changed since it was last read: an entry edited here
  // since then is not undone by reading the same file again.
  const last = head.author === actor ? head.hash : await writer.findHashBy(actor, id)
  if (last === hashOf(JSON.stringify(content))) return 'unchanged'
  const act = { actor, at, reason: 'Changed at the source' }
  const version = await writer.saveVersion(id, content, { ...act, datedOn: updatedOn })
  if (head.state !== 'published') return 'changed'
  if (head.publishedAuthor !== actor || head.author !== actor) return 'held'
  await writer.publish(id, version, act)
  return 'changed'
}

/** The id in a record that may not even be JSON, to find it again in the file. */
function idIn(text: string): string | null {
  return /"id"\s*:\s*"?(\d+)/.exec(text.slice(0, 200))?.[1] ?? null
}
