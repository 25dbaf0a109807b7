import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fold } from '../../taxonomy/fold'
import { spellings, Taxonomy } from '../../taxonomy/taxonomy'
import { vocabularySchema } from '../../taxonomy/vocabulary'
import { contentOf } from '../seeds'

const files = readdirSync('taxonomy').filter(
  (name) => name.endsWith('.json') && name !== 'thesaurus.json',
)
const taxonomy = new Taxonomy()

describe('the vocabularies', () => {
  test('every file is one that the taxonomy serves', () => {
    expect(taxonomy.vocabularies.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort())
  })

  test('no two share an id, a field or a parameter', () => {
    for (const key of ['id', 'field', 'param'] as const) {
      const keys = taxonomy.vocabularies.map((vocabulary) => vocabulary[key])
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  describe.each(files)('%s', (file) => {
    const text = readFileSync(`taxonomy/${file}`, 'utf8')
    const vocabulary = vocabularySchema.parse(JSON.parse(text))
    const { concepts } = vocabulary
    const ids = new Set(concepts.map(({ id }) => id))

    test('has an id for each concept, once', () => {
      expect(ids.size).toBe(concepts.length)
      expect(ids).not.toContain('unknown')
    })

    test('gives no spelling to two concepts', () => {
      const owners = new Map<string, string>()
      for (const concept of concepts)
        for (const spelling of spellings(concept)) {
          const owner = owners.get(fold(spelling)) ?? concept.id
          expect.soft(owner, spelling).toBe(concept.id)
          expect.soft(fold(spelling), spelling).not.toBe('')
          owners.set(fold(spelling), concept.id)
        }
    })

    test('refers only to what exists', () => {
      for (const { id, parent, kind, region, implies, within } of concepts) {
        if (parent) expect.soft(ids, id).toContain(parent)
        expect.soft(parent, id).not.toBe(id)
        if (kind) expect.soft(Object.keys(vocabulary.kinds ?? {}), id).toContain(kind)
        if (region) expect.soft(taxonomy.concept('regions', region), id).toBeDefined()
        for (const [other, implied] of Object.entries({ ...implies, ...within }))
          for (const one of implied)
            expect.soft(taxonomy.concept(other, one), `${id} → ${other}/${one}`).toBeDefined()
      }
    })

    test('defines each concept in a sentence', () => {
      for (const { id, definition } of concepts) expect.soft(definition, id).toMatch(/^\S.*\.$/)
    })

    test('holds no e-mail address', () => {
      expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.\w/)
    })
  })

  test('the goals are 1 to 17, each in its colour', () => {
    const goals = taxonomy.vocabulary('sdgs')?.concepts ?? []
    expect(goals.map(({ id }) => Number(id))).toEqual(Array.from({ length: 17 }, (_, n) => n + 1))
    expect(new Set(goals.map(({ colour }) => colour)).size).toBe(17)
    expect(goals.every(({ colour }) => colour)).toBe(true)
  })

  test('every entity has a kind and a home page', () => {
    for (const { id, kind, homepage } of taxonomy.vocabulary('entities')?.concepts ?? []) {
      if (id === 'other') continue
      expect.soft(kind, id).toBeTruthy()
      expect.soft(homepage, id).toMatch(/^https?:/)
    }
  })

  test('every country has its codes, none twice', () => {
    const countries = taxonomy.vocabulary('countries')?.concepts ?? []
    for (const { id } of countries) expect.soft(id).toMatch(/^[A-Z]{3}$/)
    for (const code of ['iso2', 'm49'] as const) {
      const codes = countries.map((country) => country[code])
      expect.soft(codes).not.toContain(undefined)
      expect.soft(new Set(codes).size).toBe(codes.length)
    }
  })

  test('every activity type implies a pillar', () => {
    for (const { id, implies } of taxonomy.vocabulary('activity-types')?.concepts ?? [])
      expect.soft(implies?.pillars?.length, id).toBeGreaterThan(0)
  })
})

describe('what follows from what', () => {
  const pillar = taxonomy.facet('pillar')
  const group = taxonomy.facet('group')
  const year = taxonomy.facet('year')
  if (!pillar || !group || !year) throw new Error('the taxonomy lacks a facet')

  test('pillars follow from the types, unless a curator set them', () => {
    const types = ['training', 'policy']
    expect(taxonomy.valuesOf(contentOf({ types }), pillar)).toEqual([
      'skills-capacity',
      'standards-policy',
    ])
    const overridden = contentOf({ types, pillars: ['solutions-knowledge'] })
    expect(taxonomy.valuesOf(overridden, pillar)).toEqual(['solutions-knowledge'])
    expect(taxonomy.valuesOf(contentOf({ types, pillars: [] }), pillar)).toEqual(['unknown'])
  })

  test('groups follow from the countries, beside those stated', () => {
    const content = contentOf({ countries: ['AFG'], countryGroups: ['sids'] })
    expect(taxonomy.valuesOf(content, group)).toEqual(['sids', 'ldc', 'lldc'])
  })

  test('an unknown start is said to be unknown', () => {
    expect(taxonomy.valuesOf(contentOf({ startDate: null }), year)).toEqual(['unknown'])
    expect(taxonomy.valuesOf(contentOf({ startDate: '2024-05' }), year)).toEqual(['2024'])
  })
})
