import type { FileChild, IStylesOptions, ParagraphChild } from 'docx'
import type { Block, ReportDocument, Run } from './document'
import { PrebuiltXml } from './docx-xml'
import { cellText, type Figure } from './figure'
import { fontsFor } from './fonts'
import { sameZip, withDay } from './same-zip'
import { WIDTH } from './svg'
import { TEXTS } from './texts'

type Docx = typeof import('docx')

/** Width of a drawing on the page, in pixels of 1/96 inch, and how much finer its picture is. */
const DRAWN = 600
const FINER = 2
/** Width of the text on the page, in twentieths of a point, and the letters that a column is made wide for. */
const TEXT_WIDTH = 9026
const COLUMN_MOST = 50

const STYLES: IStylesOptions = {
  default: {
    document: { run: { font: 'Calibri', size: 21 } },
    title: { run: { size: 64, bold: true, color: '00629B' } },
    heading1: {
      run: { size: 36, bold: true, color: '00629B' },
      paragraph: { spacing: { before: 240, after: 160 }, keepNext: true },
    },
    heading2: {
      run: { size: 28, bold: true },
      paragraph: { spacing: { before: 280, after: 120 }, keepNext: true },
    },
    heading3: {
      run: { size: 22, bold: true },
      paragraph: { spacing: { before: 240, after: 60 }, keepNext: true },
    },
  },
  paragraphStyles: [
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { bold: true, size: 20 },
      paragraph: { keepNext: true, spacing: { before: 160, after: 60 } },
    },
    {
      id: 'Note',
      name: 'Note',
      basedOn: 'Normal',
      run: { size: 17, color: '4A5863' },
      paragraph: { spacing: { before: 60, after: 120 } },
    },
    {
      id: 'Facts',
      name: 'Facts',
      basedOn: 'Normal',
      run: { size: 18 },
      paragraph: { indent: { left: 200, hanging: 200 } },
    },
  ],
}

/** The same report for Word: real styles, headings, captions, and contents that Word updates. */
export async function toDocx(document: ReportDocument): Promise<Buffer> {
  const docx = await import('docx')
  const pictures = await picturesOf(document)
  const { title, subtitle, day, notes, blocks } = document
  const {
    Paragraph,
    TextRun,
    TableOfContents,
    Footer,
    PageNumber,
    AlignmentType,
    HeadingLevel,
    Packer,
  } = docx
  const count = { figure: 0, table: 0 }
  const prebuilt = new PrebuiltXml()
  const children: FileChild[] = [
    new Paragraph({ text: title, heading: HeadingLevel.TITLE, spacing: { before: 3000 } }),
    new Paragraph({ text: subtitle, spacing: { after: 3000 } }),
    ...notes.map((text) => new Paragraph({ text, style: 'Note' })),
    new Paragraph({
      children: [new TextRun({ text: TEXTS.contents, bold: true, size: 32 })],
      pageBreakBefore: true,
    }),
    new TableOfContents(TEXTS.contents, { hyperlink: true, headingStyleRange: '1-2' }),
    ...blocks.flatMap((block) => childrenOf(docx, block, pictures, count, prebuilt)),
  ]
  const file = new docx.Document({
    title,
    description: subtitle,
    creator: '',
    lastModifiedBy: '',
    features: { updateFields: true },
    styles: STYLES,
    sections: [
      {
        children,
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT] })],
              }),
            ],
          }),
        },
      },
    ],
  })
  const names = new Map<string, string>()
  return sameZip(await Packer.toBuffer(file), day, (name, text) =>
    prebuilt.fill(name, withDay(withStableIds(text, names), day)),
  )
}

/**
 * The library numbers links by chance, and headings, bookmarks and drawings on from one report to the
 * next; here all are numbered as they come.
 */
function withStableIds(text: string, names: Map<string, string>): string {
  const named = (key: string, start: string) => {
    const name = names.get(key) ?? `${start}${names.size + 1}`
    names.set(key, name)
    return name
  }
  return text
    .replace(/\brId[A-Za-z0-9_-]{21}\b|(?<="rId)[A-Za-z0-9_-]{21}(?=")/g, (id) =>
      named(id, id.startsWith('rId') ? 'rIdL' : 'L'),
    )
    .replace(/\b_Toc\d+\b/g, (id) => named(id, '_TocL'))
    .replace(
      /(<(w:bookmark|wp:docPr)\w*\b[^>]*? (?:w:)?id=")(\d+)/g,
      (_, before: string, kind: string, id: string) => before + named(`${kind} ${id}`, ''),
    )
}

/** Each drawing as a picture too, for programs that show no SVG. */
async function picturesOf({ blocks }: ReportDocument): Promise<Map<string, Buffer>> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const fitTo = { mode: 'width' as const, value: DRAWN * FINER }
  const drawings = blocks.flatMap((block) => (block.kind === 'figure' && block.svg) || [])
  const pictures = await Promise.all(
    drawings.map(async (svg): Promise<[string, Buffer]> => {
      const picture = await renderAsync(svg, { fitTo, font: fontsFor(svg), background: '#ffffff' })
      return [svg, picture.asPng()]
    }),
  )
  return new Map(pictures)
}

function childrenOf(
  docx: Docx,
  block: Block,
  pictures: ReadonlyMap<string, Buffer>,
  count: { figure: number; table: number },
  prebuilt: PrebuiltXml,
): FileChild[] {
  const { Paragraph, TextRun, HeadingLevel } = docx
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          text: block.text,
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          pageBreakBefore: block.level === 1,
        }),
      ]
    case 'text':
      return [new Paragraph({ children: runsOf(docx, block.runs), spacing: { after: 120 } })]
    case 'list':
      return block.items.map((text) => new Paragraph({ text, bullet: { level: 0 } }))
    case 'figure':
      return figureOf(docx, block, pictures, count)
    case 'entry':
    case 'index':
      return [new Paragraph({ children: [new TextRun(prebuilt.add(block))] })]
  }
}

function runsOf(
  { TextRun, ExternalHyperlink, InternalHyperlink }: Docx,
  runs: readonly Run[],
): ParagraphChild[] {
  return runs.map((run) => {
    if (typeof run === 'string') return new TextRun(run)
    const children = [new TextRun({ text: run.text, style: 'Hyperlink' })]
    if ('href' in run) return new ExternalHyperlink({ link: run.href, children })
    return new InternalHyperlink({ anchor: `entry-${run.entry}`, children })
  })
}

function figureOf(
  docx: Docx,
  { figure, svg, withTable, disclaimer }: Extract<Block, { kind: 'figure' }>,
  pictures: ReadonlyMap<string, Buffer>,
  count: { figure: number; table: number },
): FileChild[] {
  const { Paragraph, ImageRun } = docx
  const fallback = svg && pictures.get(svg)
  const notes = [figure.note, disclaimer].filter((note) => note !== undefined)
  const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg ?? '')?.[1] ?? 0)
  return [
    ...(svg && fallback
      ? [
          caption(docx, TEXTS.figure, ++count.figure, figure.title),
          new Paragraph({
            children: [
              new ImageRun({
                type: 'svg',
                data: Buffer.from(svg),
                fallback: { type: 'png', data: fallback },
                transformation: { width: DRAWN, height: Math.round((height * DRAWN) / WIDTH) },
                altText: { name: figure.id, title: figure.title, description: figure.finding },
              }),
            ],
          }),
          new Paragraph({ text: figure.finding, spacing: { before: 80, after: 60 } }),
        ]
      : []),
    ...(withTable
      ? [caption(docx, TEXTS.table, ++count.table, figure.title), tableOf(docx, figure)]
      : []),
    ...notes.map((text) => new Paragraph({ text, style: 'Note' })),
  ]
}

/** `Figure 3: …`, its number a field, so that Word counts on when figures are added. */
function caption(
  { Paragraph, TextRun, SimpleField }: Docx,
  kind: string,
  number: number,
  text: string,
): FileChild {
  return new Paragraph({
    style: 'Caption',
    children: [
      new TextRun(`${kind} `),
      new SimpleField(`SEQ ${kind} \\* ARABIC`, `${number}`),
      new TextRun(`: ${text}`),
    ],
  })
}

function tableOf(docx: Docx, { columns, rows }: Figure): FileChild {
  const { Table, TableRow, TableCell, Paragraph, TextRun } = docx
  const { AlignmentType, BorderStyle, WidthType } = docx
  const head = columns.map(({ label }) => label)
  const body = rows.map((cells) =>
    cells.map((value, at) => cellText(value, columns[at] ?? { label: '', type: 'text' })),
  )
  const row = (cells: string[], isHead = false) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        (text, at) =>
          new TableCell({
            margins: { top: 20, bottom: 20, left: 80, right: 80 },
            ...(isHead ? { shading: { fill: 'F3F6F8' } } : {}),
            children: [
              new Paragraph({
                alignment: columns[at]?.type === 'text' ? AlignmentType.START : AlignmentType.END,
                children: [new TextRun({ text, bold: isHead, size: 18 })],
              }),
            ],
          }),
      ),
    })
  const line = { style: BorderStyle.SINGLE, size: 4, color: 'C9D3DA' }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widthsOf([head, ...body]),
    borders: {
      ...{ top: line, bottom: line, insideHorizontal: line },
      ...{ left: none, right: none, insideVertical: none },
    },
    rows: [row(head, true), ...body.map((cells) => row(cells))],
  })
}

/** Widths of columns, in twentieths of a point, by the longest text of each; a long one runs on. */
function widthsOf(rows: readonly string[][]): number[] {
  const [head = []] = rows
  const lengths = head.map((_, at) =>
    Math.min(COLUMN_MOST, Math.max(...rows.map((cells) => cells[at]?.length ?? 0)) + 5),
  )
  const all = lengths.reduce((sum, length) => sum + length, 0)
  return lengths.map((length) => Math.round((length / all) * TEXT_WIDTH))
}
