import type { RoundEntry } from '../../taxonomy/round'
import type { RoundSummary } from '../../taxonomy/round-pages'
import { say } from '../messages/say'

/** Counts of a round's entries. */
export function summaryOf(entries: readonly RoundEntry[]): RoundSummary {
  const summary: RoundSummary = {
    answers: { confirmed: 0, updated: 0, completed: 0, retired: 0, new: 0, none: 0 },
    results: { in: 0, marked: 0, 'left-out': 0, gone: 0 },
    waiting: 0,
    frozen: 0,
  }
  for (const { answer, result, isWaiting } of entries) {
    summary.answers[answer]++
    summary.results[result]++
    if (isWaiting) summary.waiting++
  }
  summary.frozen = summary.results.in + summary.results.marked
  return summary
}

/** An entity with more entries than this, none of them confirmed, is named without their numbers. */
const FEW = 5

/**
 * Names the entries that stand in the edition though their entity did not confirm them; '' for none.
 *
 * @example '9 of 20 entries were not confirmed by their entities in this round: A (all 7); B (12, 15).'
 */
export function notConfirmedNote(
  entries: readonly RoundEntry[],
  labelOf: (entity: string) => string,
): string {
  const frozen = entries.filter(({ result }) => result === 'in' || result === 'marked')
  const marked = frozen.filter(({ result }) => result === 'marked')
  if (marked.length === 0) return ''
  const named = [...new Set(marked.map(({ entity }) => entity))].map((entity) => {
    const ids = marked.filter((one) => one.entity === entity).map(({ activityId }) => activityId)
    const isAll = frozen.filter((one) => one.entity === entity).length === ids.length
    const which =
      isAll && ids.length > FEW ? say('round.all', { count: ids.length }) : ids.join(', ')
    return `${labelOf(entity)} (${which})`
  })
  return say('round.notConfirmed', {
    marked: marked.length,
    count: frozen.length,
    entities: named.sort().join('; '),
  })
}
