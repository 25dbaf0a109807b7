import type { ActivityContent } from '../../taxonomy/activity'
import { type DraftContent, withDraft } from '../../taxonomy/draft'
import { placeMapped } from '../../taxonomy/label-mapping'
import type { FieldDiff } from '../../taxonomy/submission'
import { type Act, hashOf, type Saving } from '../catalogue/writer'
import { say } from '../messages/say'
import { diffContent } from './diff'
import { clashing, joinContent } from './joining'
import { NotAllowedNow, refusalOf } from './moves'
import type { SavedVersion, Submission } from './reader'
import { type Desk, dayOf, settle, versionOf } from './step'
import type { SubmissionWriter } from './writer'

/** What a form sends to be saved. */
export interface SaveRequest {
  submissionId: number
  /** Number of the version the form was filled from. */
  basedOn: number
  /** Key of the open form, made when it was opened: its own earlier saves are no conflict. */
  editor: string
  /** The fields that were written; those not given stay as they are. */
  content: DraftContent
}

/** What became of it. Nothing that was sent is lost: what could not be taken is a version put aside. */
export type SaveResult = { submission: Submission } & (
  | { outcome: 'saved' | 'unchanged'; version: SavedVersion }
  /** Someone else saved other fields meanwhile: both are in, and this is what they changed. */
  | { outcome: 'joined'; version: SavedVersion; theirs: FieldDiff[] }
  /** Someone else saved the same fields: theirs stands, mine is put aside. */
  | {
      outcome: 'conflict'
      version: SavedVersion
      mine: SavedVersion
      /** From theirs to mine. */
      diff: FieldDiff[]
      /** Fields both changed. */
      fields: string[]
    }
  /** It is not a draft any more; what was sent is put aside. */
  | { outcome: 'closed'; version: SavedVersion; mine: SavedVersion; reason: string }
)

/**
 * Saves what was written as the draft's next version. The same content twice makes none.
 *
 * @throws {NotAllowedNow} when there is no such submission or version
 */
export async function save(
  store: SubmissionWriter,
  desk: Desk,
  { submissionId, basedOn, editor, content: draft }: SaveRequest,
  act: Act,
): Promise<SaveResult> {
  await store.begin()
  const submission = await store.get(submissionId)
  const head = await versionOf(store, submission.headVersionId)
  const base = await store.findVersionNumbered(submission.activityId, basedOn)
  if (!base) throw new NotAllowedNow('not-found', say('entry.noSuchVersion', { number: basedOn }))
  const mappings = await store.listMappings()
  const over = (before: ActivityContent) =>
    placeMapped(withDraft(before, draft), mappings, desk.taxonomy)
  const same = (one: ActivityContent, version: SavedVersion) =>
    hashOf(JSON.stringify(one)) === version.hash
  const mine = over(base.content)
  const saving: Saving = { ...act, datedOn: dayOf(act), submissionId, editor }

  if (same(mine, head)) return { outcome: 'unchanged', submission, version: head }
  const refusal = refusalOf('save', submission)
  if (refusal) {
    const aside = await putAside(store, submission, mine, saving)
    return { outcome: 'closed', submission, version: head, mine: aside, reason: refusal }
  }

  const alone =
    base.id === head.id || !(await store.hasOthersAfter(submissionId, base.number, editor))
  if (alone) {
    const content = over(head.content)
    if (same(content, head)) return { outcome: 'unchanged', submission, version: head }
    return { outcome: 'saved', ...(await take(store, desk, submission, content, saving)) }
  }

  const fields = clashing(base.content, mine, head.content)
  if (fields.length > 0) {
    const aside = await putAside(store, submission, mine, saving)
    const diff = diffContent(head.content, mine, desk.taxonomy)
    return { outcome: 'conflict', submission, version: head, mine: aside, diff, fields }
  }
  const joined = joinContent(base.content, mine, head.content)
  if (same(joined, head)) return { outcome: 'unchanged', submission, version: head }
  const theirs = diffContent(base.content, head.content, desk.taxonomy)
  return { outcome: 'joined', theirs, ...(await take(store, desk, submission, joined, saving)) }
}

async function take(
  store: SubmissionWriter,
  desk: Desk,
  submission: Submission,
  content: ActivityContent,
  saving: Saving,
): Promise<{ submission: Submission; version: SavedVersion }> {
  const id = await store.catalogue.saveVersion(submission.activityId, content, saving)
  const changed = await store.change(submission, { headVersionId: id }, saving.at)
  await settle(store, desk, submission.activityId)
  return { submission: changed, version: await versionOf(store, id) }
}

/** Keeps content that could not be taken; the same one, sent again, is kept once. */
async function putAside(
  store: SubmissionWriter,
  { activityId, id }: Submission,
  content: ActivityContent,
  saving: Saving,
): Promise<SavedVersion> {
  const hash = hashOf(JSON.stringify(content))
  const [last] = (await store.listVersions(id, { limit: 20 })).filter(
    (version) => !version.taken && version.author === saving.actor && version.hash === hash,
  )
  if (last) return last
  const kept = { ...saving, place: 'aside' } as const
  return versionOf(store, await store.catalogue.saveVersion(activityId, content, kept))
}
