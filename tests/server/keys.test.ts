import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KeyReader } from '../../server/accounts/key-reader'
import { hashOf } from '../../server/accounts/tokens'
import { startTestApp } from '../helper'
import { addMember, asBrowser, type Member } from '../people'

let hub: Awaited<ReturnType<typeof startTestApp>>
let leader: Member
beforeAll(async () => {
  hub = await startTestApp({ SEED: 'none' })
  const memberships = [{ entity: 'itu', role: 'focal-point' as const }]
  leader = await addMember(hub.context.database, { email: 'leader@itu.example', memberships })
})
afterAll(() => hub.stop())

const RIGHT = { entity: 'itu', system: 'projects-db', scope: 'activities:write', days: '30' }
const make = (form: Partial<typeof RIGHT> = {}) =>
  asBrowser(hub.app, leader.cookie).post('/keys', { ...RIGHT, ...form })
const tokenIn = (body: string) => /aihub_[\w-]{43}/.exec(body)?.[0] ?? ''
const audited = (action: string) =>
  hub.context.database.reader
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', action)
    .execute()

describe('a key', () => {
  test('is shown once, kept as a hash only, and its making is in the log', async () => {
    const answer = await make()
    expect(answer.statusCode).toBe(200)
    const token = tokenIn(answer.body)
    expect(token).not.toBe('')
    expect((await asBrowser(hub.app, leader.cookie).get('/keys')).body).not.toContain(token)
    const { reader } = hub.context.database
    const row = await reader.selectFrom('api_key').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ entity: 'itu', system: 'projects-db', token_hash: hashOf(token) })
    expect(JSON.stringify(row)).not.toContain(token)
    const [line] = await audited('key.made')
    expect(line).toMatchObject({ actor: `person:${leader.id}`, subject: `key:${row.id}` })
    expect(JSON.stringify(line)).not.toContain(token)
  })

  test('is found until it ends or is revoked, and by its whole text alone', async () => {
    const token = tokenIn((await make({ system: 'other-db' })).body)
    const keys = new KeyReader(hub.context.database.reader)
    const now = Date.now()
    const at = (days: number) => new Date(now + days * 86_400_000).toISOString()
    const key = await keys.findByToken(token, at(0))
    expect(key).toMatchObject({ entity: 'itu', system: 'other-db', scopes: ['activities:write'] })
    expect(await keys.findByToken(token, at(29.9))).toBeDefined()
    expect(await keys.findByToken(token, at(30.1))).toBeUndefined()
    expect(await keys.findByToken(token.slice(0, -1), at(0))).toBeUndefined()
    const revoke = () => asBrowser(hub.app, leader.cookie).post(`/keys/${key?.id}/revoke`)
    expect((await revoke()).headers.location).toBe('/keys?done=key-revoked')
    expect(await keys.findByToken(token, at(0))).toBeUndefined()
    await revoke()
    expect(await audited('key.revoked')).toHaveLength(1)
    expect((await asBrowser(hub.app, leader.cookie).get('/keys')).body).toMatch(/Revoked/)
  })

  test.each([
    ['entity', 'fao', 403],
    ['entity', 'nowhere', 403],
    ['entity', '', 400],
    ['system', 'Two words', 400],
    ['system', '', 400],
    ['scope', 'everything', 400],
    ['days', '3650', 400],
    ['days', 'x', 400],
  ])('is not made with the %s “%s”', async (field, value, status) => {
    const count = (await audited('key.made')).length
    const answer = await make({ [field]: value })
    expect(answer.statusCode).toBe(status)
    expect(tokenIn(answer.body)).toBe('')
    if (status === 400) expect(answer.body).toContain(`href="#key-${field}"`)
    expect(await audited('key.made')).toHaveLength(count)
  })
})
