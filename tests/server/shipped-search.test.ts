import { describe, expect, test } from 'vitest'
import { ActivityIndex } from '../../server/catalogue/activity-index'
import { find } from '../../server/catalogue/search'
import { Taxonomy } from '../../taxonomy/taxonomy'
import { shippedActivities } from '../seeds'

describe('the shipped catalogue', () => {
  const real = new ActivityIndex(new Taxonomy())
  for (const activity of shippedActivities()) real.put(activity)
  const first = (q: string, many: number) =>
    find(real, { q, filters: {}, limit: many, offset: 0 }).page.map((at) => real.idAt(at))

  test.each([
    ['abadei', 722],
    ['ABADEI Chatbot', 722],
    ['u4ssc', 820],
    ['fall army worm', 56],
    ['africa centre of competence', 25],
  ])('%s finds %i among the first three', (q, id) => {
    expect(first(q, 3)).toContain(id)
  })

  test('every activity is found among the first ten by its whole title', () => {
    for (const { id, content } of shippedActivities()) {
      // A word after " -" is asked to be absent.
      const ids = first(`${content.title.replace(/ -/g, ' – ')} `, 10)
      const titles = ids.map((one) => shippedTitles.get(one))
      // Some titles stand on several activities.
      expect.soft(ids.includes(id) || titles.includes(content.title), content.title).toBe(true)
    }
  })

  test('a word after a minus must not stand in what is found', () => {
    const texts = new Map(shippedActivities().map(({ id, content }) => [id, content]))
    const ids = first('early -warning', 100)
    expect(ids.length).toBeGreaterThan(5)
    for (const id of ids) {
      const { title, summary } = texts.get(id) ?? { title: '', summary: '' }
      expect(`${title} ${summary}`).not.toMatch(/\bwarnings?\b/i)
    }
    expect(first('-warning', 1000).length).toBeGreaterThan(600)
  })

  test('a phrase after a minus must not stand in what is found', () => {
    const texts = new Map(shippedActivities().map(({ id, content }) => [id, content]))
    const ids = first('health -"machine learning"', 300)
    expect(ids.length).toBeGreaterThan(100)
    for (const id of ids) expect(JSON.stringify(texts.get(id))).not.toMatch(/machine learning\b/i)
  })

  test.each(['“machine learning”', '«machine learning»', '„machine learning“'])(
    '%s is a phrase, whatever its quotation marks',
    (q) => {
      expect(first(q, 1000)).toEqual(first('"machine learning"', 1000))
      expect(first(q.replace('machine learning', 'learning machine'), 1000)).toEqual([])
    },
  )

  test.each([
    'education in Kenya',
    'satellite imagery Ukraine',
    'agriculture Ghana',
    'Kenya health',
  ])('%s: what has all the words comes before all else', (q) => {
    const { match, page, complete = 0 } = find(real, { q, filters: {}, limit: 100, offset: 0 })
    expect(complete).toBeGreaterThan(0)
    expect(page.map((at) => match?.complete?.has(at))).toEqual(page.map((_, at) => at < complete))
    const later = find(real, { q, filters: {}, limit: 10, offset: 5 }).page
    expect(later).toEqual(page.slice(5, 15))
  })

  test.each([
    ['ai', 'ai h'],
    ['climate', 'climate c'],
    ['agriculture', 'agriculture k'],
    ['machine', 'machine le'],
    ['kenya', 'kenya he'],
  ])('%s: the first letters of another word send nothing away', (q, begun) => {
    const found = (text: string) => find(real, { q: text, filters: {}, limit: 1, offset: 0 }).total
    expect(found(begun)).toBe(found(`${q} `))
  })

  test('a part of a country’s name is not the country', () => {
    const { total } = find(real, { q: 'united kingdom', filters: {}, limit: 1, offset: 0 })
    expect(total).toBeLessThan(50)
  })

  test.each(['United States', 'South Africa', 'World Bank'])(
    '%s: its words count where they stand together, or by the tag',
    (q) => {
      const texts = new Map(shippedActivities().map(({ id, content }) => [id, content]))
      const ids = first(q, 1000)
      expect(ids.length).toBeGreaterThan(10)
      const carries = ({ countries, entities }: { countries: string[]; entities: string[] }) =>
        [...countries, ...entities].some((id) => ['USA', 'ZAF', 'world-bank'].includes(id))
      for (const id of ids) {
        const content = texts.get(id)
        const text = JSON.stringify(content).replaceAll('-', ' ')
        const isMeant = content && (carries(content) || text.includes(q))
        expect.soft(isMeant, content?.title).toBe(true)
      }
    },
  )

  test.each([
    ['world food programme', 'WFP'],
    ['food and agriculture organization', 'FAO'],
    ['international telecommunication union', 'ITU'],
  ])('%s finds also what says %s', (name, label) => {
    const ids = first(name, 1000)
    for (const { id, content } of shippedActivities())
      if (new RegExp(`\\b${label}\\b`).test(`${content.title}\n${content.summary}`))
        expect.soft(ids.includes(id), content.title).toBe(true)
  })

  test.each([
    ['wild fire', 'wildfire'],
    ['data base', 'database'],
    ['health care', 'healthcare'],
    ['chat bot', 'chatbot'],
    ['viet nam', 'vietnam'],
  ])('%s and %s: each finds the texts that have the other', (apart, asOne) => {
    const ids = [first(`${apart} `, 1000), first(`${asOne} `, 1000)]
    const texts = shippedActivities().map(({ id, content }) => {
      const { title, summary, description } = content
      return { id, text: `${title}\n${summary}\n${description}`.toLowerCase() }
    })
    for (const written of [apart, asOne]) {
      const pattern = new RegExp(`\\b${written}s?\\b`)
      for (const { id } of texts.filter(({ text }) => pattern.test(text)))
        for (const found of ids) expect.soft(found.includes(id), `${id} ${written}`).toBe(true)
    }
    expect(ids[0]?.length).toBeGreaterThan(10)
  })

  test.each([
    ['malria ', 'malaria '],
    ['landmne ', 'landmine '],
    ['maping ', 'mapping '],
    ['scaning ', 'scanning '],
    ['clases ', 'classes '],
    ['worldbank ', 'world bank '],
    ['"machne learning"', '"machine learning"'],
  ])('%s is read as %s', (q, meant) => {
    const { match, total } = find(real, { q, filters: {}, limit: 1, offset: 0 })
    expect(match?.corrected).toBe(meant)
    expect(total).toBeGreaterThan(0)
  })

  test('a name of three letters is no beginning: USA finds the country', () => {
    const [best] = first('usa', 1)
    expect(shippedActivities().find(({ id }) => id === best)?.content.countries).toContain('USA')
  })

  test.each([
    ['人工智能农业', '人工智能 农业'],
    ['صحة', 'الصحة'],
    ['Кот-д’Ивуар', 'Кот д Ивуар'],
    ['الصحة في كينيا', 'الصحة كينيا'],
  ])('%s finds what %s finds', (q, same) => {
    expect(first(q, 50)).toEqual(first(same, 50))
    expect(first(q, 50).length).toBeGreaterThan(0)
  })

  test.each([
    ['éducation', 'education'],
    ['inteligencia artificial', 'artificial intelligence'],
    ['santé', 'health'],
    ['derechos humanos', 'human rights'],
  ])('%s finds what %s finds', (foreign, english) => {
    const wanted = new Set(first(english, 200))
    const ids = first(foreign, 10)
    expect(ids.length).toBe(10)
    expect(ids.filter((id) => wanted.has(id)).length).toBeGreaterThanOrEqual(8)
  })

  const shippedTitles = new Map(shippedActivities().map(({ id, content }) => [id, content.title]))
})
