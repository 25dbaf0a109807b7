import { ALL, type ExploreTable, NOW } from '../../taxonomy/explore'
import { NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import { severalIn } from './explore-count'
import type { Side } from './explore-moves'
import type { Measure, Question } from './explore-query'
import { valueLabel } from './facet-figures'
import { activities, count, inSentence, percent } from './figure'
import { fill, TEXTS } from './texts'

const { explore: WORDS, byFacet: VALUES } = TEXTS

/** Names said of many before the rest is a number. */
const MOST_NAMED = 12

/** `Activities by maturity: 13 Climate Action, Africa (now)` */
export function titleOf(question: Question, taxonomy: Taxonomy, edition: string): string {
  const { rows, columns, measure, q, filters } = question
  const facets = [rows, columns].flatMap((facet) => (facet ? inSentence(facet.singular) : []))
  const scope = taxonomy.facets.flatMap((facet) => {
    const values = (filters[facet.param] ?? []).map((id) =>
      id === NOT_STATED.id
        ? fill(WORDS.notStated, { facet: inSentence(facet.singular) })
        : valueLabel(taxonomy, facet, id),
    )
    return values.length > 0 ? joined(values, WORDS.or) : []
  })
  if (q) scope.push(`“${q}”`)
  return fill(scope.length > 0 ? WORDS.titleScope : WORDS.title, {
    measure: measure.label,
    facets: joined(facets, TEXTS.and),
    scope: scope.join(', '),
    edition,
  })
}

/** How the numbers came about, and what they leave open. */
export function notesOf(question: Question, sides: readonly Side[]): string[] {
  const { rows, columns, measure, q, filters } = question
  const facets = [rows, columns].flatMap((facet) => facet ?? [])
  const notes = sides.map(({ edition, label, asOf, base }) =>
    fill(WORDS.countedFrom, {
      activities: activities(base.members.size),
      where: edition === NOW ? WORDS.now : fill(WORDS.asOf, { edition: label, day: asOf }),
    }),
  )
  const several = facets.filter((facet) => sides.some(({ base }) => severalIn(base, facet) > 0))
  if (several.length > 0) {
    const labels = several.map((facet) => inSentence(facet.label))
    notes.push(fill(WORDS.several, { values: joined(labels, WORDS.severalBoth) }))
  }
  for (const facet of several)
    if (filters[facet.param]) notes.push(fill(WORDS.chosen, { values: inSentence(facet.label) }))
  if (measure.facet) notes.push(fill(WORDS.different, { values: inSentence(measure.label) }))
  for (const { label, base } of sides)
    for (const facet of facets) {
      const unknown = base.members.sizeOfAnd(
        base.index.facets.membersOf(facet.param, NOT_STATED.id),
      )
      if (unknown === 0) continue
      const words = sides.length > 1 ? WORDS.unknownIn : WORDS.unknown
      notes.push(
        fill(words[unknown === 1 ? 'one' : 'other'], {
          activities: activities(unknown),
          facet: inSentence(facet.singular),
          edition: label,
        }),
      )
    }
  if (q) notes.push(WORDS.allWords)
  const corrected = sides.find(({ base }) => base.corrected)?.base.corrected
  if (corrected) notes.push(fill(WORDS.corrected, { query: corrected }))
  return notes
}

/** What a table says, from its own rows. */
export function crossFinding({ rows, columns, measure }: Question, table: ExploreTable): string {
  const all = table.all.cells.at(-1)?.value ?? 0
  if (all === 0) return fill(WORDS.findingNone, { values: inSentence(measure.label) })
  const stated = table.rows.filter(({ id }) => id !== NOT_STATED.id)
  const [first, second, third] = [...stated].sort((a, b) => lastOf(b) - lastOf(a))
  const amount = amountOf(all, measure)
  if (!first) return fill(WORDS.findingUnstated, { amount, facet: inSentence(rows.singular) })
  const behind = [second, third].flatMap((row) =>
    row ? fill(VALUES.value, { value: row.label, number: count(lastOf(row)) }) : [],
  )
  const most = fill(WORDS.findingMost, {
    amount,
    value: first.label,
    number: count(lastOf(first)),
    share: measure.facet ? '' : fill(WORDS.share, { share: percent(lastOf(first) / all) }),
    behind: behind.length > 0 ? fill(VALUES.behind, { values: joined(behind, TEXTS.and) }) : '',
  })
  const cells = stated.flatMap((row) =>
    row.cells.flatMap(({ value }, at) => {
      const column = table.columns[at]
      const isStated = column && column.id !== ALL && column.id !== NOT_STATED.id
      return isStated ? { row: row.label, column: column.label, value } : []
    }),
  )
  if (!columns || cells.length === 0) return most
  const { row, column, value } = cells.reduce((best, cell) =>
    cell.value > best.value ? cell : best,
  )
  return `${most} ${fill(WORDS.findingCell, { row, column, number: count(value) })}`
}

/** What changed from the first column to the second, naming what is new. */
export function comparisonFinding({ rows, measure }: Question, table: ExploreTable): string {
  const [was, is] = table.all.cells.map(({ value }) => value) as [number, number]
  const [from = '', to = ''] = table.columns.map(({ label }) => inSentence(label))
  const stated = table.rows.filter(({ id }) => id !== NOT_STATED.id)
  const fresh = stated.filter(({ cells }) => cells[0]?.value === 0)
  const gone = stated.filter(({ cells }) => cells[1]?.value === 0)
  const named = (some: ExploreTable['rows'], how: 'new' | 'gone') => {
    const names = some
      .slice(0, MOST_NAMED)
      .map(({ label }) => label)
      .join(', ')
    const rest = some.length - MOST_NAMED
    const words = some.length === 0 ? WORDS.noneIs : some.length === 1 ? WORDS.oneIs : WORDS.someAre
    return fill(words[how], {
      facet: inSentence(rows.singular),
      facets: inSentence(rows.label),
      number: count(some.length),
      names: rest > 0 ? fill(WORDS.more, { names, number: rest }) : names,
    })
  }
  const top = [...stated].sort((a, b) => lastOf(b) - lastOf(a))[0]
  const isGrown = top && lastOf(top) > 0
  return [
    fill(to === NOW ? WORDS.fromToNow : WORDS.fromTo, {
      amount: amountOf(was, measure),
      from,
      number: count(is),
      to,
    }),
    isGrown ? fill(WORDS.grown, { value: top.label, number: count(lastOf(top)) }) : '',
    named(fresh, 'new'),
    gone.length > 0 ? named(gone, 'gone') : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function lastOf({ cells }: ExploreTable['rows'][number]): number {
  return cells.at(-1)?.value ?? 0
}

function amountOf(number: number, { facet, label }: Measure): string {
  if (!facet) return activities(number)
  return fill(WORDS.amount, { number: count(number), values: inSentence(label) })
}

function joined(texts: readonly string[], words: string): string {
  return texts.reduce((one, other) => fill(words, { one, other }))
}
