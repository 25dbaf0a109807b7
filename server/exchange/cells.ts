/** What a cell of an exported table holds; `null` = unknown, an empty cell. */
export type Cell = string | number | null

/** Beginnings that spreadsheets take for a formula or a command (OWASP, "CSV injection"). */
const RISKY = /^'*[=+\-@\t\r\n＝＋－＠]/

/**
 * A text that no spreadsheet takes for a formula: one that could be gets an apostrophe in
 * front, and one more where it begins with apostrophes before such a character already.
 *
 * @example neutralised('=1+1') === "'=1+1"
 */
export function neutralised(text: string): string {
  return RISKY.test(text) ? `'${text}` : text
}

/** Takes back what `neutralised` did; any other text stays as it is. */
export function restored(text: string): string {
  return text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text
}

/**
 * Several texts in one cell, joined by `; `. A semicolon or backslash within one is preceded by a
 * backslash, so that `splitList` gives back the same texts (blanks at their ends aside).
 */
export function joinList(items: readonly string[]): string {
  return items.map((item) => item.replace(/[\\;]/g, '\\$&')).join('; ')
}

/** The texts that `joinList` put into a cell. Empty ones between two semicolons stay. */
export function splitList(cell: string): string[] {
  if (cell.trim() === '') return []
  // Most cells escape nothing, and come apart much faster so.
  if (!cell.includes('\\')) return cell.split(';').map((text) => text.trim())
  const items: string[] = []
  let item = ''
  for (const [part] of cell.matchAll(/\\[\\;]|[\s\S]/g)) {
    if (part === ';') {
      items.push(item)
      item = ''
    } else item += part.length === 2 ? part.slice(1) : part
  }
  return [...items, item].map((text) => text.trim())
}

/** The most characters a spreadsheet's cell holds (Excel's specification). */
const CELL_MAX = 32_767
const CUT = ' […cut: this cell holds no more; the CSV and JSON have all of it]'

/** A text as a spreadsheet's cell can hold it. */
export function cellText(text: string): string {
  return text.length <= CELL_MAX ? text : text.slice(0, CELL_MAX - CUT.length) + CUT
}

/** Whether a cell holds only the beginning of its text, so that reading it would lose the rest. */
export function isCut(text: string): boolean {
  return text.endsWith(CUT)
}
