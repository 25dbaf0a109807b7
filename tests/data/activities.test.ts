import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkTaxonomy } from '../../scripts/taxonomy-check'
import { fromHubForm } from '../../server/exchange/hub-format'
import { statedIn, Taxonomy } from '../../taxonomy/taxonomy'
import { shippedRecords } from '../seeds'

/** What the catalogue was made from; it is no part of the repository. */
const RAW = '../shared/data/hub-activities.jsonl'

const taxonomy = new Taxonomy()
const text = readFileSync('data/activities.jsonl', 'utf8')
const records = shippedRecords()

/** Part of the records that state something in a field. */
const stated = (field: 'sectors' | 'techniques') =>
  records.filter(({ content }) => content[field].length > 0).length / records.length

describe('data/activities.jsonl', () => {
  test('holds the 838 activities, each once, by id', () => {
    const ids = records.map(({ id }) => id)
    expect(ids).toHaveLength(838)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
  })

  test('leaves room for new entries, whose ids begin at 10,001', () => {
    expect(Math.max(...records.map(({ id }) => id))).toBeLessThanOrEqual(10_000)
  })

  test('publishes all but the test record', () => {
    expect(records.filter(({ published }) => !published).map(({ id }) => id)).toEqual([1438])
  })

  test('names only concepts that exist, in each field once', () => {
    for (const { id, content } of records)
      for (const { field, vocabulary } of taxonomy.facets) {
        if (!vocabulary) continue
        const ids = statedIn(content, field)
        expect.soft(new Set(ids).size, `${id} ${field}`).toBe(ids.length)
        for (const concept of ids)
          expect
            .soft(taxonomy.concept(vocabulary.id, concept), `${id} ${field} ${concept}`)
            .toBeDefined()
      }
  })

  test('says of each where it came from, under the number it has there', () => {
    for (const { id, content } of records)
      expect
        .soft(content.source)
        .toEqual({ system: 'un-ai-resource-hub', id: String(id), retrieved: '2026-04' })
  })

  test('was last changed no earlier than it was made', () => {
    for (const { id, createdOn, updatedOn } of records)
      expect.soft(updatedOn >= createdOn, String(id)).toBe(true)
  })

  test('holds no way to reach a person', () => {
    const addresses = text.match(/[\w.+-]+(?:@|\s\[at\]\s|%40)[\w-]+\.\w+/g) ?? []
    expect(addresses).toEqual([])
    expect(text).not.toMatch(/mailto:|\btel:/i)
    expect(records.filter(({ content }) => content.contact !== '')).toEqual([])
    const texts = records.flatMap(({ content }) => {
      const { links: _, ...rest } = content
      return JSON.stringify(rest)
    })
    const phones = texts.flatMap(
      (line) =>
        line.match(/(?:\+|\b00)\d{1,3}[ ().-]*\d{2}[\d ().-]{5,}\d|\bphone:|\bmobile:/gi) ?? [],
    )
    expect(phones).toEqual([])
  })

  test('holds no broken encoding', () => {
    expect(text).not.toMatch(/u00[89a-f][0-9a-f]|u20(?:13|14|18|19|1c|1d|26)|Ã.|â€|\uFFFD/)
  })

  test('tells the sector of at least 90 % and the technique of at least 80 %', () => {
    expect(stated('sectors')).toBeGreaterThanOrEqual(0.9)
    expect(stated('techniques')).toBeGreaterThanOrEqual(0.8)
  })

  test('carries the tags that its words earn by the rules of today', () => {
    for (const { id, content } of records) {
      const { title, summary, description, domain, approach, technology, output } = content
      const words = [title, summary, description, domain, approach, technology, output]
      const tags = taxonomy.tag(words.filter(Boolean).join('\n'))
      for (const field of ['sectors', 'techniques'] as const)
        expect
          .soft(
            tags[field]?.map((tag) => tag.id),
            `${id} ${field}`,
          )
          .toEqual(content[field])
    }
  })
})

describe('hand-checked records', () => {
  /** Read off the source by a person; lists as `a,b`. */
  const FACTS: Record<string, Record<string, string | null>> = {
    25: { entities: 'undp', sdgs: '16,17', countries: 'KEN', regions: 'africa', startDate: '2024' },
    28: {
      countries: 'BTN,COL,ECU,MWI,MNG,MNE,RWA,LKA,UZB',
      types: 'research,policy',
      maturity: 'mature',
      startDate: '2023',
    },
    // The title belongs to another activity: kept as published.
    56: {
      title: 'To detect fall army worm damage using a mobile application',
      entities: 'ctbto',
      startDate: null,
      beneficiaries: '',
    },
    // Several labels in one string.
    63: {
      types: 'research,technical-assistance,tools',
      beneficiaries: 'academia,civil-society,governments',
      startDate: '2025-08-12',
    },
    // A region that contradicts the country is kept, not corrected.
    722: { countries: 'AFG', regions: 'arab-states', beneficiaries: 'general-public' },
    820: { entities: 'unece', startDate: '2016', countries: '', regions: 'europe-cis' },
    973: {
      countries: 'TUN,CIV',
      sdgs: '8,9',
      beneficiaries: 'governments,private-sector,academia,youth-students,women-girls',
    },
    1051: { entities: 'unu', countries: 'VNM,KEN,BRA', beneficiaries: '', sdgs: '3' },
    1135: { entities: 'world-bank', countries: 'COD', sdgs: '3', startDate: '2019' },
    1372: { entities: 'unhcr', countries: 'PRY', startDate: '2024-09-01', maturity: 'pilot' },
    1438: { title: 'Test', countries: 'AFG', beneficiaries: 'un-system' },
  }

  test.each(Object.entries(FACTS))('%s keeps its facts', (id, facts) => {
    const content = records.find((record) => record.id === Number(id))?.content
    const found = Object.keys(facts).map((field) => {
      const value = content?.[field as keyof typeof content]
      return [field, Array.isArray(value) ? value.join(',') : value]
    })
    expect(Object.fromEntries(found)).toEqual(facts)
  })

  test('1093 keeps the half-sentences of its beneficiaries as they came', () => {
    expect(records.find(({ id }) => id === 1093)?.content.unplaced).toEqual([
      { field: 'beneficiaries', label: 'least developing' },
      {
        field: 'beneficiaries',
        label: 'developing countries and small island developing states',
      },
    ])
  })
})

describe.skipIf(!existsSync(RAW))('the source', () => {
  const lines = existsSync(RAW) ? readFileSync(RAW, 'utf8').trim().split('\n') : []
  const check = checkTaxonomy(taxonomy, lines)

  test.each(['agencies', 'activity_types', 'maturity', 'sdgs', 'regions'])(
    'has no label in %s that finds no concept',
    (column) => {
      expect([...(check.columns[column]?.unplaced.keys() ?? [])]).toEqual([])
    },
  )

  test('has its countries placed, but for one in 200', () => {
    const { placed = 0, occurrences = 1 } = check.columns.countries ?? {}
    expect(placed / occurrences).toBeGreaterThanOrEqual(0.995)
  })

  test.each([
    'Governments/Public Sector',
    'General Public',
    'Academia',
    'UN Staff',
    'Private Sector',
    'Civil Society Organizations',
  ])('has its beneficiaries “%s” placed', (label) => {
    expect(lines.some((line) => line.includes(label))).toBe(true)
    expect(taxonomy.place(['beneficiaries'], label)).toMatchObject({
      concepts: [{ vocabulary: 'beneficiaries' }],
      unplaced: [],
    })
  })

  test('still makes the very catalogue that ships', () => {
    const made = lines.map((line) => fromHubForm(JSON.parse(line), taxonomy))
    for (const [at, record] of made.entries())
      expect.soft(record, `id ${record.id}`).toEqual(records[at])
    expect(made).toHaveLength(records.length)
  })

  test('has no date that could not be read', () => {
    const unplaced = lines.flatMap(
      (line) => fromHubForm(JSON.parse(line), taxonomy).content.unplaced,
    )
    expect(unplaced.length).toBeGreaterThan(5)
    expect(unplaced.filter(({ field }) => field === 'startDate')).toEqual([])
  })
})
