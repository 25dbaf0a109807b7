import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { fontsFor } from '../../server/reports/fonts'
import { drawing, fitted, text, WIDTH, widthOf } from '../../server/reports/svg'

const [ARABIC, CHINESE] = ['الذكاء الاصطناعي', '人工智能促进气候行动']

/** Pixels of a drawing with some texts, as the PNG of an answer has them. */
function pixelsOf(...texts: string[]): Buffer {
  const svg = drawing('id', 'Title', `${ARABIC} ${CHINESE}`, 40, texts.join(''))
  return new Resvg(svg, { font: fontsFor(svg), background: '#ffffff' }).render().pixels
}

/** Where the parts of a text are put, as `[x, text]`. */
const partsOf = (element: string) =>
  [...element.matchAll(/<tspan x="([\d.-]+)">([^<]+)<\/tspan>/g)].map(
    ([, x, part]) => [Number(x), part ?? ''] as const,
  )

describe('a label', () => {
  test.each([
    ['start', 20],
    ['middle', WIDTH / 2],
    ['end', WIDTH - 20],
  ] as const)(
    'with Arabic and Chinese is drawn as each of them alone, from its %s',
    (anchor, x) => {
      const label = text(x, 25, `AI ${ARABIC} ${CHINESE} 2025`, { anchor })
      const parts = partsOf(label)
      expect(parts.map(([, part]) => part)).toEqual([`AI ${ARABIC}`, `${CHINESE} 2025`])
      const alone = parts.map(([place, part]) => text(place, 25, part, { anchor }))
      expect(pixelsOf(label).equals(pixelsOf(...alone))).toBe(true)
      // Not as the boxes that stand for letters which are in no typeface.
      const boxes = text(x, 25, `AI ${ARABIC} ${CHINESE} 2025`.replace(/[^ -~]/gu, '\u{10FFFF}'), {
        anchor,
      })
      expect(pixelsOf(label).equals(pixelsOf(boxes))).toBe(false)
    },
  )

  test('of one script, or of Latin with another, is one run', () => {
    for (const one of ['Climate & action', ARABIC, `AI ${CHINESE}`, `Привет ${ARABIC} 19`])
      expect(text(0, 0, one)).not.toContain('<tspan')
  })

  test('is cut where it would not fit, in any script', () => {
    expect(widthOf(CHINESE, 10)).toBeGreaterThanOrEqual(100)
    expect(fitted(CHINESE, 60, 10)).toBe('人工智能促…')
    expect(fitted(ARABIC, 60, 10).length).toBeGreaterThan(10)
  })
})
