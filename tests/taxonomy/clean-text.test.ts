import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText } from '../../taxonomy/clean-text'
import { shippedRecords } from '../seeds'

describe('cleaning pasted text', () => {
  test.each([
    ['non-breaking and other spaces', 'AI\u00a0for\u2003 all', 'AI for all'],
    ['soft hyphens and what is invisible', 'fore\u00adcasts\u200b\ufeff', 'forecasts'],
    ['broken encoding', 'CÃ´te dâ€™Ivoire', 'Côte d’Ivoire'],
    ['bullets', '• one\n·\tTwo\n\uf0b7 three', '- one\n- Two\n- three'],
    ['Word’s bullets', 'o   one\n§ two', '- one\n§ two'],
    ['Windows line ends and heaps of blank lines', 'a\r\n\r\n\r\n\r\nb', 'a\n\nb'],
    [
      'HTML',
      '<p class="MsoNormal">AI &amp; floods<o:p></o:p></p><ul><li>one</li><li>two</li></ul>',
      'AI & floods\n- one\n- two',
    ],
    [
      'style sheets and comments',
      '<style>p{color:red}</style><!--[if mso]>x<![endif]-->Text',
      'Text',
    ],
    ['entities', 'It&#8217;s &lt; 5&nbsp;%', 'It’s < 5 %'],
    ['control characters', 'a\u0000b\u0007c', 'abc'],
  ])('deals with %s', (_, pasted, clean) => {
    expect(cleanText(pasted)).toBe(clean)
  })

  test.each([
    'a < b and c > d',
    'AT&T; R&D',
    'An <unclosed thing',
    'نمی‌خواهم',
    'क्‍ष',
    '- a list\n- of things',
    'A long–dash, “quotes” and é',
  ])('leaves “%s” as it is', (text) => {
    expect(cleanText(text)).toBe(text)
  })

  test('makes one line of a title', () => {
    expect(cleanText(' • Flood\nforecasts ', { lines: false })).toBe('Flood forecasts')
  })

  test('is done at once: what is clean stays as it is', () => {
    const text = fc
      .array(fc.constantFrom('a', ' ', '\u00a0', '\n', '•', 'o', '  ', '-', '*', '\u00ad', '\r\n'))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (pasted) => {
        const clean = cleanText(pasted)
        expect(cleanText(clean)).toBe(clean)
      }),
      { numRuns: 500 },
    )
  })

  test('takes no word from any shipped entry', () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
    for (const { id, content } of shippedRecords())
      for (const text of [content.title, content.summary, content.approach, content.technology])
        expect.soft(letters(cleanText(text)), String(id)).toBe(letters(text))
  })
})
