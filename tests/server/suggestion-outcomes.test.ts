import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDraft, submit } from '../../server/submissions/drafting'
import { makeMove } from '../../server/submissions/moving'
import { SubmissionReader } from '../../server/submissions/reader'
import { save } from '../../server/submissions/saving'
import { suggest } from '../../server/submissions/suggesting'
import type { DraftContent } from '../../taxonomy/draft'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member, readOutbox } from '../people'
import { fieldsOf } from '../review'
import { contentOf, publish } from '../seeds'

let hub: Awaited<ReturnType<typeof startTestApp>>
let curator: Member
let second: Member
let writer: Member
let id = 800
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const { database } = hub.context
  curator = await addMember(database, { email: 'curator@hub.example', isCurator: true })
  second = await addMember(database, { email: 'second@hub.example', isCurator: true })
  writer = await addMember(database, {
    email: 'writer@itu.example',
    memberships: [{ entity: 'itu', role: 'contributor' }],
  })
})
afterAll(() => hub.stop())
beforeEach(async () => {
  id++
  await publish(hub.context.database, id, contentOf({ title: `Kelp ${id}`, summary: 'AI one.' }))
  await hub.context.catalogue.refresh()
})

const MAIL = 'someone@example.org'
const at = () => new Date().toISOString()
const send = (content: DraftContent, activityId: number | null = id, message = 'It is off Peru.') =>
  makeMove(hub.context, (store, desk) =>
    suggest(store, desk, { activityId, message, content, mail: MAIL }, { at: at() }),
  )
const find = async (submissionId: number) => {
  const reader = new SubmissionReader(hub.context.database.reader)
  const submission = await reader.find(submissionId)
  if (!submission) throw new Error(`no submission ${submissionId}`)
  const head = await reader.findVersion(submission.headVersionId)
  const standing = await reader.findStanding(submission.activityId)
  const shown = await reader.findVersion(standing?.publishedVersionId ?? 0)
  return { ...submission, head, standing, shown }
}
const move = async (submissionId: number, name: string, more = {}, who = curator) => {
  const { revision, shown } = await find(submissionId)
  const form = { revision: `${revision}`, seenPublic: `${shown?.number ?? 0}`, reason: '' }
  const url = `/review/${submissionId}/${name}`
  return asBrowser(hub.app, who.cookie).post(url, { ...form, request: randomUUID(), ...more })
}
const get = async (url: string, who: Member) => (await asBrowser(hub.app, who.cookie).get(url)).body
const mailsTo = async (email: string) => {
  await hub.context.mail.idle()
  return readOutbox(`${hub.folder}/outbox`).filter(({ to }) => to === email)
}
/** Whatever the database holds of an address. */
const traces = async () => {
  const { reader } = hub.context.database
  const kept = await reader.selectFrom('submission').select('id').where('mail', '=', MAIL).execute()
  const mails = await reader.selectFrom('mail').selectAll().execute()
  return [...kept, ...mails.filter((mail) => JSON.stringify(mail).includes(MAIL))]
}

describe('on the review page a suggestion', () => {
  test('shows what it changes, the words, that it needs no account, and no address', async () => {
    const { id: submission } = await send({ summary: 'AI two.' })
    expect(await get('/review?kind=suggestion', curator)).toContain(`href="/review/${submission}"`)
    const body = await get(`/review/${submission}`, curator)
    expect(body).toContain('It is off Peru.')
    expect(body).toContain('A visitor without an account corrects this entry.')
    expect(body).toMatch(/<del>.*one.*<ins>.*two/s)
    expect(body).toContain('They left an address')
    expect(body).not.toContain(MAIL)
    await move(submission, 'reject', { reason: 'No.' })
  })
})

describe('taken over', () => {
  test('words alone become a change of the entry, which its entity’s people write', async () => {
    const { id: submission } = await send({})
    const answer = await move(submission, 'take-over', { entity: 'itu' })
    expect(answer.headers.location).toBe(`/submissions/${submission}/edit?done=taken-over`)
    expect(await find(submission)).toMatchObject({
      ...{ kind: 'change', state: 'draft', openedBy: `person:${curator.id}`, mail: MAIL },
      head: { number: 1 },
    })
    const form = await get(`/submissions/${submission}/edit`, writer)
    expect(form).toContain('It is off Peru.')
    expect(form).not.toContain(MAIL)
    const filled = { title: `Kelp ${id}`, summary: 'AI off Peru.', entities: 'itu', language: 'en' }
    const sent = { whole: '1', basedOn: '1', editor: 'one', act: 'submit', ...filled }
    await asBrowser(hub.app, writer.cookie).post(`/submissions/${submission}/edit`, sent)
    expect(await find(submission)).toMatchObject({ state: 'submitted' })
    expect((await move(submission, 'approve')).statusCode).toBe(403)
    await move(submission, 'approve', {}, second)
    expect(await find(submission)).toMatchObject({
      ...{ state: 'published', mail: null },
      shown: { content: { summary: 'AI off Peru.' } },
    })
    const [mail, ...more] = (await mailsTo(MAIL)).slice(-1)
    expect(mail?.text).toContain(`Your suggestion is in the catalogue: Kelp ${id}`)
    expect(mail?.text).toContain(`/activities/${id}`)
    expect(mail?.text).toContain('deleted now')
    expect(more).toEqual([])
    expect(await traces()).toEqual([])
  })

  test('fields stand over what is public now, and undo nothing others did since', async () => {
    const { id: submission } = await send({ summary: 'AI two.' })
    const newer = contentOf({ title: 'Renamed', summary: 'AI one.' })
    await publish(hub.context.database, id, newer)
    await move(submission, 'take-over', { entity: 'itu' })
    expect((await find(submission)).head?.content).toEqual({ ...newer, summary: 'AI two.' })
  })

  test('a missing activity becomes a new draft of the entity chosen', async () => {
    const { id: submission, activityId } = await send({ title: 'Sea grass' }, null)
    expect(await get(`/review/${submission}`, curator)).toContain('misses this activity')
    await move(submission, 'take-over', { entity: 'fao' })
    expect(await find(submission)).toMatchObject({
      ...{ kind: 'new', state: 'draft', entity: 'fao', activityId },
      head: { content: { title: 'Sea grass', entities: ['fao'] } },
      standing: { state: 'draft', publishedVersionId: null },
    })
  })

  test.each([
    ['by no curator', async () => writer, { entity: 'itu' }, 403, 'not allowed'],
    ['for no entity', async () => curator, { entity: '' }, 400, 'Choose the entity'],
    ['for an unknown one', async () => curator, { entity: 'acme' }, 400, 'Choose the entity'],
    [
      'as it was seen before',
      async () => curator,
      { entity: 'itu', revision: '9' },
      409,
      'changed',
    ],
    ['with a broken token', async () => curator, { entity: 'itu', request: 'x' }, 400, 'token'],
  ])('not %s', async (_, who, form, status, words) => {
    const { id: submission } = await send({})
    const answer = await move(submission, 'take-over', form, await who())
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain(words)
    expect(await find(submission)).toMatchObject({ kind: 'suggestion', state: 'submitted' })
  })

  test('not beside a draft of the same entry, nor twice', async () => {
    const { id: submission } = await send({})
    const act = { actor: `person:${writer.id}`, at: at(), reason: '' }
    const draft = await makeMove(hub.context, (store) =>
      createDraft(store, { from: 'change', activityId: id, entity: 'itu' }, act),
    )
    const refused = await move(submission, 'take-over', { entity: 'itu' })
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain(`submission ${draft.id}`)
    const { id: other } = await send({ title: 'Sea' }, null)
    await move(other, 'take-over', { entity: 'itu' })
    const again = await move(other, 'take-over', { entity: 'itu' })
    expect(again.body).toContain('It has been made a draft already')
  })
})

describe('the visitor who left an address is told once, and it is forgotten', () => {
  test('rejected, with the reason; undone and decided again, no more', async () => {
    const before = (await mailsTo(MAIL)).length
    const { id: submission } = await send({ summary: 'AI two.' })
    await move(submission, 'reject', { reason: 'It is off Chile only.' })
    const mails = (await mailsTo(MAIL)).slice(before)
    expect(mails.map(({ text }) => text)).toEqual([
      expect.stringMatching(/was not taken: Kelp.*They wrote: It is off Chile only\./s),
    ])
    expect((await find(submission)).mail).toBeNull()
    await move(submission, 'undo')
    await move(submission, 'approve')
    expect((await find(submission)).state).toBe('published')
    expect((await mailsTo(MAIL)).slice(before)).toHaveLength(1)
  })

  test('merged with an entry there is, with the way to it', async () => {
    const { id: submission, activityId } = await send({ title: 'Kelp again' }, null)
    await move(submission, 'merge', { into: `${id}`, reason: 'The same' })
    const [mail] = (await mailsTo(MAIL)).slice(-1)
    expect(mail?.text).toContain('The catalogue has it: Kelp again')
    expect(mail?.text).toContain(`/activities/${activityId}`)
    const { headers } = await asBrowser(hub.app).get(`/activities/${activityId}`)
    expect(headers.location).toBe(`/activities/${id}`)
  })

  test('taken over and given up', async () => {
    const { id: submission } = await send({})
    await move(submission, 'take-over', { entity: 'itu' })
    const form = { move: 'discard' }
    await asBrowser(hub.app, curator.cookie).post(`/submissions/${submission}/moves`, form)
    const [mail] = (await mailsTo(MAIL)).slice(-1)
    expect(mail?.text).toContain('looked into and not pursued')
    expect((await find(submission)).mail).toBeNull()
  })

  test('asked to change it, those who write it hear, the visitor does not', async () => {
    const { id: submission } = await send({ summary: 'AI two.' })
    await move(submission, 'take-over', { entity: 'itu' })
    const act = asBrowser(hub.app, writer.cookie)
    const { head } = await find(submission)
    const filled = { title: 'Kelp', summary: 'AI three.', entities: 'itu', language: 'en' }
    const sent = { whole: '1', basedOn: `${head?.number}`, editor: 'one', act: 'submit', ...filled }
    await act.post(`/submissions/${submission}/edit`, sent)
    const before = (await mailsTo(MAIL)).length
    await move(submission, 'ask-changes', { reason: 'Where?' }, second)
    expect((await find(submission)).state).toBe('changes-asked')
    expect(await mailsTo(MAIL)).toHaveLength(before)
    expect((await find(submission)).mail).toBe(MAIL)
  })
})

describe('an entry that changed since', () => {
  const change = (content: DraftContent) =>
    publish(
      hub.context.database,
      id,
      contentOf({ title: `Kelp ${id}`, summary: 'AI one.', ...content }),
    )

  test('keeps what others changed when a suggestion is approved, and shows no more than it changes', async () => {
    const { id: submission } = await send({ summary: 'AI two.' })
    await change({ title: 'Renamed', startDate: '2020' })
    const page = await get(`/review/${submission}`, curator)
    expect(page).toContain('<dt>Summary</dt>')
    expect(page).not.toMatch(/<dt>(Title|Start)<.dt>/)
    expect(await get(`/review/${submission}/preview`, curator)).toContain('<h1>Renamed')
    expect(await get(`/review/${submission}/edit`, curator)).toContain('value="Renamed"')
    await move(submission, 'approve')
    expect((await find(submission)).shown?.content).toMatchObject({
      ...{ title: 'Renamed', startDate: '2020', summary: 'AI two.' },
    })
    // What others changed is no curator's edit of it.
    expect(await get(`/review/${submission}`, curator)).not.toContain('What the curator changed')
    await move(submission, 'undo')
    expect((await find(submission)).shown?.content).toMatchObject({
      ...{ title: 'Renamed', summary: 'AI one.' },
    })
  })

  test('has nothing to approve where it says already what a visitor asked for', async () => {
    const { id: submission } = await send({ summary: 'AI two.' })
    await change({ summary: 'AI two.' })
    expect(await get(`/review/${submission}`, curator)).not.toContain('/approve"')
    const refused = await move(submission, 'approve')
    expect(refused.body).toContain('changes nothing of what the public sees')
  })

  test('an entity’s change too keeps a correction that was published meanwhile', async () => {
    const act = { actor: `person:${writer.id}`, at: at(), reason: '' }
    const draft = await makeMove(hub.context, async (store, desk) => {
      const start = { from: 'change', activityId: id, entity: 'itu' } as const
      const begun = await createDraft(store, start, act)
      const content = { description: 'At sea.', startDate: '2021' }
      const saving = { submissionId: begun.id, basedOn: 1, editor: 'one', content }
      await save(store, desk, saving, act)
      return submit(store, desk, { submissionId: begun.id }, act)
    })
    const { id: suggestion } = await send({ summary: 'AI two.' })
    await move(suggestion, 'approve')
    await move(draft.id, 'approve')
    expect((await find(draft.id)).shown?.content).toMatchObject({
      ...{ summary: 'AI two.', description: 'At sea.', startDate: '2021' },
    })
  })

  test('is edited and approved over what is public now', async () => {
    const { id: submission } = await send({ summary: 'AI two.' })
    await change({ title: 'Renamed' })
    const page = await get(`/review/${submission}/edit`, curator)
    const form = fieldsOf(page, `/review/${submission}/edit`)
    const sent = { ...form, description: ['More.'], act: ['approve'] }
    await asBrowser(hub.app, curator.cookie).post(`/review/${submission}/edit`, sent)
    expect((await find(submission)).shown?.content).toMatchObject({
      ...{ title: 'Renamed', summary: 'AI two.', description: 'More.' },
    })
    expect(await get(`/review/${submission}`, curator)).toContain('What the curator changed')
  })
})

describe('a suggestion of words alone', () => {
  test('is not offered for approval, but for editing and rejecting', async () => {
    const { id: submission } = await send({})
    const page = await get(`/review/${submission}`, curator)
    expect(page).not.toContain(`/review/${submission}/approve"`)
    expect(page).toContain(`/review/${submission}/edit"`)
    expect(page).toContain(`/review/${submission}/reject"`)
    expect(page).toContain('nothing to approve as it is')
  })
})

test('a take-over that is refused shows the suggestion again, with why', async () => {
  const { id: submission } = await send({ summary: 'AI two.' })
  const refused = await move(submission, 'take-over', { entity: 'acme' })
  expect(refused.statusCode).toBe(400)
  expect(refused.body).toMatch(/role="alert".*Choose the entity/s)
  expect(refused.body).toContain('It is off Peru.')
  expect(refused.body).toContain(`action="/review/${submission}/take-over"`)
})

test('one that another curator took over meanwhile is shown as it was sent, with why', async () => {
  const { id: submission } = await send({ summary: 'AI two.' })
  await move(submission, 'take-over', { entity: 'itu' })
  await asBrowser(hub.app, writer.cookie).post(`/submissions/${submission}/edit`, {
    ...{ whole: '1', basedOn: '2', editor: 'one', act: 'save', language: 'en', entities: 'itu' },
    ...{ title: 'Kelp', summary: 'What its writers write is theirs.' },
  })
  const late = await move(submission, 'take-over', { entity: 'fao' }, second)
  expect(late.statusCode).toBe(409)
  expect(late.body).toMatch(/role="alert".*It has been made a draft already/s)
  expect(late.body).toContain('It is off Peru.')
  expect(late.body).toMatch(/<ins>.*two/s)
  expect(late.body).not.toContain('What its writers write')
  expect(late.body).not.toContain('/take-over"')
})
