/**
 * Folding of labels and words, so that spellings which mean the same compare equal.
 */

/** Windows-1252 characters of the bytes 0x80–0x9F, in order (the rest equals Latin-1). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * `\u00f4` whose backslash was lost; limited to Latin letters and typographic punctuation.
 * Four digits could be a year (`ITU2019`), so those must stand inside a word (`du2019Ivoire`) or end
 * a plural (`workersu2019 rights`).
 */
const LOST_ESCAPE =
  /u(00[89a-f][0-9a-f]|01[0-7][0-9a-f]|20[012][a-f])|(?<=\p{L})u(20[012]\d)(?=\p{L})|(?<=s)u(2019)(?=\s)/gu

/** The first two bytes of a letter in UTF-8, each read as a character of Windows-1252. */
const MISREAD = new RegExp(`[\u00c2-\u00f4][\u0080-\u00bf${WINDOWS_1252}]`)

/**
 * Repairs the two kinds of broken encoding met in the wild: escapes that lost
 * their backslash (`Cu00f4te du2019Ivoire`) and UTF-8 read as Windows-1252
 * (`CÃ´te dâ€™Ivoire`). Text that is fine comes back as it is.
 */
export function repairText(text: string): string {
  const unescaped = text.replace(LOST_ESCAPE, (_, ...codes: (string | undefined)[]) =>
    String.fromCharCode(Number.parseInt(codes.find((code) => code) ?? '', 16)),
  )
  return MISREAD.test(unescaped) ? utf8ReadAsWindows1252(unescaped) : unescaped
}

function utf8ReadAsWindows1252(text: string): string {
  const bytes: number[] = []
  for (const character of text) {
    const place = WINDOWS_1252.indexOf(character)
    const byte = place >= 0 ? 0x80 + place : (character.codePointAt(0) ?? 0)
    if (byte > 0xff) return text
    bytes.push(byte)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return text
  }
}

/**
 * Compares by a text as an index does, whatever its case, accents and punctuation.
 *
 * @example concepts.sort(byText(({ label }) => label))
 */
export function byText<T>(textOf: (one: T) => string): (a: T, b: T) => number {
  const known = new Map<T, string>()
  const keyOf = (one: T) => {
    const key = known.get(one) ?? fold(textOf(one))
    known.set(one, key)
    return key
  }
  return (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    return one < other ? -1 : Number(one > other)
  }
}

const BEYOND_ASCII = /[\u0080-\uffff]/

/**
 * Folds a label for comparison: no case, no accents, punctuation as single spaces.
 *
 * @example fold('Côte d’Ivoire') === 'cote d ivoire'
 */
export function fold(text: string): string {
  // Most texts are plain English, for which this comes to the same in a fraction of the time.
  if (!BEYOND_ASCII.test(text))
    return text
      .toLowerCase()
      .replaceAll('&', ' and ')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
