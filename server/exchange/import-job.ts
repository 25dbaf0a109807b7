import type { ImportState, RowOutcome } from '../../taxonomy/import-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { type Likenesses, rememberAll } from '../catalogue/noting'
import { pauses } from '../catalogue/pauses'
import { CatalogueReader } from '../catalogue/reader'
import { hashOf } from '../catalogue/writer'
import type { Database } from '../database/open'
import type { WriteTransaction } from '../database/schema'
import { say } from '../messages/say'
import type { Notify } from '../submissions/notice'
import { SubmissionReader } from '../submissions/reader'
import { SubmissionWriter } from '../submissions/writer'
import { aboutFile, entriesOf } from './about-file'
import { applyPublishing, applySubmitting, takeBack } from './apply'
import { type Column, columnsOf } from './columns'
import { type Recognise, recogniser } from './headings'
import { hashOfFile, stagedPath } from './import-files'
import { type ImportBatch, ImportReader } from './import-reader'
import { type ImportChange, ImportWriter, type NewRow } from './import-writer'
import { Judge, type Verdict } from './judge'
import { FileRefused, type SourceRow } from './reading/source'
import { ImportRefused } from './record'
import { type JudgedAgainst, judgedAgainst, StagedRows, stagedRows } from './staged-rows'

/** Rows worked on at once: few enough to let others in between. */
const CHUNK = 256
/** How often rows are judged again because others changed the catalogue meanwhile. */
const TRIES = 3

/** Told now and then: rows so far, and of how many where that is known. */
export type OnProgress = (rows: number, total: number | null) => void

/** What imports work with. */
export interface Tools {
  database: Database
  taxonomy: Taxonomy
  notify: Notify
  /** Address of the site. */
  origin: string
  /** Folder for files that are dealt with. */
  folder: string
}

/**
 * What is done with an imported file, in slices that let others in between: reading, checking,
 * importing, undoing. Each leaves its result in the store; importing and undoing are one transaction
 * each, so that a crash leaves nothing of them. Rows are judged before that transaction, which is
 * short for it.
 */
export class ImportJob {
  readonly #columns: Column[]
  readonly #recognise: Recognise
  readonly #reader: ImportReader
  readonly #pause = pauses()
  /** Where the rows are kept as they were judged. */
  readonly #staged: string

  constructor(
    private readonly tools: Tools,
    private readonly id: number,
    private readonly onProgress: OnProgress = () => {},
  ) {
    this.#columns = columnsOf(tools.taxonomy, tools.origin)
    this.#recognise = recogniser(this.#columns, tools.taxonomy)
    this.#reader = new ImportReader(tools.database.reader)
    this.#staged = stagedPath(tools.folder, id)
  }

  /** Does some work, and notes why it failed where it did. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const isExpected = error instanceof FileRefused || error instanceof ImportRefused
      const reason = isExpected ? error.message : say('http.500')
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
        throw new FileRefused(say('file.noTitle'))
      const hasTitle = !isTable || about.columns.some(({ target }) => target === 'title')
      await this.#change({ about, state: 'mapping' })
      if (hasTitle && (!isUnclear || leaveUnknown)) await this.#check()
    })
  }

  /** Judges every row, and notes what it would become. Nothing of the catalogue is touched. */
  async check(): Promise<void> {
    await this.#attempt(() => this.#check())
  }

  async #check(reason = ''): Promise<void> {
    await this.#change({ state: 'checking' })
    const counts = await this.#judgeAll()
    await this.#change({ state: 'checked', counts, reason })
  }

  /** Judges every row against what is there now, and keeps what they come to. */
  async #judgeAll(takeDuplicates = false): Promise<Counts> {
    const { database } = this.tools
    await this.#write((store) => store.clearRows(this.id))
    const batch = await this.#batch()
    const catalogue = new CatalogueReader(database.reader)
    const store = new SubmissionReader(database.reader)
    const against = await this.#against(this.#reader, store)
    const judge = await this.#judgeOf(batch, against, takeDuplicates)
    const staged = await StagedRows.begin(this.#staged, against)
    const counts: Counts = {}
    let rows = 0
    try {
      for await (const chunk of chunksOf(entriesOf(batch.file, batch.about, this.#recognise))) {
        const verdicts = await judge.judge(chunk, { catalogue, store }, this.#pause)
        for (const { outcome } of verdicts) counts[outcome] = (counts[outcome] ?? 0) + 1
        await this.#write((writer) => writer.addRows(this.id, verdicts.map(toRow)))
        await staged.add(verdicts.filter(({ record }) => record))
        rows += chunk.length
        this.onProgress(rows, null)
        await this.#pause()
      }
      if (rows === 0) throw new FileRefused(say('file.onlyHeadings'))
      await staged.end()
      return counts
    } catch (error) {
      await staged.discard()
      throw error
    }
  }

  /** Takes in what was checked: all of it or, where anything fails, nothing. */
  async run({ takeDuplicates = false } = {}): Promise<void> {
    await this.#attempt(async () => {
      const { file, hash, counts } = await this.#batch()
      if ((await hashOfFile(file)) !== hash) throw new ImportRefused(say('import.fileChanged'))
      await this.#change({ state: 'importing' })
      let isAsShown = !(takeDuplicates && counts.duplicate)
      const shown = await this.#reader.outcomesOf(this.id)
      for (let tries = 0; tries < TRIES; tries++) {
        if (!isAsShown || !(await this.#isAsJudged(this.#reader))) {
          await this.#judgeAll(takeDuplicates)
          if (!isSame(shown, await this.#reader.outcomesOf(this.id), takeDuplicates))
            return this.#check(say('import.moved'))
          isAsShown = true
        }
        const isDone = await this.tools.database.writer
          .transaction()
          .execute((transaction) => this.#importAll(transaction))
        if (isDone) return
      }
      throw new ImportRefused(say('import.keptMoving'))
    })
  }

  /** Writes the rows as they were judged, unless the catalogue was changed since. */
  async #importAll(transaction: WriteTransaction): Promise<boolean> {
    const { taxonomy, notify } = this.tools
    const imports = new ImportWriter(transaction)
    const store = new SubmissionWriter(transaction)
    await store.begin()
    if (!(await this.#isAsJudged(imports, store))) return false
    const batch = await this.#batch()
    const counts = await imports.countOutcomes(this.id)
    const total = (counts.new ?? 0) + (counts.changed ?? 0) + (counts.held ?? 0)
    const at = new Date().toISOString()
    const act = { actor: batch.actor, at, reason: say('import.from', { file: batch.name }) }
    const firstEvent = await store.catalogue.lastEvent()
    let rows = 0
    let first: { submissionId: number; activityId: number } | undefined
    for await (const verdicts of stagedRows(this.#staged, CHUNK)) {
      const desk = { finder: foreseen(verdicts), taxonomy }
      const applied =
        batch.mode === 'publish'
          ? await applyPublishing(store, desk, verdicts, act)
          : await applySubmitting(store, desk, verdicts, { act, entity: batch.entity })
      for (const { submissionId, activityId } of applied.values())
        if (submissionId) first ??= { submissionId, activityId }
      await imports.noteApplied(
        this.id,
        verdicts.map((verdict) => ({ ...toRow(verdict), ...applied.get(verdict.row) })),
      )
      rows += verdicts.length
      this.onProgress(rows, total)
      await this.#pause()
    }
    if (rows !== total) throw new Error(`${rows} of ${total} rows of import ${this.id} were kept`)
    const lastEvent = await store.catalogue.lastEvent()
    if (first) {
      const text = say('import.waiting', {
        count: (counts.new ?? 0) + (counts.changed ?? 0),
        file: batch.name,
      })
      const notice = {
        kind: 'submitted',
        to: { audience: 'curators', address: '' },
        text,
        at,
      } as const
      await notify(transaction, { ...notice, ...first, eventId: lastEvent })
    }
    await imports.change(this.id, { state: 'imported', counts, firstEvent, lastEvent }, at)
    return true
  }

  /** Takes the import back as a whole, unless something was done with one of its entries since. */
  async undo(act: { actor: string; reason: string }): Promise<void> {
    const { database, taxonomy } = this.tools
    const at = new Date().toISOString()
    // Before the transaction, for which others wait.
    const finder = await rememberAll(new CatalogueReader(database.reader), this.#pause)
    await database.writer.transaction().execute(async (transaction) => {
      const imports = new ImportWriter(transaction)
      const store = new SubmissionWriter(transaction)
      await store.begin()
      const batch = await imports.find(this.id)
      if (batch?.state !== 'imported') throw new ImportRefused(say('import.notDone'))
      const moved = await imports.listMovedOn(this.id, batch.last_event, 5)
      if (moved.length > 0)
        throw new ImportRefused(say('import.movedOn', { ids: moved.join(', ') }))
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
    { nextId }: JudgedAgainst,
    takeDuplicates: boolean,
  ): Promise<Judge> {
    const { taxonomy, database } = this.tools
    const catalogue = new CatalogueReader(database.reader)
    const finder = await rememberAll(catalogue, this.#pause)
    const mappings = await new SubmissionReader(database.reader).listMappings()
    const judging = { taxonomy, columns: this.#columns, file: about.columns, finder, mappings }
    return new Judge(
      { ...judging, mode, entity, actor, at, takeDuplicates },
      nextId,
      await catalogue.hasRedirects(),
    )
  }

  async #against(imports: ImportReader, store: SubmissionReader): Promise<JudgedAgainst> {
    return {
      file: (await this.#batch()).hash,
      event: await imports.lastEvent(),
      nextId: await imports.peekActivityId(),
      mappings: hashOf(JSON.stringify(await store.listMappings())),
    }
  }

  /** Whether rows are kept that were judged against what is there now. */
  async #isAsJudged(
    imports: ImportReader,
    store = new SubmissionReader(this.tools.database.reader),
  ): Promise<boolean> {
    const now = await this.#against(imports, store)
    return JSON.stringify(await judgedAgainst(this.#staged)) === JSON.stringify(now)
  }

  async #batch(): Promise<ImportBatch> {
    const batch = await this.#reader.find(this.id)
    if (!batch) throw new ImportRefused(say('import.none', { id: this.id }))
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

type Counts = Partial<Record<RowOutcome, number>>

/** Whether rows come to what was shown, those aside that were to be taken in though they repeat others. */
function isSame(
  shown: ReadonlyMap<number, RowOutcome>,
  now: ReadonlyMap<number, RowOutcome>,
  takeDuplicates: boolean,
): boolean {
  const isAsShown = (row: number, outcome: RowOutcome) =>
    shown.get(row) === outcome ||
    (takeDuplicates && shown.get(row) === 'duplicate' && outcome === 'new')
  return shown.size === now.size && [...now].every(([row, outcome]) => isAsShown(row, outcome))
}

/** The likenesses that rows were found to have when they were judged. */
function foreseen(verdicts: readonly Verdict[]): Likenesses {
  const known = new Map(verdicts.map(({ record }) => [record?.id, record?.alike ?? []]))
  return {
    findAndAdd: (id) => [...(known.get(id) ?? [])],
    remove: () => {},
  }
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
