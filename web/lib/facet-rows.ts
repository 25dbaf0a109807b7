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
  for (const value of values) {
    const { id, count } = value
    const [box, label] = fixedParts(facet, value)
    const state = chosen.includes(id) ? ' checked' : count === 0 ? ' disabled' : ''
    html += `${box}${state}${label}${number(count)}</small></label></li>`
  }
  return html
}

interface Parts {
  /** What the value was called then. */
  of: string
  parts: [string, string]
}

const partsOfFacets = new WeakMap<FacetInfo, Map<string, Parts>>()

/** What no search changes of a row: up to the end of its box, and from there to its count. */
function fixedParts(facet: FacetInfo, { id, label }: FacetValue): [string, string] {
  const ofFacet = partsOfFacets.get(facet) ?? new Map<string, Parts>()
  const ready = ofFacet.get(id)
  if (ready?.of === label) return ready.parts
  partsOfFacets.set(facet, ofFacet)
  const colour = facet.colours[id]
  const parts: [string, string] = [
    `<li><label><input type="checkbox" name="${escapeHtml(facet.param)}" value="${escapeHtml(id)}"`,
    `>${colour ? tileHtml(id, colour) : ''}<span>${escapeHtml(label)}</span> <small>`,
  ]
  ofFacet.set(id, { of: label, parts })
  return parts
}

/** A row in the page with what it shows, so that reading it costs no walk through the page. */
interface Row {
  id: string
  box: HTMLInputElement
  text: ChildNode
  /** `undefined` until it was first written here. */
  count: number | undefined
  isDead: boolean
}

const known = new WeakMap<Element, Row[]>()

/**
 * Brings counts in the page up to date, touching only what is another than before.
 *
 * @returns whether rows had to be written anew, for the catalogue holds other values now
 */
export function writeRows(list: Element, rows: FacetRows): boolean {
  const { values, number } = rows
  const chosen = new Set(rows.chosen)
  let held = known.get(list) ?? readRows(list)
  const areNew = held.length !== values.length || values.some(({ id }, at) => held[at]?.id !== id)
  if (areNew) {
    list.innerHTML = rowsHtml(rows)
    held = readRows(list)
  }
  known.set(list, held)
  for (const [at, { count }] of values.entries()) {
    const row = held[at]
    if (row) writeRow(row, count, count === 0 && !chosen.has(row.id), number)
  }
  return areNew
}

function writeRow(row: Row, count: number, isDead: boolean, number: FacetRows['number']): void {
  if (row.isDead !== isDead) {
    row.isDead = isDead
    row.box.disabled = isDead
  }
  if (row.count === count) return
  row.count = count
  const shown = number(count)
  if (row.text.nodeValue !== shown) row.text.nodeValue = shown
}

function readRows(list: Element): Row[] {
  return Array.from(list.children).flatMap((row) => {
    const box = row.querySelector('input')
    const text = row.querySelector('small')?.firstChild
    return box && text ? [{ id: box.value, box, text, count: undefined, isDead: box.disabled }] : []
  })
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

/** Written without spaces, or with the article on the word: a word may begin anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Arabic}]/u

/**
 * Hides the rows whose label does not hold the words, whatever their accents and capitals.
 *
 * @param spellings what else values are called, by id: there the words must begin a word
 * @returns how many are left
 */
export function hideOthers(
  list: Element,
  words: string,
  spellings?: ReadonlyMap<string, string[]>,
): number {
  const wanted = plain(words)
  const begin = UNSPACED.test(wanted) ? '' : ' '
  let left = 0
  for (const row of list.children) {
    const others = spellings?.get(row.querySelector('input')?.value ?? '') ?? []
    const isWanted =
      plain(row.querySelector('span')?.textContent ?? '').includes(wanted) ||
      others.some((spelling) => ` ${plain(spelling)}`.includes(`${begin}${wanted}`))
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
