import type { FacetValue } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { escapeHtml } from './html'
import { tileHtml } from './tile-html'

/** The values of a facet as a list of boxes to tick. */
export interface FacetRows {
  facet: FacetInfo
  values: readonly FacetValue[]
  /** Ids of those that are chosen. */
  chosen: readonly string[]
  /** Writes a count in the page's language. */
  number: (count: number) => string
}

/**
 * The rows as HTML, one `<li>` each. Some 330 of them stand on a list's page: as text
 * they cost a tenth of what they would as components, on the server and in the browser.
 */
export function rowsHtml({ facet, values, chosen, number }: FacetRows): string {
  let html = ''
  for (const { id, label, count } of values) {
    const isChosen = chosen.includes(id)
    const colour = facet.colours[id]
    html += `<li><label><input type="checkbox" name="${escapeHtml(facet.param)}" value="${escapeHtml(id)}"${
      isChosen ? ' checked' : count === 0 ? ' disabled' : ''
    }>${colour ? tileHtml(id, colour) : ''}<span>${escapeHtml(label)}</span> <small>${number(count)}</small></label></li>`
  }
  return html
}

/**
 * Brings rows in the page up to date, touching only what is another than before.
 *
 * @returns whether they had to be written anew, for the catalogue holds other values now
 */
export function writeRows(list: Element, rows: FacetRows): boolean {
  const { values, number } = rows
  const chosen = new Set(rows.chosen)
  const boxes = list.getElementsByTagName('input')
  const counts = list.getElementsByTagName('small')
  const isSameList =
    boxes.length === values.length && values.every(({ id }, at) => boxes[at]?.value === id)
  if (!isSameList) {
    list.innerHTML = rowsHtml(rows)
    return true
  }
  for (const [at, { id, count }] of values.entries()) {
    const box = boxes[at]
    const text = counts[at]?.firstChild
    const shown = number(count)
    if (text && text.nodeValue !== shown) text.nodeValue = shown
    if (box) writeBox(box, chosen.has(id), count)
  }
  return false
}

/** Whether none of the values can be ticked, so that no box takes the focus. */
export function areDead({ values, chosen }: Pick<FacetRows, 'values' | 'chosen'>): boolean {
  return values.every(({ id, count }) => count === 0 && !chosen.includes(id))
}

/** Ticks the boxes of what is chosen, when it was not the reader who ticked them. */
export function tickRows(list: Element, chosen: readonly string[]): void {
  for (const box of list.getElementsByTagName('input')) {
    const isChosen = chosen.includes(box.value)
    if (box.checked !== isChosen) box.checked = isChosen
    // What is chosen can always be taken back; whether the rest can be is the answer's to say.
    if (isChosen) box.disabled = false
  }
}

/**
 * Hides the rows whose label does not hold the words, whatever their accents and capitals.
 *
 * @returns how many are left
 */
export function hideOthers(list: Element, words: string): number {
  const wanted = plain(words)
  let left = 0
  for (const row of list.children) {
    const isWanted = plain(row.querySelector('span')?.textContent ?? '').includes(wanted)
    row.toggleAttribute('hidden', !isWanted)
    if (isWanted) left++
  }
  return left
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .trim()
}

function writeBox(box: HTMLInputElement, isChosen: boolean, count: number): void {
  const isDead = count === 0 && !isChosen
  if (box.checked !== isChosen) box.checked = isChosen
  if (box.disabled !== isDead) box.disabled = isDead
}
