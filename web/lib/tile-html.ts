import type { Ref } from '../../taxonomy/api'
import type { FacetInfo } from '../../taxonomy/pages'
import { readableOn } from './colour'
import { escapeHtml } from './html'

/** Of concepts that have no official colour. */
export const NO_COLOUR = '#555555'

/** What a tile shows: its colour and the id of its concept, as SVG. */
export function tileInside(id: string, colour: string): string {
  const fill = escapeHtml(colour)
  return `<rect width="24" height="24" rx="3" fill="${fill}"/><text x="12" y="12.5" fill="${readableOn(colour)}">${escapeHtml(id)}</text>`
}

/** A whole tile as HTML, for lists written as text. */
export function tileHtml(id: string, colour: string): string {
  return `<svg class="tile" viewBox="0 0 24 24" aria-hidden="true">${tileInside(id, colour)}</svg>`
}

/**
 * Values as a row of tiles that say their labels, one `<li>` each. Twenty cards hold some
 * hundred of them, and a key press replaces most: as text they are made several times faster.
 */
export function tilesHtml(refs: readonly Ref[], facet: FacetInfo): string {
  return refs
    .map(({ id, label }) => {
      const name = escapeHtml(label)
      const tile = tileHtml(id, facet.colours[id] ?? NO_COLOUR)
      return `<li title="${name}">${tile}<span class="unseen">${name}</span></li>`
    })
    .join('')
}
