import { expect, test } from 'vitest'
import { makeWorld } from '../../scripts/make-world'
import world from '../../server/reports/world.json' with { type: 'json' }

test('the world that ships is the one drawn from the atlas', () => {
  expect(makeWorld()).toEqual(world)
})
