/** Contrast that WCAG 2.2 AA asks of text (1.4.3). */
const ENOUGH = 4.5

/**
 * White where it reads well enough on a colour, else black: where white does not reach
 * 4.5:1, black always does.
 *
 * @param colour `#RRGGBB`
 */
export function readableOn(colour: string): '#000' | '#fff' {
  const known = readable.get(colour)
  if (known) return known
  const found = isDark(colour) ? '#fff' : '#000'
  readable.set(colour, found)
  return found
}

/** Of the few colours that vocabularies have. */
const readable = new Map<string, '#000' | '#fff'>()

function isDark(colour: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  )
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return 1.05 / (luminance + 0.05) >= ENOUGH
}

/** sRGB channel to linear light, as WCAG defines relative luminance. */
function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
