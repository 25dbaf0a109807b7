import { NOT_STATED } from '../../taxonomy/taxonomy'
import { MOST_DRAWN } from './facet-figures'
import { cellText, count, type Figure } from './figure'
import { drawMap, type Place } from './map'
import { COLOURS, drawing, fitted, round, TEXT, text, WIDTH, widthOf } from './svg'

/** Bars drawn at most where a list goes on. */
const MOST_PAIRS = 20
const ROW = 22
/** How much wider a bold text may be than a plain one of our typeface. */
const BOLD = 1.25
/** Longest label that rises at 45 degrees, and how high it rises for its length. */
const SLANTED_MAX = 240
const SLANT = Math.SQRT1_2

/**
 * A figure drawn as SVG, for page, PDF and DOCX alike; undefined where it is a table alone.
 *
 * @param places where the keys of a map lie
 */
export function drawFigure(figure: Figure, places: ReadonlyMap<string, Place>): string | undefined {
  if (figure.drawing === 'table' || figure.rows.length === 0) return undefined
  if (figure.drawing === 'map') return drawMap(figure, places)
  if (figure.drawing === 'columns') return drawColumns(figure)
  if (figure.drawing === 'grid') return drawGrid(figure)
  return drawBars(figure)
}

function drawBars(figure: Figure): string {
  const { id, title, finding, rows, columns, keys } = figure
  const most = id === 'pairs' ? MOST_PAIRS : MOST_DRAWN
  const shown = rows
    .map((row, at) => ({ row, isKnown: keys[at] !== NOT_STATED.id }))
    .filter(({ isKnown }, at) => at < most || !isKnown)
  const labels = shown.map(({ row }) => fitted(String(row[0]), 300))
  const start = Math.min(310, Math.max(...labels.map((label) => widthOf(label))) + 16)
  const said = shown.map(({ row }) => {
    const share = row[2]
    const number = count(Number(row[1]))
    const column = columns[2]
    return share === undefined || !column ? number : `${number}  ·  ${cellText(share, column)}`
  })
  const end = WIDTH - Math.max(...said.map((one) => widthOf(one))) - 12
  const largest = Math.max(1, ...shown.map(({ row }) => Number(row[1])))
  const body = shown
    .map(({ row, isKnown }, at) => {
      const y = at * ROW + 4
      const width = (Number(row[1]) / largest) * (end - start)
      const bar = `<rect class="${isKnown ? 'chart-mark' : 'chart-rest'}" x="${round(start)}" y="${y}" width="${round(Math.max(1, width))}" height="${ROW - 6}" fill="${isKnown ? COLOURS.mark : COLOURS.land}"/>`
      const label = text(start - 8, y + 13, labels[at] ?? '', { anchor: 'end' })
      return label + bar + text(start + width + 6, y + 13, said[at] ?? '', { kind: 'quiet' })
    })
    .join('')
  return drawing(id, title, finding, shown.length * ROW + 6, body)
}

/** Years from the first to the last, empty ones included. */
function drawColumns({ id, title, finding, rows, keys }: Figure): string {
  const known = rows.filter((_, at) => keys[at] !== NOT_STATED.id)
  const byYear = new Map(known.map(([label, number]) => [Number(label), Number(number)]))
  const [first, last] = [Math.min(...byYear.keys()), Math.max(...byYear.keys())]
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const unknown = rows.find((_, at) => keys[at] === NOT_STATED.id)
  const slots: { label: string; number: number; isKnown: boolean }[] = years.map((year) => ({
    label: String(year),
    number: byYear.get(year) ?? 0,
    isKnown: true,
  }))
  if (unknown) slots.push({ label: NOT_STATED.label, number: Number(unknown[1]), isKnown: false })
  const largest = Math.max(1, ...slots.map(({ number }) => number))
  const [height, base] = [220, 200]
  // What is not stated stands apart, and its words need more room than a year.
  const step = WIDTH / (slots.length + (unknown ? 1.2 : 0))
  const body = slots
    .map(({ label, number, isKnown }, at) => {
      const x = (at + (isKnown ? 0 : 0.7)) * step
      const tall = (number / largest) * (base - 24)
      return [
        number > 0
          ? `<rect class="${isKnown ? 'chart-mark' : 'chart-rest'}" x="${round(x + step * 0.14)}" y="${round(base - tall)}" width="${round(step * 0.72)}" height="${round(tall)}" fill="${isKnown ? COLOURS.mark : COLOURS.land}"/>`
          : '',
        text(x + step / 2, base - tall - 5, count(number), { anchor: 'middle', kind: 'quiet' }),
        text(x + step / 2, base + 16, label, { anchor: 'middle', size: 12 }),
      ].join('')
    })
    .join('')
  const axis = `<path class="chart-line" d="M0 ${base}H${WIDTH}" stroke="${COLOURS.line}"/>`
  return drawing(id, title, finding, height, axis + body)
}

/** A table whose cells are the darker the more they count; every cell says its number. */
function drawGrid({ id, title, finding, rows, columns, keys }: Figure): string {
  const across = columns.slice(1, -1)
  const start = Math.min(310, Math.max(...rows.map(([label]) => widthOf(String(label)))) + 16)
  const step = (WIDTH - start) / across.length
  const labels = across.map(({ label }) => label)
  const isLevel = labels.every((label) =>
    inLines(label, step - 8).every((line) => !line.endsWith('…')),
  )
  const { top, head } = isLevel ? levelHead(labels, start, step) : slantedHead(labels, start, step)
  // What is not stated is often most, and would leave all else pale: it is grey and apart.
  const isKnown = (line: number, at: number) =>
    keys[line] !== NOT_STATED.id && labels[at] !== NOT_STATED.label
  const largest = Math.max(
    1,
    ...rows.flatMap((row, line) =>
      row.slice(1, -1).map((value, at) => (isKnown(line, at) ? Number(value) : 0)),
    ),
  )
  const body = rows.map((row, line) => {
    const y = top + line * ROW
    const label = text(start - 8, y + 15, fitted(String(row[0]), start - 12), { anchor: 'end' })
    const cells = row.slice(1, -1).map((value, at) => {
      const isStated = isKnown(line, at)
      const share = isStated ? Number(value) / largest : 0
      // White on a lighter blue, or ink on a darker one, would be below 4.5 to 1.
      const isDark = share > 0.72
      return [
        `<rect class="${isStated ? 'chart-mark' : 'chart-rest'}" x="${round(start + at * step + 1)}" y="${y + 1}" width="${round(step - 2)}" height="${ROW - 2}" fill="${isStated ? COLOURS.mark : COLOURS.land}" fill-opacity="${isStated ? Math.round((0.06 + share * 0.94) * 100) / 100 : 0.5}"/>`,
        text(start + (at + 0.5) * step, y + 15, count(Number(value)), {
          anchor: 'middle',
          fill: isDark ? '#ffffff' : undefined,
          kind: isDark ? 'on' : 'ink',
        }),
      ].join('')
    })
    return label + cells.join('')
  })
  const height = top + rows.length * ROW + TEXT / 2
  return drawing(id, title, finding, height, [...head, ...body].join(''))
}

interface Head {
  /** Where the rows begin. */
  top: number
  head: string[]
}

function levelHead(labels: readonly string[], start: number, step: number): Head {
  const top = 40
  const head = labels.flatMap((label, at) =>
    inLines(label, step - 8).map((line, row, { length }) =>
      text(start + (at + 0.5) * step, top - 8 - (length - 1 - row) * 16, line, {
        anchor: 'middle',
        weight: 700,
      }),
    ),
  )
  return { top, head }
}

/** Labels too long for their columns rise to the left, where there is room above the rows’ labels. */
function slantedHead(labels: readonly string[], start: number, step: number): Head {
  const said = labels.map((label, at) => {
    const x = start + (at + 0.5) * step
    return { x, line: fitted(label, Math.min(SLANTED_MAX, x / SLANT - TEXT) / BOLD) }
  })
  // Bold is wider, and so are most typefaces that a browser takes in place of ours.
  const top = Math.max(...said.map(({ line }) => widthOf(line))) * BOLD * SLANT + TEXT * 2
  const head = said.map(({ x, line }) => {
    const [left, y] = [round(x + TEXT / 3), round(top - 6)]
    const turned = text(left, y, line, { anchor: 'end', weight: 700 })
    return `<g transform="rotate(45 ${left} ${y})">${turned}</g>`
  })
  return { top, head }
}

/** A label in one line, or in two that are about as long as each other. */
function inLines(label: string, width: number): string[] {
  if (widthOf(label) <= width) return [label]
  const words = label.split(' ')
  const splits = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')])
  const longest = (lines: string[]) => Math.max(...lines.map((line) => widthOf(line)))
  const best = splits.sort((a, b) => longest(a) - longest(b))[0] ?? [label]
  return best.map((line) => fitted(line, width))
}
