import type { ActivityContent } from '../../taxonomy/activity'
import { type FieldIssue, withDraft } from '../../taxonomy/draft'
import type { Person } from '../../taxonomy/people'
import { actorOf } from '../accounts/audit-writer'
import type { Context } from '../context'
import { badRequest, ProblemError } from '../http/problem'
import { say } from '../messages/say'
import { formOf, givenIn, readEntryForm } from './entry-form'
import { requireMove } from './moving'
import type { Submission, SubmissionReader } from './reader'
import { type SaveResult, save } from './saving'
import { numberIn } from './writing-scope'

/** What became of a form of an entry that was sent. */
export interface SavedForm {
  result: SaveResult
  /** Fields that could not be read, and what stood in them. */
  issues: FieldIssue[]
  given: Record<string, string>
  /** Key of the open form. */
  editor: string
  /** The entry as the form has it. */
  mine: ActivityContent
}

/**
 * Saves the form of an entry: the one way for pages and for scripts.
 *
 * @throws {ProblemError} when it did not arrive whole or rests on no version
 */
export async function saveEntryForm(
  context: Context,
  reader: SubmissionReader,
  { id, activityId }: Submission,
  body: Record<string, unknown>,
  person: Person,
): Promise<SavedForm> {
  const sent = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
  // Boxes that are not ticked are not sent: only a form that came whole may empty a list.
  if (sent('whole') !== '1') throw new ProblemError(400, say('http.formPartial'))
  const basedOn = numberIn(sent('basedOn'))
  const editor = sent('editor').slice(0, 100)
  const base = await reader.findVersionNumbered(activityId, basedOn)
  if (!base) throw badRequest([{ field: 'basedOn', reason: say('entry.noVersion') }])
  const { content, issues } = readEntryForm(body, base.content)
  const act = { ...actorOf(person), reason: '' }
  const result = await requireMove(context, (store, desk) =>
    save(store, desk, { submissionId: id, basedOn, editor, content }, act),
  )
  const mine = withDraft(base.content, content)
  return { result, issues, given: givenIn(body, issues), editor, mine }
}

/** The fields of a form in which what was saved differs from what it has: what others wrote. */
export function fillOf(mine: ActivityContent, saved: ActivityContent): Record<string, string[]> {
  const before = formOf(mine)
  return Object.fromEntries(
    Object.entries(formOf(saved)).filter(
      ([name, values]) => JSON.stringify(values) !== JSON.stringify(before[name]),
    ),
  )
}
