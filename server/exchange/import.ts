import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { DuplicateFinder } from '../catalogue/duplicates'
import { CatalogueReader } from '../catalogue/reader'
import { type Warning, warningsOf } from '../catalogue/warnings'
import { CatalogueWriter, hashOf } from '../catalogue/writer'
import type { Database } from '../database/open'
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
    const writer = new CatalogueWriter(transaction)
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
      const outcome = await store(writer, record, at)
      report[outcome]++
      if (outcome !== 'unchanged') await note(writer, finder, taxonomy, record, report)
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
  for (const facet of taxonomy.facets)
    for (const id of taxonomy.statedOrImplied(record.content, facet))
      if (facet.vocabulary && !taxonomy.concept(facet.vocabulary.id, id))
        throw new RefusedError(facet.field, `holds "${id}", which ${facet.label} does not have`)
  return record
}

type Outcome = 'created' | 'changed' | 'unchanged' | 'held'

async function store(writer: CatalogueWriter, record: ImportRecord, at: string): Promise<Outcome> {
  const { id, content, createdOn, updatedOn } = record
  const actor = `import:${content.source?.system ?? 'catalogue'}`
  const head = await writer.findHead(id)
  if (!head) {
    const act = { actor, at, reason: 'Imported' }
    await writer.createActivity(id, createdOn, act)
    const version = await writer.saveVersion(id, content, { ...act, datedOn: updatedOn, number: 1 })
    if (record.published) await writer.publish(id, version, act)
    return 'created'
  }
  // What counts is whether the source changed since it was last read: an entry edited here
  // since then is not undone by reading the same file again.
  const last = head.author === actor ? head.hash : await writer.findHashBy(actor, id)
  if (last === hashOf(JSON.stringify(content))) return 'unchanged'
  const act = { actor, at, reason: 'Changed at the source' }
  const next = { ...act, datedOn: updatedOn, number: head.version + 1 }
  const version = await writer.saveVersion(id, content, next)
  if (head.state !== 'published') return 'changed'
  if (head.publishedAuthor !== actor || head.author !== actor) return 'held'
  await writer.publish(id, version, act)
  return 'changed'
}

/** Stores what a curator should know of a record, on it and on those it seems to repeat. */
async function note(
  writer: CatalogueWriter,
  finder: DuplicateFinder,
  taxonomy: Taxonomy,
  { id, content, createdOn }: ImportRecord,
  report: ImportReport,
): Promise<void> {
  const alike = finder.find(id, content, createdOn)
  finder.add(id, content, createdOn)
  const duplicates = alike.map((other) => duplicateOf(other.id, other.title, other.text))
  const warnings = [...warningsOf(content, taxonomy), ...duplicates]
  await writer.setWarnings(id, warnings)
  for (const other of alike)
    await writer.addWarnings(other.id, [duplicateOf(id, other.title, other.text)])
  for (const { code } of warnings) report.warnings[code] = (report.warnings[code] ?? 0) + 1
}

function duplicateOf(otherActivityId: number, title: number, text: number): Warning {
  const percent = (part: number) => `${Math.round(part * 100)} %`
  return {
    code: 'likely-duplicate',
    field: 'title',
    detail: `Shares ${percent(title)} of the title's words and ${percent(text)} of all words with ${otherActivityId}`,
    otherActivityId,
  }
}

async function rememberAll(reader: CatalogueReader): Promise<DuplicateFinder> {
  const finder = new DuplicateFinder()
  for (let after = 0; ; ) {
    const page = await reader.pageHeads(after, 500)
    for (const { id, content, createdOn } of page) finder.add(id, content, createdOn)
    const last = page.at(-1)
    if (!last) return finder
    after = last.id
  }
}

/** The id in a record that may not even be JSON, to find it again in the file. */
function idIn(text: string): string | null {
  return /"id"\s*:\s*"?(\d+)/.exec(text.slice(0, 200))?.[1] ?? null
}
