import type { BatchAnswer, SentDetail, SentOutcome } from '../../taxonomy/sent'
import type { ApiKey } from '../accounts/key-reader'
import { pauses } from '../catalogue/pauses'
import type { Act } from '../catalogue/writer'
import { badRequest, ProblemError, toProblem } from '../http/problem'
import { say } from '../messages/say'
import { NotAllowedNow } from '../submissions/moves'
import { toProblemError } from '../submissions/moving'
import type { Desk } from '../submissions/step'
import type { SubmissionWriter } from '../submissions/writer'
import { applySent, findSent, judgeSent, type Sending, showSent } from './sending'
import { SentWriter } from './sent-writer'

/** What writing works with: one transaction, and who asks. */
export interface Hands {
  store: SubmissionWriter
  desk: Desk
  key: ApiKey
  act: Act
  origin: string
}

interface Sent {
  status: 200 | 201
  outcome: 'created' | 'changed' | 'unchanged'
  detail: SentDetail
}

/** Takes one entry. @throws {ProblemError} with what is wrong; nothing was written then */
export async function sendOne(
  { store, desk, key, act, origin }: Hands,
  sending: Sending,
): Promise<Sent> {
  const { externalId } = sending
  try {
    const judged = await judgeSent(store, desk, key, sending)
    const outcome = await applySent(store, desk, key, judged, act)
    const after = await findSent(store, new SentWriter(store.transaction), key.entity, externalId)
    if (!after) throw new Error(`${externalId} is not there after it was written`)
    const detail = await showSent(store, desk, after, { externalId, origin })
    return { status: outcome === 'created' ? 201 : 200, outcome, detail }
  } catch (error) {
    throw error instanceof NotAllowedNow ? toProblemError(error) : error
  }
}

/** Takes many, each with an outcome of its own; with `atomic` all or none. */
export async function sendMany(
  hands: Hands,
  items: readonly unknown[],
  {
    submit,
    atomic,
    isOwnId,
  }: { submit: boolean; atomic: boolean; isOwnId: (id: unknown) => boolean },
): Promise<BatchAnswer> {
  const { store, desk, key } = hands
  const part = new SentWriter(store.transaction)
  const seen = new Map<string, number>()
  const pause = pauses()
  const read = items.map((item, at) => readItem(item, at, { submit, seen, isOwnId }))
  const each = async (work: (sending: Sending) => Promise<SentOutcome>) => {
    const outcomes: SentOutcome[] = []
    for (const { sending, externalId, error } of read) {
      await pause()
      try {
        if (!sending) throw error
        outcomes.push(await part.attempt(() => work(sending)))
      } catch (failure) {
        if (!(failure instanceof ProblemError)) throw failure
        const problem = toProblem(failure, '')
        outcomes.push({ externalId, status: failure.status, outcome: 'refused', problem })
      }
    }
    return outcomes
  }
  if (atomic) {
    const judged = await each(async (sending) => {
      await judgeSent(store, desk, key, sending)
      return { externalId: sending.externalId, status: 424, outcome: 'not-applied' }
    })
    if (judged.some(({ outcome }) => outcome === 'refused')) return answerOf(judged, false)
  }
  const outcomes = await each(async (sending) => {
    const { status, outcome, detail } = await sendOne(hands, sending)
    const { entry: _, ...entry } = detail
    return { externalId: sending.externalId, status, outcome, entry }
  })
  // Items were judged without each other; should one still fail, none may stay.
  const failed = outcomes.find(({ outcome }) => outcome === 'refused')
  if (atomic && failed) throw new ProblemError(409, failed.problem?.detail ?? '')
  return answerOf(outcomes, true)
}

function answerOf(items: SentOutcome[], applied: boolean): BatchAnswer {
  const counts: Record<string, number> = {}
  for (const { outcome } of items) counts[outcome] = (counts[outcome] ?? 0) + 1
  return { applied, counts, items }
}

function readItem(
  item: unknown,
  at: number,
  {
    submit,
    seen,
    isOwnId,
  }: { submit: boolean; seen: Map<string, number>; isOwnId: (id: unknown) => boolean },
): { externalId: string | null; sending?: Sending; error?: ProblemError } {
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item)
  const { externalId, entry, ifMatch, ...more } = (isObject ? item : {}) as Record<string, unknown>
  const id = typeof externalId === 'string' ? externalId.slice(0, 200) : null
  const refuse = (field: string, reason: string) => ({
    externalId: id,
    error: badRequest([{ field, reason }]),
  })
  const [unknown] = Object.keys(more)
  if (unknown !== undefined) return refuse(unknown, say('sent.noItemField'))
  if (!isOwnId(externalId) || id === null) return refuse('externalId', say('sent.itemId'))
  if (ifMatch !== undefined && typeof ifMatch !== 'string')
    return refuse('ifMatch', say('sent.itemEtag'))
  const earlier = seen.get(id)
  if (earlier !== undefined) return refuse('externalId', say('sent.itemTwice', { item: earlier }))
  seen.set(id, at + 1)
  return { externalId: id, sending: { externalId: id, entry, submit, ifMatch } }
}
