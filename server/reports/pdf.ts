import type { Block, ReportDocument } from './document'
import { linesOf } from './entry'
import { cellText } from './figure'
import { fontFilesFor } from './fonts'
import template from './report.typ?raw'
import { TEXTS } from './texts'

/**
 * A mark put onto a letter, a letter of the scripts from Hebrew to those of India that are put
 * together, or the stroke of a fraction.
 */
const COMPOSED = /[\u0300-\u036f\u0590-\u1fff\u2044]/

/** With more numbers than this, a line of an index is parted by chapter. */
const MOST_LINKED = 20

/** What came out, and by which standard: not every text can be set as PDF/UA asks. */
export interface Pdf {
  bytes: Buffer
  /** `ua-1`; `1.7` where a letter is in none of the fonts, which PDF/UA forbids: tagged all the same. */
  standard: 'ua-1' | '1.7'
}

/**
 * Sets the report with Typst: A4, tagged, with bookmarks, linked contents and embedded fonts.
 *
 * @param onSet called when the pages are set, and the file is about to be written
 * @throws {Error} with Typst's words where it cannot be set
 */
export async function toPdf(document: ReportDocument, onSet?: () => void): Promise<Pdf> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  const input = JSON.stringify(inputOf(document))
  const compiler = NodeCompiler.create({
    workspace: '/report',
    fontArgs: [{ fontPaths: fontFilesFor(input) }],
  })
  const result = compiler.compile({
    mainFileContent: template,
    inputs: { document: input, composed: String(COMPOSED.test(input)) },
  })
  const made = result.result
  if (!made) throw new Error(`Typst: ${JSON.stringify(result.takeDiagnostics()?.shortDiagnostics)}`)
  onSet?.()
  // Typst keeps what it made for next time, which is of no use to another edition.
  compiler.evictCache(0)
  const creationTimestamp = Date.parse(document.day) / 1000
  for (const standard of ['ua-1', '1.7'] as const)
    try {
      return { bytes: compiler.pdf(made, { pdfStandard: standard, creationTimestamp }), standard }
    } catch (error) {
      if (standard !== 'ua-1' || !/could not be displayed/.test(String(error))) throw error
    }
  throw new Error('unreachable')
}

/**
 * The document as the template reads it: in parts that begin on a page of their own. Typst sets parts
 * beside each other, on all cores.
 */
export function inputOf({ blocks, day, ...rest }: ReportDocument) {
  const parts: { name: string; isIndex: boolean; blocks: object[] }[] = []
  // Each entity and each index is a part, but the first of them stands below the title of them all.
  let isWithin = false
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      const kind = kindBelow(blocks, at)
      const isPart = kind === 'entry' || kind === 'index'
      if (block.level === 1 || (isPart && isWithin))
        parts.push({ name: block.text, isIndex: kind === 'index', blocks: [] })
      isWithin = isPart && block.level > 1
    }
    parts.at(-1)?.blocks.push(blockOf(block))
  }
  return {
    ...rest,
    parts,
    day: day.split('-').map(Number),
    texts: {
      contents: TEXTS.contents,
      figure: TEXTS.figure,
      table: TEXTS.table,
      source: TEXTS.columns.source,
    },
  }
}

/** What a heading stands above, beside further headings and texts. */
function kindBelow(blocks: readonly Block[], at: number): Block['kind'] | undefined {
  return blocks.slice(at + 1).find(({ kind }) => kind !== 'heading' && kind !== 'text')?.kind
}

function blockOf(block: Block): object {
  if (block.kind === 'entry') {
    const { facts, ...rest } = block
    return { ...rest, lines: linesOf(block) }
  }
  if (block.kind === 'index') {
    return { kind: 'index', items: block.items.map((item) => indexLine(item, block.chapters)) }
  }
  if (block.kind !== 'figure') return block
  const { figure, svg, withTable, disclaimer } = block
  const { title, finding, note, columns } = figure
  const rows = figure.rows.map((row) =>
    row.map((value, at) => cellText(value, columns[at] ?? { label: '', type: 'text' })),
  )
  return {
    ...{ kind: 'figure', title, finding, note, columns, rows, withTable },
    svg: svg ?? null,
    disclaimer: disclaimer ?? null,
  }
}

/** A link of an index: what stands before it, the entry it leads to, its words, and what stands after it. */
type IndexLink = [before: string, entry: number, words: string, after: string]

/** A line of an index: with many numbers, by chapter, each with one link to the first. */
function indexLine(
  { term, entries }: { term: string; entries: readonly number[] },
  chapters: readonly string[],
): IndexLink[] {
  const ranges = rangesOf(entries)
  const isShort = ranges.length <= MOST_LINKED
  const between = isShort ? ', ' : '; '
  const links = isShort
    ? ranges.map(([entry, words]) => ({ entry, words, numbers: '' }))
    : Array.from(byChapter(entries, chapters), ([words, numbers]) => ({
        entry: numbers[0] ?? 0,
        words,
        numbers: ` ${rangesOf(numbers)
          .map(([, text]) => text)
          .join(', ')}`,
      }))
  return links.map(({ entry, words, numbers }, at) => [
    at === 0 ? `${term}: ` : '',
    entry,
    words,
    numbers + (at < links.length - 1 ? between : ''),
  ])
}

function byChapter(entries: readonly number[], chapters: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const number of entries) {
    const chapter = chapters[number - 1] ?? ''
    if (!found.get(chapter)?.push(number)) found.set(chapter, [number])
  }
  return found
}

/** `[3, 4, 5, 9]` → `[[3, '3–5'], [9, '9']]` */
function rangesOf(numbers: readonly number[]): [number, string][] {
  const ranges: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last.to + 1) last.to = number
    else ranges.push({ from: number, to: number })
  }
  return ranges.map(({ from, to }) => [
    from,
    to === from ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`,
  ])
}
