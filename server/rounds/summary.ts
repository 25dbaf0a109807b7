import type { RoundEntry } from '../../taxonomy/round'
import type { RoundSummary } from '../../taxonomy/round-pages'

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
