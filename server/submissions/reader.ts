import type { Selectable } from 'kysely'
import type { ActivityContent } from '../../taxonomy/activity'
import type { LabelMapping } from '../../taxonomy/label-mapping'
import type { SubmissionKind, SubmissionState } from '../../taxonomy/submission'
import type { LabelMappingTable, State, SubmissionTable, VersionTable } from '../database/schema'
import { EventReader } from './event-reader'

/** One run of an entry through review. */
export interface Submission {
  id: number
  activityId: number
  kind: SubmissionKind
  state: SubmissionState
  /** Entity it is written for; '' = none stated. */
  entity: string
  /** Actors; null for visitors and imports. */
  openedBy: string | null
  submittedBy: string | null
  /** ISO times, UTC. */
  openedAt: string
  stateSince: string
  /** The published version it started from. */
  baseVersionId: number | null
  headVersionId: number
  /** Grows with every move and save. */
  revision: number
  mergedInto: number | null
  /** A visitor's words, and where to answer; the latter is gone once it is dealt with. */
  message: string
  mail: string | null
}

/** A saved state of an entry, as its keepers may see it. */
export interface SavedVersion {
  id: number
  activityId: number
  /** 1, 2, 3 … within the activity. */
  number: number
  content: ActivityContent
  hash: string
  author: string
  /** ISO time, UTC. */
  savedAt: string
  note: string
  /** False where someone else had saved first and this one was put aside. */
  taken: boolean
  editor: string
}

/** Where an activity stands, without its content. */
export interface Standing {
  id: number
  state: State
  publishedVersionId: number | null
  headVersionId: number | null
  createdOn: string
}

/** A version that was public, from when and for whom it was written. */
export interface PublicVersion {
  number: number
  /** ISO time, UTC, at which the public first, or again, saw it. */
  at: string
  content: ActivityContent
  /** Entity it was written for, or '' where it was imported or the curators' own. */
  entity: string
  /** System it was imported from, or ''. */
  imported: string
}

/** Questions about submissions. Asks only; every answer is of committed data. */
export class SubmissionReader extends EventReader {
  async find(id: number): Promise<Submission | undefined> {
    const row = await this.#submissions().where('id', '=', id).executeTakeFirst()
    return row && toSubmission(row)
  }

  /** The draft or change of an activity that is being written or reviewed, if there is one. */
  async findOpen(activityId: number): Promise<Submission | undefined> {
    const row = await this.#submissions()
      .where('activity_id', '=', activityId)
      .where('kind', 'in', ['new', 'change'])
      .where('state', 'in', ['draft', 'submitted', 'changes-asked'])
      .executeTakeFirst()
    return row && toSubmission(row)
  }

  /** The imported record of an activity that waits for someone to look at it, if it does. */
  async findImported(activityId: number): Promise<Submission | undefined> {
    const row = await this.#submissions()
      .where('activity_id', '=', activityId)
      .where('kind', '=', 'imported')
      .where('state', '=', 'submitted')
      .executeTakeFirst()
    return row && toSubmission(row)
  }

  /** What someone wrote, or what was written for their entities: latest change first. */
  async listMine(
    actor: string,
    entities: readonly string[],
    { limit, offset }: { limit: number; offset: number },
  ): Promise<Submission[]> {
    const rows = await this.#submissions()
      .where('kind', 'in', ['new', 'change'])
      .where((where) =>
        where.or([
          where('opened_by', '=', actor),
          ...(entities.length > 0 ? [where('entity', 'in', entities)] : []),
        ]),
      )
      .orderBy('state_since', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return rows.map(toSubmission)
  }

  /** Everything that was handed in for an activity, newest first. */
  async listHandedIn(activityId: number): Promise<Submission[]> {
    const rows = await this.#submissions()
      .where('activity_id', '=', activityId)
      .where('state', '!=', 'draft')
      .orderBy('id', 'desc')
      .execute()
    return rows.map(toSubmission)
  }

  /** All submissions of an activity that wait for review. */
  async listWaiting(activityId: number): Promise<Submission[]> {
    const rows = await this.#submissions()
      .where('activity_id', '=', activityId)
      .where('state', '=', 'submitted')
      .orderBy('id')
      .execute()
    return rows.map(toSubmission)
  }

  async findStanding(activityId: number): Promise<Standing | undefined> {
    const row = await this.db
      .selectFrom('activity')
      .selectAll()
      .where('id', '=', activityId)
      .executeTakeFirst()
    if (!row) return undefined
    const { id, state, published_version_id, head_version_id, created_on } = row
    const [publishedVersionId, headVersionId] = [published_version_id, head_version_id]
    return { id, state, publishedVersionId, headVersionId, createdOn: created_on }
  }

  async findVersion(id: number): Promise<SavedVersion | undefined> {
    const row = await this.#versions().where('id', '=', id).executeTakeFirst()
    return row && toVersion(row)
  }

  async findVersionNumbered(activityId: number, number: number): Promise<SavedVersion | undefined> {
    const row = await this.#versions()
      .where('activity_id', '=', activityId)
      .where('number', '=', number)
      .executeTakeFirst()
    return row && toVersion(row)
  }

  /** Versions written for a submission, those put aside too, newest first. */
  async listVersions(
    submissionId: number,
    { limit, before }: { limit: number; before?: number },
  ): Promise<SavedVersion[]> {
    const rows = await this.#versions()
      .where('submission_id', '=', submissionId)
      .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
      .orderBy('number', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toVersion)
  }

  /** Whether someone else than one open form saved a submission after a version. */
  async hasOthersAfter(submissionId: number, number: number, editor: string): Promise<boolean> {
    const row = await this.db
      .selectFrom('version')
      .select('id')
      .where('submission_id', '=', submissionId)
      .where('number', '>', number)
      .where('taken', '=', 1)
      .where((where) => where.or([where('editor', '!=', editor), where('editor', '=', '')]))
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  /** Every version of an activity that was public, oldest first; one that came back stands twice. */
  async listPublic(activityId: number): Promise<PublicVersion[]> {
    const rows = await this.db
      .selectFrom('event')
      .innerJoin('version', 'version.id', 'event.version_id')
      .leftJoin('submission', (join) =>
        join.on((query) =>
          query(
            'submission.id',
            '=',
            query.fn.coalesce('event.submission_id', 'version.submission_id'),
          ),
        ),
      )
      .select(['event.at', 'version.number', 'version.content', 'version.author'])
      .select(['submission.entity', 'submission.kind'])
      .where('event.activity_id', '=', activityId)
      .where('event.kind', '=', 'published')
      .orderBy('event.id')
      .execute()
    return rows.map(({ at, number, content, author, entity, kind }) => ({
      at,
      number,
      content: JSON.parse(content),
      // A visitor's suggestion is of no entity; the curators who published it answer for it.
      entity: kind === 'suggestion' ? '' : (entity ?? ''),
      imported: author.startsWith('import:') ? author.slice('import:'.length) : '',
    }))
  }

  /** Labels that curators placed and that hold now, in the order they were placed. */
  async listMappings(): Promise<LabelMapping[]> {
    const rows = await this.db
      .selectFrom('label_mapping')
      .selectAll()
      .where('undone_at', 'is', null)
      .orderBy('id')
      .execute()
    return rows.map(toMapping)
  }

  async findMapping(id: number): Promise<LabelMapping | undefined> {
    const row = await this.db
      .selectFrom('label_mapping')
      .selectAll()
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .executeTakeFirst()
    return row && toMapping(row)
  }

  /** Activities that may hold an unplaced label in a field: by their warnings, or being worked on. */
  async listHoldingUnplaced(field: string): Promise<number[]> {
    const rows = await this.db
      .selectFrom('warning')
      .select('activity_id')
      .where('code', '=', 'unplaced-label')
      .where('field', '=', field)
      .union(
        this.db
          .selectFrom('submission')
          .select('activity_id')
          .where('state', 'in', ['draft', 'submitted', 'changes-asked']),
      )
      .execute()
    return rows.map((row) => row.activity_id).sort((a, b) => a - b)
  }

  #submissions() {
    return this.db.selectFrom('submission').selectAll()
  }

  #versions() {
    return this.db
      .selectFrom('version')
      .select(['id', 'activity_id', 'number', 'content', 'hash', 'author', 'saved_at'])
      .select(['note', 'taken', 'editor'])
  }
}

/** A submission as the rest of the program knows it. */
export function toSubmission(row: Selectable<SubmissionTable>): Submission {
  return {
    id: row.id,
    activityId: row.activity_id,
    kind: row.kind,
    state: row.state,
    entity: row.entity,
    openedBy: row.opened_by,
    submittedBy: row.submitted_by,
    openedAt: row.opened_at,
    stateSince: row.state_since,
    baseVersionId: row.base_version_id,
    headVersionId: row.head_version_id,
    revision: row.revision,
    mergedInto: row.merged_into,
    message: row.message,
    mail: row.mail,
  }
}

function toVersion(
  row: Omit<Selectable<VersionTable>, 'dated_on' | 'submission_id'>,
): SavedVersion {
  return {
    id: row.id,
    activityId: row.activity_id,
    number: row.number,
    content: JSON.parse(row.content),
    hash: row.hash,
    author: row.author,
    savedAt: row.saved_at,
    note: row.note,
    taken: row.taken === 1,
    editor: row.editor,
  }
}

function toMapping(row: Selectable<LabelMappingTable>): LabelMapping {
  const { id, field, label, vocabulary, concept } = row
  return { id, field, label, vocabulary, concept }
}
