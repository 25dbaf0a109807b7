import { readableOn } from './colour'
import { escapeHtml } from './html'

/** What a tile shows: its colour and the id of its concept, as SVG. */
export function tileInside(id: string, colour: string): string {
  const fill = escapeHtml(colour)
  return `<rect width="24" height="24" rx="3" fill="${fill}"/><text x="12" y="12.5" fill="${readableOn(colour)}">${escapeHtml(id)}</text>`
}

/** A whole tile as HTML, for lists written as text. */
export function tileHtml(id: string, colour: string): string {
  return `<svg class="tile" viewBox="0 0 24 24" aria-hidden="true">${tileInside(id, colour)}</svg>`
}
