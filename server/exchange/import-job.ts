import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ImportState, RowOutcome } from '../../taxonomy/import-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import type { DuplicateFinder } from '../catalogue/duplicates'
import { rememberAll } from '../catalogue/noting'
import { pauses } from '../catalogue/pauses'
import { CatalogueReader } from '../catalogue/reader'
import type { Database } from '../database/open'
import type { WriteTransaction } from '../database/schema'
import type { Notify } from '../submissions/notice'
import { SubmissionReader } from '../submissions/reader'
import { SubmissionWriter } from '../submissions/writer'
import { aboutFile, entriesOf } from './about-file'
import { applyPublishing, applySubmitting, takeBack } from './apply'
import { type Column, columnsOf } from './columns'
import { type Recognise, recogniser } from './headings'
import { type ImportBatch, ImportReader } from './import-reader'
import { type ImportChange, ImportWriter, type NewRow } from './import-writer'
import { Judge, type Verdict } from './judge'
import { FileRefused, type SourceRow } from './reading/source'

/** Rows worked on at once: few enough to let others in between. */
const CHUNK = 128

/** Told now and then: rows so far, and of how many where that is known. */
export type OnProgress = (rows: number, total: number | null) => void

/** The import cannot be done, for a reason that people can do something about. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'
}

/** Something a row hangs on was changed since the rows were checked. */
class CatalogueMoved extends Error {}

/** What imports work with. */
export interface Tools {
  database: Database
  taxonomy: Taxonomy
  notify: Notify
  /** Address of the site. */
  origin: string
}

/**
 * What is done with an imported file, in slices that let others in between: reading, checking,
 * importing, undoing. Each leaves its result in the store; importing and undoing are one transaction
 * each, so that a crash leaves nothing of them.
 */
export class ImportJob {
  readonly #columns: Column[]
  readonly #recognise: Recognise
  readonly #reader: ImportReader
  readonly #pause = pauses()

  constructor(
    private readonly tools: Tools,
    private readonly id: number,
    private readonly onProgress: OnProgress = () => {},
  ) {
    this.#columns = columnsOf(tools.taxonomy, tools.origin)
    this.#recognise = recogniser(this.#columns, tools.taxonomy)
    this.#reader = new ImportReader(tools.database.reader)
  }

  /** Does some work, and notes why it failed where it did. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const isExpected = error instanceof FileRefused || error instanceof ImportRefused
      const reason = isExpected
        ? error.message
        : 'Something went wrong on our side. It has been noted.'
      await this.#change({ state: 'failed', reason })
      if (!isExpected) throw error
    }
  }

  /**
   * Reads the beginning of the file, and goes on to check its rows unless a column is to be named.
   *
   * @param leaveUnknown leaves columns aside that nobody knows, instead of asking
   */
  async read({ leaveUnknown = false } = {}): Promise<void> {
    await this.#attempt(async () => {
      const { file, entity } = await this.#batch()
      const remembered = await this.#reader.rememberedHeadings(entity)
      const about = await aboutFile(file, this.#recognise, remembered, this.#pause)
      const isUnclear = about.columns.some(({ target }) => target === null)
      const isTable = about.columns.length > 0
      if (isTable && !about.columns.some(({ target }) => target === 'title') && leaveUnknown)
        throw new FileRefused('No column is called title; give one that heading.')
      const hasTitle = !isTable || about.columns.some(({ target }) => target === 'title')
      await this.#change({ about, state: 'mapping' })
      if (hasTitle && (!isUnclear || leaveUnknown)) await this.#check()
    })
  }

  /** Judges every row, and notes what it would become. Nothing of the catalogue is touched. */
  async check(): Promise<void> {
    await this.#attempt(() => this.#check())
  }

  async #check(): Promise<void> {
    const { database } = this.tools
    await this.#write((store) => store.clearRows(this.id), { state: 'checking' })
    const batch = await this.#batch()
    const catalogue = new CatalogueReader(database.reader)
    const finder = await rememberAll(catalogue, this.#pause)
    const store = new SubmissionReader(database.reader)
    const judge = await this.#judgeOf(batch, finder, this.#reader, store)
    const counts: Partial<Record<RowOutcome, number>> = {}
    let rows = 0
    for await (const chunk of chunksOf(entriesOf(batch.file, batch.about, this.#recognise))) {
      const verdicts = await judge.judge(chunk, { catalogue, store }, this.#pause)
      count(counts, verdicts)
      await this.#write((writer) => writer.addRows(this.id, verdicts.map(toRow)))
      rows += chunk.length
      this.onProgress(rows, null)
      await this.#pause()
    }
    if (rows === 0) throw new FileRefused('There are no rows below the headings.')
    await this.#change({ state: 'checked', counts })
  }

  /** Takes in what was checked: all of it or, where anything fails, nothing. */
  async run({ takeDuplicates = false } = {}): Promise<void> {
    await this.#attempt(async () => {
      const { file, hash } = await this.#batch()
      if ((await hashOfFile(file)) !== hash)
        throw new ImportRefused('The file has changed since it was checked; send it again.')
      await this.#change({ state: 'importing' })
      try {
        await this.tools.database.writer
          .transaction()
          .execute((transaction) => this.#importAll(transaction, takeDuplicates))
      } catch (error) {
        if (!(error instanceof CatalogueMoved)) throw error
        await this.#check()
        await this.#change({
          state: 'checked',
          reason:
            'Entries were changed since the rows were checked. Nothing was imported; look at the rows again.',
        })
      }
    })
  }

  async #importAll(transaction: WriteTransaction, takeDuplicates: boolean): Promise<void> {
    const { taxonomy, notify } = this.tools
    const imports = new ImportWriter(transaction)
    const store = new SubmissionWriter(transaction)
    await store.begin()
    const batch = await this.#batch()
    const checked = await imports.outcomesOf(this.id)
    await imports.clearRows(this.id)
    const finder = await rememberAll(store.catalogue, this.#pause)
    const judge = await this.#judgeOf(batch, finder, imports, store, takeDuplicates)
    const at = new Date().toISOString()
    const act = { actor: batch.actor, at, reason: `Imported from ${batch.name}` }
    const firstEvent = await store.catalogue.lastEvent()
    const counts: Partial<Record<RowOutcome, number>> = {}
    let rows = 0
    let first: { submissionId: number; activityId: number } | undefined
    for await (const chunk of chunksOf(entriesOf(batch.file, batch.about, this.#recognise))) {
      const verdicts = await judge.judge(chunk, { catalogue: store.catalogue, store }, this.#pause)
      const isAsChecked = ({ row, outcome }: Verdict) =>
        checked.get(row) === outcome ||
        (takeDuplicates && checked.get(row) === 'duplicate' && outcome === 'new')
      if (!verdicts.every(isAsChecked)) throw new CatalogueMoved()
      const desk = { finder, taxonomy }
      const applied =
        batch.mode === 'publish'
          ? await applyPublishing(store, desk, verdicts, act)
          : await applySubmitting(store, desk, verdicts, { act, entity: batch.entity })
      for (const { submissionId, activityId } of applied.values())
        if (submissionId) first ??= { submissionId, activityId }
      count(counts, verdicts)
      await imports.addRows(
        this.id,
        verdicts.map((verdict) => ({ ...toRow(verdict), ...applied.get(verdict.row) })),
      )
      rows += chunk.length
      this.onProgress(rows, checked.size)
      await this.#pause()
    }
    const lastEvent = await store.catalogue.lastEvent()
    if (first) {
      const text = `${(counts.new ?? 0) + (counts.changed ?? 0)} entries were imported from ${batch.name} and wait for review.`
      const notice = {
        kind: 'submitted',
        to: { audience: 'curators', address: '' },
        text,
        at,
      } as const
      await notify(transaction, { ...notice, ...first, eventId: lastEvent })
    }
    await imports.change(this.id, { state: 'imported', counts, firstEvent, lastEvent }, at)
  }

  /** Takes the import back as a whole, unless something was done with one of its entries since. */
  async undo(act: { actor: string; reason: string }): Promise<void> {
    const { database, taxonomy } = this.tools
    const at = new Date().toISOString()
    await database.writer.transaction().execute(async (transaction) => {
      const imports = new ImportWriter(transaction)
      const store = new SubmissionWriter(transaction)
      await store.begin()
      const batch = await imports.find(this.id)
      if (batch?.state !== 'imported')
        throw new ImportRefused('Only an import that was done, and not undone, can be undone.')
      const moved = await imports.listMovedOn(this.id, batch.last_event, 5)
      if (moved.length > 0)
        throw new ImportRefused(
          `Something was done with entries of this import since (${moved.join(', ')} …), which this would undo as well. Change them one by one.`,
        )
      const finder = await rememberAll(store.catalogue, this.#pause)
      for (let after = 0, done = 0; ; ) {
        const rows = await imports.listRows(this.id, { after, limit: 500 })
        for (const { outcome, activityId, publicBefore, headBefore, submissionId } of rows) {
          if (!['new', 'changed', 'held'].includes(outcome) || activityId === null) continue
          const applied = { activityId, publicBefore, headBefore, submissionId }
          await takeBack(store, { finder, taxonomy }, applied, { ...act, at })
          await this.#pause()
        }
        const last = rows.at(-1)
        if (!last) break
        after = last.row
        done += rows.length
        this.onProgress(done, null)
      }
      await imports.change(this.id, { state: 'undone' }, at)
    })
  }

  async #judgeOf(
    { about, mode, entity, actor, at }: ImportBatch,
    finder: DuplicateFinder,
    imports: ImportReader,
    store: SubmissionReader,
    takeDuplicates = false,
  ): Promise<Judge> {
    const { taxonomy } = this.tools
    const mappings = await store.listMappings()
    const judging = { taxonomy, columns: this.#columns, file: about.columns, finder, mappings }
    return new Judge(
      { ...judging, mode, entity, actor, at, takeDuplicates },
      await imports.peekActivityId(),
    )
  }

  async #batch(): Promise<ImportBatch> {
    const batch = await this.#reader.find(this.id)
    if (!batch) throw new ImportRefused(`There is no import ${this.id}.`)
    return batch
  }

  #change(change: ImportChange): Promise<void> {
    return this.#write(async () => {}, change)
  }

  #write(
    work: (store: ImportWriter) => Promise<void>,
    change?: ImportChange & { state?: ImportState },
  ): Promise<void> {
    return this.tools.database.writer.transaction().execute(async (transaction) => {
      const store = new ImportWriter(transaction)
      await work(store)
      if (change) await store.change(this.id, change, new Date().toISOString())
    })
  }
}

/** SHA-256 of a file, hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function count(counts: Partial<Record<RowOutcome, number>>, verdicts: readonly Verdict[]): void {
  for (const { outcome } of verdicts) counts[outcome] = (counts[outcome] ?? 0) + 1
}

function toRow({ row, outcome, activityId, title, problems, diff }: Verdict): NewRow {
  return { row, outcome, activityId, title, detail: JSON.stringify({ problems, diff }) }
}

async function* chunksOf(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow[]> {
  let chunk: SourceRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
