import type { Segment } from '../../taxonomy/api'
import { escapeHtml } from './html'

/**
 * A text with its hits in `<mark>`, as the content of an element. A list shows some
 * hundreds of such pieces and a key press replaces most of them: as text they are made
 * several times faster than one by one.
 */
export function marked(segments: readonly Segment[]): { __html: string } {
  let html = ''
  for (const { text, hit } of segments)
    html += hit ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)
  return { __html: html }
}
