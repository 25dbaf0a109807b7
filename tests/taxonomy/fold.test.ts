import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byText, fold, repairText } from '../../taxonomy/fold'

/** What UTF-8 looks like to a program that takes it for Windows-1252. */
const misread = (text: string) =>
  new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))

/** What JSON escapes look like once the backslashes are lost. */
const unslashed = (text: string) =>
  text.replace(/[^\0-\x7f]/g, (c) => `u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

describe('fold', () => {
  test.each([
    ['Côte d’Ivoire', "Cote d'Ivoire"],
    ['Research & Reports', 'research and reports'],
    ['Türkiye', 'TURKIYE'],
    ['İzmir', 'izmir'],
    ['Straße', 'STRASSE'],
    ['Guinea-Bissau', ' guinea  bissau '],
    ['ﬁnance', 'finance'],
    ['Cafe\u0301', 'café'],
  ])('%s and %s fold to the same', (one, other) => {
    expect(fold(one)).toBe(fold(other))
  })

  test('keeps letters of every script, so that labels in Arabic or Chinese differ', () => {
    expect(fold('中国')).toBe('中国')
    expect(fold('مصر')).not.toBe('')
    expect(fold('ไทย')).not.toBe(fold('ไท'))
  })

  test('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 500 },
    )
  })
})

test('byText orders as an index does, and leaves what reads the same in its place', () => {
  const labels = ['Zambia', 'Åland', 'chad', 'Côte d’Ivoire', '“Angola”', 'Chad']
  const concepts = labels.map((label) => ({ label }))
  expect(concepts.sort(byText(({ label }) => label)).map(({ label }) => label)).toEqual([
    ...['Åland', '“Angola”', 'chad', 'Chad', 'Côte d’Ivoire', 'Zambia'],
  ])
})

describe('repairText', () => {
  test.each([
    ['Cu00f4tu00e9 du2019Ivoire', 'Côté d’Ivoire'],
    ['Algeriau2019s', 'Algeria’s'],
    ['Lao Peopleu2019s Democratic Republic', 'Lao People’s Democratic Republic'],
    ['workersu2019 rights', 'workers’ rights'],
    ['CÃ´te dâ€™Ivoire', 'Côte d’Ivoire'],
    ['TÃ¼rkiye â€“ Ankara', 'Türkiye – Ankara'],
    ['ProgramaÃ§Ã£o Ã\u00a0 parte', 'Programação à parte'],
  ])('%s becomes %s', (broken, whole) => {
    expect(repairText(broken)).toBe(whole)
  })

  test.each(['ITU2024 Forum', 'EU2020 strategy', 'AU2025', '#edu2025', 'menu 2019', 'U2014A'])(
    'a year after a letter U is no lost escape: %s stays',
    (text) => {
      expect(repairText(text)).toBe(text)
    },
  )

  test('undoes both kinds for any text of Western European letters', () => {
    const text = (letters: string) =>
      fc.string({ unit: fc.constantFrom(...letters), maxLength: 30 })
    fc.assert(
      fc.property(text('abc XYZ éèêëñöøåçãßÉÀ'), text('abc éçÀ’“”–…'), (letters, typeset) => {
        expect(repairText(unslashed(letters))).toBe(letters)
        expect(repairText(misread(typeset))).toBe(typeset)
      }),
      { numRuns: 500 },
    )
  })

  test.each(['Łódź', 'Poznań', 'Şanlıurfa', 'Győr', 'Đakovo', 'Plzeň'])(
    'undoes both kinds for the letters of %s',
    (text) => {
      expect(repairText(unslashed(text))).toBe(text)
      expect(repairText(misread(text))).toBe(text)
    },
  )

  test('leaves clean text alone', () => {
    const pieces = fc.constantFrom(
      'ITU',
      'EU',
      'AU',
      '2024',
      '2019',
      'âge',
      'Âge',
      'São',
      '’s',
      ' ',
    )
    const clean = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((parts) => parts.join('')),
      )
      .filter((text) => !/u[0-9a-f]{4}|[À-ô][\u0080-\u{10ffff}]/u.test(text))
    fc.assert(
      fc.property(clean, (text) => {
        expect(repairText(text)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})
