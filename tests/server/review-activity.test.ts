import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Submission } from '../../server/submissions/reader'
import { ReviewBench } from '../review'

let bench: ReviewBench
beforeAll(async () => {
  bench = await ReviewBench.open()
})
afterAll(() => bench.hub.stop())

const act = ({ activityId }: Submission, move: string, form: Record<string, string> = {}) =>
  bench.send(`/review/activities/${activityId}/${move}`, { reason: 'Because', ...form })
const page = async ({ activityId }: Submission) =>
  (await bench.get(`/review/activities/${activityId}`)).body
const statusOf = async ({ activityId }: Submission) =>
  (await bench.hub.app.inject(`/activities/${activityId}`)).statusCode
const doneOf = ({ headers }: { headers: Record<string, unknown> }) =>
  String(headers.location).split('done=')[1]

describe('an activity’s page for curators', () => {
  test('shows where it stands, what was handed in and what happened, and is found by number', async () => {
    const submission = await bench.published({ links: [{ url: 'htp:/x', label: '' }] })
    const body = await page(submission)
    expect(body).toContain(`href="/review/${submission.id}"`)
    expect(body).toMatch(/published.*broken address.*approved<\/b>, Carl Curator/s)
    const { headers } = await bench.get(`/review/activities?id=${submission.activityId}`)
    expect(headers.location).toBe(`/review/activities/${submission.activityId}`)
    for (const url of ['/review/activities?id=x', '/review/activities/x', '/review/activities/9'])
      expect((await bench.get(url)).statusCode).toBe(404)
  })

  test('archives with a reason, restores, and archives again', async () => {
    const submission = await bench.published()
    const refused = await act(submission, 'archive', { reason: ' ' })
    expect(refused.statusCode).toBe(400)
    expect(refused.body).toContain('Say why.')
    expect(await statusOf(submission)).toBe(200)
    expect(doneOf(await act(submission, 'archive', { reason: 'It ended' }))).toBe('archived')
    expect(await statusOf(submission)).not.toBe(200)
    expect(await page(submission)).toMatch(/Restore.*archived<\/b>, Carl Curator.*It ended/s)
    expect((await act(submission, 'archive')).statusCode).toBe(409)
    expect(doneOf(await act(submission, 'restore'))).toBe('restored')
    expect(await statusOf(submission)).toBe(200)
    expect(doneOf(await act(submission, 'archive'))).toBe('archived')
    const mails = await bench.mailsTo(bench.writer.email)
    for (const subject of ['Archived: ', 'Restored: '])
      expect(mails.some(({ text }) => text.includes(subject))).toBe(true)
  })

  test('merges, splits off again, and offers to merge again; its entity is told of both', async () => {
    const stays = await bench.published()
    const goes = await bench.published()
    const into = `${stays.activityId}`
    for (const wrong of ['x', '0', '999999', `${goes.activityId}`])
      expect((await act(goes, 'merge', { into: wrong })).statusCode).toBe(400)
    expect(doneOf(await act(goes, 'merge', { into }))).toBe('merged')
    expect(await statusOf(goes)).toBe(301)
    expect((await act(goes, 'restore')).statusCode).toBe(409)
    const split = await act(goes, 'split')
    expect(doneOf(split)).toBe(`split&into=${into}`)
    expect(await statusOf(goes)).toBe(200)
    expect((await bench.get(String(split.headers.location))).body).toMatch(
      new RegExp(`value="${into}"[^>]*name="into"|name="into"[^>]*value="${into}"`),
    )
    expect((await act(goes, 'split')).statusCode).toBe(409)
    expect(doneOf(await act(goes, 'merge', { into }))).toBe('merged')
    const texts = (await bench.mailsTo(bench.writer.email)).map(({ text }) => text)
    expect(texts.filter((text) => text.includes('Merged: '))).toHaveLength(2)
    expect(texts.filter((text) => text.includes('Taken back: '))).toHaveLength(1)
  })

  test('splits off what was merged as a submission: it waits for review again', async () => {
    const stays = await bench.published()
    const goes = await bench.submitted()
    await bench.post(goes, 'merge', { into: `${stays.activityId}` })
    expect(doneOf(await act(goes, 'split'))).toBe(`split&into=${stays.activityId}`)
    expect((await bench.find(goes.id)).state).toBe('submitted')
  })

  test('leaves alone what is being written or reviewed, and says so', async () => {
    const busy = await bench.submitted()
    expect(await page(busy)).toContain('A draft of it is being written or reviewed')
    expect((await act(busy, 'archive')).statusCode).toBe(409)
  })

  test('dismisses the warnings chosen, those of entries that wait for nothing too', async () => {
    const submission = await bench.published({ links: [{ url: 'htp:/y', label: '' }] })
    const [, warning = ''] = /name="warning" value="(\d+)"/.exec(await page(submission)) ?? []
    expect((await act(submission, 'dismiss')).statusCode).toBe(400)
    expect((await act(submission, 'dismiss', { warning: '999999' })).statusCode).toBe(409)
    expect((await act(submission, 'dismiss', { warning, reason: '' })).statusCode).toBe(400)
    expect(doneOf(await act(submission, 'dismiss', { warning }))).toBe('dismissed')
    expect(await page(submission)).not.toContain(`name="warning" value="${warning}"`)
  })

  test('does a form that is sent twice once', async () => {
    const submission = await bench.published()
    const form = { request: randomUUID() }
    const twice = await Promise.all([
      act(submission, 'archive', form),
      act(submission, 'archive', form),
    ])
    expect(twice.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    const { length } = (await page(submission)).match(/<b>archived<\/b>/g) ?? []
    expect(length).toBe(1)
  })
})

describe('undoing a decision', () => {
  test('is another’s when the entry is one’s own, as approving is', async () => {
    const own = await bench.submitted({}, bench.curator)
    await bench.post(own, 'approve', {}, bench.second)
    expect((await bench.get(`/review/${own.id}`)).body).not.toContain(`/review/${own.id}/undo`)
    const refused = await bench.post(own, 'undo')
    expect(refused.statusCode).toBe(403)
    expect((await bench.find(own.id)).state).toBe('published')
    expect((await bench.post(own, 'undo', {}, bench.second)).statusCode).toBe(303)
  })

  test('is told to its writer by mail, as merging is', async () => {
    const stays = await bench.published()
    const goes = await bench.submitted()
    const before = (await bench.mailsTo(bench.writer.email)).length
    await bench.post(goes, 'merge', { into: `${stays.activityId}`, reason: 'The same' })
    await bench.post(goes, 'undo', { reason: 'Not the same' })
    const texts = (await bench.mailsTo(bench.writer.email)).slice(before).map(({ text }) => text)
    expect(texts).toHaveLength(2)
    expect(texts[0]).toMatch(/Merged: .*The same.*\/my\/\d+/s)
    expect(texts[1]).toMatch(/Taken back: .*Not the same/s)
  })
})
