import { type Facet, NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import { activities, type Counted, type Drawing, type Figure, inSentence, percent } from './figure'

/** A facet whose values are counted more often than this is drawn by its largest alone. */
export const MOST_DRAWN = 25

/** What people read for a value: numbered ones keep their number, `13 Climate Action`. */
export function valueLabel(taxonomy: Taxonomy, facet: Facet, id: string): string {
  const label = taxonomy.labelOf(facet, id)
  return facet.vocabulary && /^\d+$/.test(id) ? `${id} ${label}` : label
}

/** Activities by each value of a facet, with those that state nothing last. */
export function facetFigure({ taxonomy, entries }: Counted, facet: Facet): Figure {
  const counts = new Map<string, number>()
  for (const { content } of entries)
    for (const id of taxonomy.valuesOf(content, facet)) counts.set(id, (counts.get(id) ?? 0) + 1)
  const unknown = counts.get(NOT_STATED.id) ?? 0
  counts.delete(NOT_STATED.id)
  const ordered = inOrder(facet, counts)
  const total = entries.length
  const rowOf = (id: string, number: number) => [
    valueLabel(taxonomy, facet, id),
    number,
    total > 0 ? number / total : 0,
  ]
  const sum = ordered.reduce((all, [, number]) => all + number, 0)
  return {
    id: `by-${facet.param}`,
    title: `Activities by ${inSentence(facet.singular)}`,
    columns: [
      { label: facet.singular, type: 'text' },
      { label: 'Activities', type: 'number' },
      { label: 'Share of all', type: 'share' },
    ],
    rows: [
      ...ordered.map(([id, number]) => rowOf(id, number)),
      ...(unknown > 0 ? [rowOf(NOT_STATED.id, unknown)] : []),
    ],
    keys: [...ordered.map(([id]) => id), ...(unknown > 0 ? [NOT_STATED.id] : [])],
    note: noteOf(facet, { sum, stated: total - unknown, unknown, shown: ordered.length }),
    finding: findingOf(ordered, total, (id) => valueLabel(taxonomy, facet, id), facet),
    drawing: drawingOf(facet),
  }
}

function drawingOf({ vocabulary }: Facet): Drawing {
  if (!vocabulary) return 'columns'
  return vocabulary.concepts.some(({ iso2 }) => iso2) ? 'map' : 'bars'
}

/** Years in their order, lists that have an order in that, all else by count. */
function inOrder({ vocabulary }: Facet, counts: Map<string, number>): [string, number][] {
  const pairs = [...counts]
  if (!vocabulary) return pairs.sort(([a], [b]) => Number(a) - Number(b))
  const place = new Map(vocabulary.concepts.map(({ id }, at) => [id, at]))
  const given = ([a]: [string, number], [b]: [string, number]) =>
    (place.get(a) ?? 0) - (place.get(b) ?? 0)
  if (vocabulary.order === 'given') return pairs.sort(given)
  return pairs.sort((a, b) => b[1] - a[1] || given(a, b))
}

function noteOf(
  facet: Facet,
  { sum, stated, unknown, shown }: { sum: number; stated: number; unknown: number; shown: number },
): string {
  const { label, vocabulary } = facet
  const parts = [
    sum > stated
      ? `An activity counts once under each of its ${inSentence(label)}, so the rows add up to more than the activities.`
      : 'Each activity counts once.',
    unknown > 0 ? `${activities(unknown)} ${unknown === 1 ? 'states' : 'state'} none.` : '',
    vocabulary && shown > MOST_DRAWN
      ? `The chart ${drawingOf(facet) === 'map' ? 'names' : 'shows'} the largest; the table lists all ${shown}.`
      : '',
  ]
  return parts.filter(Boolean).join(' ')
}

function findingOf(
  ordered: [string, number][],
  total: number,
  labelOf: (id: string) => string,
  { label, vocabulary }: Facet,
): string {
  const [first, second, third] = [...ordered].sort((a, b) => b[1] - a[1])
  if (!first) return `No activity states any ${inSentence(label)}.`
  const [id, number] = first
  const most = vocabulary
    ? `“${labelOf(id)}” is named most often, by ${activities(number)} (${percent(number / total)} of ${total})`
    : `More activities began in ${id} than in any other year: ${number} of ${total} (${percent(number / total)})`
  if (!second) return `${most}.`
  const behind = [second, third]
    .filter((one) => one !== undefined)
    .map(([other, few]) => (vocabulary ? `“${labelOf(other)}” (${few})` : `${other} (${few})`))
    .join(' and ')
  const low = vocabulary?.order === 'given' && ordered.length > 5 ? leastOf(ordered, labelOf) : ''
  return `${most}, followed by ${behind}.${low}`
}

function leastOf(ordered: [string, number][], labelOf: (id: string) => string): string {
  const [id, number] = ordered.reduce((least, one) => (one[1] < least[1] ? one : least))
  return ` “${labelOf(id)}” is named least, by ${activities(number)}.`
}
