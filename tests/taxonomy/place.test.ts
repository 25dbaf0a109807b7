import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spellings, Taxonomy } from '../../taxonomy/taxonomy'

const taxonomy = new Taxonomy()
const COUNTRIES = ['countries', 'country-groups']

/** Concepts and leftovers of a label, in one line that reads well when it differs. */
function placed(vocabularies: string[], label: string): string {
  const { concepts, unplaced } = taxonomy.place(vocabularies, label)
  return [...concepts.map(({ id }) => id), ...unplaced.map((rest) => `“${rest}”`)].join(' ')
}

describe('place', () => {
  test.each([
    ['Ivory Coast', 'CIV'],
    ['Côte d’Ivoire', 'CIV'],
    ["Cote d'Ivoire", 'CIV'],
    ['kyrgyzstan', 'KGZ'],
    ['Combodia', 'KHM'],
    ['Madagaskar', 'MDG'],
    ['Swaziland', 'SWZ'],
    ['Turkey', 'TUR'],
    ['US', 'USA'],
    ['Viet Nam', 'VNM'],
    ['Gambia, The', 'GMB'],
    ['Korea, Republic of', 'KOR'],
    ['Congo, Democratic Republic of the', 'COD'],
    ['Bosnia and Herzegovina', 'BIH'],
    ['Trinidad & Tobago', 'TTO'],
  ])('takes the country spelled “%s” for %s', (label, id) => {
    expect(placed(COUNTRIES, label)).toBe(id)
  })

  test.each([
    ['Zambia and Zimbabwe', 'ZMB ZWE'],
    ['Kenya/Uganda', 'KEN UGA'],
    ['Kenya, Uganda, and Tanzania', 'KEN UGA TZA'],
    ['Kenya; Bosnia and Herzegovina', 'KEN BIH'],
    ['Kenya, ', 'KEN'],
  ])('takes “%s” apart into %s', (label, ids) => {
    expect(placed(COUNTRIES, label)).toBe(ids)
  })

  test('keeps what it cannot place, beside what it can, as it came', () => {
    expect(placed(COUNTRIES, 'Kenya; Atlântis (old)')).toBe('KEN “Atlântis (old)”')
    expect(placed(COUNTRIES, ' Kenya and Atlantis ')).toBe('“Kenya and Atlantis”')
  })

  test('finds a group of countries in the countries’ column, and says so', () => {
    expect(taxonomy.place(COUNTRIES, 'LDCs').concepts).toEqual([
      { vocabulary: 'country-groups', id: 'ldc' },
    ])
  })

  test.each(['', ' ', 'N/A', 'n/a', 'Not Applicable', 'none', 'TBD'])(
    '“%s” names nothing in any column',
    (label) => {
      for (const { id } of taxonomy.vocabularies)
        expect(taxonomy.place([id], label)).toEqual({ concepts: [], unplaced: [] })
    },
  )

  test.each([
    ['activity-types', 'Trainings/Workshops', 'training'],
    ['activity-types', 'Trainings/workshops', 'training'],
    [
      'activity-types',
      'Research/Reports/Assessments, Technical assistance, AI Tools/Solutions',
      'research technical-assistance tools',
    ],
    ['sdgs', 'Reduced Inequality', '10'],
    ['sdgs', '10. Reduced Inequalities', '10'],
    ['sdgs', 'SDG 13', '13'],
    ['sdgs', '18', '“18”'],
    ['regions', 'RBAS', 'arab-states'],
    ['entities', 'UN Secretariat - OHCHR', 'ohchr'],
    ['entities', 'World Bank Group', 'world-bank'],
    ['maturity', 'Scaling / Expansion', 'scaling'],
    [
      'beneficiaries',
      'Academia, Civil Society Organizations, Governments/Public Sector',
      'academia civil-society governments',
    ],
  ])('places in %s: “%s” as %s', (vocabulary, label, ids) => {
    expect(placed([vocabulary], label)).toBe(ids)
  })

  test('every spelling of every concept leads to it', () => {
    for (const { id, concepts } of taxonomy.vocabularies)
      for (const concept of concepts)
        for (const spelling of spellings(concept))
          expect.soft(taxonomy.find(id, spelling.toUpperCase())?.id, spelling).toBe(concept.id)
  })

  test('never throws, and what it leaves over stands in the label', () => {
    const known = taxonomy.vocabulary('countries')?.concepts.map(({ label }) => label) ?? []
    const pieces = fc.oneof(
      fc.constantFrom(...known, ',', ';', '|', '\n', '/', ' and ', ' & ', 'the ', ' '),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    const vocabularies = fc.subarray(taxonomy.vocabularies.map(({ id }) => id))
    fc.assert(
      fc.property(fc.array(pieces), vocabularies, (parts, ids) => {
        const label = parts.join('')
        const { concepts, unplaced } = taxonomy.place(ids, label)
        for (const rest of unplaced) {
          expect(rest.trim()).not.toBe('')
          expect(label).toContain(rest)
        }
        for (const { vocabulary, id } of concepts)
          expect(taxonomy.concept(vocabulary, id)).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })
})
