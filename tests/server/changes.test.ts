import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { archive, mergeActivity, restore } from '../../server/submissions/archiving'
import { SubmissionWriter } from '../../server/submissions/writer'
import { changesSchema } from '../../taxonomy/api'
import { startTestApp } from '../helper'
import { contentOf, localAct, outcomeOf, publish, startHub } from '../seeds'

type Changes = z.infer<typeof changesSchema>

let hub: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
})
afterAll(() => hub.stop())

async function changes(query: string): Promise<Changes> {
  const answer = await hub.app.inject({ method: 'GET', url: `/api/v1/changes?${query}` })
  expect(answer.statusCode, answer.body).toBe(200)
  return changesSchema.parse(answer.json())
}

/** All changes after a cursor, some at a time, as a mirror asks for them. */
async function follow(
  since: string,
  limit: number,
): Promise<{ items: Changes['items']; next: string }> {
  const items: Changes['items'] = []
  for (let next = since; ; ) {
    const page = await changes(`since=${next}&limit=${limit}`)
    items.push(...page.items)
    next = page.next
    if (!page.hasMore) return { items, next }
  }
}

const told = ({ items }: { items: Changes['items'] }) => items.map(({ id, kind }) => [id, kind])

test('what happened is told once, in order, from wherever one left off', async () => {
  const { database, catalogue, desk } = hub.context
  expect(await changes('')).toMatchObject({ items: [], next: '0', hasMore: false })
  for (const id of [1, 2, 3]) await publish(database, id, contentOf({ title: `T ${id}` }))
  await catalogue.refresh()
  const first = await follow('0', 2)
  expect(told(first)).toEqual([1, 2, 3].map((id) => [id, 'published']))
  expect(first.next).toBe(catalogue.revision)

  const act = localAct()
  const move = async (work: (store: SubmissionWriter) => Promise<unknown>) =>
    database.writer.transaction().execute((tx) => work(new SubmissionWriter(tx)))
  await publish(database, 1, contentOf({ title: 'T 1 again' }))
  const known = await desk()
  await move((store) => archive(store, known, { activityId: 2 }, act))
  await move((store) => mergeActivity(store, known, { activityId: 3, into: 1 }, act))
  await move((store) => restore(store, known, { activityId: 2 }, act))
  await catalogue.refresh()
  const since = await follow(first.next, 1)
  expect(told(since)).toEqual([
    [1, 'changed'],
    [2, 'archived'],
    [3, 'merged'],
    [2, 'restored'],
  ])
  expect(since.items[2]).toMatchObject({ mergedInto: 1, version: null })
  expect(since.items[0]).toMatchObject({ version: 2, url: 'http://hub.test/api/v1/activities/1' })
  expect(told(await follow(since.next, 10))).toEqual([])
  // Nobody is named.
  expect(JSON.stringify(since)).not.toMatch(/person|actor/)
})

test('other processes write at once: a reader that asks all the while misses nothing', async () => {
  const { context, folder } = hub
  const start = (await follow('0', 1000)).next
  const seen: Changes['items'] = []
  let isWriting = true
  const read = async () => {
    for (let next = start, isLast = false; ; ) {
      await context.catalogue.refresh()
      const page = await follow(next, 7)
      seen.push(...page.items)
      next = page.next
      if (isLast) return
      isLast = !isWriting
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const reading = read()
  const writers = [1, 2, 3].map(async (writer) => {
    const file = join(folder, `${writer}.jsonl`)
    const line = (at: number) => ({
      ...{ id: 20_000 + writer * 1000 + at, published: true },
      ...{ created: '2025-01-01', updated: '2025-01-01' },
      ...contentOf({ title: `Writer ${writer}, ${at}` }),
    })
    writeFileSync(file, Array.from({ length: 30 }, (_, at) => JSON.stringify(line(at))).join('\n'))
    const settings = { DATABASE_URL: `file:${context.config.databaseFile}` }
    const { code, errors } = await outcomeOf(startHub(['import', file], settings))
    expect(code, errors).toBe(0)
  })
  await Promise.all(writers)
  isWriting = false
  await reading
  expect(seen).toHaveLength(90)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(90)
  const cursors = seen.map(({ cursor }) => Number(cursor))
  expect(cursors).toEqual([...cursors].sort((a, b) => a - b))
})

test('what is listed can be fetched', async () => {
  const { items } = await follow('0', 100)
  const last = items.at(-1)
  const path = new URL(last?.url ?? '').pathname
  expect((await hub.app.inject({ method: 'GET', url: path })).statusCode).toBe(200)
})

test('a cursor of another catalogue, or none at all, is an error', async () => {
  for (const query of ['since=999999999', 'since=x', 'limit=0', 'limit=5000', 'from=1']) {
    const answer = await hub.app.inject({ method: 'GET', url: `/api/v1/changes?${query}` })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].field).toBe(query.split('=')[0])
  }
})
