import { type Facet, NOT_STATED, type Taxonomy } from '../../taxonomy/taxonomy'
import { activities, type Counted, type Drawing, type Figure, inSentence, percent } from './figure'
import { fill, TEXTS } from './texts'

const { byFacet: WORDS, columns: COLUMNS } = TEXTS

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
    title: fill(WORDS.title, { facet: inSentence(facet.singular) }),
    columns: [
      { label: facet.singular, type: 'text' },
      { label: COLUMNS.activities, type: 'number' },
      { label: COLUMNS.share, type: 'share' },
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
  const isNamed = drawingOf(facet) === 'map'
  const parts = [
    sum > stated ? fill(WORDS.noteSeveral, { values: inSentence(label) }) : TEXTS.onceEach,
    unknown > 0
      ? fill(WORDS.noteUnknown[unknown === 1 ? 'one' : 'other'], {
          activities: activities(unknown),
        })
      : '',
    vocabulary && shown > MOST_DRAWN
      ? fill(isNamed ? WORDS.noteNamed : WORDS.noteDrawn, { number: shown })
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
  if (!first) return fill(WORDS.findingNone, { values: inSentence(label) })
  const [id, number] = first
  const others = [second, third]
    .filter((one) => one !== undefined)
    .map(([other, few]) =>
      fill(vocabulary ? WORDS.value : WORDS.year, { value: labelOf(other), number: few }),
    )
  const most = fill(vocabulary ? WORDS.findingMost : WORDS.findingYear, {
    value: labelOf(id),
    activities: activities(number),
    number,
    total,
    share: percent(number / total),
    behind: others.length > 0 ? fill(WORDS.behind, { values: others.reduce(both) }) : '',
  })
  if (vocabulary?.order !== 'given' || ordered.length <= 5) return most
  return `${most} ${leastOf(ordered, labelOf)}`
}

function leastOf(ordered: [string, number][], labelOf: (id: string) => string): string {
  const [id, number] = ordered.reduce((least, one) => (one[1] < least[1] ? one : least))
  return fill(WORDS.findingLeast, { value: labelOf(id), activities: activities(number) })
}

function both(one: string, other: string): string {
  return fill(TEXTS.and, { one, other })
}
