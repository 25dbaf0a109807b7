import type { Block, Run } from './document'
import { linesOf } from './entry'
import { placesIn } from './indices'
import { escaped } from './svg'

type Prebuilt = Extract<Block, { kind: 'entry' | 'index' }>

const LINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'

/** The library numbers its own bookmarks from 1. */
const BOOKMARKS = 10_000

/**
 * The many like paragraphs of entries and indices as WordprocessingML, written as text: as objects of
 * the library they took most of its time and memory.
 */
export class PrebuiltXml {
  readonly #parts: string[] = []
  readonly #links = new Map<string, string>()

  /** Keeps a block and says the text of the paragraph that stands in its place until `fill`. */
  add(block: Prebuilt): string {
    this.#parts.push(block.kind === 'entry' ? this.#entry(block) : this.#index(block))
    return `{{prebuilt-${this.#parts.length - 1}}}`
  }

  /** Puts the blocks into the document in place of their paragraphs, and what they link to into its relationships. */
  fill(name: string, xml: string): string {
    if (name === 'word/document.xml')
      return xml.replace(
        /<w:p><w:r><w:t xml:space="preserve">\{\{prebuilt-(\d+)\}\}<\/w:t><\/w:r><\/w:p>/g,
        (_, at: string) => this.#parts[Number(at)] ?? '',
      )
    if (name !== 'word/_rels/document.xml.rels') return xml
    const links = Array.from(
      this.#links,
      ([href, id]) =>
        `<Relationship Id="${id}" Type="${LINK}" Target="${escaped(href)}" TargetMode="External"/>`,
    )
    return xml.replace('</Relationships>', () => `${links.join('')}</Relationships>`)
  }

  #entry(block: Extract<Block, { kind: 'entry' }>): string {
    const { number, title, paragraphs, note } = block
    const id = BOOKMARKS + number
    const heading = `<w:bookmarkStart w:name="entry-${number}" w:id="${id}"/>${run(`${number}  ${title}`)}<w:bookmarkEnd w:id="${id}"/>`
    const lines = linesOf(block).map((runs) => runs.map((one) => this.#run(one)).join(''))
    return [
      paragraph('<w:pStyle w:val="Heading3"/>', heading),
      ...paragraphs.map((text) => paragraph('<w:spacing w:after="80"/>', run(text))),
      ...lines.map((line) => paragraph('<w:pStyle w:val="Facts"/>', line)),
      paragraph('<w:pStyle w:val="Note"/>', note.map((one) => this.#run(one)).join('')),
    ].join('')
  }

  /** Numbers alone: a link at each would make Word slow, and its navigation finds a number at once. */
  #index({ items, chapters }: Extract<Block, { kind: 'index' }>): string {
    return items
      .map(({ term, entries }) =>
        paragraph(
          '<w:pStyle w:val="Facts"/>',
          run(`${term}  `, '<w:b/><w:bCs/>') + run(placesIn(chapters, entries)),
        ),
      )
      .join('')
  }

  #run(one: Run): string {
    if (typeof one === 'string') return run(one)
    const text = run(one.text, '<w:rStyle w:val="Hyperlink"/>')
    if ('entry' in one)
      return `<w:hyperlink w:anchor="entry-${one.entry}" w:history="1">${text}</w:hyperlink>`
    const id = this.#links.get(one.href) ?? `rIdE${this.#links.size + 1}`
    this.#links.set(one.href, id)
    return `<w:hyperlink r:id="${id}" w:history="1">${text}</w:hyperlink>`
  }
}

function paragraph(properties: string, content: string): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
}

function run(text: string, properties = ''): string {
  const marks = properties && `<w:rPr>${properties}</w:rPr>`
  return `<w:r>${marks}<w:t xml:space="preserve">${escaped(allowed(text))}</w:t></w:r>`
}

/** XML cannot hold control characters, not even escaped. */
function allowed(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '')
}
