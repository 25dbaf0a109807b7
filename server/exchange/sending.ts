import type { ActivityContent } from '../../taxonomy/activity'
import { blankContent, withDraft } from '../../taxonomy/draft'
import { placeMapped } from '../../taxonomy/label-mapping'
import type { SentDetail } from '../../taxonomy/sent'
import type { ApiKey } from '../accounts/key-reader'
import { issuesOf } from '../catalogue/entry-issues'
import type { Act } from '../catalogue/writer'
import { ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { createDraft, reopen, submit, withdraw } from '../submissions/drafting'
import { refusalOf } from '../submissions/moves'
import type { SavedVersion, Submission, SubmissionReader } from '../submissions/reader'
import { save } from '../submissions/saving'
import { type Desk, dayOf, standingOf, versionOf } from '../submissions/step'
import type { SubmissionWriter } from '../submissions/writer'
import { readSent } from './sent-content'
import { SentReader } from './sent-reader'
import { SentWriter } from './sent-writer'

/** One entry that an entity's own system sends. */
export interface Sending {
  externalId: string
  /** As it came; see `readSent`. */
  entry: unknown
  submit: boolean
  /** Headers, or their like in a batch. */
  ifMatch?: string
  ifNoneMatch?: string
}

/** What stands under an id of the entity's system before it is written to. */
interface Standing {
  activityId: number
  submission: Submission | undefined
  head: SavedVersion
}

/** An entry that may be written. */
export interface Judged extends Sending {
  before: Standing | undefined
  content: ReturnType<typeof readSent>
  isSame: boolean
}

/** The tag of a version. */
export const etagOf = (version: number) => `"v${version}"`

/** What stands under an id of an entity's system; undefined where it has sent none by that id. */
export async function findSent(
  store: SubmissionReader,
  sent: SentReader,
  entity: string,
  externalId: string,
): Promise<Standing | undefined> {
  const activityId = await sent.findActivity(entity, externalId)
  if (activityId === undefined) return undefined
  const last = await sent.findLastSubmission(activityId)
  const open = await store.findOpen(activityId)
  const submission = open ?? (last === undefined ? undefined : await store.find(last))
  const { publishedVersionId, headVersionId } = await standingOf(store, activityId)
  const isOver = !submission || submission.state === 'published' || submission.state === 'merged'
  const headId = isOver ? (publishedVersionId ?? headVersionId) : submission.headVersionId
  return { activityId, submission, head: await versionOf(store, headId ?? 0) }
}

/**
 * Whether an entry can be written, and how; writes nothing.
 *
 * @throws {ProblemError} 400, 409, 412 or 428 with the reason
 */
export async function judgeSent(
  store: SubmissionWriter,
  { taxonomy }: Desk,
  { entity }: ApiKey,
  sending: Sending,
): Promise<Judged> {
  const before = await findSent(
    store,
    new SentReader(store.transaction),
    entity,
    sending.externalId,
  )
  requireMatch(before?.head, sending)
  const base = before?.head.content ?? blankContent()
  const content = readSent(sending.entry, entity, base, taxonomy)
  const merged = placeMapped(withDraft(base, content), await store.listMappings(), taxonomy)
  const isSame =
    before !== undefined && JSON.stringify(merged) === JSON.stringify(withDraft(base, {}))
  if (before && !isSame && !sending.ifMatch && !before.head.author.startsWith('key:'))
    throw new ProblemError(428, say('sent.changedHere', { etag: etagOf(before.head.number) }))
  if (before) await requireWritable(store, before, isSame, sending.submit)
  if (sending.submit) {
    const missing = issuesOf(merged, taxonomy)
    if (missing.length > 0)
      throw new ProblemError(
        400,
        say('sent.incomplete'),
        missing.map(({ field, reason }) => ({ field, reason })),
      )
  }
  return { ...sending, before, content, isSame }
}

function requireMatch(head: SavedVersion | undefined, { ifMatch, ifNoneMatch }: Sending) {
  const stands = head ? say('sent.isAt', { etag: etagOf(head.number) }) : say('sent.isNew')
  const tags = (ifMatch ?? '').split(',').map((tag) => tag.trim())
  if (ifMatch && !(head && (tags.includes('*') || tags.includes(etagOf(head.number)))))
    throw new ProblemError(412, say('sent.otherVersion', { stands }))
  if (ifNoneMatch?.trim() === '*' && head)
    throw new ProblemError(412, say('sent.there', { stands }))
}

async function requireWritable(
  store: SubmissionWriter,
  { activityId, submission }: Standing,
  isSame: boolean,
  submits: boolean,
) {
  const into = await store.catalogue.resolveRedirect(activityId)
  if (into !== undefined) throw new ProblemError(409, say('sent.merged', { into }))
  const { state } = await standingOf(store, activityId)
  if (state === 'archived') throw new ProblemError(409, say('sent.archived'))
  if (submission?.state === 'submitted' && !isSame && !submits)
    throw new ProblemError(409, say('sent.waits'))
}

/** Writes an entry that was judged, with the moves that the form makes. */
export async function applySent(
  store: SubmissionWriter,
  desk: Desk,
  key: ApiKey,
  judged: Judged,
  act: Act,
): Promise<'created' | 'changed' | 'unchanged'> {
  const { before, isSame, submit: submits } = judged
  let submission = before?.submission
  if (!before || !isSame) {
    submission = await openFor(store, desk, key, judged, act)
    const head = await versionOf(store, submission.headVersionId)
    const { content, externalId } = judged
    const editor = `${act.actor}:${externalId}`
    const request = { submissionId: submission.id, basedOn: head.number, editor, content }
    submission = (await save(store, desk, request, act)).submission
  }
  const moves = submits && submission !== undefined && !refusalOf('submit', submission)
  if (moves) await submit(store, desk, { submissionId: submission?.id ?? 0 }, act)
  return before ? (isSame && !moves ? 'unchanged' : 'changed') : 'created'
}

/** The draft to write into: the open one, one reopened, or a new one. */
async function openFor(
  store: SubmissionWriter,
  desk: Desk,
  { entity, system }: ApiKey,
  { before, externalId }: Judged,
  act: Act,
): Promise<Submission> {
  if (!before) {
    const source = { system: `${entity}/${system}`, id: externalId, retrieved: dayOf(act) }
    const made = await createDraft(store, { from: 'blank', source, entity }, act)
    await new SentWriter(store.transaction).remember(entity, externalId, made.activityId)
    return made
  }
  const { submission, activityId } = before
  const target = { submissionId: submission?.id ?? 0 }
  if (submission?.state === 'submitted') return withdraw(store, desk, target, act)
  if (submission?.state === 'draft' || submission?.state === 'changes-asked') return submission
  if (submission?.state === 'withdrawn' || submission?.state === 'rejected')
    return reopen(store, desk, target, act)
  return createDraft(store, { from: 'change', activityId, entity }, act)
}

/** Where an entry stands now, in full. */
export async function showSent(
  store: SubmissionReader,
  { taxonomy }: Pick<Desk, 'taxonomy'>,
  { activityId, submission, head }: Standing,
  { externalId, origin }: { externalId: string; origin: string },
): Promise<SentDetail> {
  const standing = await store.findStanding(activityId)
  const shown = await store.findVersion(standing?.publishedVersionId ?? 0)
  const entry: ActivityContent = head.content
  const missing = issuesOf(entry, taxonomy).map(({ field, reason }) => ({ field, reason }))
  const events = submission ? await store.listEvents(submission.id) : []
  const asked = events.findLast(({ kind }) => kind === 'changes-asked')
  const isArchived = standing?.state === 'archived'
  return {
    ...{ externalId, id: activityId },
    state:
      submission?.state === 'merged' || !isArchived
        ? (submission?.state ?? 'published')
        : 'archived',
    ...{ version: head.number, etag: etagOf(head.number), savedAt: head.savedAt, missing, entry },
    publishedVersion: shown?.number ?? null,
    unplaced: entry.unplaced,
    comments: submission?.state === 'changes-asked' ? (asked?.comments ?? []) : [],
    url: `${origin}/my/${submission?.id ?? ''}`,
  }
}
