import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDraft, submit } from '../../server/submissions/drafting'
import { makeMove } from '../../server/submissions/moving'
import { save } from '../../server/submissions/saving'
import { suggest } from '../../server/submissions/suggesting'
import type { DraftContent } from '../../taxonomy/draft'
import { asBrowser, type Member } from '../people'
import { ReviewBench } from '../review'

let bench: ReviewBench
let hub: ReviewBench['hub']
let writer: Member
let curator: Member
let second: Member
let count = 0
beforeAll(async () => {
  bench = await ReviewBench.open()
  ;({ hub, writer, curator, second } = bench)
})
afterAll(() => hub.stop())
beforeEach(() => {
  count++
})

const by = (member: Member) => bench.by(member)
const find = (id: number) => bench.find(id)
const submitted = (content?: DraftContent, author?: Member) => bench.submitted(content, author)
const formOf: ReviewBench['formOf'] = (...given) => bench.formOf(...given)
const post: ReviewBench['post'] = (...given) => bench.post(...given)
const get = (url: string) => bench.get(url)
const mailsTo = (email: string) => bench.mailsTo(email)

describe('the queue', () => {
  test('shows what waits with entity, kind, state and warnings, and links to it', async () => {
    const submission = await submitted({ links: [{ url: 'htp:/broken', label: '' }] })
    const { body } = await get('/review')
    expect(body).toContain(`href="/review/${submission.id}"`)
    expect(body).toMatch(/new entry.*waits for review.*today.*broken address/s)
    expect((await get('/review?kind=suggestion')).body).not.toContain(
      `href="/review/${submission.id}"`,
    )
    expect((await get('/review?warning=broken-address')).body).toContain(
      `href="/review/${submission.id}"`,
    )
  })

  test('chooses all of a page without a script, and asks which kinds of warning are meant', async () => {
    const links = [{ url: 'htp:/x', label: '' }]
    const other = { title: 'Rust on pipelines', summary: 'Drones with AI see rust.' }
    const { id } = await submitted({ ...other, links, startDate: null })
    const { body } = await get('/review?warning=broken-address&pick=all')
    const item = new RegExp(`value="(${id}\\.[\\d.]+)" checked`).exec(body)?.[1] ?? ''
    expect(body).toContain('name="kind" value="broken-address"')
    const asked = await asBrowser(hub.app, curator.cookie).post('/review/several', {
      ...{ act: 'dismiss', request: randomUUID(), item, kind: 'broken-address' },
    })
    expect(asked.body).toMatch(/value="broken-address" checked.*value="unknown-start"/s)
    expect(asked.body).not.toContain('value="unknown-start" checked')
  })

  test('takes unknown filters and broken places for none', async () => {
    const answer = await get('/review?state=nonsense&kind=x&after=%00zz')
    expect(answer.statusCode).toBe(200)
  })

  test('approves several once confirmed, and says which could not be', async () => {
    const fine = await submitted({ title: 'Locusts counted', summary: 'AI counts locusts.' })
    const warned = await submitted({ title: 'Test', links: [{ url: 'htp:/x', label: '' }] })
    const item = [fine, warned].map(({ id, revision }) => `${id}.${revision}.0`)
    const form = { act: 'approve', request: randomUUID(), item }
    const browser = asBrowser(hub.app, curator.cookie)
    const asked = await browser.post('/review/several', form)
    expect(asked.body).toContain('Approve these?')
    expect((await find(fine.id)).state).toBe('submitted')
    const done = await browser.post('/review/several', { ...form, confirmed: 'yes' })
    expect(done.statusCode).toBe(409)
    expect(done.body).toContain('It has warnings')
    expect((await find(fine.id)).state).toBe('published')
    expect((await find(warned.id)).state).toBe('submitted')
    const again = { ...form, item: item.slice(0, 1), confirmed: 'yes' }
    expect((await browser.post('/review/several', again)).headers.location).toBe(
      '/review?done=several-approve',
    )
  })

  test('dismisses the chosen kinds of warning of several, with a reason only', async () => {
    const links = [{ url: 'htp:/x', label: '' }]
    const warned = await submitted({ links, startDate: null })
    const browser = asBrowser(hub.app, curator.cookie)
    const item = `${warned.id}.${warned.revision}.0`
    const form = { act: 'dismiss', request: randomUUID(), item, confirmed: 'yes' }
    const reason = 'It is so'
    expect((await browser.post('/review/several', { ...form, reason })).statusCode).toBe(400)
    const kind = 'broken-address'
    expect((await browser.post('/review/several', { ...form, kind })).statusCode).toBe(400)
    const done = await browser.post('/review/several', { ...form, kind, reason })
    expect(done.headers.location).toBe('/review?done=several-dismiss')
    const { body } = await get(`/review/${warned.id}`)
    expect(body).toMatch(/broken address<\/b>[^:]*dismissed/)
    expect(body).not.toMatch(/start unknown<\/b>[^:]*dismissed/)
  })

  test.each([
    { act: 'approve' },
    { act: 'burn', item: '1.1.0' },
    { act: 'approve', item: '1.1' },
    { act: 'approve', item: '999999.1.0', confirmed: 'yes' },
    { act: 'approve', item: Array.from({ length: 26 }, (_, at) => `${at}.1.0`) },
  ])('refuses %o', async (form) => {
    const body = { request: randomUUID(), ...form } as Record<string, string>
    const answer = await asBrowser(hub.app, curator.cookie).post('/review/several', body)
    expect([400, 409]).toContain(answer.statusCode)
  })
})

describe('one submission', () => {
  test('shows the differences with words for those who do not see them', async () => {
    const submission = await submitted()
    await post(submission, 'approve')
    const change = await makeMove(hub.context, async (store, desk) => {
      const start = { from: 'change', activityId: submission.activityId, entity: 'itu' } as const
      const draft = await createDraft(store, start, by(writer))
      const head = await store.findVersion(draft.headVersionId)
      const content = { summary: 'AI foresees large floods.' }
      const saving = { submissionId: draft.id, basedOn: head?.number ?? 0, editor: 'f', content }
      await save(store, desk, saving, by(writer))
      return submit(store, desk, { submissionId: draft.id }, by(writer))
    })
    const { body } = await get(`/review/${change.id}`)
    expect(body).toMatch(/<ins><span class="unseen">added: <\/span>large /)
    expect(body).toContain('Wanda Writer')
    expect((await get(`/review/${change.id}/preview`)).body).toContain('AI foresees large floods.')
  })

  test('a draft is its writers’ alone, and a number that is none is said so', async () => {
    const draft = await makeMove(hub.context, (store) =>
      createDraft(store, { from: 'blank', entity: 'itu' }, by(writer)),
    )
    for (const id of [draft.id, 999_999, 0, 'x', '1e3'])
      expect((await get(`/review/${id}`)).statusCode).toBe(404)
  })

  test('changes are asked with remarks at fields, and its writer gets them by mail', async () => {
    const submission = await submitted()
    const before = (await mailsTo(writer.email)).length
    const answer = await post(submission, 'ask-changes', {
      reason: 'Nearly there.',
      'comment.summary': 'Say where.',
    })
    expect(answer.headers.location).toBe(`/review/${submission.id}?done=changes-asked`)
    expect((await find(submission.id)).state).toBe('changes-asked')
    expect((await get(`/review/${submission.id}`)).body).toMatch(/Summary:<\/b> Say where\./)
    const mails = await mailsTo(writer.email)
    expect(mails).toHaveLength(before + 1)
    expect(mails.at(-1)?.text).toContain('Say where.')
  })

  test('approving publishes, tells the writer, and can be undone', async () => {
    const submission = await submitted()
    const before = (await mailsTo(writer.email)).length
    await post(submission, 'approve')
    const page = `/activities/${submission.activityId}`
    expect((await hub.app.inject(page)).statusCode).toBe(200)
    expect(await mailsTo(writer.email)).toHaveLength(before + 1)
    expect((await post(submission, 'undo')).headers.location).toContain('done=undone')
    expect((await hub.app.inject(page)).statusCode).toBe(404)
    expect((await find(submission.id)).state).toBe('submitted')
  })

  test('rejecting needs a reason, tells the writer, and can be undone', async () => {
    const submission = await submitted()
    const refused = await post(submission, 'reject')
    expect(refused.statusCode).toBe(400)
    expect(refused.body).toContain('Say why.')
    const before = (await mailsTo(writer.email)).length
    await post(submission, 'reject', { reason: 'Not about AI.' })
    expect((await find(submission.id)).state).toBe('rejected')
    const mails = await mailsTo(writer.email)
    expect(mails).toHaveLength(before + 1)
    expect(mails.at(-1)?.text).toContain('Not about AI.')
    await post(submission, 'undo')
    expect((await find(submission.id)).state).toBe('submitted')
  })

  test('merging shows both titles first, and refuses what is no public activity', async () => {
    const stays = await submitted({ title: `The one that stays ${count}` })
    await post(stays, 'approve')
    const goes = await submitted({ title: `The one that goes ${count}` })
    const asked = await get(`/review/${goes.id}/merge?into=${stays.activityId}`)
    expect(asked.body).toMatch(/The one that goes.*The one that stays/s)
    expect((await get(`/review/${goes.id}/merge?into=nine`)).statusCode).toBe(400)
    expect((await get(`/review/${goes.id}/merge?into=999999`)).statusCode).toBe(400)
    expect((await post(goes, 'merge', { into: '999999' })).statusCode).toBe(400)
    await post(goes, 'merge', { into: `${stays.activityId}` })
    expect(await find(goes.id)).toMatchObject({ state: 'merged', mergedInto: stays.activityId })
    const there = `/activities/${stays.activityId}`
    for (const [from, to, status] of [
      [`/activities/${goes.activityId}`, there, 301],
      [`/api/v1/activities/${goes.activityId}`, `/api/v1${there}`, 308],
    ] as const) {
      const { statusCode, headers } = await hub.app.inject(from)
      expect([statusCode, headers.location]).toEqual([status, to])
      expect((await hub.app.inject(to)).statusCode).toBe(200)
    }
  })

  test('dismisses the warnings that are ticked', async () => {
    const submission = await submitted({ links: [{ url: 'htp:/x', label: '' }] })
    expect((await post(submission, 'dismiss', { reason: 'x' })).statusCode).toBe(400)
    const { body } = await get(`/review/${submission.id}`)
    const [, warning = ''] = /name="warning" value="(\d+)"/.exec(body) ?? []
    await post(submission, 'dismiss', { reason: 'It works here', warning })
    const after = (await get(`/review/${submission.id}`)).body
    expect(after).not.toContain(`name="warning" value="${warning}"`)
  })

  test('a form sent twice does once, and two curators at once do not both decide', async () => {
    const submission = await submitted()
    const form = await formOf(submission)
    const url = `/review/${submission.id}`
    const first = asBrowser(hub.app, curator.cookie)
    const twice = await Promise.all([
      first.post(`${url}/approve`, form),
      first.post(`${url}/approve`, form),
    ])
    expect(twice.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    const late = await asBrowser(hub.app, second.cookie).post(`${url}/reject`, {
      ...form,
      ...{ request: randomUUID(), reason: 'No' },
    })
    expect(late.statusCode).toBe(409)
    expect(late.body).toContain('it has been published')
    const approvals = await hub.context.database.reader
      .selectFrom('event')
      .select('id')
      .where('submission_id', '=', submission.id)
      .where('kind', '=', 'approved')
      .execute()
    expect(approvals).toHaveLength(1)
  })

  test('someone else’s token, an old revision and another public version are refused', async () => {
    const submission = await submitted()
    const other = await submitted({ title: `Another ${count}` })
    const form = await formOf(submission)
    await asBrowser(hub.app, curator.cookie).post(`/review/${submission.id}/approve`, form)
    const stolen = await post(other, 'approve', { request: form.request })
    expect(stolen.body).toContain('sent before, for something else')
    expect((await post(other, 'approve', { revision: '1' })).statusCode).toBe(409)
    expect((await post(other, 'approve', { seenPublic: '7' })).statusCode).toBe(409)
    expect((await find(other.id)).state).toBe('submitted')
  })

  test.each([
    ['approve', { revision: 'x' }],
    ['approve', { seenPublic: '-1' }],
    ['approve', { request: 'short' }],
    ['ask-changes', {}],
    ['ask-changes', { 'comment.source': 'x'.repeat(5001) }],
    ['ask-changes', { 'comment.nothing': 'At no field' }],
    ['reject', { reason: 'x'.repeat(5001) }],
    ['merge', { into: '-3' }],
    ['dismiss', { warning: 'x', reason: 'y' }],
  ])('%s refuses %o and changes nothing', async (move, more) => {
    const submission = await submitted()
    const answer = await post(submission, move, more as Record<string, string>)
    expect(answer.statusCode).toBe(400)
    expect((await find(submission.id)).revision).toBe(submission.revision)
  })

  test('a curator’s own entry is another’s to review, in words', async () => {
    const own = await submitted({}, curator)
    expect((await get(`/review/${own.id}`)).body).toContain('another curator must review it')
    const refused = await post(own, 'approve')
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain('You wrote this entry')
    await post(own, 'approve', {}, second)
    expect((await find(own.id)).state).toBe('published')
  })

  test('a visitor’s suggestion is shown with their words, approved, and undone', async () => {
    const submission = await submitted()
    await post(submission, 'approve')
    const suggestion = await makeMove(hub.context, (store, desk) =>
      suggest(
        store,
        desk,
        {
          activityId: submission.activityId,
          message: 'It began earlier <b>than</b> that.',
          content: { startDate: '2021' },
          mail: 'visitor@example.org',
        },
        { at: new Date().toISOString(), request: randomUUID() },
      ),
    )
    const { body } = await get(`/review/${suggestion.id}`)
    expect(body).toContain('It began earlier &lt;b>than')
    expect(body).not.toContain('visitor@example.org')
    await post(suggestion, 'approve')
    const shown = () => hub.app.inject(`/api/v1/activities/${submission.activityId}`)
    expect((await shown()).json().startDate).toBe('2021')
    expect(await mailsTo('visitor@example.org')).toHaveLength(1)
    await post(suggestion, 'undo')
    expect((await shown()).json().startDate).toBe('2024')
  })
})
