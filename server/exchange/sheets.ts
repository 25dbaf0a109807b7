import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { columnLetter } from './reading/source'
import { xmlText } from './xml'

/** Cells that offer a list to choose from: where, and the range of the list. */
export interface DropDown {
  column: number
  /** `Lists!$A$1:$A$17` */
  source: string
  /** Whether something else may stand there, too. */
  isStrict: boolean
}

/** A sheet of texts to be written. */
export interface Sheet {
  name: string
  rows: Iterable<string[]> | AsyncIterable<string[]>
  widths?: number[]
  dropDowns?: DropDown[]
  isHidden?: boolean
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The last row that drop-downs reach. */
const LAST = 5000

/**
 * A workbook of sheets of text, the first row of each in bold, as a stream: rows are written into the
 * zip as they come.
 */
export function writeSheets(sheets: readonly Sheet[]): Readable {
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(HEAD + text), name)
  const parts = sheets.map((_, at) => `worksheets/sheet${at + 1}.xml`)
  const overrides = [
    ...parts.map((part) => override(`xl/${part}`, 'worksheet')),
    override('xl/styles.xml', 'styles'),
    override('xl/workbook.xml', 'sheet.main'),
  ]
  const defaults = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types">${defaults}${overrides.join('')}</Types>`,
  )
  add('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]))
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...parts.map((part): [string, string] => ['worksheet', part]),
      ['styles', 'styles.xml'],
    ]),
  )
  const list = sheets.map(({ name, isHidden }, at) => {
    const state = isHidden ? ' state="hidden"' : ''
    return `<sheet name="${xmlText(name)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`
  })
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`,
  )
  add('xl/styles.xml', STYLES)
  const streams = sheets.map((sheet) => Readable.from(sheetXml(sheet), { objectMode: false }))
  for (const [at, stream] of streams.entries()) zip.addReadStream(stream, `xl/${parts[at]}`)
  zip.end()
  const output = zip.outputStream as Readable
  for (const stream of streams) stream.once('error', (error) => output.destroy(error))
  // Whoever goes away in the middle ends the reading, too.
  output.once('close', () => {
    for (const stream of streams) stream.destroy()
  })
  return output
}

async function* sheetXml({ rows, widths = [], dropDowns = [] }: Sheet) {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const cols = columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''
  yield `${HEAD}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols}<sheetData>`
  let row = 0
  for await (const cells of rows) {
    row++
    const written = cells.map((text, at) => {
      if (text === '') return ''
      const style = row === 1 ? 1 : 2
      return `<c r="${columnLetter(at)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
    })
    yield `<row r="${row}">${written.join('')}</row>`
  }
  yield `</sheetData>${validations(dropDowns)}</worksheet>`
}

function validations(dropDowns: readonly DropDown[]): string {
  if (dropDowns.length === 0) return ''
  const each = dropDowns.map(({ column, source, isStrict }) => {
    const letter = columnLetter(column)
    const error = isStrict ? 'stop' : 'information'
    return `<dataValidation type="list" errorStyle="${error}" allowBlank="1" showErrorMessage="${isStrict ? 1 : 0}" sqref="${letter}2:${letter}${LAST}"><formula1>${xmlText(source)}</formula1></dataValidation>`
  })
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`
}

function relations(targets: [string, string][]): string {
  const each = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}

function override(part: string, type: string): string {
  return `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`
}

/** Styles: plain, bold, wrapped text that stays text (`@`) when someone types a number. */
const STYLES = `<styleSheet xmlns="${SHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`
