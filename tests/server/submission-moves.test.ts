import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { submit } from '../../server/submissions/drafting'
import { MOVES, type Move, mayReview, NotAllowedNow } from '../../server/submissions/moves'
import { approve } from '../../server/submissions/reviewing'
import { SUBMISSION_KINDS, SUBMISSION_STATES } from '../../taxonomy/submission'
import { temporaryFolder } from '../seeds'
import { Bench, CURATOR, WHOLE, WRITER } from '../submissions'

const { folder, remove } = temporaryFolder()
let bench: Bench
let count = 0
beforeEach(async () => {
  bench = await Bench.open(folder, String(++count))
})
afterEach(() => bench.database.close())
afterAll(remove)

const REVIEWS: readonly Move[] = ['ask-changes', 'approve', 'reject', 'merge', 'undo', 'take-over']
const AFTER: Record<Move, string> = {
  save: '',
  submit: 'submitted',
  withdraw: 'draft',
  discard: 'withdrawn',
  reopen: 'draft',
  'ask-changes': 'changes-asked',
  approve: 'published',
  reject: 'rejected',
  merge: 'merged',
  undo: 'submitted',
  'take-over': 'draft',
}

const moves = Object.keys(MOVES) as Move[]
const actorOf = (move: Move) => (REVIEWS.includes(move) ? CURATOR : WRITER)

describe.each(SUBMISSION_KINDS)('a submission of kind %s', (kind) => {
  test.each(SUBMISSION_STATES)(
    'that is %s allows what the table says, and only that',
    async (state) => {
      for (const move of moves) {
        await bench.database.close()
        bench = await Bench.open(folder, `${++count}`)
        await bench.publish(600, 'Another')
        const submission = await bench.reach(kind, state)
        if (!submission) return
        expect(submission.state).toBe(state)
        const before = await bench.catalogue.lastEvent()
        const isAllowed = MOVES[move].kinds.includes(kind) && MOVES[move].from.includes(state)
        const outcome = await bench.make(move, submission, bench.act(actorOf(move))).then(
          (after) => after.state,
          (error: unknown) => error,
        )
        if (isAllowed) {
          expect.soft(outcome, move).toBe(AFTER[move] || state)
          expect.soft(await bench.catalogue.lastEvent(), move).toBeGreaterThan(before)
        } else {
          expect.soft(outcome, move).toBeInstanceOf(NotAllowedNow)
          expect.soft(outcome, move).toMatchObject({ code: 'wrong-state', message: /./ })
          expect.soft((await bench.get(submission.id)).state, move).toBe(state)
          if (move !== 'save') expect.soft(await bench.catalogue.lastEvent(), move).toBe(before)
        }
      }
    },
  )
})

describe('a form sent twice', () => {
  test.each(moves.filter((move) => move !== 'save'))('does %s once', async (move) => {
    await bench.publish(600, 'Another')
    const from = MOVES[move].from[0] ?? 'draft'
    const submission = await bench.reach(MOVES[move].kinds[0] ?? 'new', from)
    if (!submission) throw new Error('no such state')
    const act = bench.act(actorOf(move), 'Because', 'token-1')
    const first = await bench.make(move, submission, act)
    const events = await bench.catalogue.lastEvent()
    const again = await bench.make(move, submission, { ...act, at: bench.act('').at })
    expect(again).toEqual(first)
    expect(await bench.catalogue.lastEvent()).toBe(events)
  })

  test('without a token, the second is told what stands', async () => {
    const submission = await bench.reach('new', 'submitted')
    if (!submission) throw new Error('no such state')
    await bench.make('approve', submission, bench.act(CURATOR))
    await expect(bench.make('approve', submission, bench.act(CURATOR))).rejects.toThrow(/published/)
  })

  test('begins one draft, and takes one suggestion', async () => {
    expect((await bench.begin('a')).id).toBe((await bench.begin('a')).id)
    expect((await bench.begin('b')).activityId).toBe(10_002)
    expect((await bench.suggest(null, {}, 'c')).id).toBe((await bench.suggest(null, {}, 'c')).id)
  })

  test('for something else, or by someone else, is refused', async () => {
    const one = await bench.begin('a')
    await bench.save(one, WHOLE)
    await expect(bench.make('submit', one, bench.act(WRITER, '', 'a'))).rejects.toMatchObject({
      code: 'not-valid',
    })
    await bench.make('submit', one, bench.act(WRITER, '', 'b'))
    await expect(bench.make('submit', one, bench.act('person:2', '', 'b'))).rejects.toMatchObject({
      code: 'not-valid',
    })
  })
})

describe('what one acts on', () => {
  test('must be as one saw it', async () => {
    const submission = await bench.reach('new', 'draft')
    if (!submission) throw new Error('no such state')
    const stale = { submissionId: submission.id, revision: submission.revision - 1 }
    await expect(
      bench.run((store, desk) => submit(store, desk, stale, bench.act(WRITER))),
    ).rejects.toMatchObject({ code: 'changed-meanwhile' })
    expect((await bench.get(submission.id)).state).toBe('draft')
  })

  test('is compared with what is public now, not with what was', async () => {
    await bench.publish(7, 'Old')
    const change = await bench.beginChange(7)
    await bench.save(change, { title: 'New' })
    await bench.submit(change)
    const correction = await bench.suggest(7, { title: 'Corrected' })
    await bench.approve(correction)
    const seen = { submissionId: change.id, curators: 2, seenPublic: 1 }
    await expect(
      bench.run((store, desk) => approve(store, desk, seen, bench.act(CURATOR))),
    ).rejects.toMatchObject({ code: 'changed-meanwhile' })
    await bench.approve(change)
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('New')
  })

  test('that is not there is said to be not there', async () => {
    const nobody = { ...(await bench.begin()), id: 99 }
    await expect(bench.make('submit', nobody, bench.act(WRITER))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('an entry that is not complete is not submitted; the fields are named', async () => {
    const submission = await bench.begin()
    const refusal = await bench
      .make('submit', submission, bench.act(WRITER))
      .catch((error) => error)
    expect(refusal).toMatchObject({ code: 'incomplete' })
    expect(refusal.issues.map(({ field }: { field: string }) => field)).toEqual([
      'title',
      'summary',
    ])
  })
})

describe('a curator’s own entry', () => {
  test.each(['ask-changes', 'approve', 'reject', 'merge'] as const)(
    'is not theirs to %s',
    async (move) => {
      await bench.publish(600)
      const submission = await bench.reach('new', 'submitted')
      if (!submission) throw new Error('no such state')
      await expect(bench.make(move, submission, bench.act(WRITER))).rejects.toMatchObject({
        code: 'own-entry',
      })
    },
  )

  test.each([
    ['the writer among two', WRITER, 2, false],
    ['the writer, alone', WRITER, 1, true],
    ['another', CURATOR, 2, true],
  ])('%s may review it: %s', (_, actor, curators, may) => {
    expect(mayReview(actor, { openedBy: WRITER, submittedBy: null }, curators)).toBe(may)
    expect(mayReview(actor, { openedBy: null, submittedBy: WRITER }, curators)).toBe(may)
  })
})
