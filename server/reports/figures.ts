import { type Facet, NOT_STATED } from '../../taxonomy/taxonomy'
import { facetFigure, valueLabel } from './facet-figures'
import { activities, type Counted, count, type Figure, inSentence, percent } from './figure'
import type { Edition } from './reader'
import type { CitedTotals } from './seed'

/** The two facets that are counted against each other. */
const CROSSED = ['sdg', 'pillar'] as const
/** Pairs of entities in the drawing. */
const PAIRS_DRAWN = 20

/** Every figure of the report, in its order, each from the same entries and by a function of its own. */
export function figuresOf(
  counted: Counted,
  edition: Pick<Edition, 'id'>,
  cited: readonly CitedTotals[],
): Figure[] {
  return [
    totalsFigure(counted),
    trendFigure(counted, edition, cited),
    ...counted.taxonomy.facets.map((facet) => facetFigure(counted, facet)),
    ...crossFigure(counted),
    ...pairsFigure(counted),
    unknownFigure(counted),
  ]
}

/** The few numbers that say how large the whole is. */
export function totalsFigure({ taxonomy, entries }: Counted): Figure {
  const distinct = (param: string) => {
    const facet = taxonomy.facet(param)
    return new Set(
      facet ? entries.flatMap(({ content }) => taxonomy.statedOrImplied(content, facet)) : [],
    ).size
  }
  const joint = entries.filter(({ content }) => content.entities.length > 1).length
  const partnered = entries.filter(({ content }) => content.partners.length > 0).length
  const withOutcomes = entries.filter(({ content }) =>
    Object.values(content.outcomes).some(Boolean),
  ).length
  const [total, entities, countries] = [entries.length, distinct('entity'), distinct('country')]
  const rows: [string, string, number][] = [
    ['activities', 'Activities', total],
    ['entities', 'Entities that lead or take part', entities],
    ['countries', 'Countries and territories named', countries],
    ['joint', 'Activities of more than one entity', joint],
    ['partnered', 'Activities that name partners', partnered],
    ['outcomes', 'Activities that report outcomes', withOutcomes],
  ]
  return {
    id: 'totals',
    title: 'The edition in figures',
    columns: [
      { label: 'Measure', type: 'text' },
      { label: 'Number', type: 'number' },
    ],
    rows: rows.map(([, label, number]) => [label, number]),
    keys: rows.map(([key]) => key),
    note: 'Each activity counts once.',
    finding: `${activities(total)} of ${count(entities)} entities name ${count(countries)} countries and territories; ${count(joint)} (${percent(total > 0 ? joint / total : 0)}) are carried by more than one entity.`,
    drawing: 'table',
  }
}

/** This edition beside earlier reports, whose totals are cited and not counted here. */
export function trendFigure(
  { taxonomy, entries }: Counted,
  { id }: Pick<Edition, 'id'>,
  cited: readonly CitedTotals[],
): Figure {
  const facet = taxonomy.facet('entity')
  const entities = new Set(
    facet ? entries.flatMap(({ content }) => taxonomy.statedOrImplied(content, facet)) : [],
  ).size
  const rows = [
    ...cited.map((one) => [
      one.edition,
      one.activities,
      one.entities ?? NOT_STATED.label,
      'cited',
      one.source,
    ]),
    [`${id} (this edition)`, entries.length, entities, 'counted', 'Counted from the entries here'],
  ]
  const last = cited.at(-1)
  return {
    id: 'trend',
    title: 'This edition beside earlier reports',
    columns: [
      { label: 'Edition', type: 'text' },
      { label: 'Activities', type: 'number' },
      { label: 'Entities', type: 'number' },
      { label: 'Origin', type: 'text' },
      { label: 'Source', type: 'text' },
    ],
    rows,
    keys: rows.map(([label]) => String(label)),
    note: 'Totals marked “cited” are taken from the sources named and were not counted here. They were gathered by other rules, so differences between them and this edition say nothing certain about growth.',
    finding: last
      ? `This edition counts ${activities(entries.length)} of ${count(entities)} entities; the total cited for ${last.edition} is ${count(last.activities)}.`
      : `This edition counts ${activities(entries.length)} of ${count(entities)} entities; no earlier total is cited.`,
    drawing: 'table',
  }
}

/** One facet's values against another's. */
function crossFigure({ taxonomy, entries }: Counted): Figure[] {
  const [down, across] = CROSSED.map((param) => taxonomy.facet(param))
  if (!down?.vocabulary || !across?.vocabulary) return []
  const idsOf = (facet: Facet) => [
    ...(facet.vocabulary?.concepts ?? []).map(({ id }) => id),
    NOT_STATED.id,
  ]
  const cells = new Map<string, number>()
  const bare = new Map<string, number>()
  for (const { content } of entries)
    for (const one of taxonomy.valuesOf(content, down)) {
      bare.set(one, (bare.get(one) ?? 0) + 1)
      for (const other of taxonomy.valuesOf(content, across)) {
        const key = `${one} ${other}`
        cells.set(key, (cells.get(key) ?? 0) + 1)
      }
    }
  const columns = idsOf(across).filter((other) =>
    idsOf(down).some((one) => cells.has(`${one} ${other}`)),
  )
  const keys = idsOf(down).filter((one) => bare.has(one))
  const most = [...cells].reduce((top, one) => (one[1] > top[1] ? one : top), ['', 0])
  const [one = '', other = ''] = most[0].split(' ')
  return [
    {
      id: `${down.param}-by-${across.param}`,
      title: `${down.label} by ${inSentence(across.singular)}`,
      columns: [
        { label: down.singular, type: 'text' },
        ...columns.map((id) => ({
          label: taxonomy.labelOf(across, id),
          type: 'number' as const,
        })),
        { label: 'Activities', type: 'number' },
      ],
      rows: keys.map((id) => [
        valueLabel(taxonomy, down, id),
        ...columns.map((column) => cells.get(`${id} ${column}`) ?? 0),
        bare.get(id) ?? 0,
      ]),
      keys,
      note: 'An activity counts once in each cell whose row and column it names; the last column counts it once a row.',
      finding: `The most frequent pair is “${valueLabel(taxonomy, down, one)}” with “${taxonomy.labelOf(across, other)}”: ${activities(most[1])}.`,
      drawing: 'grid',
    },
  ]
}

/** Entities that carry activities together. */
function pairsFigure({ taxonomy, entries }: Counted): Figure[] {
  const facet = taxonomy.facet('entity')
  if (!facet) return []
  const pairs = new Map<string, number>()
  for (const { content } of entries) {
    const ids = [...new Set(content.entities)].sort()
    for (const [at, one] of ids.entries())
      for (const other of ids.slice(at + 1)) {
        const key = `${one} ${other}`
        pairs.set(key, (pairs.get(key) ?? 0) + 1)
      }
  }
  const ordered = [...pairs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const labels = (key: string) => key.split(' ').map((id) => taxonomy.labelOf(facet, id))
  const joint = entries.filter(({ content }) => new Set(content.entities).size > 1).length
  const [top] = ordered
  return [
    {
      id: 'pairs',
      title: 'Entities that work together',
      columns: [
        { label: 'Entities', type: 'text' },
        { label: 'Activities', type: 'number' },
      ],
      rows: ordered.map(([key, number]) => [labels(key).join(' and '), number]),
      keys: ordered.map(([key]) => key),
      note: `Counted are entities named as carrying an activity, not those named among its partners. An activity of several entities counts once under each pair of them.${ordered.length > PAIRS_DRAWN ? ' The chart shows the most frequent pairs.' : ''}`,
      finding: top
        ? `${activities(joint)} are carried by more than one entity; ${labels(top[0]).join(' and ')} share most, ${count(top[1])}.`
        : 'No activity is carried by more than one entity.',
      drawing: 'bars',
    },
  ]
}

/** What entries do not state, facet by facet. */
function unknownFigure({ taxonomy, entries }: Counted): Figure {
  const rows = taxonomy.facets.map((facet): [string, number] => [
    facet.label,
    entries.filter(({ content }) => taxonomy.statedOrImplied(content, facet).length === 0).length,
  ])
  const total = entries.length
  const [label, most] = rows.reduce((top, row) => (row[1] > top[1] ? row : top), ['', 0])
  return {
    id: 'not-stated',
    title: 'What entries do not state',
    columns: [
      { label: 'Field', type: 'text' },
      { label: 'Activities without', type: 'number' },
      { label: 'Share of all', type: 'share' },
    ],
    rows: rows.map(([field, number]) => [field, number, total > 0 ? number / total : 0]),
    keys: taxonomy.facets.map(({ param }) => param),
    note: 'Not stated means not stated in the entry; it does not mean that there is none.',
    finding: `“${label}” is left open most often, by ${activities(most)} (${percent(total > 0 ? most / total : 0)}).`,
    drawing: 'bars',
  }
}
