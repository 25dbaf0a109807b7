import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { say } from '../messages/say'
import { cellText, neutralised } from './cells'
import { columnLetter } from './reading/source'
import { xmlText } from './xml'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const DAY_MS = 86_400_000
/** Day 0 of a spreadsheet (ECMA-376 part 1, 18.17.4.1, the 1900 date system). */
const DAY_ZERO = Date.UTC(1899, 11, 30)
/** Zip files cannot say an earlier day. */
const EARLIEST = '1980-01-02'
/** The last row that drop-downs reach. */
const LAST = 5000

/** How cells look; each is a `cellXfs` of the workbook, in this order. */
const STYLES = {
  plain: '<xf/>',
  head: '<xf fontId="1" applyFont="1"/>',
  day: '<xf numFmtId="164" applyNumberFormat="1"/>',
  wrapped: '<xf applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
  /** Text that stays text when someone types a number. */
  typed:
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
  /** `1,234` */
  count: '<xf numFmtId="3" applyNumberFormat="1"/>',
  /** `12.5%` */
  share: '<xf numFmtId="165" applyNumberFormat="1"/>',
}

type Style = keyof typeof STYLES

const PLACES = Object.fromEntries(Object.keys(STYLES).map((name, at) => [name, at])) as Record<
  Style,
  number
>

/** A cell as XML without its place; `''` for an empty one. Made by the functions below. */
export type SheetCell = string

/** Cells that offer a list to choose from: where, and the range of the list. */
export interface DropDown {
  column: number
  /** `Lists!$A$1:$A$17` */
  source: string
  /** Whether something else may stand there, too. */
  isStrict: boolean
}

/** A sheet to be written. */
export interface Sheet {
  name: string
  /** Rows in batches, each of which is put into the file at once. */
  rows: Iterable<SheetCell[][]> | AsyncIterable<SheetCell[][]>
  /** Of its columns, in characters. */
  widths?: readonly number[]
  /** How many rows and columns stay in view. */
  frozen?: { rows: number; columns?: number }
  /** The size of a table that can be filtered by its heading, in the first row. */
  table?: { columns: number; rows: number }
  dropDowns?: readonly DropDown[]
  isHidden?: boolean
}

/** A text of ours; for anybody else’s there is `safeCell`. */
export function textCell(text: string, style: Style = 'plain'): SheetCell {
  if (text === '') return ''
  return ` s="${PLACES[style]}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is>`
}

/** Someone's text, as much as a cell holds, that no spreadsheet takes for a formula. */
export function safeCell(text: string, style: Style = 'plain'): SheetCell {
  return textCell(cellText(neutralised(text)), style)
}

/** A number, which spreadsheets can reckon with. */
export function numberCell(value: number, style: Style = 'plain'): SheetCell {
  return ` s="${PLACES[style]}" t="n"><v>${value}</v>`
}

/** @param day ISO: `2024-05-17` */
export function dayCell(day: string): SheetCell {
  return numberCell((Date.parse(`${day}T00:00:00Z`) - DAY_ZERO) / DAY_MS, 'day')
}

/** The sheet *About*, which says what a workbook holds: names and values. */
export function aboutSheet(facts: readonly [string, string | number][]): Sheet {
  const rows = facts.map(([name, value]) => [
    textCell(name, 'head'),
    typeof value === 'number' ? numberCell(value) : safeCell(value, 'wrapped'),
  ])
  return { name: say('export.about'), rows: [rows], widths: [24, 100] }
}

/** A sheet of texts that people go on writing in: its heading, the first row, in bold and in view. */
export function textSheet(name: string, rows: Iterable<string[]> | AsyncIterable<string[]>): Sheet {
  return { name, rows: textRows(rows), frozen: { rows: 1 } }
}

async function* textRows(rows: Iterable<string[]> | AsyncIterable<string[]>) {
  let style: Style = 'head'
  for await (const row of rows) {
    yield [row.map((text) => textCell(text, style))]
    style = 'typed'
  }
}

/**
 * An Excel workbook as a stream. The rows are written into the zip as they come, so that many need no
 * more memory than few; the libraries that make workbooks hold all of them. The same sheets are the
 * same bytes.
 *
 * @param day ISO day that its parts are dated
 */
export function writeWorkbook(sheets: readonly Sheet[], day = EARLIEST): Readable {
  const zip = new ZipFile()
  const dated = zipDate(day)
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(HEAD + text), name, dated)
  const parts = sheets.map((_, at) => `worksheets/sheet${at + 1}.xml`)
  add('[Content_Types].xml', contentTypes(parts))
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  add('xl/workbook.xml', workbookXml(sheets))
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...parts.map((part): [string, string] => ['worksheet', part]),
      ['styles', 'styles.xml'],
    ]),
  )
  add('xl/styles.xml', stylesXml())
  const streams = sheets.map((sheet) => Readable.from(sheetXml(sheet), { objectMode: false }))
  for (const [at, stream] of streams.entries()) zip.addReadStream(stream, `xl/${parts[at]}`, dated)
  zip.end()
  const output = zip.outputStream as Readable
  for (const stream of streams) stream.once('error', (error) => output.destroy(error))
  // Whoever goes away in the middle ends the reading, too.
  output.once('close', () => {
    for (const stream of streams) stream.destroy()
  })
  return output
}

/**
 * Options that date a part of a zip the same everywhere: without the times in UTC that yazl adds, and
 * at noon, since zip dates are local times without a zone.
 */
export function zipDate(day: string): { mtime: Date; forceDosTimestamp: true } {
  const date = new Date(Math.max(Date.parse(EARLIEST), Date.parse(day)))
  const mtime = new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12)
  return { mtime, forceDosTimestamp: true }
}

async function* sheetXml({ rows, widths = [], frozen, table, dropDowns = [] }: Sheet) {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  yield [
    `${HEAD}<worksheet xmlns="${MAIN}">`,
    table ? `<dimension ref="${rangeOf(table)}"/>` : '',
    `<sheetViews><sheetView workbookViewId="0">${frozen ? paneXml(frozen) : ''}</sheetView></sheetViews>`,
    columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '',
    '<sheetData>',
  ].join('')
  let row = 0
  for await (const batch of rows) yield batch.map((cells) => rowXml(++row, cells)).join('')
  yield [
    '</sheetData>',
    table ? `<autoFilter ref="${rangeOf(table)}"/>` : '',
    validationsXml(dropDowns),
    '</worksheet>',
  ].join('')
}

function rowXml(row: number, cells: readonly SheetCell[]): string {
  const filled = cells.map((cell, at) => cell && `<c r="${columnLetter(at)}${row}"${cell}</c>`)
  return `<row r="${row}">${filled.join('')}</row>`
}

function paneXml({ rows, columns = 0 }: { rows: number; columns?: number }): string {
  const split = columns > 0 ? ` xSplit="${columns}"` : ''
  const pane = columns > 0 ? 'bottomRight' : 'bottomLeft'
  return `<pane${split} ySplit="${rows}" topLeftCell="${columnLetter(columns)}${rows + 1}" activePane="${pane}" state="frozen"/>`
}

function validationsXml(dropDowns: readonly DropDown[]): string {
  if (dropDowns.length === 0) return ''
  const each = dropDowns.map(({ column, source, isStrict }) => {
    const letter = columnLetter(column)
    const error = isStrict ? 'stop' : 'information'
    return `<dataValidation type="list" errorStyle="${error}" allowBlank="1" showErrorMessage="${isStrict ? 1 : 0}" sqref="${letter}2:${letter}${LAST}"><formula1>${xmlText(source)}</formula1></dataValidation>`
  })
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`
}

/** `A1:F21`: a heading and so many rows. */
function rangeOf({ columns, rows }: { columns: number; rows: number }): string {
  return `A1:${columnLetter(columns - 1)}${rows + 1}`
}

function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(({ name, isHidden }, at) => {
    const state = isHidden ? ' state="hidden"' : ''
    return `<sheet name="${xmlText(name)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`
  })
  const filters = sheets.flatMap(({ name, table }, at) => {
    if (!table) return []
    const range = rangeOf(table).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${xmlText(name)}'!${range}</definedName>`
  })
  const names = filters.length > 0 ? `<definedNames>${filters.join('')}</definedNames>` : ''
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets>${names}</workbook>`
}

function relations(targets: [string, string][]): string {
  const each = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}

function contentTypes(parts: readonly string[]): string {
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}" ContentType="${TYPE}.${type}+xml"/>`
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook.xml', 'sheet.main'),
    ...parts.map((part) => override(part, 'worksheet')),
    override('styles.xml', 'styles'),
    '</Types>',
  ].join('')
}

function stylesXml(): string {
  const font = '<sz val="11"/><name val="Calibri"/>'
  const formats = Object.values(STYLES)
  return [
    `<styleSheet xmlns="${MAIN}">`,
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>',
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>`,
    '</styleSheet>',
  ].join('')
}
