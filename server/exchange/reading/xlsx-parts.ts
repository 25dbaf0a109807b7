import { say } from '../../messages/say'
import { FILE_LIMITS, FileRefused } from './source'
import { readAllXml } from './xml'
import type { Package } from './zip'

/** A sheet of a workbook: its name, the part that holds it, whether people see it. */
export interface SheetInfo {
  name: string
  part: string
  isHidden: boolean
}

/** What a workbook says beside its sheets. */
export interface Workbook {
  sheets: SheetInfo[]
  /** Whether day 0 of its dates is in 1904 instead of 1900. */
  is1904: boolean
  strings: string[]
  /** By the number of a cell's style, whether it shows a date. */
  dateStyles: boolean[]
  hasExternalReferences: boolean
}

const RELATIONS = 'xl/_rels/workbook.xml.rels'

/** @throws {FileRefused} when the package is no workbook */
export async function readWorkbook(parts: Package): Promise<Workbook> {
  const main = 'xl/workbook.xml'
  if (!parts.has(main))
    throw new FileRefused(parts.has('content.xml') ? say('file.openDocument') : say('file.zip'))
  const targets = await readTargets(parts)
  const sheets: SheetInfo[] = []
  let is1904 = false
  await readAllXml(await parts.stream(main), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const target = targets.get(attributes['r:id'] ?? attributes['ns:id'] ?? '')
      const isHidden = ['hidden', 'veryHidden'].includes(attributes.state ?? '')
      if (target) sheets.push({ name: attributes.name ?? '', part: target, isHidden })
    },
  })
  return {
    sheets,
    is1904,
    strings: await readStrings(parts),
    dateStyles: await readDateStyles(parts),
    hasExternalReferences: parts.names().some((name) => name.startsWith('xl/externalLinks/')),
  }
}

async function readTargets(parts: Package): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  if (!parts.has(RELATIONS)) return targets
  await readAllXml(await parts.stream(RELATIONS), {
    open: (name, { Id = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  return targets
}

async function readStrings(parts: Package): Promise<string[]> {
  const part = 'xl/sharedStrings.xml'
  const strings: string[] = []
  if (!parts.has(part)) return strings
  let total = 0
  let text = ''
  let inText = false
  let phonetic = 0
  await readAllXml(await parts.stream(part), {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic++
      inText = name === 't' && phonetic === 0
    },
    text: (piece) => {
      if (!inText) return
      text += piece
      total += piece.length
      if (total > FILE_LIMITS.strings)
        throw new FileRefused(say('workbook.texts', { most: FILE_LIMITS.strings }))
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') phonetic--
      if (name === 'si') strings.push(unescaped(text))
    },
  })
  return strings
}

/** Numbers of the formats for dates that every workbook has (ECMA-376, 18.8.30). */
const isDateFormat = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

async function readDateStyles(parts: Package): Promise<boolean[]> {
  const part = 'xl/styles.xml'
  if (!parts.has(part)) return []
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await readAllXml(await parts.stream(part), {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true
      if (name === 'numFmt')
        own.set(Number(attributes.numFmtId), showsDate(attributes.formatCode ?? ''))
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'xf' && inCells) styles.push(own.get(id) ?? isDateFormat(id))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

/** Whether a format code shows a day or year, texts in quotes, brackets and escapes aside. */
function showsDate(code: string): boolean {
  return /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

/** Takes back the way workbooks write characters that XML cannot hold: `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
