import { repairText } from './fold'

/** Blocks whose end is the end of a line, when HTML is pasted as text. */
const BLOCK_END =
  /<\/(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote|section|article)\s*>|<br\s*\/?>/gi
/** What comes with HTML and Word but is no text: comments, style sheets, scripts, Office's own blocks. */
const UNSEEN = /<!--[\s\S]*?-->|<(style|script|head|xml|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi
/** A tag by its shape: `<span class="x">`, `</o:p>`, `<!DOCTYPE html>`; not `a < b and c > d`. */
const TAG = /<(?:\/?[a-z][a-z0-9]*(?::[a-z]+)?(?:\s+[^<>]*)?\/?|![a-z][^<>]*)>/gi

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  bull: '•',
  shy: '',
}
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi

/** Spaces of every width, and what is invisible: soft hyphens, joiners of no letter, byte order marks. */
const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
// Zero-width joiners (U+200C, U+200D) spell words in Persian and Indic scripts and stay.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
/** Bullets at the start of a line, those of Word's Symbol and Wingdings fonts too. */
const BULLET =
  /^[ ]*(?:[•●○◦▪▫■□‣⁃∙·\uf0b7\uf0a7\uf0d8\uf076\uf02d]|o(?= {2,})|\*(?= )|[–—-](?= ))[ ]*/gm

/**
 * Cleans text that was pasted from Word, a web page, a PDF or a mail: takes off tags and
 * what cannot be seen, repairs broken encoding, makes bullets `- ` and spaces single.
 * Clean text comes back as it is.
 *
 * @param lines whether line ends are kept (summary, description) or become spaces (title)
 */
export function cleanText(text: string, { lines = true }: { lines?: boolean } = {}): string {
  const plain = TAG.test(text) || ENTITY.test(text) ? fromHtml(text) : text
  // `test` on a global pattern remembers where it stopped.
  TAG.lastIndex = 0
  ENTITY.lastIndex = 0
  const tidy = repairText(plain)
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(BULLET, '- ')
    .replace(/ {2,}/g, ' ')
    .replace(/ +$|^ +/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return lines ? tidy : tidy.replace(/^- /, '').replace(/\s*\n\s*/g, ' ')
}

function fromHtml(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(BLOCK_END, '\n')
    .replace(TAG, '')
    .replace(/\n\s*\n- /g, '\n- ')
    .replace(ENTITY, (whole, decimal, hex, name) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
}
