import { describe, expect, test } from 'vitest'
import { can, reach } from '../../server/accounts/permissions'
import type { Person } from '../../taxonomy/people'

const person = (changes: Partial<Person> = {}): Person => ({
  id: 1,
  email: 'a@b.example',
  name: 'A',
  language: 'en',
  isCurator: false,
  isAdmin: false,
  memberships: [],
  ...changes,
})
const leader = person({
  memberships: [
    { entity: 'itu', role: 'focal-point' },
    { entity: 'fao', role: 'contributor' },
  ],
})

describe('the permission table', () => {
  test('reaches own entities only with the role that grants it there', () => {
    expect(can(leader, 'people.invite', 'itu')).toBe(true)
    expect(can(leader, 'people.invite', 'fao')).toBe(false)
    expect(can(leader, 'people.invite', 'who')).toBe(false)
    expect(reach(leader, 'people.invite')).toEqual(['itu'])
  })

  test('takes any of several entities, none for the whole catalogue, and all for an admin', () => {
    expect(can(leader, 'people.read', ['who', 'itu'])).toBe(true)
    expect(can(leader, 'people.read', [])).toBe(false)
    expect(can(leader, 'people.read', null)).toBe(false)
    const admin = person({ isAdmin: true })
    for (const scope of [null, undefined, [], 'who'])
      expect(can(admin, 'people.read', scope)).toBe(true)
    expect(reach(admin, 'people.read')).toBe('any')
  })

  test('gives visitors nothing that needs an account, and a curator no say over people', () => {
    expect(can(null, 'public')).toBe(true)
    expect(can(null, 'account.use')).toBe(false)
    expect(can(person({ isCurator: true }), 'people.read')).toBe(false)
    expect(reach(null, 'people.read')).toEqual([])
  })
})
