import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../seeds'
import { Bench, WHOLE } from '../submissions'

const { folder, remove } = temporaryFolder()
let bench: Bench
beforeAll(async () => {
  bench = await Bench.open(folder, 'queue')
  await bench.import([
    { id: 1, startDate: null, title: 'Imported', entities: ['unesco'] },
    { id: 2, startDate: null, links: [{ url: 'n/a', label: '' }] },
    { id: 3, entities: ['undp'] },
  ])
  for (let at = 0; at < 5; at++) {
    const draft = await bench.begin()
    await bench.save(draft, { ...WHOLE, title: `Entry ${at}` })
    if (at > 0) await bench.submit(draft)
  }
  await bench.suggest(3, { title: 'Better' })
})
afterAll(async () => {
  await bench.database.close()
  remove()
})

const waiting = { states: ['submitted'] } as const

describe('the review queue', () => {
  test('lists what waits, longest first, with titles and warnings', async () => {
    const { items, next } = await bench.queue.list(waiting, { limit: 20 })
    expect(next).toBeUndefined()
    expect(items.map(({ title }) => title)).toEqual([
      'Entry 1',
      'Entry 2',
      'Entry 3',
      'Entry 4',
      'Better',
      'Imported',
      'Title',
    ])
    expect(items.at(-1)?.warnings).toEqual(['broken-address', 'unknown-start'])
  })

  test('what is only noted waits for nobody, but is counted and found by its kind', async () => {
    const due = { ...waiting, isDue: true }
    const titles = async (filters: object) =>
      (await bench.queue.list({ ...waiting, ...filters }, { limit: 20 })).items.map(
        ({ title }) => title,
      )
    // 'Imported' lacks a start only; 'Title' has a broken address, too.
    expect(await titles({ isDue: true })).not.toContain('Imported')
    expect(await titles({ isDue: true })).toContain('Title')
    expect(await titles({ warnings: ['unknown-start'] })).toContain('Imported')
    const counts = await bench.queue.count(due)
    expect(counts.total).toBe((await bench.queue.count(waiting)).total - 1)
    expect(counts.warnings['unknown-start']).toBeGreaterThanOrEqual(2)
  })

  test('comes page by page, none twice and none left out', async () => {
    const all = (await bench.queue.list(waiting, { limit: 20 })).items.map(({ id }) => id)
    const met: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await bench.queue.list(waiting, { limit: 2, after })
      met.push(...page.items.map(({ id }) => id))
      after = page.next
      if (!after) break
    }
    expect(met).toEqual(all)
  })

  test.each(['', 'x', 'bnVsbA', '{}', 'WzEsMl0'])(
    'takes a broken cursor (%s) for none',
    async (after) => {
      const { items } = await bench.queue.list(waiting, { limit: 1, after })
      expect(items[0]?.title).toBe('Entry 1')
    },
  )

  test.each([
    [{ kinds: ['imported'] }, ['Imported', 'Title']],
    [{ kinds: ['suggestion'] }, ['Better']],
    [{ entities: ['unesco'] }, ['Imported']],
    [{ warnings: ['broken-address'] }, ['Title']],
    [{ states: ['draft'] }, ['Entry 0']],
    [{ kinds: ['new'], warnings: ['broken-address'] }, []],
  ] as const)('filters by %j', async (filters, titles) => {
    const { items } = await bench.queue.list({ ...waiting, ...filters }, { limit: 20 })
    expect(items.map(({ title }) => title)).toEqual(titles)
  })

  test('counts what each value would show beside the other filters', async () => {
    expect(await bench.queue.count(waiting)).toEqual({
      total: 7,
      states: { draft: 1, submitted: 7 },
      kinds: { imported: 2, new: 4, suggestion: 1 },
      entities: { itu: 5, undp: 1, unesco: 1 },
      warnings: expect.objectContaining({ 'broken-address': 1 }),
    })
    expect(await bench.queue.count({ ...waiting, kinds: ['imported'] })).toEqual({
      total: 2,
      states: { submitted: 2 },
      kinds: { imported: 2, new: 4, suggestion: 1 },
      entities: { itu: 1, unesco: 1 },
      warnings: { 'broken-address': 1, 'unknown-start': 2 },
    })
  })

  test('is empty where nothing is', async () => {
    const empty = await Bench.open(folder, 'empty')
    expect(await empty.queue.list({}, { limit: 5 })).toEqual({ items: [], next: undefined })
    expect(await empty.queue.count({})).toMatchObject({ total: 0, states: {} })
    await empty.database.close()
  })
})

describe('what someone wrote', () => {
  test('is listed with what was written for their entities, latest change first', async () => {
    const page = { limit: 20, offset: 0 }
    const mine = await bench.submissions.listMine('person:1', [], page)
    expect(mine.map(({ state }) => state)).toEqual([...Array(4).fill('submitted'), 'draft'])
    expect(await bench.submissions.listMine('person:2', [], page)).toEqual([])
    expect(await bench.submissions.listMine('person:2', ['itu'], page)).toHaveLength(5)
    expect(
      await bench.submissions.listMine('person:2', ['itu'], { limit: 2, offset: 4 }),
    ).toHaveLength(1)
  })
})

describe('the public history', () => {
  test('has what was public, by which entity, and nothing of drafts', async () => {
    const change = await bench.beginChange(3)
    await bench.save(change, { title: 'Half a tit' })
    await bench.save(change, { title: 'Half a title more' })
    await bench.submit(change)
    await bench.approve(change)
    const history = await bench.submissions.listPublic(3)
    expect(history.map(({ number, entity, imported }) => [number, entity, imported])).toEqual([
      [1, '', 'somewhere'],
      [expect.any(Number), 'itu', ''],
    ])
    expect(JSON.stringify(history)).not.toContain('person:')
    expect(history.map(({ content }) => content.title)).toEqual(['Title', 'Half a title more'])
  })

  test('puts what people sent before imported records that wait longer', async () => {
    await bench.importHeld(9)
    const draft = await bench.begin()
    await bench.save(draft, { ...WHOLE, title: 'Sent later' })
    await bench.submit(draft)
    const { items } = await bench.queue.list(waiting, { limit: 20 })
    const kinds = items.map(({ kind }) => kind === 'imported')
    expect(kinds).toEqual([...kinds].sort())
    const at = (title: string) => items.findIndex((item) => item.title === title)
    expect(at('Sent later')).toBeLessThan(at('As the source has it'))
    expect(
      items[at('Sent later')]?.stateSince.localeCompare(
        items[at('As the source has it')]?.stateSince ?? '',
      ),
    ).toBe(1)
    const ids: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await bench.queue.list(waiting, { limit: 2, after })
      ids.push(...page.items.map(({ id }) => id))
      after = page.next
      if (!after) break
    }
    expect(ids).toEqual(items.map(({ id }) => id))
  })
})
