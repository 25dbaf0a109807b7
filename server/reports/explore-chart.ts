import { ALL, type ExploreTable, MOVES } from '../../taxonomy/explore'
import { NOT_STATED } from '../../taxonomy/taxonomy'
import { drawFigure } from './charts'
import { MOST_DRAWN } from './facet-figures'
import type { Figure } from './figure'
import { COLOURS, fitted, text, WIDTH, widthOf } from './svg'
import { fill, TEXTS } from './texts'

const { leftOut: WORDS } = TEXTS.explore

/** Columns that can be told apart in a drawing. */
const COLUMNS_DRAWN = 12
const EDGE = 20
const [HEAD, LINE, SMALL] = [17, 24, 11]

/** A table as the chart module draws it: bars for one column, else a grid; undefined where nothing counts. */
export function drawTable(table: ExploreTable, id: string): string | undefined {
  const { title, finding, rowLabel, columns, rows } = table
  if (rows.length === 0) return undefined
  const last = columns.length - 1
  const across = columns
    .map((column, at) => ({ ...column, at, size: table.all.cells[at]?.value ?? 0 }))
    .slice(0, last)
  const shown = largest(across, COLUMNS_DRAWN, ({ size }) => size)
  // A change can be less than nothing: what matters most is what is largest in either edition.
  const sizeOf = ({ cells }: ExploreTable['rows'][number]) =>
    columns[last]?.id === ALL
      ? (cells[last]?.value ?? 0)
      : (cells[0]?.value ?? 0) + (cells[1]?.value ?? 0)
  const drawn = isOfMoves(table) ? rows.slice(0, MOST_DRAWN) : largest(rows, MOST_DRAWN, sizeOf)
  const total = table.all.cells[last]?.value ?? 0
  const isBars = across.length === 0
  // Other measures do not add up: an entity can stand in several rows.
  const hasShares = isBars && columns[last]?.label === TEXTS.columns.activities && total > 0
  const figure: Figure = {
    ...{ id, title, finding },
    note: '',
    columns: [
      { label: rowLabel, type: 'text' },
      ...shown.map(({ label }) => ({ label, type: 'number' as const })),
      { label: columns[last]?.label ?? '', type: 'number' },
      ...(hasShares ? [{ label: TEXTS.columns.share, type: 'share' as const }] : []),
    ],
    rows: drawn.map(({ label, cells }) => {
      const value = cells[last]?.value ?? 0
      const share = hasShares ? [value / total] : []
      return [label, ...shown.map(({ at }) => cells[at]?.value ?? 0), value, ...share]
    }),
    keys: drawn.map(({ id: key }) => key),
    drawing: isBars ? 'bars' : 'grid',
  }
  return drawFigure(figure, new Map())
}

/** What of a table its drawing leaves out, in words; '' where nothing. */
export function leftOut(table: ExploreTable): string {
  const { rows, columns } = table
  const part = (words: string, number: number, all: number) =>
    all > number ? [fill(words, { number, all })] : []
  const [one, other] = [
    ...part(isOfMoves(table) ? WORDS.rowsFirst : WORDS.rowsLargest, MOST_DRAWN, rows.length),
    ...part(WORDS.columns, COLUMNS_DRAWN, columns.length - 1),
  ]
  if (!one) return ''
  return other ? fill(WORDS.both, { rows: one, columns: other }) : fill(WORDS.one, { part: one })
}

/** Those with most that is not merely continued come first in it. */
function isOfMoves({ columns: [first] }: ExploreTable): boolean {
  return first?.id === MOVES[0]
}

/** The largest of a list in the list’s own order; what is not stated stays beside them. */
function largest<Item extends { id: string }>(
  items: readonly Item[],
  most: number,
  size: (item: Item) => number,
): Item[] {
  if (items.length <= most) return [...items]
  const known = items.filter(({ id }) => id !== NOT_STATED.id)
  const kept = new Set([...known].sort((a, b) => size(b) - size(a)).slice(0, most))
  return items.filter((item) => kept.has(item) || item.id === NOT_STATED.id)
}

/**
 * A drawing as a picture that stands alone: with its title and where it comes from, on white.
 *
 * @param svg as `drawTable` gives it
 */
export function pictureOf(svg: string, table: ExploreTable, source: string): string {
  const { title } = table
  const notes = [...table.notes, leftOut(table).split(';')[0] ?? ''].filter(Boolean)
  const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1] ?? 0)
  const heads = wrapped(title, HEAD)
  const top = heads.length * LINE + 14
  const feet = [...notes.flatMap((note) => wrapped(note, SMALL)), ...wrapped(source, SMALL)]
  const bottom = feet.length * 16 + 16
  const whole = [WIDTH + 2 * EDGE, top + height + bottom + 2 * EDGE]
  const box = `viewBox="${-EDGE} ${-EDGE - top} ${whole[0]} ${whole[1]}" width="${whole[0]}" height="${whole[1]}"`
  const around = [
    `<rect x="${-EDGE}" y="${-EDGE - top}" width="${whole[0]}" height="${whole[1]}" fill="#ffffff"/>`,
    ...heads.map((line, at) =>
      text(0, (at + 1) * LINE - top - 8, line, { size: HEAD, weight: 700 }),
    ),
    ...feet.map((line, at) =>
      text(0, height + 24 + at * 16, line, { size: SMALL, fill: COLOURS.quiet }),
    ),
  ].join('')
  return svg
    .replace(/viewBox="[^"]*" width="\d+" height="\d+"/, () => box)
    .replace('</desc>', () => `</desc>${around}`)
}

function wrapped(content: string, size: number): string[] {
  const lines: string[] = []
  for (const word of content.split(' ')) {
    const line = lines.at(-1)
    const longer = line === undefined ? word : `${line} ${word}`
    if (line !== undefined && widthOf(longer, size) <= WIDTH) lines[lines.length - 1] = longer
    else lines.push(fitted(word, WIDTH, size))
  }
  return lines
}
