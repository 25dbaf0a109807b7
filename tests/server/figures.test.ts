import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Figure } from '../../server/reports/figure'
import { figuresOf } from '../../server/reports/figures'
import { EditionReader } from '../../server/reports/reader'
import { CITED } from '../../server/reports/seed'
import { startTestApp } from '../helper'

let hub: Awaited<ReturnType<typeof startTestApp>>
let sql: Sqlite.Database
let figures: Map<string, Figure>
let total: number

beforeAll(async () => {
  hub = await startTestApp()
  sql = new Sqlite(hub.context.config.databaseFile, { readonly: true })
  const { taxonomy, database } = hub.context
  const entries = await new EditionReader(database.reader).listEntries('2025')
  total = entries.length
  const all = figuresOf({ taxonomy, entries }, { id: '2025' }, CITED)
  figures = new Map(all.map((figure) => [figure.id, figure]))
})

afterAll(async () => {
  sql.close()
  await hub.stop()
})

/** The entries of the edition, as plain SQL sees them. */
const ENTRY = `(select e.activity_id id, v.content from edition_entry e
  join version v on v.id = e.version_id where e.edition_id = '2025')`

interface Implication {
  concept: string
  implied: string
}

/** What follows from the concepts of a vocabulary, read from its file. */
function implications(file: string, target: string): Implication[] {
  const { concepts } = JSON.parse(readFileSync(`taxonomy/${file}.json`, 'utf8')) as {
    concepts: { id: string; implies?: Record<string, string[]> }[]
  }
  return concepts.flatMap(({ id, implies }) =>
    (implies?.[target] ?? []).map((implied) => ({ concept: id, implied })),
  )
}

const values = (pairs: Implication[]) =>
  pairs.map(({ concept, implied }) => `('${concept}', '${implied}')`).join(', ')

const listed = (field: string) =>
  `select distinct x.id, cast(j.value as text) value from ${ENTRY} x, json_each(x.content, '$.${field}') j`

/** One query a facet: every activity with every value it counts under. */
const TAGS: Record<string, string> = {
  ...Object.fromEntries(
    [
      ['entity', 'entities'],
      ['sdg', 'sdgs'],
      ['sector', 'sectors'],
      ['technique', 'techniques'],
      ['type', 'types'],
      ['country', 'countries'],
      ['region', 'regions'],
      ['beneficiary', 'beneficiaries'],
    ].map(([param = '', field = '']) => [param, listed(field)]),
  ),
  pillar: `with rule(type, pillar) as (values ${values(implications('activity-types', 'pillars'))})
    select distinct x.id, j.value from ${ENTRY} x, json_each(x.content, '$.pillars') j
      where json_type(x.content, '$.pillars') = 'array'
    union select x.id, rule.pillar from ${ENTRY} x, json_each(x.content, '$.types') j
      join rule on rule.type = j.value where json_type(x.content, '$.pillars') = 'null'`,
  group: `with rule(country, grp) as (values ${values(implications('countries', 'country-groups'))})
    select distinct x.id, j.value from ${ENTRY} x, json_each(x.content, '$.countryGroups') j
    union select x.id, rule.grp from ${ENTRY} x, json_each(x.content, '$.countries') j
      join rule on rule.country = j.value`,
  maturity: `select id, content ->> '$.maturity' value from ${ENTRY} where content ->> '$.maturity' is not null`,
  year: `select id, substr(content ->> '$.startDate', 1, 4) value from ${ENTRY} where content ->> '$.startDate' is not null`,
}

function pairsOf(query: string): [string | number, number][] {
  return sql.prepare(query).raw().all() as [string | number, number][]
}

const single = (query: string) => Number(sql.prepare(query).pluck().get())

describe('every figure of the seeded edition is what plain SQL counts', () => {
  test('the edition holds what was created by the end of its year', () => {
    expect(total).toBe(788)
    expect(total).toBe(
      single(
        "select count(*) from activity where state = 'published' and created_on <= '2025-12-31'",
      ),
    )
  })

  test('there is one for every facet', () => {
    const facets = [...hub.context.taxonomy.facets.map(({ param }) => `by-${param}`)]
    expect([...figures.keys()]).toEqual(expect.arrayContaining(facets))
    expect(facets.map((id) => id.slice(3)).sort()).toEqual(Object.keys(TAGS).sort())
  })

  test.each(Object.keys(TAGS))('by %s', (param) => {
    const figure = figures.get(`by-${param}`) as Figure
    const counted = new Map(
      pairsOf(`select value, count(*) from (${TAGS[param]}) group by value`),
    ) as Map<string, number>
    const unknown = total - single(`select count(distinct id) from (${TAGS[param]})`)
    if (unknown > 0) counted.set('unknown', unknown)
    const shown = new Map(figure.keys.map((key, at) => [key, figure.rows[at]?.[1]]))
    expect(shown).toEqual(new Map([...counted].map(([key, number]) => [String(key), number])))
    for (const [, number, share] of figure.rows)
      expect(share).toBeCloseTo(Number(number) / total, 10)
    // What is said in words stands in the rows.
    const most = Math.max(...figure.rows.map(([, number]) => Number(number)))
    const known = figure.keys.flatMap((key, at) =>
      key === 'unknown' ? [] : [Number(figure.rows[at]?.[1])],
    )
    expect(figure.finding).toContain(String(Math.max(...known)))
    expect(most).toBeLessThanOrEqual(total)
    expect(figure.note.includes('more than the activities')).toBe(
      known.reduce((sum, number) => sum + number, 0) > total - unknown,
    )
  })

  test('totals', () => {
    const numbers = new Map(figures.get('totals')?.rows as [string, number][])
    expect([...numbers.values()]).toEqual([
      single(`select count(*) from ${ENTRY}`),
      single(`select count(distinct value) from (${TAGS.entity})`),
      single(`select count(distinct value) from (${TAGS.country})`),
      single(`select count(*) from ${ENTRY} where json_array_length(content, '$.entities') > 1`),
      single(`select count(*) from ${ENTRY} where json_array_length(content, '$.partners') > 0`),
      single(
        `select count(*) from ${ENTRY} x where exists
           (select 1 from json_each(x.content, '$.outcomes') j where j.value <> '')`,
      ),
    ])
  })

  test('goals by pillar', () => {
    const figure = figures.get('sdg-by-pillar') as Figure
    const counted = pairsOf(
      `select s.value || ' ' || p.value, count(*) from (${TAGS.sdg}) s
       join (${TAGS.pillar}) p on p.id = s.id group by 1`,
    )
    const pillars = hub.context.taxonomy.vocabulary('pillars')?.concepts ?? []
    const idOf = (label?: string) => pillars.find((pillar) => pillar.label === label)?.id
    const shown = figure.keys.flatMap((key, at) =>
      figure.columns
        .slice(1, -1)
        .map(({ label }, column) => [`${key} ${idOf(label)}`, figure.rows[at]?.[column + 1]]),
    )
    expect(new Map(shown as [string, number][])).toEqual(new Map(counted))
  })

  test('entities that work together', () => {
    const figure = figures.get('pairs') as Figure
    const counted = pairsOf(
      `select a.value || ' ' || b.value, count(*) from (${TAGS.entity}) a
       join (${TAGS.entity}) b on b.id = a.id and a.value < b.value group by 1`,
    )
    const shown = figure.keys.map((key, at) => [key, figure.rows[at]?.[1]])
    expect(new Map(shown as [string, number][])).toEqual(new Map(counted))
  })

  test('what is not stated', () => {
    const figure = figures.get('not-stated') as Figure
    for (const [at, param] of figure.keys.entries())
      expect([param, figure.rows[at]?.[1]]).toEqual([
        param,
        total - single(`select count(distinct id) from (${TAGS[param]})`),
      ])
  })

  test('totals of earlier reports are cited with their source, apart from what was counted', () => {
    const rows = figures.get('trend')?.rows ?? []
    expect(rows.filter(([, , , origin]) => origin === 'counted')).toHaveLength(1)
    expect(rows.at(-1)?.slice(1, 4)).toEqual([
      total,
      single(`select count(distinct value) from (${TAGS.entity})`),
      'counted',
    ])
    for (const [edition, number] of [
      ['2024', 406],
      ['2025 (printed)', 729],
    ])
      expect(rows.find(([label]) => label === edition)?.slice(1, 2)).toEqual([number])
    for (const [, , , origin, source] of rows)
      if (origin === 'cited') expect(String(source).length).toBeGreaterThan(30)
  })
})
