import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDraft, submit, withdraw } from '../../server/submissions/drafting'
import { makeMove } from '../../server/submissions/moving'
import type { Submission } from '../../server/submissions/reader'
import { save } from '../../server/submissions/saving'
import { fieldsOf, ReviewBench } from '../review'

let bench: ReviewBench
beforeAll(async () => {
  bench = await ReviewBench.open()
})
afterAll(() => bench.hub.stop())

type Form = Record<string, string | string[]>

/** The form a curator opens on a submission. */
async function opened({ id }: Submission, who = bench.curator): Promise<Form> {
  const { body, statusCode } = await bench.get(`/review/${id}/edit`, who)
  expect(statusCode).toBe(200)
  return fieldsOf(body, `/review/${id}/edit`)
}

const edit = ({ id }: Submission, form: Form, who = bench.curator) =>
  bench.send(`/review/${id}/edit`, { act: 'approve', ...form }, who)

/** Its writer takes it back, writes on, and hands it in again. */
const rewrite = ({ id }: Submission, content: object) =>
  makeMove(bench.hub.context, async (store, desk) => {
    const by = bench.by(bench.writer)
    const { headVersionId } = await withdraw(store, desk, { submissionId: id }, by)
    const head = await store.findVersion(headVersionId)
    await save(
      store,
      desk,
      { submissionId: id, basedOn: head?.number ?? 0, editor: 'x', content },
      by,
    )
    return submit(store, desk, { submissionId: id }, by)
  })

describe('a curator who edits and approves', () => {
  test('publishes what was edited in one act; what was changed is told, and undone whole', async () => {
    const submission = await bench.submitted({
      description: 'One line.\nAnother.',
      sectors: ['health'],
      links: [{ url: 'https://itu.int/', label: 'ITU' }],
    })
    const before = await bench.contentOf(submission)
    const form = await opened(submission)
    const done = await edit(submission, { ...form, summary: 'AI foresees large floods.' })
    expect(done.headers.location).toBe(`/review/${submission.id}?done=approved`)
    // Nothing else of the entry was touched by going through the form.
    expect(await bench.contentOf(submission)).toEqual({
      ...before,
      summary: 'AI foresees large floods.',
    })
    const { body } = await bench.get(`/review/${submission.id}`)
    expect(body).toMatch(/What the curator changed of it.*<ins>.*large/s)
    const mine = (await bench.get(`/my/${submission.id}`, bench.writer)).body
    expect(mine).toMatch(/The curator changed.*<ins>.*large/s)
    await bench.post(submission, 'undo')
    expect(await bench.find(submission.id)).toMatchObject({ state: 'submitted' })
    expect(await bench.contentOf(submission)).toEqual(before)
  })

  test('decides the pillars, and leaves them to the types again', async () => {
    const submission = await bench.submitted({ types: ['research'] })
    const form = await opened(submission)
    expect(form.pillars).toBeUndefined()
    const pillar = 'standards-policy'
    await edit(submission, { ...form, pillars: [pillar] })
    expect((await bench.contentOf(submission)).pillars).toEqual([pillar])
    const shown = await bench.hub.app.inject(`/api/v1/activities/${submission.activityId}`)
    expect(shown.json().pillars.map(({ id }: { id: string }) => id)).toEqual([pillar])
    await bench.post(submission, 'undo')
    expect((await bench.contentOf(submission)).pillars).toBeNull()
    const wrong = await edit(submission, { ...(await opened(submission)), pillars: ['nothing'] })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('Pillars')
  })

  test('sees a preview that holds all that was typed, and keeps nothing', async () => {
    const submission = await bench.submitted()
    const versions = async () =>
      (await bench.reader.listVersions(submission.id, { limit: 9 })).length
    const before = await versions()
    const typed = {
      ...(await opened(submission)),
      title: 'Said "better" & <x',
      description: 'One\n\nTwo',
      reason: 'Clearer',
    }
    const { body, statusCode } = await edit(submission, { ...typed, act: 'preview' })
    expect(statusCode).toBe(200)
    expect(body).toContain('Said &quot;better&quot; &amp; &lt;x')
    const sent = fieldsOf(body, `/review/${submission.id}/edit`)
    expect(sent).toMatchObject({
      title: [typed.title],
      description: ['One\n\nTwo'],
      reason: ['Clearer'],
    })
    expect(await versions()).toBe(before)
    const again = await edit(submission, { ...sent, act: 'edit' })
    expect(again.body).toContain('value="Said &quot;better&quot; &amp; &lt;x"')
    expect((await edit(submission, sent)).statusCode).toBe(303)
    expect((await bench.contentOf(submission)).title).toBe(typed.title)
  })

  test('keeps what was typed when the entry moved meanwhile, and says what changed', async () => {
    const submission = await bench.submitted()
    const form = { ...(await opened(submission)), summary: 'Mine.' }
    await rewrite(submission, { summary: 'Theirs.', description: 'Also theirs.' })
    const refused = await edit(submission, form)
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('was changed since you opened it')
    expect(refused.body).toMatch(/Its writers changed this.*Also theirs\./s)
    const now = fieldsOf(refused.body, `/review/${submission.id}/edit`)
    expect(now).toMatchObject({ summary: ['Mine.'], description: ['Also theirs.'] })
    expect((await edit(submission, now)).statusCode).toBe(303)
    expect(await bench.contentOf(submission)).toMatchObject({
      ...{ summary: 'Mine.', description: 'Also theirs.' },
    })
  })

  test('keeps what was typed when it was taken back or decided by another', async () => {
    const taken = await bench.submitted()
    const form = { ...(await opened(taken)), summary: 'Typed at length.' }
    await makeMove(bench.hub.context, (store, desk) =>
      withdraw(store, desk, { submissionId: taken.id }, bench.by(bench.writer)),
    )
    const refused = await edit(taken, form)
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('Typed at length.')
    const decided = await bench.submitted()
    const second = { ...(await opened(decided)), summary: 'Typed at length, too.' }
    await bench.post(decided, 'reject', { reason: 'No' }, bench.second)
    const late = await edit(decided, second)
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('Typed at length, too.')
  })

  test('is told when the public version changed meanwhile', async () => {
    const shown = await bench.published()
    const { activityId } = shown
    const start = { from: 'change', activityId, entity: 'itu' } as const
    const change = await makeMove(bench.hub.context, async (store, desk) => {
      const by = bench.by(bench.writer)
      const draft = await createDraft(store, start, by)
      const basedOn = (await store.findVersion(draft.headVersionId))?.number ?? 0
      const content = { summary: 'AI foresees floods a week ahead.' }
      await save(store, desk, { submissionId: draft.id, basedOn, editor: 'x', content }, by)
      return submit(store, desk, { submissionId: draft.id }, by)
    })
    const form = await opened(change)
    await bench.hub.context.database.writer.transaction().execute(async (transaction) => {
      const { CatalogueWriter } = await import('../../server/catalogue/writer')
      const writer = new CatalogueWriter(transaction)
      const by = bench.by(bench.curator)
      const content = { ...(await bench.contentOf(shown)), title: 'A new public title' }
      const saving = { ...by, datedOn: '2026-01-01', place: 'beside' } as const
      const id = await writer.saveVersion(activityId, content, saving)
      await writer.publish(activityId, id, by)
    })
    const refused = await edit(change, { ...form, contact: 'An office' })
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toMatch(/What the public sees was changed.*A new public title/s)
    expect(refused.body).toContain('value="An office"')
  })

  test('gets fields that cannot be taken back as typed, named, with nothing done', async () => {
    const submission = await bench.submitted()
    const form = { ...(await opened(submission)), startDate: 'last spring', summary: 'Good.' }
    const refused = await edit(submission, form)
    expect(refused.statusCode).toBe(400)
    expect(refused.body).toContain('value="last spring"')
    expect(refused.body).toContain('Good.')
    expect((await edit(submission, { ...form, startDate: '', title: '' })).statusCode).toBe(400)
    expect((await bench.find(submission.id)).state).toBe('submitted')
  })

  test('does it once, however often the form is sent', async () => {
    const submission = await bench.submitted()
    const form = { ...(await opened(submission)), summary: 'Once.' }
    const twice = await Promise.all([edit(submission, form), edit(submission, form)])
    expect(twice.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect(await bench.reader.listVersions(submission.id, { limit: 9 })).toHaveLength(2)
  })

  test.each([
    ['not whole', { whole: '' }],
    ['on a version that is none', { basedOn: '99' }],
    ['without what was seen', { seenPublic: 'x' }],
    ['without a token', { request: 'x' }],
    ['with a summary too long', { summary: 'x'.repeat(20_000) }],
    ['with a concept that is none', { sectors: 'nonsense' }],
  ])('is refused a form %s', async (_, wrong) => {
    const submission = await bench.submitted()
    const form = await opened(submission)
    const answer = await edit(submission, { ...form, ...wrong } as Form)
    expect(answer.statusCode).toBe(400)
    expect((await bench.find(submission.id)).state).toBe('submitted')
  })

  test('is led away from their own entry, from what waits no longer, and told of what is none', async () => {
    const own = await bench.submitted({}, bench.curator)
    expect((await bench.get(`/review/${own.id}/edit`)).headers.location).toBe(`/review/${own.id}`)
    const theirs = await opened(own, bench.second)
    expect((await edit(own, { ...theirs, request: randomUUID() })).statusCode).toBe(403)
    const done = await bench.published()
    expect((await bench.get(`/review/${done.id}/edit`)).headers.location).toBe(`/review/${done.id}`)
    expect((await bench.get('/review/999999/edit')).statusCode).toBe(404)
    expect((await bench.send('/review/999999/edit', { whole: '1' })).statusCode).toBe(404)
  })
})
