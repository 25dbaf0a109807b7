import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { openSource } from '../../server/exchange/reading/open-source'
import { FILE_LIMITS, type SourceRow } from '../../server/exchange/reading/source'
import { openPackage, type Package } from '../../server/exchange/reading/zip'
import { temporaryFolder } from '../seeds'

const FIXTURES = 'tests/fixtures/import'
const { folder, remove } = temporaryFolder()
afterAll(remove)

let count = 0
function fileOf(bytes: string | Uint8Array, name = 'file'): string {
  const path = join(folder, `${++count}-${name}`)
  writeFileSync(path, bytes)
  return path
}

const hasTitle = (rows: readonly string[][]) =>
  rows.some((row) => row.some((c) => /title/i.test(c)))

async function readAll(path: string) {
  const source = await openSource(path, hasTitle)
  const rows: SourceRow[] = []
  for await (const row of source.rows) rows.push(row)
  return { ...source, rows }
}

async function readWhole(parts: Package, part: string): Promise<void> {
  for await (const _ of await parts.stream(part));
}

test('the delimiter is found where the first part of a file ends within a quoted cell', async () => {
  const cell = `"One; two; three; ${'long words, '.repeat(200)}"`
  const line = (at: number) => `${at},Title ${at},ITU,Kenya,${cell}`
  const lines = Array.from({ length: 60 }, (_, at) => line(at))
  const { rows } = await readAll(
    fileOf(['id,title,entities,countries,summary', ...lines].join('\r\n')),
  )
  expect(rows).toHaveLength(61)
  expect(new Set(rows.map(({ cells }) => cells.length))).toEqual(new Set([5]))
})

describe('a workbook by LibreOffice', () => {
  test('is read with places: values of formulas, days, title rows, empty rows and columns', async () => {
    const { rows, notes, sheet, merged, format } = await readAll(`${FIXTURES}/entries.xlsx`)
    expect({ sheet, format }).toEqual({ sheet: 'Projects', format: 'xlsx' })
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 4, 6, 7, 8, 9, 10])
    const flood = ['', 'Flood watch from orbit', /Satellite/, 'ITU', '', '2024-05-17', '13; 11']
    expect(rows[2]?.cells).toMatchObject(
      [...flood, 'Kenya, Uganda', '2'].map((c) =>
        c instanceof RegExp ? expect.stringMatching(c) : c,
      ),
    )
    expect(rows[4]?.cells.slice(5)).toEqual(['2023', '4', 'Côte d’Ivoire'])
    expect(notes).toEqual([
      { code: 'hidden-sheet', place: 'Notes', count: 1 },
      { code: 'formulas', place: 'I4', count: 2 },
      { code: 'merged-cells', place: 'A1:D1', count: 2 },
    ])
    expect(merged).toEqual([
      [1, 1, 'A1:D1'],
      [8, 9, 'B8:B9'],
    ])
  })

  test('as CSV in Windows-1252 with semicolons says the same', async () => {
    const { rows, notes } = await readAll(`${FIXTURES}/entries-windows-1252.csv`)
    expect(notes).toEqual([{ code: 'windows-1252', place: '', count: 1 }])
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 4, 6, 7, 8, 9, 10])
    expect(rows[2]?.cells.slice(6, 8)).toEqual(['13; 11', 'Kenya, Uganda'])
    expect(rows[4]?.cells[7]).toBe('Côte d’Ivoire')
  })
})

test('a workbook by write-excel-file', async () => {
  const path = join(folder, 'written.xlsx')
  const rows = [
    ['Title', 'Start', 'Summary'].map((value) => ({ value })),
    [{ value: 'Ünï' }, { value: new Date('2025-02-03'), type: Date, format: 'yyyy-mm-dd' }, null],
  ]
  await writeXlsxFile(rows as never).toFile(path)
  const read = await readAll(path)
  expect(read.rows.map(({ cells }) => cells)).toEqual([
    ['Title', 'Start', 'Summary'],
    ['Ünï', '2025-02-03'],
  ])
})

describe('tables in text form', () => {
  test.each([
    ['commas', 'title,summary\nA,"B, ""C"""\n'],
    ['semicolons with a mark', '\uFEFFtitle;summary\r\nA;"B, ""C"""'],
    ['tabs', 'title\tsummary\nA\t"B, ""C"""\n\n'],
    ['bars', 'title|summary\nA|"B, ""C"""\n'],
    ['a declared delimiter', 'sep=;\r\ntitle;summary\r\nA;"B, ""C"""\r\n'],
    ['the old line ends', 'title,summary\rA,"B, ""C"""\r'],
  ])('with %s', async (_, text) => {
    const { rows } = await readAll(fileOf(text))
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['title', 'summary'],
      ['A', 'B, "C"'],
    ])
  })

  test('in UTF-16, as spreadsheets save “Unicode text”', async () => {
    const bytes = Buffer.from('\uFEFFtitle\tsummary\r\nÀ\tб', 'utf16le')
    expect((await readAll(fileOf(bytes))).rows[1]?.cells).toEqual(['À', 'б'])
  })

  test('rows know the line they begin on, over line breaks within cells', async () => {
    const { rows } = await readAll(fileOf('title,summary\n"A\nB",C\n\nD,E\n'))
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 5])
  })
})

describe('JSON', () => {
  test('as lines, a list, or a list within an object', async () => {
    const one = '{"title":"A [{\\"","links":["x"]}'
    for (const text of [
      `${one}\n${one}\n`,
      `[${one},\n ${one}]`,
      `{"total":2,"items":[${one},${one}]}`,
    ]) {
      const { rows } = await readAll(fileOf(text))
      expect(rows.map(({ record }) => record)).toEqual([JSON.parse(one), JSON.parse(one)])
    }
  })

  test('a broken record is refused with its place, the others are not', async () => {
    const { rows } = await readAll(fileOf('{"title":"A"}\n{"title":\n[1]\n{"title":"B"}'))
    expect(rows.map(({ row, faults }) => [row, faults[0]?.reason])).toEqual([
      [1, undefined],
      [2, 'is not JSON'],
      [3, 'is not a JSON object'],
      [4, undefined],
    ])
  })
})

/** A workbook of one sheet out of its XML. */
function workbookOf(sheet: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook ${ns} xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet ${ns}><sheetData>${sheet}</sheetData></worksheet>`,
    ),
    ...more,
  })
}

describe('refused, each with its reason', () => {
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
  test.each<[string, string | Uint8Array, RegExp]>([
    ['nothing', '', /is empty/],
    ['a PDF', '%PDF-1.7', /is a PDF/],
    ['a web page called .xls', '<html><table></table></html>', /web page or XML/],
    ['bytes', Buffer.from([1, 2, 0, 3]), /is no text/],
    ['a zip file', zipSync({ 'a.txt': strToU8('a') }), /no Excel workbook/],
    ['half a workbook', workbookOf('<row>').slice(0, 200), /damaged/],
    ['a sheet that is no XML', workbookOf('<row><c></row>'), /damaged/],
    ['entities of its own', workbookOf(text('&lol;')), /damaged/],
    ['no rows', workbookOf(''), /holds no rows/],
    ['an open quote', 'title,summary\nA,"B\n', /never closed/],
    ['half a list', '[{"title":"A"}', /ends within/],
  ])('%s', async (_, bytes, message) => {
    await expect(readAll(fileOf(bytes))).rejects.toThrow(message)
  })

  test('old and protected workbooks, and OpenDocument', async () => {
    await expect(readAll(`${FIXTURES}/old.xls`)).rejects.toThrow(/old form/)
    await expect(readAll(`${FIXTURES}/sheet.ods`)).rejects.toThrow(/OpenDocument/)
    const ole = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(1024),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    await expect(readAll(fileOf(ole, 'book.xlsx'))).rejects.toThrow(/protected by a password/)
  })

  test('a zip bomb, before anything of it is unpacked', async () => {
    const bomb = workbookOf('', { 'xl/sharedStrings.xml': new Uint8Array(30 * 1024 * 1024) })
    const path = fileOf(bomb)
    await expect(openPackage(path)).rejects.toThrow(/would unpack to/)
    await expect(readAll(path)).rejects.toThrow(/would unpack to/)
  })

  test('a zip whose table of contents lies about sizes, as soon as it does', async () => {
    const bytes = Buffer.from(workbookOf(`<row>${text('x'.repeat(8_000_000))}</row>`))
    // The uncompressed size stands 24 bytes into an entry of the central directory (APPNOTE, 4.3.12).
    for (
      let at = bytes.indexOf('PK\u0001\u0002');
      at >= 0;
      at = bytes.indexOf('PK\u0001\u0002', at + 4)
    )
      bytes.writeUInt32LE(10, at + 24)
    const path = fileOf(bytes)
    await expect(readAll(path)).rejects.toThrow(/damaged/)
    const parts = await openPackage(path)
    await expect(readWhole(parts, 'xl/worksheets/sheet1.xml')).rejects.toThrow()
    expect(parts.unpacked()).toBeLessThan(200_000)
    parts.close()
  })

  test('parts that are read again and again, at twice what a file may unpack to', async () => {
    const path = fileOf(workbookOf(`<row>${text('x y z '.repeat(100_000))}</row>`))
    const parts = await openPackage(path, { ...FILE_LIMITS, unpacked: 1_000_000, ratio: 1e9 })
    const part = 'xl/worksheets/sheet1.xml'
    for (let times = 0; times < 3; times++) await readWhole(parts, part)
    await expect(readWhole(parts, part)).rejects.toThrow(/unpacks to more than/)
    expect(parts.unpacked()).toBeLessThan(2_100_000)
    parts.close()
  })

  test('a formula without a value, and one that failed, at their cells', async () => {
    const cells = '<c r="A1"><f>SUM([1]Book!A1)</f></c><c r="C1" t="e"><v>#REF!</v></c>'
    const { rows, notes } = await readAll(fileOf(workbookOf(`<row r="1">${cells}</row>`)))
    expect(rows[0]?.faults).toEqual([
      { column: 0, value: '=SUM([1]Book!A1)', reason: expect.stringMatching(/not saved/) },
      { column: 2, value: '#REF!', reason: expect.stringMatching(/error/) },
    ])
    expect(notes.map(({ code }) => code)).toEqual(['formulas', 'external-references'])
  })
})

test('JSON lines end at line feeds alone, as a text may hold other ends of lines', async () => {
  const title = 'One\u2028two'
  const { rows } = await readAll(fileOf(`${JSON.stringify({ title })}\r\n{"title":"Three"}\n`))
  expect(rows.map(({ record }) => record?.title)).toEqual([title, 'Three'])
})
