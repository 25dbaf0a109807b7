import type { RoundEntry, SilentResult, SilentRule } from '../../taxonomy/round'

/** A public entry, as far as a round asks. */
export interface PublicEntry {
  activityId: number
  versionId: number
  /** 1, 2, 3 … within the activity. */
  number: number
  title: string
  /** Lead first. */
  entity: string
}

/** What was said of an entry, and where the change that says so stands. */
export interface StoredAnswer extends Omit<PublicEntry, 'number'> {
  answer: 'confirmed' | 'completed' | 'retired'
  at: string
  submissionState: string | null
}

/** A draft, or what was handed in since the round began. */
export interface Written {
  activityId: number
  kind: 'new' | 'change'
  state: 'draft' | 'changes-asked' | 'submitted' | 'published'
  entity: string
  title: string
  since: string
}

/** What the state of a round’s entries follows from. */
export interface RoundMaterial {
  rule: SilentRule
  published: readonly PublicEntry[]
  answers: readonly StoredAnswer[]
  written: readonly Written[]
  exceptions: ReadonlyMap<number, SilentRule>
}

/** What a rule makes of an entry nobody answered for. */
export const RESULTS: Record<SilentRule, SilentResult> = {
  keep: 'in',
  mark: 'marked',
  'leave-out': 'left-out',
}

/**
 * How each entry stands in a round: the public ones, those retired in it, and new ones that
 * wait for review. An answer that rests on a change holds while the change does.
 */
export function entriesOf(material: RoundMaterial): RoundEntry[] {
  const { rule, published, exceptions } = material
  const answers = new Map(material.answers.map((answer) => [answer.activityId, answer]))
  const written = new Map<number, Written[]>()
  for (const one of material.written)
    written.set(one.activityId, [...(written.get(one.activityId) ?? []), one])
  const seen = new Set(published.map(({ activityId }) => activityId))

  const entries = published.map(({ activityId, versionId, title, entity }): RoundEntry => {
    const works = written.get(activityId) ?? []
    const handedIn = works.filter(({ state }) => state === 'submitted' || state === 'published')
    const { answer, at } = answerOf(answers.get(activityId), handedIn)
    const exception = exceptions.get(activityId)
    return {
      ...{ activityId, title, entity, answer, at, versionId },
      isWritten: works.some(({ state }) => state === 'draft' || state === 'changes-asked'),
      isWaiting: works.some(({ state }) => state === 'submitted'),
      result: answer === 'none' ? RESULTS[exception ?? rule] : 'in',
      isException: answer === 'none' && exception !== undefined,
    }
  })
  const plain = { isWritten: false, isWaiting: false, versionId: null, isException: false }
  const retired = material.answers
    .filter(({ activityId, answer }) => answer === 'retired' && !seen.has(activityId))
    .map(
      ({ activityId, title, entity, at }): RoundEntry => ({
        ...{ activityId, title, entity, at, answer: 'retired', ...plain, result: 'gone' },
      }),
    )
  const added = material.written
    .filter(
      ({ kind, state, activityId }) =>
        kind === 'new' && state === 'submitted' && !seen.has(activityId),
    )
    .map(
      ({ activityId, title, entity, since }): RoundEntry => ({
        ...{ activityId, title, entity, at: since, answer: 'new', ...plain, result: 'left-out' },
        isWaiting: true,
      }),
    )
  return [...entries, ...retired, ...added]
}

function answerOf(
  stored: StoredAnswer | undefined,
  handedIn: readonly Written[],
): Pick<RoundEntry, 'answer' | 'at'> {
  const added = handedIn.find(({ kind }) => kind === 'new')
  if (added) return { answer: 'new', at: added.since }
  const holds =
    stored &&
    // What is public again was not retired after all.
    stored.answer !== 'retired' &&
    (stored.submissionState === null || ['submitted', 'published'].includes(stored.submissionState))
  if (holds) return { answer: stored.answer, at: stored.at }
  const [change] = handedIn
  return change ? { answer: 'updated', at: change.since } : { answer: 'none', at: '' }
}
