import type { Block, ReportDocument } from './document'
import { BETWEEN, linesOf } from './entry'
import { cellText } from './figure'
import { fontFilesFor } from './fonts'
import { placesIn, rangesOf } from './indices'
import template from './report.typ?raw'
import { TEXTS } from './texts'

/**
 * A mark put onto a letter, a letter of the scripts from Hebrew to those of India that are put
 * together, or the stroke of a fraction.
 */
const COMPOSED = /[\u0300-\u036f\u0590-\u1fff\u2044]/

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
  const parts: { name: string; isIndex: boolean; numbers: number[]; blocks: object[] }[] = []
  // Each entity and each index is a part, but the first of them stands below the title of them all.
  let isWithin = false
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      const kind = kindBelow(blocks, at)
      const isPart = kind === 'entry' || kind === 'index'
      if (block.level === 1 || (isPart && isWithin))
        parts.push({ name: block.text, isIndex: kind === 'index', numbers: [], blocks: [] })
      isWithin = isPart && block.level > 1
    }
    const part = parts.at(-1)
    if (block.kind === 'entry') part?.numbers.push(block.number)
    part?.blocks.push(blockOf(block))
  }
  return {
    ...rest,
    parts: parts.map(({ name, numbers, ...part }) => ({ ...part, head: headOf(name, numbers) })),
    day: day.split('-').map(Number),
    texts: {
      contents: TEXTS.contents,
      figure: TEXTS.figure,
      table: TEXTS.table,
      source: TEXTS.columns.source,
    },
  }
}

/** What stands above the pages of a part: its name and the numbers of its entries, `FAO  ·  18–37`. */
function headOf(name: string, numbers: readonly number[]): string {
  return numbers.length > 0 ? `${name}${BETWEEN}${rangesOf(numbers)}` : name
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
    const { items, chapters } = block
    const lines = items.map(({ term, entries }) => [`${term}  `, placesIn(chapters, entries)])
    return { kind: 'index', lines }
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
