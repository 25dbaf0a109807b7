import { type Facet, NOT_STATED } from '../../taxonomy/taxonomy'
import { facetFigure, valueLabel } from './facet-figures'
import { activities, type Counted, count, type Figure, inSentence, percent } from './figure'
import type { Edition } from './reader'
import type { CitedTotals } from './seed'
import { fill, TEXTS } from './texts'

const { columns: COLUMNS } = TEXTS

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
  const byFacet = counted.taxonomy.facets.map((facet) => facetFigure(counted, facet))
  return [
    totalsFigure(counted),
    trendFigure(counted, edition, cited),
    ...byFacet,
    ...crossFigure(counted),
    ...pairsFigure(counted),
    unknownFigure(counted, byFacet),
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
  const numbers = {
    activities: total,
    entities,
    countries,
    joint,
    partnered,
    outcomes: withOutcomes,
  }
  const keys = Object.keys(numbers) as (keyof typeof numbers)[]
  return {
    id: 'totals',
    title: TEXTS.totals.title,
    columns: [
      { label: COLUMNS.measure, type: 'text' },
      { label: COLUMNS.number, type: 'number' },
    ],
    rows: keys.map((key) => [TEXTS.totals.rows[key], numbers[key]]),
    keys,
    note: TEXTS.onceEach,
    finding: fill(TEXTS.totals.finding, {
      activities: activities(total),
      entities: count(entities),
      countries: count(countries),
      joint: count(joint),
      share: percent(total > 0 ? joint / total : 0),
    }),
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
      TEXTS.trend.cited,
      one.source,
    ]),
    [
      fill(TEXTS.trend.thisEdition, { edition: id }),
      entries.length,
      entities,
      TEXTS.trend.counted,
      TEXTS.trend.countedFrom,
    ],
  ]
  const last = cited.at(-1)
  return {
    id: 'trend',
    title: TEXTS.trend.title,
    columns: [
      { label: COLUMNS.edition, type: 'text' },
      { label: COLUMNS.activities, type: 'number' },
      { label: COLUMNS.entities, type: 'number' },
      { label: COLUMNS.origin, type: 'text' },
      { label: COLUMNS.source, type: 'text' },
    ],
    rows,
    keys: rows.map(([label]) => String(label)),
    note: TEXTS.trend.note,
    finding: fill(last ? TEXTS.trend.finding : TEXTS.trend.findingAlone, {
      activities: activities(entries.length),
      entities: count(entities),
      edition: last?.edition ?? '',
      cited: count(last?.activities ?? 0),
    }),
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
      title: fill(TEXTS.cross.title, {
        rows: down.label,
        columns: inSentence(across.singular),
      }),
      columns: [
        { label: down.singular, type: 'text' },
        ...columns.map((id) => ({
          label: taxonomy.labelOf(across, id),
          type: 'number' as const,
        })),
        { label: COLUMNS.activities, type: 'number' },
      ],
      rows: keys.map((id) => [
        valueLabel(taxonomy, down, id),
        ...columns.map((column) => cells.get(`${id} ${column}`) ?? 0),
        bare.get(id) ?? 0,
      ]),
      keys,
      note: TEXTS.cross.note,
      finding: fill(TEXTS.cross.finding, {
        row: valueLabel(taxonomy, down, one),
        column: taxonomy.labelOf(across, other),
        activities: activities(most[1]),
      }),
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
  const pairOf = (key: string) => {
    const [one = '', other = ''] = key.split(' ').map((id) => taxonomy.labelOf(facet, id))
    return fill(TEXTS.and, { one, other })
  }
  const joint = entries.filter(({ content }) => new Set(content.entities).size > 1).length
  const [top] = ordered
  return [
    {
      id: 'pairs',
      title: TEXTS.pairs.title,
      columns: [
        { label: COLUMNS.entities, type: 'text' },
        { label: COLUMNS.activities, type: 'number' },
      ],
      rows: ordered.map(([key, number]) => [pairOf(key), number]),
      keys: ordered.map(([key]) => key),
      note: [TEXTS.pairs.note, ordered.length > PAIRS_DRAWN ? TEXTS.pairs.noteDrawn : '']
        .filter(Boolean)
        .join(' '),
      finding: top
        ? fill(TEXTS.pairs.finding, {
            activities: activities(joint),
            pair: pairOf(top[0]),
            number: count(top[1]),
          })
        : TEXTS.pairs.findingNone,
      drawing: 'bars',
    },
  ]
}

/** What entries do not state, facet by facet: the last row of each facet's figure. */
function unknownFigure({ taxonomy, entries }: Counted, byFacet: readonly Figure[]): Figure {
  const rows = taxonomy.facets.map(({ label }, at): [string, number] => {
    const { keys = [], rows: counted = [] } = byFacet[at] ?? {}
    return [label, Number(counted[keys.indexOf(NOT_STATED.id)]?.[1] ?? 0)]
  })
  const total = entries.length
  const [label, most] = rows.reduce((top, row) => (row[1] > top[1] ? row : top), ['', 0])
  return {
    id: 'not-stated',
    title: TEXTS.unknown.title,
    columns: [
      { label: COLUMNS.field, type: 'text' },
      { label: COLUMNS.without, type: 'number' },
      { label: COLUMNS.share, type: 'share' },
    ],
    rows: rows.map(([field, number]) => [field, number, total > 0 ? number / total : 0]),
    keys: taxonomy.facets.map(({ param }) => param),
    note: TEXTS.unknown.note,
    finding: fill(TEXTS.unknown.finding, {
      field: label,
      activities: activities(most),
      share: percent(total > 0 ? most / total : 0),
    }),
    drawing: 'bars',
  }
}
