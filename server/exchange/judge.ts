import type { z } from 'zod'
import { type ActivityContent, activitySchema } from '../../taxonomy/activity'
import { blankContent } from '../../taxonomy/draft'
import type { FileColumn, ImportMode, RowOutcome, RowProblem } from '../../taxonomy/import-pages'
import { type LabelMapping, placeMapped } from '../../taxonomy/label-mapping'
import type { FieldDiff } from '../../taxonomy/submission'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { type DuplicateFinder, portraitOf } from '../catalogue/duplicates'
import { unknownConcepts } from '../catalogue/entry-issues'
import type { CatalogueReader, HeadActivity } from '../catalogue/reader'
import { hashOf } from '../catalogue/writer'
import { issueText } from '../messages/issue-text'
import { say } from '../messages/say'
import { diffContent } from '../submissions/diff'
import type { SubmissionReader } from '../submissions/reader'
import { fromCatalogueForm } from './catalogue-format'
import type { Column, RowDraft } from './columns'
import { formOf, rowOfRecord, unwrapped } from './from-record'
import { fromHubForm } from './hub-format'
import type { SourceRow } from './reading/source'
import { type ImportRecord, RefusedError } from './record'
import { isAsLastRead, isEditedHere } from './take-in'
import { RowReader } from './to-draft'

/** What a row comes to, and, where it is to be written, the record to write. */
export interface Verdict {
  row: number
  outcome: RowOutcome
  /** The activity it is about; of a duplicate, the one it repeats; null for one that has no number yet. */
  activityId: number | null
  title: string
  problems: RowProblem[]
  diff: FieldDiff[]
  record?: ImportRecord
  /** Whether the record is of a source that is asked what it said before. */
  ofSource: boolean
}

/** What rows are judged by. */
export interface Judging {
  taxonomy: Taxonomy
  columns: readonly Column[]
  file: readonly FileColumn[]
  mode: ImportMode
  /** The entity whose rows may be taken in; '' = all. */
  entity: string
  actor: string
  /** ISO time. */
  at: string
  finder: DuplicateFinder
  mappings: readonly LabelMapping[]
  /** Whether rows that repeat an entry are new entries all the same. */
  takeDuplicates: boolean
}

type Store = Pick<SubmissionReader, 'findOpen' | 'findStanding'>

/** A row that was read, before it is compared with what is there. */
interface Candidate {
  row: SourceRow
  problems: RowProblem[]
  draft?: RowDraft
  /** A record of a source, for import as it is. */
  record?: ImportRecord
}

/**
 * Says what becomes of rows: the one piece of code by which the dry run and the import decide.
 * Numbers for new entries are counted from `nextId` on.
 */
export class Judge {
  readonly #reader: RowReader
  /** Rows by the numbers they name, and by those that new entries get. */
  readonly #seen = new Map<number, number>()
  readonly #fresh = new Map<number, number>()
  readonly #hasRedirects: boolean

  /** @param hasRedirects whether any number leads to another's */
  constructor(
    private readonly judging: Judging,
    private nextId: number,
    hasRedirects = true,
  ) {
    this.#hasRedirects = hasRedirects
    this.#reader = new RowReader(judging.taxonomy, judging.columns, judging.file)
  }

  async judge(
    rows: readonly SourceRow[],
    { catalogue, store }: { catalogue: CatalogueReader; store: Store },
    pause: () => Promise<void> | undefined,
  ): Promise<Verdict[]> {
    const candidates: Candidate[] = []
    for (const row of rows) {
      candidates.push(this.#readRow(row))
      await pause()
    }
    const ids = candidates.flatMap(({ draft, record }) => record?.id ?? draft?.id ?? [])
    const standing = new Map((await catalogue.listStanding(ids)).map((one) => [one.id, one]))
    const verdicts: Verdict[] = []
    for (const candidate of candidates) {
      verdicts.push(await this.#decide(candidate, standing, { catalogue, store }))
      await pause()
    }
    return verdicts
  }

  #readRow(row: SourceRow): Candidate {
    const { taxonomy, columns, file, mode, mappings } = this.judging
    const whole = row.faults.filter(({ column }) => column === null)
    if (whole.length > 0)
      return { row, problems: whole.map(({ value, reason }) => ({ place: '', value, reason })) }
    const form = row.record ? formOf(row.record) : 'table'
    if (!row.record || form === 'table') {
      const { draft, problems } = this.#reader.read(rowOfRecord(row, file, columns))
      return { row, problems, draft }
    }
    try {
      const read =
        form === 'hub'
          ? fromHubForm(unwrapped(row.record), taxonomy)
          : fromCatalogueForm(row.record)
      const record = { ...read, content: placeMapped(read.content, mappings, taxonomy) }
      const [unknown] = unknownConcepts(record.content, taxonomy)
      if (unknown) throw new RefusedError(unknown.field, unknown.reason)
      if (mode === 'publish') return { row, problems: [], record }
      const { id, createdOn, updatedOn, content } = record
      return { row, problems: [], draft: { id, createdOn, updatedOn, content } }
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      const value = row.record[error.field.split('.')[0] ?? '']
      const shown = value === undefined ? '' : (JSON.stringify(value) ?? '').slice(0, 200)
      return { row, problems: [{ place: error.field, value: shown, reason: error.reason }] }
    }
  }

  async #decide(
    candidate: Candidate,
    standing: ReadonlyMap<number, HeadActivity>,
    stores: { catalogue: CatalogueReader; store: Store },
  ): Promise<Verdict> {
    const { row, problems, draft, record } = candidate
    const id = record?.id ?? draft?.id
    const title = record?.content.title ?? draft?.content.title ?? ''
    const base: Verdict = {
      ...{ row: row.row, outcome: 'refused', activityId: id ?? null, ofSource: Boolean(record) },
      ...{ title: title.slice(0, 300), problems, diff: [] },
    }
    const refuse = (reason: string, name = 'id', value = String(id ?? '')): Verdict => {
      const place = this.#reader.placeOf(name, row.row) || (record ? name : '')
      return { ...base, problems: [...problems, { place, value, reason }] }
    }
    if (id !== undefined) {
      const earlier = this.#seen.get(id)
      if (earlier !== undefined) return refuse(say('row.earlier', { row: earlier }))
      this.#seen.set(id, row.row)
    }
    if (record) return this.#decideSource(record, base, standing.get(record.id), stores)
    if (!draft) return base
    const known = id === undefined ? undefined : standing.get(id)
    const refusal = await this.#refusalOf(id, known, stores)
    if (refusal) return refuse(refusal)
    const content = this.#contentOf(draft, known?.content)
    const parsed = activitySchema.safeParse(content)
    if (!parsed.success)
      for (const issue of parsed.error.issues) {
        const { path } = issue
        const name = this.#columnFor(String(path[0]))
        const place = this.#reader.placeOf(name, row.row) || name
        const value = content[path[0] as keyof ActivityContent]
        const shown = typeof value === 'string' ? value : JSON.stringify(value ?? '')
        if (!problems.some((problem) => problem.place === place))
          problems.push({ place, value: shown.slice(0, 200), reason: reasonOf(issue, value) })
      }
    if (!parsed.success || problems.length > 0) return { ...base, problems }
    return this.#compare(draft, parsed.data, known, base, refuse, stores.catalogue)
  }

  async #decideSource(
    record: ImportRecord,
    base: Verdict,
    known: HeadActivity | undefined,
    { catalogue }: { catalogue: CatalogueReader },
  ): Promise<Verdict> {
    if (!known) return { ...base, outcome: 'new', record: this.#withAlike(record) }
    const [mark] = await catalogue.listHeadMarks([record.id])
    if (!mark || (await isAsLastRead({ catalogue }, mark, record)))
      return { ...base, outcome: 'unchanged' }
    const outcome = isEditedHere(mark, record) ? 'held' : 'changed'
    const diff = this.#diff(known.content, record.content)
    return { ...base, outcome, record: this.#withAlike(record), diff }
  }

  /** Why a row of a table cannot be about this activity; undefined where it can. */
  async #refusalOf(
    id: number | undefined,
    known: HeadActivity | undefined,
    { catalogue, store }: { catalogue: CatalogueReader; store: Store },
  ): Promise<string | undefined> {
    const { entity, mode } = this.judging
    if (id === undefined) return undefined
    if (!known) {
      const into = this.#hasRedirects ? await catalogue.resolveRedirect(id) : undefined
      if (into !== undefined) return say('row.mergedInto', { into })
      return entity === '' ? undefined : say('row.noEntry')
    }
    if (entity !== '' && !known.content.entities.includes(entity)) return say('row.otherEntity')
    if (known.state === 'archived') return say('row.archived')
    if (known.state !== 'published') return say('row.notPublic')
    if (mode === 'submit' && (await store.findOpen(id))) return say('row.draft')
    return undefined
  }

  #contentOf({ content }: RowDraft, before: ActivityContent | undefined): ActivityContent {
    const { entity, mappings, taxonomy } = this.judging
    const merged = Object.assign(before ? { ...before } : blankContent(), content)
    if (merged.entities.length === 0 && entity !== '') merged.entities = [entity]
    if (!before && merged.language === '') merged.language = 'en'
    return placeMapped(merged, mappings, taxonomy)
  }

  async #compare(
    draft: RowDraft,
    content: ActivityContent,
    known: HeadActivity | undefined,
    base: Verdict,
    refuse: (reason: string, name?: string, value?: string) => Verdict,
    catalogue: CatalogueReader,
  ): Promise<Verdict> {
    const { entity, actor, at, mode, finder, takeDuplicates } = this.judging
    if (entity !== '' && !content.entities.includes(entity))
      return refuse(say('row.otherEntities'), 'entities', content.entities.join('; '))
    const hash = hashOf(JSON.stringify(content))
    const day = at.slice(0, 10)
    const record: ImportRecord = {
      ...{
        id: known?.id ?? draft.id ?? this.nextId,
        published: mode === 'publish',
        content,
        actor,
      },
      createdOn: known?.createdOn ?? draft.createdOn ?? day,
      updatedOn: draft.updatedOn && draft.updatedOn !== known?.updatedOn ? draft.updatedOn : day,
    }
    if (known) {
      if (known.hash === hash) return { ...base, outcome: 'unchanged' }
      const diff = this.#diff(known.content, content)
      return { ...base, outcome: 'changed', record: this.#withAlike(record), diff }
    }
    const portrait = portraitOf(record.id, content, record.createdOn)
    const alike = finder.compare(portrait)
    const [first] = alike
    if (first && draft.id === undefined) {
      const [same] = (await catalogue.listStanding([first.id])).filter((one) => one.hash === hash)
      if (same) return { ...base, outcome: 'unchanged', activityId: same.id }
      const earlier = this.#fresh.get(first.id)
      if (!takeDuplicates && earlier !== undefined) {
        const repeats = { place: '', value: '', reason: say('row.repeats', { row: earlier }) }
        return { ...base, outcome: 'duplicate', activityId: null, problems: [repeats] }
      }
      if (!takeDuplicates) return { ...base, outcome: 'duplicate', activityId: first.id }
    }
    finder.remember(portrait)
    this.#fresh.set(record.id, base.row)
    if (draft.id === undefined) this.nextId++
    return { ...base, outcome: 'new', record: { ...record, alike }, activityId: draft.id ?? null }
  }

  /** What an entry will be like once it is written, rows above being written before. */
  #withAlike(record: ImportRecord): ImportRecord {
    const { id, content, createdOn } = record
    return { ...record, alike: this.judging.finder.findAndAdd(id, content, createdOn) }
  }

  #diff(before: ActivityContent, after: ActivityContent): FieldDiff[] {
    return diffContent(before, after, this.judging.taxonomy)
  }

  /** Name of the column of a field: `startDate` → `start_date`. */
  #columnFor(field: string): string {
    return field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
  }
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0)
  return isEmpty ? say('field.needed') : issueText(issue)
}
