/**
 * Black or white, whichever reads better on a colour. The better of the two always
 * reaches 4.58:1, so text on any official colour meets WCAG 2.2 AA (1.4.3).
 *
 * @param colour `#RRGGBB`
 */
export function readableOn(colour: string): '#000' | '#fff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  )
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000' : '#fff'
}

/** sRGB channel to linear light, as WCAG defines relative luminance. */
function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
