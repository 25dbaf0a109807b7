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

const STYLES: IStylesOptions = {
  default: {
    document: { run: { font: 'Calibri', size: 21 } },
    title: { run: { size: 64, bold: true, color: '00629B' } },
    heading1: {
      run: { size: 36, bold: true, color: '00629B' },
      paragraph: { spacing: { before: 240, after: 160 } },
    },
    heading2: {
      run: { size: 28, bold: true },
      paragraph: { spacing: { before: 280, after: 120 } },
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
      paragraph: { spacing: { after: 120 } },
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

/** The library numbers links by chance; the same ones are numbered as they come. */
function withStableIds(text: string, names: Map<string, string>): string {
  return text.replace(/\brId[A-Za-z0-9_-]{21}\b|(?<="rId)[A-Za-z0-9_-]{21}(?=")/g, (id) => {
    const name =
      names.get(id) ?? (id.startsWith('rId') ? `rIdL${names.size + 1}` : `L${names.size + 1}`)
    names.set(id, name)
    return name
  })
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
          new Paragraph({ text: figure.finding }),
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

function tableOf(
  { Table, TableRow, TableCell, Paragraph, TextRun, AlignmentType, WidthType }: Docx,
  { columns, rows }: Figure,
): FileChild {
  const row = (cells: string[], isHead = false) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        (text, at) =>
          new TableCell({
            margins: { left: 80, right: 80 },
            children: [
              new Paragraph({
                alignment: columns[at]?.type === 'text' ? AlignmentType.START : AlignmentType.END,
                children: [new TextRun({ text, bold: isHead, size: 18 })],
              }),
            ],
          }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      row(
        columns.map(({ label }) => label),
        true,
      ),
      ...rows.map((cells) =>
        row(cells.map((value, at) => cellText(value, columns[at] ?? { label: '', type: 'text' }))),
      ),
    ],
  })
}
