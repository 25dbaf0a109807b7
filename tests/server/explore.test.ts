import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import questions from '../../data/questions.json' with { type: 'json' }
import { type ExploreAnswer, exploreAnswerSchema } from '../../taxonomy/explore'
import { startTestApp } from '../helper'

let hub: Awaited<ReturnType<typeof startTestApp>>
let sql: Sqlite.Database
beforeAll(async () => {
  hub = await startTestApp()
  sql = new Sqlite(hub.context.config.databaseFile, { readonly: true })
})
afterAll(async () => {
  sql.close()
  await hub.stop()
})

const asked = new Set<string>()
const ask = async (query: string): Promise<ExploreAnswer> => {
  asked.add(query)
  const answer = await hub.app.inject({ url: `/api/v1/reports/explore?${query}` })
  expect([query, answer.statusCode]).toEqual([query, 200])
  return exploreAnswerSchema.parse(answer.json())
}

/** Numbers of a table by row, without the line for all. */
const numbers = ({ table }: ExploreAnswer) =>
  new Map(table.rows.map(({ id, cells }) => [id, cells.map(({ value }) => value)]))

const NOW = `(select a.id, v.content from activity a join version v on v.id = a.published_version_id)`
const EDITION = `(select e.activity_id id, v.content from edition_entry e
  join version v on v.id = e.version_id where e.edition_id = '2025')`

const listed = (field: string, from = NOW) =>
  `(select distinct x.id, cast(j.value as text) value from ${from} x, json_each(x.content, '$.${field}') j)`
const has = (field: string, value: string, from = NOW) =>
  `(select id from ${listed(field, from)} where value = '${value}')`
const grouped = (query: string) =>
  new Map((sql.prepare(query).raw().all() as [unknown, number][]).map(([id, n]) => [`${id}`, n]))
const single = (query: string) => Number(sql.prepare(query).pluck().get())

/** Last column of a table with one, by row. */
const last = (answer: ExploreAnswer) =>
  new Map([...numbers(answer)].map(([id, cells]) => [id, cells.at(-1)]))

describe('an analyst’s questions are answered as plain SQL answers them', () => {
  test('SDG 13 activities in Africa by maturity', async () => {
    const answer = await ask('rows=maturity&sdg=13&region=africa')
    const some = `${NOW} x where x.id in ${has('sdgs', '13')} and x.id in ${has('regions', 'africa')}`
    expect(last(answer)).toEqual(
      grouped(
        `select coalesce(content ->> '$.maturity', 'unknown'), count(*) from ${some} group by 1`,
      ),
    )
    expect(answer.activities).toBe(single(`select count(*) from ${some}`))
    expect(answer.table.title).toBe('Activities by maturity: 13 Climate Action, Africa (now)')
  })

  test('entities and activities that are new since the edition', async () => {
    const answer = await ask('rows=entity&compare=2025')
    const [was, is] = [
      grouped(`select value, count(*) from ${listed('entities', EDITION)} group by 1`),
      grouped(`select value, count(*) from ${listed('entities')} group by 1`),
    ]
    const all = [...new Set([...was.keys(), ...is.keys()])]
    expect(numbers(answer)).toEqual(
      new Map(
        all.map((id) => {
          const [before, after] = [was.get(id) ?? 0, is.get(id) ?? 0]
          return [id, [before, after, after - before]]
        }),
      ),
    )
    const fresh = all.filter((id) => !was.has(id))
    expect(answer.table.finding).toContain(
      fresh.length === 0
        ? 'No entity is new'
        : `${fresh.length === 1 ? '1 entity is' : `${fresh.length} entities are`} new`,
    )
    const added = single(
      `select count(*) from ${NOW} x where x.id not in (select id from ${EDITION})`,
    )
    expect(added).toBeGreaterThan(0)
    expect(answer.moves?.all.cells.map(({ value }) => value)).toEqual([
      added,
      single(`select count(*) from ${NOW} x where x.id in (select id from ${EDITION})`),
      0,
      0,
      0,
      single(`select count(*) from ${NOW}`),
    ])
    expect(answer.moves?.activities.filter(({ move }) => move === 'new')).toHaveLength(added)
    const byEntity = new Map(answer.moves?.rows.map(({ id, cells }) => [id, cells[0]?.value]))
    const counted = grouped(
      `select value, count(*) from ${listed('entities')} l where l.id not in (select id from ${EDITION}) group by 1`,
    )
    for (const id of all) expect([id, byEntity.get(id)]).toEqual([id, counted.get(id) ?? 0])
  })

  test('who works with FAO', async () => {
    const answer = await ask('rows=entity&entity=fao')
    expect(last(answer)).toEqual(
      grouped(
        `select value, count(*) from ${listed('entities')} l where l.id in ${has('entities', 'fao')} group by 1`,
      ),
    )
    expect(answer.table.notes.join()).toContain('counted under all of their entities')
    // A list cannot say "of both", so only FAO's own cell leads to one.
    const urls = answer.table.rows.map(({ id, cells }) => [id, cells[0]?.url])
    expect(urls.filter(([, url]) => url)).toEqual([['fao', '/activities?entity=fao']])
  })

  test('goals by region', async () => {
    const answer = await ask('rows=sdg&columns=region')
    const counted = grouped(
      `select s.value || ' ' || r.value, count(*) from ${listed('sdgs')} s
       join ${listed('regions')} r on r.id = s.id group by 1`,
    )
    const shown = answer.table.rows.flatMap(({ id, cells }) =>
      cells.map(({ value }, at) => [`${id} ${answer.table.columns[at]?.id}`, value] as const),
    )
    const stated = shown.filter(([key, value]) => value > 0 && !/unknown|all/.test(key))
    expect(new Map(stated)).toEqual(counted)
    // Everything once: fewer than the sum of the rows, which the notes say.
    expect(answer.table.all.cells.at(-1)?.value).toBe(single(`select count(*) from ${NOW}`))
    expect(answer.table.notes.join()).toContain(
      'counts once under each of its Sustainable Development Goals',
    )
  })

  test('techniques in a sector', async () => {
    const answer = await ask('rows=technique&sector=health')
    const counted = grouped(
      `select value, count(*) from ${listed('techniques')} l where l.id in ${has('sectors', 'health')} group by 1`,
    )
    const shown = last(answer)
    const unknown = shown.get('unknown') ?? 0
    shown.delete('unknown')
    expect(shown).toEqual(counted)
    expect(unknown).toBe(
      single(
        `select count(*) from ${has('sectors', 'health')} x where x.id not in (select id from ${listed('techniques')})`,
      ),
    )
  })

  test('countries with a technique', async () => {
    const shown = last(await ask('rows=country&technique=generative-ai'))
    shown.delete('unknown')
    expect(shown).toEqual(
      grouped(
        `select value, count(*) from ${listed('countries')} l where l.id in ${has('techniques', 'generative-ai')} group by 1`,
      ),
    )
  })

  test('how many entities are active in each region', async () => {
    const answer = await ask('rows=region&measure=entities')
    const shown = last(answer)
    shown.delete('unknown')
    expect(shown).toEqual(
      grouped(
        `select r.value, count(distinct e.value) from ${listed('regions')} r join ${listed('entities')} e on e.id = r.id group by 1`,
      ),
    )
    expect(answer.table.all.cells[0]?.value).toBe(
      single(`select count(distinct value) from ${listed('entities')}`),
    )
  })

  test('how many countries each entity names', async () => {
    const shown = last(await ask('rows=entity&measure=countries'))
    const counted = grouped(
      `select e.value, count(distinct c.value) from ${listed('entities')} e left join ${listed('countries')} c on c.id = e.id group by 1`,
    )
    expect(shown).toEqual(counted)
  })

  test('start years of a type, by region', async () => {
    const answer = await ask('rows=year&columns=region&type=training')
    const counted = grouped(
      `select coalesce(substr(x.content ->> '$.startDate', 1, 4), 'unknown') || ' ' || r.value, count(*)
       from ${NOW} x join ${listed('regions')} r on r.id = x.id where x.id in ${has('types', 'training')} group by 1`,
    )
    const shown = answer.table.rows.flatMap(({ id, cells }) =>
      cells.map(({ value }, at) => [`${id} ${answer.table.columns[at]?.id}`, value] as const),
    )
    expect(new Map(shown.filter(([key, n]) => n > 0 && !/ (unknown|all)$/.test(key)))).toEqual(
      counted,
    )
    const years = answer.table.rows.map(({ id }) => id)
    expect(years.at(-1)).toBe('unknown')
    expect(years.slice(0, -1)).toEqual([...years.slice(0, -1)].sort())
  })

  test('goals of pilots in an edition', async () => {
    const answer = await ask('rows=sdg&edition=2025&maturity=pilot')
    const shown = last(answer)
    shown.delete('unknown')
    expect(shown).toEqual(
      grouped(
        `select value, count(*) from ${listed('sdgs', EDITION)} l join ${EDITION} x on x.id = l.id
         where x.content ->> '$.maturity' = 'pilot' group by 1`,
      ),
    )
  })

  test('these are the questions that the page offers', () => {
    expect(questions.map(({ query }) => query)).toEqual([...asked])
  })
})

test('different entities in each cell of two facets are counted as plain SQL counts them', async () => {
  const answer = await ask('rows=country&columns=sdg&measure=entities')
  const counted = grouped(
    `select c.value || ' ' || s.value, count(distinct e.value) from ${listed('countries')} c
     join ${listed('sdgs')} s on s.id = c.id join ${listed('entities')} e on e.id = c.id group by 1`,
  )
  const shown = answer.table.rows.flatMap(({ id, cells }) =>
    cells.map(({ value }, at) => [`${id} ${answer.table.columns[at]?.id}`, value] as const),
  )
  expect(shown.length).toBeGreaterThan(1000)
  expect(new Map(shown.filter(([key, n]) => n > 0 && !/unknown| all$/.test(key)))).toEqual(counted)
})

describe('a question to an edition', () => {
  test('reads no words unless it has some', async () => {
    const { editions, catalogue } = hub.context
    const counted = await editions.open('2025', ' ')
    expect(() => counted.index.match('water')).toThrow('read none')
    const searched = await editions.open('2025', 'water')
    expect(searched.index.match('water')?.members.size).toBeGreaterThan(20)
    for (const facet of catalogue.taxonomy.facets)
      expect(counted.index.facets.list(facet)).toEqual(searched.index.facets.list(facet))
  })

  test('narrowed by words is about those that have all of them', async () => {
    const { activities } = await ask('rows=sdg&edition=2025&q=water')
    const match = (await hub.context.editions.open('2025', 'water')).index.match('water')
    expect(activities).toBe((match?.complete ?? match?.members)?.size)
  })

  test('that cannot be read is read again for whoever asks next', async () => {
    const { EditionCatalogues } = await import('../../server/reports/edition-catalogue')
    const { db, taxonomy, thesaurus } = hub.context.editions
    let isBroken = true
    const broken = new Proxy(db, {
      get: (target, key) => {
        if (isBroken) throw new Error('the disk is gone')
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const editions = new EditionCatalogues(broken, taxonomy, thesaurus)
    await expect(editions.open('2025')).rejects.toThrow('the disk is gone')
    isBroken = false
    expect((await editions.open('2025')).index.size).toBeGreaterThan(700)
  })
})
