import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/database/open'
import { importFile } from '../../server/exchange/import'
import type { Run } from '../../server/reports/document'
import { BETWEEN, linesOf } from '../../server/reports/entry'
import { type Format, STAGES, type Stage } from '../../server/reports/formats'
import { placesIn } from '../../server/reports/indices'
import { makeReport } from '../../server/reports/make-report'
import { toPdf } from '../../server/reports/pdf'
import { EditionReader } from '../../server/reports/reader'
import { documentOf, type Report, readReport } from '../../server/reports/report'
import { seedEditions } from '../../server/reports/seed'
import { EditionWriter } from '../../server/reports/writer'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { readTags } from '../pdf-tags'
import { contentOf, publish, temporaryFolder } from '../seeds'

const { folder, remove } = temporaryFolder()
const taxonomy = new Taxonomy()
const options = { taxonomy, origin: 'https://hub.test' }
const made = new Map<Format, Buffer>()
const said = new Map<Format, Stage[]>()
/** The machine may be busy; a whole report takes seconds even when it is not. */
const LONG_MS = 180_000
let database: Database
let report: Report

beforeAll(async () => {
  database = await openDatabase(join(folder, 'hub.db'))
  await importFile(database, taxonomy, { file: 'data/activities.jsonl' })
  await seedEditions(database)
  const reader = new EditionReader(database.reader)
  const read: Stage[] = []
  report = (await readReport(reader, taxonomy, '2025', (stage) => read.push(stage))) as Report
  for (const format of ['pdf', 'docx', 'xlsx', 'html', 'json'] as const) {
    const stages = [...read]
    made.set(format, await makeReport(report, format, options, (stage) => stages.push(stage)))
    said.set(format, stages)
  }
}, LONG_MS)

afterAll(async () => {
  await database.close()
  remove()
})

const file = (format: Format) => made.get(format) as Buffer
const textOf = (format: Format, name: string) => {
  const content = unzipSync(file(format))[name]
  if (!content) throw new Error(`no ${name} in the ${format}`)
  return new TextDecoder().decode(content)
}
const lastEntry = () => {
  const last = report.chapters.flatMap(({ led }) => led).at(-1)
  if (!last) throw new Error('no entry')
  return { number: last.number, title: last.activity.content.title }
}

describe('the report of the seeded edition', () => {
  test('says what is done now, in the order that is shown to those who wait', () => {
    // Of the PDF, Typst sets the pages and writes the file; where it does not say so, the last is left out.
    for (const [format, stages] of said)
      expect([...new Set([...stages, 'writing'])]).toEqual(STAGES[format])
  })

  test.each(['pdf', 'docx', 'xlsx', 'html', 'json'] as const)(
    'is the same bytes each time, as %s',
    async (format) => {
      // The next second would show in a file that holds the time.
      await new Promise((resolve) => setTimeout(resolve, 2100))
      const reader = new EditionReader(database.reader)
      const again = (await readReport(reader, new Taxonomy(), '2025')) as Report
      expect((await makeReport(again, format, options)).equals(file(format))).toBe(true)
    },
    60_000,
  )

  test(
    'is a tagged PDF/UA with bookmarks, links, embedded fonts and all entries',
    async () => {
      const pdf = await getDocumentProxy(new Uint8Array(file('pdf')))
      expect(pdf.numPages).toBeGreaterThan(150)
      expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
      const { metadata, info } = await pdf.getMetadata()
      expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>')
      expect(info).toMatchObject({ Title: 'UN Activities on AI 2025', Language: 'en' })

      const outline = await pdf.getOutline()
      const bookmarks = outline.map(({ title }) => title)
      expect(bookmarks).toEqual(
        expect.arrayContaining(['Foreword', 'Key findings', 'Entities and their activities']),
      )
      const entities = outline.find(({ title }) => title === 'Entities and their activities')
      expect(entities?.items).toHaveLength(report.chapters.length)
      const entries = entities?.items.flatMap(({ items }) => items) ?? []
      expect(entries).toHaveLength(788)

      const contents = await (await pdf.getPage(2)).getAnnotations()
      expect(
        contents.filter(({ subtype, dest }) => subtype === 'Link' && dest).length,
      ).toBeGreaterThan(20)

      const { text } = await extractText(pdf, { mergePages: true })
      const { number, title } = lastEntry()
      const plain = text.replace(/\s+/g, ' ')
      expect(number).toBe(788)
      expect(plain.includes(`${number} ${title}`.replace(/\s+/g, ' '))).toBe(true)
      // The heads of the pages say whose entries stand there, which is where an index leads to.
      for (const { entity, led } of report.chapters.slice(1).filter((one) => one.led.length > 2)) {
        const [first, last] = [led[0]?.number, led.at(-1)?.number]
        const head = `${entity.name ?? entity.label} · ${first}–${last}`.replace(/\s+/g, ' ')
        expect([head, plain.includes(head)]).toEqual([head, true])
      }
      for (const { finding } of report.figures.slice(0, 6))
        expect([finding, plain.includes(finding.slice(0, 60))]).toEqual([finding, true])
    },
    LONG_MS,
  )

  // veraPDF, which checks all of PDF/UA, is in neither npm nor Debian.
  test(
    'keeps the points of PDF/UA that its tags show',
    async () => {
      const pdf = await getDocumentProxy(new Uint8Array(file('pdf')))
      expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true })
      const { roles, headings, alts, headless, untagged, artifacts } = await readTags(pdf)
      expect(headings.filter((level) => level === 3)).toHaveLength(788)
      expect(headings[0]).toBe(1)
      // No level is skipped on the way down.
      expect(headings.filter((level, at) => level > (headings[at - 1] ?? 0) + 1)).toEqual([])
      expect(alts.length).toBeGreaterThan(10)
      expect(alts.filter((alt) => alt.length < 20)).toEqual([])
      expect(roles.Table).toBeGreaterThan(5)
      expect(headless).toBe(0)
      expect(roles.TOCI).toBeGreaterThan(60)
      // Every link of the document is one in the file, and so is every line of the contents;
      const linked = documentOf(report, taxonomy, options.origin)
        .blocks.flatMap((block): Run[] => {
          if (block.kind === 'text') return block.runs
          if (block.kind !== 'entry') return []
          return [...block.facts.flatMap(({ runs }) => runs), ...block.note]
        })
        .filter((run) => typeof run !== 'string')
      // one that runs on to the next page is two.
      expect(roles.Link).toBeGreaterThanOrEqual(linked.length + Number(roles.TOCI))
      expect(untagged).toEqual([])
      // All but the cover have a running head and a page number, which are read out with no text.
      expect(artifacts).toBeGreaterThanOrEqual(pdf.numPages - 1)
    },
    LONG_MS,
  )

  test('sets what entries state in lines by the question they answer, each fact once', () => {
    const groups = ['purpose', 'method', 'kind', 'reach', 'more']
    const { blocks } = documentOf(report, taxonomy, options.origin)
    const entries = blocks.filter((block) => block.kind === 'entry')
    const words = (runs: readonly Run[]) =>
      runs.map((run) => (typeof run === 'string' ? run : run.text)).join('')
    let most = 0
    for (const entry of entries) {
      const said = groups.map((name) =>
        entry.facts
          .filter(({ group }) => group === name)
          .map(({ label, runs }) => `${label}: ${words(runs)}`)
          .join(BETWEEN),
      )
      const lines = linesOf(entry).map(words)
      expect(lines).toEqual(said.filter(Boolean))
      expect(lines.join(BETWEEN)).toBe(
        entry.facts.map(({ label, runs }) => `${label}: ${words(runs)}`).join(BETWEEN),
      )
      most = Math.max(most, lines.length)
    }
    expect(most).toBe(groups.length)
    expect(entries[0]?.facts.map(({ label }) => label)).toContain('Region')
  })

  test('sets out the table of every figure whose note says that a table lists all', () => {
    const { blocks } = documentOf(report, taxonomy, options.origin)
    const figures = blocks.filter((block) => block.kind === 'figure')
    const promised = figures.filter(({ figure }) => figure.note.includes('the table lists all'))
    expect(promised.map(({ figure }) => figure.id)).toEqual(
      expect.arrayContaining(['by-entity', 'by-sector', 'by-country']),
    )
    expect(promised.filter(({ withTable }) => !withTable)).toEqual([])
  })

  test('has indices that name all entries of a value by chapter and number', () => {
    const { blocks } = documentOf(report, taxonomy, options.origin)
    const indices = blocks.filter((block) => block.kind === 'index')
    const sdgs = indices[0]?.items.find(({ term }) => term.startsWith('13 '))
    const stated = report.chapters
      .flatMap(({ led }) => led)
      .filter(({ activity }) => activity.content.sdgs.includes(13))
    expect(sdgs?.entries).toEqual(stated.map(({ number }) => number))
    expect(indices).toHaveLength(4)
    for (const { items, chapters } of indices)
      for (const item of items) {
        const numbers = placesIn(chapters, item.entries)
          .split('; ')
          .flatMap((said) => {
            const [, chapter, list = ''] = /^(.*?) ([\d–, ]+)$/.exec(said) ?? []
            const found = list.split(', ').flatMap((range) => {
              const [from = 0, to = from] = range.split('–').map(Number)
              return Array.from({ length: to - from + 1 }, (_, at) => from + at)
            })
            expect(found.map((number) => chapters[number - 1])).toEqual(found.map(() => chapter))
            return found
          })
        expect(numbers).toEqual(item.entries)
      }
  })

  test('is a DOCX with real headings, captions, a table of contents and texts for its pictures', () => {
    const body = textOf('docx', 'word/document.xml')
    expect(body.match(/<w:pStyle w:val="Heading3"\/>/g)).toHaveLength(788)
    expect(body).toContain('TOC \\h')
    // Until Word brings the contents up to date they list the headings, each a link to its own.
    const bookmarks = Array.from(
      body.matchAll(/<w:bookmarkStart w:name="([^"]+)" w:id="(\d+)"\/>/g),
      ([, name, id]) => ({ name, id }),
    )
    expect(new Set(bookmarks.map(({ id }) => id)).size).toBe(bookmarks.length)
    const named = new Set(bookmarks.map(({ name }) => name))
    const contents = Array.from(body.matchAll(/w:anchor="(_Toc\w+)"/g), ([, name]) => name)
    const headings = documentOf(report, taxonomy, options.origin).blocks.filter(
      ({ kind }) => kind === 'heading',
    )
    expect(contents).toHaveLength(headings.length)
    expect(contents.filter((name) => !named.has(name))).toEqual([])
    expect(body).toMatch(/<w:pStyle w:val="Caption"\/>.*?SEQ Figure/s)
    expect(body.match(/descr="[^"]{20,}"/g)?.length).toBeGreaterThan(10)
    expect(textOf('docx', 'docProps/core.xml')).toContain('2025-12-31T00:00:00Z')
    expect(textOf('docx', 'word/settings.xml')).toContain('updateFields')
  })

  test('is a workbook with a sheet for each figure and the entries', () => {
    const book = textOf('xlsx', 'xl/workbook.xml')
    const sheets = Array.from(book.matchAll(/<sheet [^>]*name="([^"]+)"/g), ([, name]) => name)
    expect(sheets).toEqual(['About', ...report.figures.map(({ id }) => id), 'Entries', 'Changes'])
    const entries = textOf('xlsx', `xl/worksheets/sheet${sheets.indexOf('Entries') + 1}.xml`)
    expect(entries.match(/<row /g)).toHaveLength(789)
  })

  test('is one HTML file that needs nothing else', () => {
    const html = file('html').toString()
    expect(html).not.toMatch(/<(script|link|img)\b/)
    expect(html.match(/<article id="entry-/g)).toHaveLength(788)
    expect(html).toContain('No boundaries are drawn')
  })
})

describe('the report of any edition', () => {
  /** Freezes one entry of this content as an edition of its own, and reads its report. */
  async function reportOf(id: string, number: number, changes: Parameters<typeof contentOf>[0]) {
    const small = await openDatabase(join(folder, `${id}.db`))
    await publish(small, number, contentOf(changes))
    const edition = { id, title: 'Small', asOf: '2030-12-31', note: '' }
    await small.writer
      .transaction()
      .execute((transaction) =>
        new EditionWriter(transaction).freezePublished(edition, new Date().toISOString()),
      )
    const read = await readReport(new EditionReader(small.reader), taxonomy, id)
    await small.close()
    return read as Report
  }

  test(
    'prints the scripts of all six languages of the UN',
    async () => {
      const words = ['Connaissances', 'Información', 'Искусственный', '人工智能', 'الذكاء']
      const scripts = await reportOf('2030', 1, { title: words.join(' / '), summary: 'Six.' })
      const { bytes, standard } = await toPdf(documentOf(scripts, taxonomy, 'https://hub.test'))
      // PDF/UA is refused where a letter is in none of the fonts.
      expect(standard).toBe('ua-1')
      const { text } = await extractText(new Uint8Array(bytes), { mergePages: true })
      for (const word of words.slice(0, 4)) expect(text).toContain(word)
    },
    LONG_MS,
  )

  test(
    'is made even where a letter is in no font, and where texts hold markup',
    async () => {
      const odd = await reportOf('2031', 1, {
        title: '𓀀 नमस्ते <b>#let x = 1</b> $a$ \\ "quoted" *stars*',
        summary: '= Not a heading\n- nor a list @ref',
        links: [{ url: 'not an address', label: '' }],
      })
      const { bytes, standard } = await toPdf(documentOf(odd, taxonomy, 'https://hub.test'))
      expect(standard).toBe('1.7')
      // Not even those that a typeface of this machine may have.
      const fonts = Array.from(
        bytes.toString('latin1').matchAll(/\/FontName\s*\/\w+\+(\w+)/g),
        ([, name]) => name,
      )
      expect(fonts.length).toBeGreaterThan(0)
      expect(fonts.filter((name) => !name?.startsWith('NotoSans'))).toEqual([])
      const { text } = await extractText(new Uint8Array(bytes), { mergePages: true })
      expect(text).toContain('#let x = 1')
      expect(text).toContain('= Not a heading')
      const html = (await makeReport(odd, 'html', options)).toString()
      expect(html).toContain('&lt;b&gt;#let x = 1&lt;/b&gt;')
      expect(html).not.toContain('<b>#let')
    },
    LONG_MS,
  )
})
