import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Act } from '../../server/catalogue/writer'
import { mergeActivity, restore } from '../../server/submissions/archiving'
import { createDraft, discard, reopen, submit, withdraw } from '../../server/submissions/drafting'
import { MOVES, type Move, mayReview, NotAllowedNow } from '../../server/submissions/moves'
import type { Submission } from '../../server/submissions/reader'
import {
  approve,
  askChanges,
  dismissWarnings,
  merge,
  reject,
} from '../../server/submissions/reviewing'
import { save } from '../../server/submissions/saving'
import { takeOver } from '../../server/submissions/taking-over'
import { splitActivity, undo } from '../../server/submissions/undoing'
import { SUBMISSION_KINDS, SUBMISSION_STATES } from '../../taxonomy/submission'
import { contentOf, temporaryFolder } from '../seeds'
import { Bench, CURATOR, WHOLE, WRITER } from '../submissions'

const { folder, remove } = temporaryFolder()
let bench: Bench
let count = 0
beforeEach(async () => {
  bench = await Bench.open(folder, String(++count))
})
afterEach(() => bench.database.close())
afterAll(remove)

/** Makes a move with a submission; `request` is the token of the form. */
async function make(move: Move, submission: Submission, act: Act): Promise<Submission> {
  const { id: submissionId, activityId } = submission
  const review = { submissionId, curators: 2 }
  const standing = await bench.submissions.findStanding(activityId)
  const shown = await bench.submissions.findVersion(standing?.publishedVersionId ?? 0)
  const head = await bench.submissions.findVersion(submission.headVersionId)
  return bench.run(async (store, desk) => {
    switch (move) {
      case 'save': {
        const content = { summary: 'AI foresees floods, and more.' }
        const request = { submissionId, basedOn: head?.number ?? 0, editor: 'x', content }
        const result = await save(store, desk, request, act)
        if (result.outcome === 'closed') throw new NotAllowedNow('wrong-state', result.reason)
        return result.submission
      }
      case 'submit':
        return submit(store, desk, { submissionId }, act)
      case 'withdraw':
        return withdraw(store, desk, { submissionId }, act)
      case 'discard':
        return discard(store, desk, { submissionId }, act)
      case 'reopen':
        return reopen(store, desk, { submissionId }, act)
      case 'ask-changes':
        return askChanges(store, desk, { ...review, comments: [] }, act)
      case 'approve':
        return approve(store, desk, { ...review, seenPublic: shown?.number ?? null }, act)
      case 'reject':
        return reject(store, desk, review, act)
      case 'merge':
        return merge(store, desk, { ...review, into: 600 }, act)
      case 'undo':
        return undo(store, desk, { submissionId, curators: 2 }, act)
      case 'take-over':
        return takeOver(store, desk, { submissionId, entity: 'itu' }, act)
    }
  })
}

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
        const outcome = await make(move, submission, bench.act(actorOf(move))).then(
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
    const first = await make(move, submission, act)
    const events = await bench.catalogue.lastEvent()
    const again = await make(move, submission, { ...act, at: bench.act('').at })
    expect(again).toEqual(first)
    expect(await bench.catalogue.lastEvent()).toBe(events)
  })

  test('without a token, the second is told what stands', async () => {
    const submission = await bench.reach('new', 'submitted')
    if (!submission) throw new Error('no such state')
    await make('approve', submission, bench.act(CURATOR))
    await expect(make('approve', submission, bench.act(CURATOR))).rejects.toThrow(/published/)
  })

  test('begins one draft, and takes one suggestion', async () => {
    expect((await bench.begin('a')).id).toBe((await bench.begin('a')).id)
    expect((await bench.begin('b')).activityId).toBe(10_002)
    expect((await bench.suggest(null, {}, 'c')).id).toBe((await bench.suggest(null, {}, 'c')).id)
  })

  test('for something else, or by someone else, is refused', async () => {
    const one = await bench.begin('a')
    await bench.save(one, WHOLE)
    await expect(make('submit', one, bench.act(WRITER, '', 'a'))).rejects.toMatchObject({
      code: 'not-valid',
    })
    await make('submit', one, bench.act(WRITER, '', 'b'))
    await expect(make('submit', one, bench.act('person:2', '', 'b'))).rejects.toMatchObject({
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
    await expect(make('submit', nobody, bench.act(WRITER))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('an entry that is not complete is not submitted; the fields are named', async () => {
    const submission = await bench.begin()
    const refusal = await make('submit', submission, bench.act(WRITER)).catch((error) => error)
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
      await expect(make(move, submission, bench.act(WRITER))).rejects.toMatchObject({
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

describe('a published change', () => {
  test('is what the public sees, until it is taken back', async () => {
    await bench.publish(7, 'Old')
    const change = await bench.beginChange(7)
    await bench.save(change, { title: 'New' })
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('Old')
    await bench.submit(change)
    await bench.approve(change, { title: 'New, as the curator has it' })
    expect(await bench.catalogue.findPublished(7)).toMatchObject({
      content: { title: 'New, as the curator has it' },
    })
    await make('undo', change, bench.act(CURATOR))
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('Old')
    const { headVersionId, state } = await bench.get(change.id)
    expect(state).toBe('submitted')
    expect((await bench.submissions.findVersion(headVersionId))?.content.title).toBe('New')
  })

  test('cannot be taken back once the next is being written', async () => {
    const published = await bench.reach('change', 'published')
    if (!published) throw new Error('no such state')
    await bench.beginChange(published.activityId)
    await expect(make('undo', published, bench.act(CURATOR))).rejects.toThrow(/since/)
  })

  test('a new entry, taken back, is out of the catalogue and waits again', async () => {
    const published = await bench.reach('new', 'published')
    if (!published) throw new Error('no such state')
    const { activityId } = published
    expect(activityId).toBe(10_001)
    await make('undo', published, bench.act(CURATOR))
    expect(await bench.catalogue.findPublished(activityId)).toBeUndefined()
    expect((await bench.submissions.findStanding(activityId))?.state).toBe('submitted')
    await bench.approve(published)
    expect(await bench.catalogue.findPublished(activityId)).toBeDefined()
  })

  test('an activity has one draft: the second who would begin one is led to it', async () => {
    await bench.publish(7)
    const [one, other] = await Promise.all([bench.beginChange(7), bench.beginChange(7)])
    expect(one.id).toBe(other.id)
  })

  test('of what is not public is refused', async () => {
    const draft = await bench.reach('new', 'withdrawn')
    if (!draft) throw new Error('no such state')
    await expect(bench.beginChange(draft.activityId)).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(bench.beginChange(12345)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a copy takes the content of another under a number and an entity of its own', async () => {
    await bench.run((store) =>
      store.catalogue.createActivity(7, '2025-01-01', bench.act('import:somewhere')),
    )
    await bench.run(async (store) => {
      const source = { system: 'somewhere', id: '7', retrieved: '2026-04' }
      const content = contentOf({ title: 'Theirs', entities: ['unesco'], source })
      const act = bench.act('import:somewhere')
      const id = await store.catalogue.saveVersion(7, content, { ...act, datedOn: '2025-01-01' })
      await store.catalogue.publish(7, id, act)
    })
    const copy = await bench.run((store) =>
      createDraft(store, { from: 'copy', activityId: 7, entity: 'itu' }, bench.act(WRITER)),
    )
    expect(copy).toMatchObject({ activityId: 10_001, kind: 'new', state: 'draft' })
    expect((await bench.submissions.findVersion(copy.headVersionId))?.content).toMatchObject({
      title: 'Theirs',
      entities: ['itu', 'unesco'],
      source: null,
    })
  })
})

describe('merging', () => {
  const merged = async (from: number, into: number) => {
    const change = await bench.beginChange(from)
    await bench.save(change, { summary: 'AI, again.' })
    await bench.submit(change)
    await bench.merge(change, into)
    return change
  }

  test('takes the loser out, leads its number on, through chains, and can be taken back', async () => {
    for (const id of [1, 2, 3]) await bench.publish(id)
    const first = await merged(1, 2)
    await merged(2, 3)
    expect(await bench.catalogue.findPublished(1)).toBeUndefined()
    expect(await bench.catalogue.resolveRedirect(1)).toBe(3)
    expect(await bench.catalogue.resolveRedirect(3)).toBeUndefined()

    await make('undo', first, bench.act(CURATOR))
    expect(await bench.catalogue.resolveRedirect(1)).toBeUndefined()
    expect(await bench.catalogue.findPublished(1)).toBeDefined()
    expect(await bench.catalogue.resolveRedirect(2)).toBe(3)
    expect(await bench.get(first.id)).toMatchObject({ state: 'submitted', mergedInto: null })
  })

  test.each([
    ['itself', 2, /itself/],
    ['what was merged into it', 1, /merged into this entry/],
    ['what was merged elsewhere', 3, /merged into 4; name that one/],
    ['what is not public', 99, /no published/],
  ])('with %s is refused', async (_, into, reason) => {
    for (const id of [1, 2, 3, 4]) await bench.publish(id)
    await merged(1, 2)
    await merged(3, 4)
    await expect(merged(2, into)).rejects.toThrow(reason)
    expect(await bench.catalogue.findPublished(2)).toBeDefined()
  })

  test('without a submission takes a published one out, and splitting brings it back', async () => {
    for (const id of [1, 2]) await bench.publish(id)
    const act = bench.act(CURATOR, 'The same', 'token-m')
    const once = () =>
      bench.run((store, desk) => mergeActivity(store, desk, { activityId: 1, into: 2 }, act))
    const split = () =>
      bench.run((store, desk) => splitActivity(store, desk, { activityId: 1 }, bench.act(CURATOR)))
    expect(await once()).toMatchObject({ state: 'archived', publishedVersionId: null })
    const events = await bench.catalogue.lastEvent()
    await once()
    expect(await bench.catalogue.lastEvent()).toBe(events)
    expect(await bench.catalogue.resolveRedirect(1)).toBe(2)
    expect(await split()).toMatchObject({ state: 'published' })
    expect(await bench.catalogue.resolveRedirect(1)).toBeUndefined()
    await expect(split()).rejects.toThrow(/not merged/)
  })

  test('a circle, however it came about, ends nowhere instead of never', async () => {
    for (const id of [1, 2]) await bench.publish(id)
    await bench.run(async (store) => {
      await store.addRedirect(1, 2)
      await store.addRedirect(2, 1)
    })
    expect(await bench.catalogue.resolveRedirect(1)).toBeUndefined()
  })
})

describe('archiving', () => {
  test('takes an activity out and restoring brings back what was public', async () => {
    await bench.publish(7, 'Seven')
    await bench.archive(7)
    expect(await bench.catalogue.findPublished(7)).toBeUndefined()
    await expect(bench.archive(7)).rejects.toThrow(/already/)
    await bench.run((store, desk) => restore(store, desk, { activityId: 7 }, bench.act(CURATOR)))
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('Seven')
  })

  test('waits until nobody is writing', async () => {
    await bench.publish(7)
    await bench.beginChange(7)
    await expect(bench.archive(7)).rejects.toThrow(/being written/)
  })

  test('does not bring back what was merged', async () => {
    const loser = await bench.reach('new', 'merged')
    if (!loser) throw new Error('no such state')
    const { activityId } = loser
    await expect(
      bench.run((store, desk) => restore(store, desk, { activityId }, bench.act(CURATOR))),
    ).rejects.toThrow(/merged into 500/)
  })
})

describe('a visitor’s suggestion', () => {
  test('is published with the curator’s words, and their address is forgotten', async () => {
    await bench.publish(7, 'Wrong')
    const suggestion = await bench.suggest(7, { title: 'Right' })
    expect(suggestion).toMatchObject({ kind: 'suggestion', state: 'submitted', openedBy: null })
    expect(suggestion.mail).toBe('someone@example.org')
    const after = await bench.approve(suggestion, { summary: 'AI, right.' })
    expect(after.mail).toBeNull()
    expect((await bench.catalogue.findPublished(7))?.content).toMatchObject({
      title: 'Right',
      summary: 'AI, right.',
    })
  })

  test('that says nothing at a field cannot be approved as it is', async () => {
    await bench.publish(7)
    const suggestion = await bench.suggest(7)
    await expect(bench.approve(suggestion)).rejects.toThrow(/changes nothing/)
    await bench.reject(suggestion)
  })

  test('of a missing activity becomes one', async () => {
    const suggestion = await bench.suggest(null, { title: 'Missing', entities: ['itu'] })
    await expect(bench.approve(suggestion)).rejects.toMatchObject({ code: 'incomplete' })
    await bench.approve(suggestion, { summary: 'AI, missed.' })
    expect(await bench.catalogue.findPublished(suggestion.activityId)).toBeDefined()
  })

  test('of what is not public, or with a concept that is none, is refused', async () => {
    await expect(bench.suggest(12345)).rejects.toMatchObject({ code: 'not-found' })
    await expect(bench.suggest(null, { entities: ['acme'] })).rejects.toMatchObject({
      code: 'not-valid',
      issues: [{ field: 'entities', code: 'unknown-concept' }],
    })
  })

  test('leaves what the keepers work on alone', async () => {
    await bench.publish(7, 'Theirs')
    await bench.suggest(7, { title: 'Other' })
    expect((await bench.catalogue.findHead(7))?.content.title).toBe('Theirs')
  })
})

describe('an imported record', () => {
  test('that changed at the source and here is published, or left as it is', async () => {
    const held = await bench.importHeld(7)
    await bench.approve(held)
    expect((await bench.catalogue.findPublished(7))?.content.title).toBe('As the source has it')
    const other = await bench.importHeld(8)
    await bench.reject(other)
    expect((await bench.catalogue.findPublished(8))?.content.title).toBe('Activity 8')
    expect((await bench.catalogue.findHead(8))?.content.title).toBe('Activity 8')
  })

  test('whose warnings are all dismissed is done with, and taken back has them again', async () => {
    await bench.import([{ id: 7, startDate: null, links: [{ url: 'n/a', label: '' }] }])
    const [item] = (await bench.queue.list({}, { limit: 9 })).items
    expect(item).toMatchObject({ kind: 'imported', warnings: ['broken-address', 'unknown-start'] })
    if (!item) return
    const codes = async () => (await bench.queue.list({}, { limit: 9 })).items[0]?.warnings
    const dismiss = async (code: string) => {
      const warnings = await bench.catalogue.listWarnings(7)
      const warningIds = warnings.filter((warning) => warning.code === code).map(({ id }) => id)
      const review = { submissionId: item.id, curators: 2, warningIds }
      return bench.run((store, desk) =>
        dismissWarnings(store, desk, review, bench.act(CURATOR, 'It is so')),
      )
    }
    expect((await dismiss('broken-address')).state).toBe('submitted')
    expect(await codes()).toEqual(['unknown-start'])
    expect((await dismiss('unknown-start')).state).toBe('published')
    expect(await codes()).toEqual([])

    await bench.import([
      { id: 7, startDate: null, links: [{ url: 'n/a', label: '' }], tags: ['x'] },
    ])
    expect((await bench.get(item.id)).state).toBe('published')

    await expect(make('undo', item, bench.act(CURATOR))).rejects.toThrow(/since/)
  })

  test('found in order, and taken back, waits again with its warnings', async () => {
    await bench.import([{ id: 7, startDate: null }])
    const [item] = (await bench.queue.list({}, { limit: 9 })).items
    if (!item) throw new Error('nothing is queued')
    await bench.approve(item)
    expect((await bench.queue.list({ warnings: ['unknown-start'] }, { limit: 9 })).items).toEqual(
      [],
    )
    await make('undo', item, bench.act(CURATOR))
    expect(
      (await bench.queue.list({ warnings: ['unknown-start'] }, { limit: 9 })).items,
    ).toMatchObject([{ id: item.id, state: 'submitted' }])
  })
})

describe('who is told', () => {
  const notices = () =>
    bench.database.writer.selectFrom('notice').select(['kind', 'audience', 'address']).execute()

  test('curators of what is submitted, its writer of what becomes of it', async () => {
    const submission = await bench.reach('new', 'published')
    if (!submission) throw new Error('no such state')
    expect(await notices()).toEqual([
      { kind: 'submitted', audience: 'curators', address: '' },
      { kind: 'approved', audience: 'person', address: WRITER },
    ])
  })

  test('a visitor who left an address', async () => {
    await bench.publish(7)
    await bench.reject(await bench.suggest(7))
    expect(await notices()).toEqual([
      { kind: 'suggested', audience: 'curators', address: '' },
      { kind: 'rejected', audience: 'mail', address: 'someone@example.org' },
    ])
  })

  test('nobody, when the move did not happen', async () => {
    const submission = await bench.begin()
    await expect(make('submit', submission, bench.act(WRITER))).rejects.toThrow()
    expect(await notices()).toEqual([])
  })
})
