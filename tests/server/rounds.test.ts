import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EditionReader } from '../../server/reports/reader'
import { delegate } from '../../server/rounds/answering'
import type { Post } from '../../server/rounds/mailing'
import { RoundReader } from '../../server/rounds/reader'
import { daysBefore, sendDue } from '../../server/rounds/reminding'
import {
  boardNow,
  closeRound,
  extend,
  openRound,
  remind,
  ruleSilent,
  seenSum,
} from '../../server/rounds/running'
import { discard, withdraw } from '../../server/submissions/drafting'
import { makeMove } from '../../server/submissions/moving'
import { startTestApp } from '../helper'
import { addMember, type Member } from '../people'
import { answer, dayIn, roundOf, runRound } from '../rounds'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let post: Post
let leader: Member
let member: Member
beforeEach(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { context } = hub
  post = { origin: 'http://hub.test', taxonomy: context.taxonomy }
  const add = (email: string, entity: string, role: 'focal-point' | 'contributor') =>
    addMember(context.database, { email, name: email, memberships: [{ entity, role }] })
  leader = await add('leader@itu.example', 'itu', 'focal-point')
  member = await add('member@itu.example', 'itu', 'contributor')
  await add('leader@fao.example', 'fao', 'focal-point')
  for (const id of [1, 2, 3]) await publish(context.database, id, contentOf({ title: `ITU ${id}` }))
  await publish(context.database, 4, contentOf({ title: 'FAO 4', entities: ['fao', 'itu'] }))
  await context.catalogue.refresh()
})
afterEach(() => hub.stop())

const by = () => ({ actor: 'person:99', at: new Date().toISOString() })
const open = (changes = {}) =>
  runRound(hub.context, (store) => openRound(store, post, roundOf(changes), by()))
const board = () =>
  runRound(hub.context, async (store) =>
    boardNow(store, post, await store.get(2026), new Date().toISOString()),
  )
const lineOf = async (entity: string) => (await board()).find((line) => line.entity === entity)
const entries = async () => {
  const reader = new RoundReader(hub.context.database.reader)
  const round = await reader.findRound(2026)
  return round ? reader.listEntries(round) : []
}
const close = async () => {
  const seen = seenSum(await entries())
  await runRound(hub.context, (store) =>
    closeRound(store, post, { year: 2026, seen, note: '' }, by()),
  )
}
/** What was ever put into the outbox; mail of another day has not been sent. */
const mails = () =>
  hub.context.database.reader
    .selectFrom('mail')
    .select(['to', 'subject', 'text'])
    .orderBy('id')
    .execute()
const say = (
  activityIds: number[],
  what: 'confirmed' | 'completed' | 'retired' | 'none',
  why = '',
) => answer(hub.context, { year: 2026, entity: 'itu', activityIds, answer: what }, leader.id, why)

describe('a round', () => {
  test('asks each entity for the entries it leads, and tells how far it is', async () => {
    await open()
    expect(await lineOf('itu')).toMatchObject({ state: 'not-started', silent: 3 })
    expect(await lineOf('fao')).toMatchObject({ state: 'not-started', silent: 1 })
    await say([1], 'confirmed')
    expect(await lineOf('itu')).toMatchObject({ state: 'in-progress', confirmed: 1, silent: 2 })
    await say([2], 'completed')
    await say([3], 'retired', 'It ended.')
    expect(await lineOf('itu')).toMatchObject({
      ...{ state: 'done', confirmed: 1, changed: 2, silent: 0 },
    })
    await expect(say([4], 'confirmed')).rejects.toThrow('no entry of this list')
    await expect(say([1], 'retired')).rejects.toThrow('Say why')
  })

  test('hands completed entries in for review, and counts them only while that stands', async () => {
    await open()
    await say([2], 'completed')
    expect((await entries())[1]).toMatchObject({ answer: 'completed', isWaiting: true })
    const { id } = await hub.context.database.reader
      .selectFrom('submission')
      .select('id')
      .where('activity_id', '=', 2)
      .executeTakeFirstOrThrow()
    const act = { ...by(), reason: 'Not so' }
    await makeMove(hub.context, (store, desk) => withdraw(store, desk, { submissionId: id }, act))
    expect((await entries())[1]).toMatchObject({ answer: 'none', isWritten: true })
    await expect(say([2, 1], 'completed')).rejects.toThrow('“ITU 2” is being changed')
    // All or nothing.
    expect((await entries())[0]?.answer).toBe('none')
    await makeMove(hub.context, (store, desk) => discard(store, desk, { submissionId: id }, act))
    expect((await entries())[1]).toMatchObject({ answer: 'none', isWritten: false })
  })

  test('lets a confirmation be taken back, and a confirmation sent twice do nothing', async () => {
    await open()
    expect(await say([1, 2], 'confirmed')).toBe(2)
    expect(await say([1, 2], 'confirmed')).toBe(0)
    expect(await say([1], 'none')).toBe(1)
    expect(await lineOf('itu')).toMatchObject({ confirmed: 1, silent: 2 })
  })

  test('is one at a time, and not of a year whose edition is frozen', async () => {
    await open()
    await expect(open()).rejects.toThrow('a round 2026 already')
    await expect(open({ year: 2027 })).rejects.toThrow('still open')
    await close()
    await expect(open({ year: 2026 })).rejects.toThrow('already')
    await open({ year: 2027 })
  })

  test('is closed once, freezing what its rule and exceptions say, for ever', async () => {
    await open({ rule: 'mark' })
    await say([1], 'confirmed')
    const exception = { year: 2026, activityIds: [3], rule: 'leave-out' } as const
    await runRound(hub.context, (store) => ruleSilent(store, exception, by()))
    expect((await entries()).map(({ result }) => result)).toEqual([
      'in',
      'marked',
      'left-out',
      'marked',
    ])
    const seen = seenSum(await entries())
    await say([2], 'confirmed')
    await expect(
      runRound(hub.context, (store) =>
        closeRound(store, post, { year: 2026, seen, note: '' }, by()),
      ),
    ).rejects.toThrow('changed since')
    await close()
    const editions = new EditionReader(hub.context.database.reader)
    const ids = async () => (await editions.listEntries('2026')).map(({ id }) => id)
    expect(await ids()).toEqual([1, 2, 4])
    expect((await editions.findEdition('2026'))?.note).toBe(
      '1 of 3 entries were not confirmed by their entities in this round: FAO (4).',
    )
    const before = await entries()
    await publish(hub.context.database, 1, contentOf({ title: 'Later' }))
    await publish(hub.context.database, 9, contentOf({ title: 'Later still' }))
    expect(await entries()).toEqual(before)
    expect(await ids()).toEqual([1, 2, 4])
    await expect(say([3], 'confirmed')).rejects.toThrow('closed')
    // A second click.
    await runRound(hub.context, (store) =>
      closeRound(store, post, { year: 2026, seen, note: '' }, by()),
    )
    expect(
      await mails().then((all) => all.filter(({ subject }) => /closed/.test(subject))),
    ).toHaveLength(2)
    await expect(
      hub.context.database.writer.updateTable('round_outcome').set({ result: 'in' }).execute(),
    ).rejects.toThrow('never changed')
  })

  test('that fails to freeze is not closed', async () => {
    await open()
    for (const id of [1, 2, 3, 4])
      await runRound(hub.context, (store) =>
        ruleSilent(store, { year: 2026, activityIds: [id], rule: 'leave-out' }, by()),
      )
    await expect(close()).rejects.toThrow('nothing was frozen')
    expect((await new RoundReader(hub.context.database.reader).findRound(2026))?.state).toBe('open')
  })
})

describe('its mail', () => {
  test('opens with the letter, for focal points alone, on the first day', async () => {
    await open({ opens: dayIn(1) })
    expect(await mails()).toEqual([])
    await expect(say([1], 'confirmed')).rejects.toThrow('begins on')
    const tomorrow = new Date(Date.now() + 24 * 3_600_000)
    await sendDue(hub.context.database, post, tomorrow)
    await sendDue(hub.context.database, post, tomorrow)
    const sent = await mails()
    expect(sent.map(({ to }) => to).sort()).toEqual(['leader@fao.example', 'leader@itu.example'])
    expect(sent[0]?.text).toContain('that time of the year')
    expect(sent[0]?.text).toMatch(/http:\/\/hub\.test\/rounds\/2026\/entities\/(itu|fao)/)
  })

  test('reminds the silent on the chosen days, once, whatever was slept through', async () => {
    await open()
    await answer(
      hub.context,
      { year: 2026, entity: 'fao', activityIds: [4], answer: 'confirmed' },
      leader.id,
    )
    const reminders = async () =>
      (await mails()).filter(({ subject }) => /not confirmed yet/.test(subject))
    const at = (day: string) => sendDue(hub.context.database, post, new Date(`${day}T08:00:00Z`))
    const deadline = dayIn(30)
    await at(daysBefore(deadline, 15))
    expect(await reminders()).toHaveLength(0)
    await at(daysBefore(deadline, 14))
    await at(daysBefore(deadline, 14))
    expect((await reminders()).map(({ to }) => to)).toEqual(['leader@itu.example'])
    // Down on the day, and on the last one too: one mail makes up for both.
    await at(daysBefore(deadline, 0))
    await at(daysBefore(deadline, 0))
    expect(await reminders()).toHaveLength(2)
    await at(daysBefore(deadline, -1))
    expect(await reminders()).toHaveLength(2)
  })

  test('by hand goes to the silent, delegates too, and once for one form', async () => {
    await open()
    const by12 = { ...by(), name: 'Lea' }
    await runRound(hub.context, (store) =>
      delegate(store, post, { year: 2026, entity: 'itu', personId: member.id }, by12),
    )
    const given = { year: 2026, entity: '', occasion: 'a-token-of-sixteen' }
    const told = () => runRound(hub.context, (store) => remind(store, post, given, by()))
    expect(await told()).toBe(3)
    expect(await told()).toBe(0)
    const subjects = (await mails()).filter(({ to }) => to === 'member@itu.example')
    expect(subjects.map(({ subject }) => subject)).toEqual([
      'UN Activities on AI 2026: you are asked to answer for ITU',
      'UN Activities on AI 2026: 3 entries of ITU are not confirmed yet',
    ])
  })

  test('tells an entity of its own deadline, which then holds for it alone', async () => {
    await open()
    const deadline = dayIn(40)
    await runRound(hub.context, (store) =>
      extend(store, post, { year: 2026, entity: 'fao', deadline }, by()),
    )
    expect(await lineOf('fao')).toMatchObject({ deadline, isExtended: true })
    expect(await lineOf('itu')).toMatchObject({ deadline: dayIn(30), isExtended: false })
    const told = (await mails()).filter(({ subject }) => /has until/.test(subject))
    expect(told.map(({ to }) => to)).toEqual(['leader@fao.example'])
  })
})
