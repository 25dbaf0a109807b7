/** Contrast that WCAG 2.2 AA asks of text (1.4.3). */
const ENOUGH = 4.5

/**
 * White where it reads well enough on a colour, else black: where white does not reach
 * 4.5:1, black always does.
 *
 * @param colour `#RRGGBB`
 */
export function readableOn(colour: string): '#000' | '#fff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  )
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return 1.05 / (luminance + 0.05) >= ENOUGH ? '#fff' : '#000'
}

/** sRGB channel to linear light, as WCAG defines relative luminance. */
function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
