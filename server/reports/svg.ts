/** Width of every drawing, in its own units; 12 of them are the height of its text. */
export const WIDTH = 720
export const TEXT = 13

/** Blue for what is counted and ink for what is said; readable in grey, and changed by the page's own styles. */
export const COLOURS = {
  mark: '#00629b',
  pale: '#e6f2f9',
  ink: '#14202b',
  quiet: '#4a5863',
  land: '#d5dde2',
  line: '#c9d3da',
}

const FONT = 'Noto Sans, system-ui, sans-serif'

export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}

/** At most one decimal, so that the same figure gives the same short text. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}

/**
 * About how wide a text is. Noto Sans is 0.55 of its height wide on average, capitals more; Arabic is
 * less, and a Chinese character is as wide as high.
 */
export function widthOf(text: string, size = TEXT): number {
  const wide = text.replace(/[^A-Z0-9%&—]/g, '').length
  const square = text.replace(/[^\p{Script=Han}]/gu, '').length
  const slim = text.replace(/[^\p{Script=Arabic}]/gu, '').length
  return (text.length * 0.53 + wide * 0.1 + square * 0.47 - slim * 0.09) * size
}

/** A text cut to a width, with an ellipsis where it was. */
export function fitted(text: string, width: number, size = TEXT): string {
  if (widthOf(text, size) <= width) return text
  let end = text.length
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, size) > width) end--
  return `${text.slice(0, end).trimEnd()}…`
}

interface TextOptions {
  anchor?: 'start' | 'middle' | 'end'
  size?: number
  weight?: 400 | 700
  fill?: string
  kind?: 'ink' | 'quiet' | 'on'
  /** Whether it stands on other marks and is set off from them. */
  halo?: boolean
}

export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const { anchor = 'start', size = TEXT, weight = 400, kind = 'ink' } = options
  const fill = options.fill ?? (kind === 'quiet' ? COLOURS.quiet : COLOURS.ink)
  const halo = options.halo
    ? ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    : ''
  const bold = weight === 700 ? ' font-weight="700"' : ''
  return `<text class="chart-${kind}${options.halo ? ' chart-halo' : ''}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}"${bold}${halo} fill="${fill}">${runsOf(x, content, anchor, size)}</text>`
}

/**
 * A text as it stands in its element. What draws pictures finds one typeface beside Noto Sans for a run
 * of text, so one with Arabic and Chinese is parted between them, each run at a place of its own.
 */
function runsOf(
  x: number,
  content: string,
  anchor: NonNullable<TextOptions['anchor']>,
  size: number,
): string {
  const isMixed = /\p{Script=Arabic}/u.test(content) && /\p{Script=Han}/u.test(content)
  if (!isMixed) return escaped(content)
  const runs = (content.match(/[^\p{Script=Han}]+|[^\p{Script=Arabic}]+/gu) ?? []).map((run) =>
    run.trim(),
  )
  const part = { start: 0, middle: 0.5, end: 1 }[anchor]
  let at = x - part * widthOf(runs.join(' '), size)
  return runs
    .map((run) => {
      const width = widthOf(run, size)
      const place = at + part * width
      at += width + widthOf(' ', size)
      return `<tspan x="${round(place)}">${escaped(run)}</tspan>`
    })
    .join('')
}

/** A whole drawing. Its name and what it says are in it for those who do not see it. */
export function drawing(
  id: string,
  title: string,
  finding: string,
  height: number,
  body: string,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}" height="${Math.ceil(height)}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="${FONT}"><title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(finding)}</desc>${body}</svg>`
}
