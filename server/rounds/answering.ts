import type { RoundEntry } from '../../taxonomy/round'
import { AccountReader } from '../accounts/reader'
import type { Act } from '../catalogue/writer'
import { say } from '../messages/say'
import { archive } from '../submissions/archiving'
import { createDraft, submit } from '../submissions/drafting'
import { NotAllowedNow } from '../submissions/moves'
import { save } from '../submissions/saving'
import type { Desk } from '../submissions/step'
import type { SubmissionWriter } from '../submissions/writer'
import { type Post, tell } from './mailing'
import { boardNow } from './running'
import { RoundWriter } from './writer'

/** What an entity says of some of its entries; `none` takes a confirmation back. */
export interface Answering {
  year: number
  entity: string
  activityIds: readonly number[]
  answer: 'confirmed' | 'completed' | 'retired' | 'none'
}

/** Answers that a new one leaves as they are. */
const STANDS: Record<Answering['answer'], readonly RoundEntry['answer'][]> = {
  confirmed: ['confirmed', 'updated', 'completed', 'retired', 'new'],
  completed: ['completed', 'retired'],
  retired: ['retired'],
  none: ['none', 'new', 'updated', 'completed', 'retired'],
}

/**
 * Answers for entries, all or none of them. What changes the entry goes the way of every
 * change: completed is handed in for review, retired takes it out of the catalogue at once.
 *
 * @returns for how many entries the answer is new
 * @throws {NotAllowedNow} when the round is not open, an entry is not the entity's, is being
 *   written, or a reason is missing
 */
export async function answerEntries(
  submissions: SubmissionWriter,
  desk: Desk,
  { year, entity, activityIds, answer }: Answering,
  act: Act,
): Promise<number> {
  await submissions.begin()
  const store = new RoundWriter(submissions.transaction)
  const round = await store.getOpen(year)
  if (act.at.slice(0, 10) < round.opens)
    throw new NotAllowedNow('wrong-state', say('round.begins', { day: round.opens }))
  if (answer === 'retired' && act.reason === '')
    throw new NotAllowedNow('not-valid', say('round.sayWhy'))
  const entries = new Map((await store.listEntries(round)).map((one) => [one.activityId, one]))
  const meant = activityIds.map((id) => {
    const entry = entries.get(id)
    if (entry?.entity !== entity)
      throw new NotAllowedNow('not-valid', say('round.notListed', { id }))
    return entry
  })
  const changed = meant.filter((entry) => !STANDS[answer].includes(entry.answer))
  for (const { activityId, versionId, title } of changed) {
    if (versionId === null) continue
    if (answer !== 'confirmed' && answer !== 'none' && (await submissions.findOpen(activityId)))
      throw new NotAllowedNow('wrong-state', say('round.changedAlready', { title }))
    if (answer === 'none') {
      await store.removeAnswer(year, activityId)
      continue
    }
    // The form's token is of the answer as a whole; its steps have none.
    const step = { ...act, request: undefined }
    const submissionId =
      answer === 'completed'
        ? await complete(submissions, desk, { entity, activityId, versionId }, step)
        : null
    if (answer === 'retired') await archive(submissions, desk, { activityId }, step)
    await store.setAnswer({
      ...{ year, activity_id: activityId, answer, version_id: versionId },
      ...{ submission_id: submissionId, reason: act.reason, actor: act.actor, at: act.at },
    })
  }
  if (changed.length > 0) {
    const activities = changed.map(({ activityId }) => activityId)
    const { reason } = act
    await store.log(act, 'round.answered', year, { entity, answer, activities, reason })
  }
  return changed.length
}

/** Hands in a change that says the activity is completed. @returns its submission; null where the entry says so already */
async function complete(
  submissions: SubmissionWriter,
  desk: Desk,
  { entity, activityId, versionId }: { entity: string; activityId: number; versionId: number },
  act: Act,
): Promise<number | null> {
  const shown = await submissions.findVersion(versionId)
  if (!shown || shown.content.status === 'completed') return null
  const draft = await createDraft(submissions, { from: 'change', activityId, entity }, act)
  const saving = { submissionId: draft.id, basedOn: shown.number, editor: '' }
  await save(submissions, desk, { ...saving, content: { status: 'completed' } }, act)
  await submit(submissions, desk, { submissionId: draft.id }, act)
  return draft.id
}

/** Lets a member of the entity answer for it beside its focal points, and tells them; null ends it. */
export async function delegate(
  store: RoundWriter,
  post: Post,
  { year, entity, personId }: { year: number; entity: string; personId: number | null },
  act: { actor: string; at: string; name: string },
): Promise<void> {
  const round = await store.getOpen(year)
  const members = await new AccountReader(store.transaction).listIdsOf({ entity })
  if (personId !== null && !members.includes(personId))
    throw new NotAllowedNow('not-valid', say('round.chooseMember'))
  const lines = await boardNow(store, post, round, act.at)
  const line = lines.find((one) => one.entity === entity)
  if (!line || line.delegateId === personId) return
  await store.setTerms(year, entity, { delegate: personId })
  await store.log(act, 'round.delegated', year, { entity, person: personId })
  if (personId !== null && round.announcedAt)
    await tell(
      store,
      post,
      round,
      'delegated',
      { ...line, delegate: personId, only: personId, by: act.name },
      act.at,
    )
}
