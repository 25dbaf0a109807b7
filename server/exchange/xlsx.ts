import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { type Cell, cellText, neutralised } from './cells'
import { type Column, columnsOf } from './columns'
import type { Selection } from './selection'
import { xmlText } from './xml'

/** Styles of cells by their place in `STYLES`. */
const STYLE = { plain: 0, head: 1, day: 2, wrapped: 3 }
const DAY_MS = 86_400_000
/** Day 0 of a spreadsheet (ECMA-376 part 1, 18.17.4.1, the 1900 date system). */
const DAY_ZERO = Date.UTC(1899, 11, 30)

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/**
 * A selection as an Excel workbook: the sheet *Activities* with real numbers and days, a filter and a
 * frozen heading, and the sheet *About*, which says what it holds. The rows are written into the zip
 * as they are read, so that many need no more memory than few; the libraries that make workbooks hold
 * all of them.
 */
export function writeXlsx(selection: Selection): Readable {
  const columns = columnsOf(selection.taxonomy, selection.origin).filter(({ isPublic }) => isPublic)
  const zip = new ZipFile()
  const options = { mtime: new Date(selection.asOf) }
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(HEAD + text), name, options)
  add('[Content_Types].xml', CONTENT_TYPES)
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  add('xl/workbook.xml', workbook(columns.length, selection.total))
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
    ]),
  )
  add('xl/styles.xml', STYLES)
  add('xl/worksheets/sheet2.xml', aboutSheet(selection))
  const sheet = Readable.from(activitiesSheet(selection, columns), { objectMode: false })
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', options)
  zip.end()
  const output = zip.outputStream as Readable
  sheet.once('error', (error) => output.destroy(error))
  // Whoever goes away in the middle ends the reading, too.
  output.once('close', () => sheet.destroy())
  return output
}

async function* activitiesSheet({ pages, total }: Selection, columns: Column[]) {
  const range = rangeOf(columns.length, total)
  const widths = columns
    .map(({ type, name }, at) => {
      const width = type === 'number' || type === 'day' || type === 'date' ? 12 : 28
      return `<col min="${at + 1}" max="${at + 1}" width="${name === 'title' ? 50 : width}" customWidth="1"/>`
    })
    .join('')
  yield `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="${range}"/><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`
  yield rowOf(
    1,
    columns.map(({ name }) => textCell(name, STYLE.head)),
  )
  let row = 1
  for await (const page of pages())
    yield page
      .map((activity) =>
        rowOf(
          ++row,
          columns.map((column) => cellOf(column, column.write(activity))),
        ),
      )
      .join('')
  yield `</sheetData><autoFilter ref="${range}"/></worksheet>`
}

/** A cell's XML, to be given its place by `rowOf`; empty for an empty cell. */
function cellOf({ type }: Column, value: Cell): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return ` t="n"><v>${value}</v>`
  if (type === 'day') {
    const days = (Date.parse(`${value}T00:00:00Z`) - DAY_ZERO) / DAY_MS
    return ` s="${STYLE.day}" t="n"><v>${days}</v>`
  }
  return textCell(cellText(neutralised(value)), STYLE.plain)
}

function textCell(text: string, style: number): string {
  return ` s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is>`
}

function rowOf(row: number, cells: string[]): string {
  const filled = cells.map((cell, at) => cell && `<c r="${letters(at)}${row}"${cell}</c>`)
  return `<row r="${row}">${filled.join('')}</row>`
}

/** What the workbook holds, in two columns. */
function aboutSheet(selection: Selection): string {
  const { query, sort, total, revision, asOf, url, licence, attribution } = selection
  const facts: [string, string | number][] = [
    ['Activities', total],
    ['Sorted by', sort],
    ...(query.length > 0 ? query : ([['Query', 'all activities']] as [string, string][])),
    ['Address of this view', url],
    ['As of', asOf],
    ['Revision', revision],
    ['Licence', `${licence} for what the catalogue itself wrote`],
    ['Attribution', attribution],
    ['Columns', `${selection.origin}/data#columns`],
    ['Note', 'A text that a spreadsheet would take for a formula has an apostrophe before it.'],
  ]
  const rows = facts.map(([name, value], at) =>
    rowOf(at + 1, [
      textCell(name, STYLE.head),
      typeof value === 'number'
        ? ` t="n"><v>${value}</v>`
        : textCell(neutralised(cellText(value)), STYLE.wrapped),
    ]),
  )
  return `<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}

/** The letters of a column: 0 → `A`, 26 → `AA`. */
function letters(at: number): string {
  const before = Math.floor(at / 26)
  return (before > 0 ? letters(before - 1) : '') + String.fromCharCode(65 + (at % 26))
}

const rangeOf = (columns: number, rows: number) => `A1:${letters(columns - 1)}${rows + 1}`

function workbook(columns: number, rows: number): string {
  const range = rangeOf(columns, rows).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="Activities" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Activities!${range}</definedName></definedNames></workbook>`
}

function relations(targets: [string, string][]): string {
  const all = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`
