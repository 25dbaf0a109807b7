/**
 * Measures of a ranking against judged activities. Grades run from 0 (not relevant, or not
 * judged) to 3 (exactly it); a ranking is the ids found, best first.
 */
export type Grades = Readonly<Record<string, number>>

/**
 * Normalised discounted cumulated gain of the first `depth`: 1 for a ranking that could not
 * be better, 0 for one without anything relevant. Gain `2^grade - 1`, discount
 * `log2(rank + 1)`, the ideal being the judged activities by falling grade.
 *
 * Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4),
 * 2002; the exponential gain is that of Burges et al., Learning to rank using gradient
 * descent, ICML 2005.
 *
 * @example ndcg([7, 9], { 7: 3 }) === 1
 */
export function ndcg(ranking: readonly number[], grades: Grades, depth = 10): number {
  const ideal = cumulatedGain(
    Object.values(grades).sort((a, b) => b - a),
    depth,
  )
  if (ideal === 0) return 0
  const found = ranking.map((id) => grades[id] ?? 0)
  return cumulatedGain(found, depth) / ideal
}

function cumulatedGain(grades: readonly number[], depth: number): number {
  return grades
    .slice(0, depth)
    .reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
}

/** The least grade of what is clearly relevant, which success and recall ask for. */
const CLEARLY = 2

/** Whether one of the first `depth` is clearly relevant. */
export function succeeds(ranking: readonly number[], grades: Grades, depth = 3): boolean {
  return countClear(ranking.slice(0, depth), grades) > 0
}

/**
 * The share of the clearly relevant activities that stand among the first `depth`;
 * `undefined` where there is none to find.
 */
export function recall(ranking: readonly number[], grades: Grades, depth = 50): number | undefined {
  const clear = Object.values(grades).filter((grade) => grade >= CLEARLY).length
  return clear === 0 ? undefined : countClear(ranking.slice(0, depth), grades) / clear
}

function countClear(ids: readonly number[], grades: Grades): number {
  return ids.filter((id) => (grades[id] ?? 0) >= CLEARLY).length
}

/** Whether anything was judged relevant; queries without it say nothing of a ranking. */
export function isJudged(grades: Grades | undefined): grades is Grades {
  return Object.values(grades ?? {}).some((grade) => grade >= 1)
}

/** The arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
