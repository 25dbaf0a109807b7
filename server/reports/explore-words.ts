import { ALL, type ExploreTable, NOW } from '../../taxonomy/explore'
import { NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import { severalIn } from './explore-count'
import type { Side } from './explore-moves'
import type { Question } from './explore-query'
import { valueLabel } from './facet-figures'
import { activities, count, inSentence, percent } from './figure'

/** Names said of many before the rest is a number. */
const MOST_NAMED = 12

/** `Activities by maturity: 13 Climate Action, Africa (now)` */
export function titleOf(question: Question, taxonomy: Taxonomy, edition: string): string {
  const { rows, columns, measure, q, filters } = question
  const by = [rows, columns].flatMap((facet) => (facet ? inSentence(facet.singular) : []))
  const scope = taxonomy.facets.flatMap((facet) => {
    const values = (filters[facet.param] ?? []).map((id) =>
      id === NOT_STATED.id
        ? `${inSentence(facet.singular)} not stated`
        : valueLabel(taxonomy, facet, id),
    )
    return values.length > 0 ? values.join(' or ') : []
  })
  if (q) scope.push(`“${q}”`)
  return `${measure.label} by ${by.join(' and ')}${scope.length > 0 ? `: ${scope.join(', ')}` : ''} (${edition})`
}

/** How the numbers came about, and what they leave open. */
export function notesOf(question: Question, sides: readonly Side[]): string[] {
  const { rows, columns, measure, q, filters } = question
  const facets = [rows, columns].flatMap((facet) => facet ?? [])
  const notes: string[] = []
  for (const { edition, label, asOf, base } of sides) {
    const where = edition === NOW ? 'the catalogue as it is now' : `${label}, as of ${asOf}`
    notes.push(`Counted from ${activities(base.members.size)} of ${where}.`)
  }
  const several = facets.filter((facet) => sides.some(({ base }) => severalIn(base, facet) > 0))
  if (several.length > 0) {
    const labels = several.map((facet) => inSentence(facet.label)).join(' and each of its ')
    notes.push(
      `An activity counts once under each of its ${labels}, so the numbers can add up to more than all; the line and column for all count it once.`,
    )
  }
  for (const facet of several)
    if (filters[facet.param])
      notes.push(
        `The activities chosen are counted under all of their ${inSentence(facet.label)}, not only those chosen.`,
      )
  if (measure.facet)
    notes.push(
      `A cell counts the different ${inSentence(measure.label)} that its activities name; the same one can stand in several cells.`,
    )
  for (const { label, base } of sides)
    for (const facet of facets) {
      const unknown = base.members.sizeOfAnd(
        base.index.facets.membersOf(facet.param, NOT_STATED.id),
      )
      if (unknown > 0)
        notes.push(
          `${activities(unknown)} ${unknown === 1 ? 'states' : 'state'} no ${inSentence(facet.singular)}${sides.length > 1 ? ` (${label})` : ''}: not stated does not mean none.`,
        )
    }
  if (q) notes.push('Only entries with all of the words count; a list may show others behind them.')
  const corrected = sides.find(({ base }) => base.corrected)?.base.corrected
  if (corrected)
    notes.push(`No entry has the words as typed; counted were those for “${corrected}”.`)
  return notes
}

/** What a table says, from its own rows. */
export function crossFinding({ rows, columns, measure }: Question, table: ExploreTable): string {
  const all = table.all.cells.at(-1)?.value ?? 0
  const what = (number: number) => amount(number, measure.label)
  if (all === 0) return `No ${inSentence(measure.label)} meet this question.`
  const stated = table.rows.filter(({ id }) => id !== NOT_STATED.id)
  const [first, second, third] = [...stated].sort((a, b) => lastOf(b) - lastOf(a))
  if (!first) return `${what(all)}; none states any ${inSentence(rows.singular)}.`
  const share = measure.facet ? '' : ` (${percent(lastOf(first) / all)})`
  const behind = [second, third]
    .flatMap((row) => (row ? `“${row.label}” (${count(lastOf(row))})` : []))
    .join(' and ')
  const most = `${what(all)} in all. “${first.label}” has most, ${count(lastOf(first))}${share}${behind ? `, followed by ${behind}` : ''}.`
  const cells = stated.flatMap((row) =>
    row.cells.flatMap(({ value }, at) => {
      const column = table.columns[at]
      const isStated = column && column.id !== ALL && column.id !== NOT_STATED.id
      return isStated ? { row: row.label, column: column.label, value } : []
    }),
  )
  if (!columns || cells.length === 0) return most
  const top = cells.reduce((best, cell) => (cell.value > best.value ? cell : best))
  return `${most} The largest cell is “${top.row}” with “${top.column}”: ${count(top.value)}.`
}

/** What changed from the first column to the second, naming what is new. */
export function comparisonFinding({ rows, measure }: Question, table: ExploreTable): string {
  const [was, is] = table.all.cells.map(({ value }) => value) as [number, number]
  const [from, to] = table.columns.map(({ label }) => inSentence(label))
  const stated = table.rows.filter(({ id }) => id !== NOT_STATED.id)
  const fresh = stated.filter(({ cells }) => cells[0]?.value === 0)
  const gone = stated.filter(({ cells }) => cells[1]?.value === 0)
  const named = (some: ExploreTable['rows'], how: string) => {
    if (some.length === 0) return `No ${inSentence(rows.singular)} is ${how}.`
    const names = some.slice(0, MOST_NAMED).map(({ label }) => label)
    const rest = some.length - names.length
    const number =
      some.length === 1
        ? `1 ${inSentence(rows.singular)} is`
        : `${count(some.length)} ${inSentence(rows.label)} are`
    return `${number} ${how}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
  }
  const top = [...stated].sort((a, b) => lastOf(b) - lastOf(a))[0]
  const grown = top && lastOf(top) > 0 ? ` “${top.label}” grew most, by ${count(lastOf(top))}.` : ''
  return `${amount(was, measure.label)} in ${from}, ${count(is)} ${to === NOW ? to : `in ${to}`}.${grown} ${named(fresh, 'new')} ${gone.length > 0 ? named(gone, 'no longer there') : ''}`.trim()
}

function lastOf({ cells }: ExploreTable['rows'][number]): number {
  return cells.at(-1)?.value ?? 0
}

function amount(number: number, label: string): string {
  if (label === 'Activities') return activities(number)
  return `${count(number)} ${inSentence(label)}`
}
