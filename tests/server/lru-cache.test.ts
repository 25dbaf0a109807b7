import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LruCache } from '../../server/lru-cache'

test('forgets what was used longest ago, reading counting as use', () => {
  const cache = new LruCache<string, number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  cache.get('a')
  cache.set('c', 3)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3])
})

test('keeps nothing that is heavier than all it may hold, not even its older self', () => {
  const cache = new LruCache<string, number>(10, (weight) => weight)
  cache.set('a', 4)
  cache.set('a', 11)
  expect([cache.has('a'), cache.weight]).toEqual([false, 0])
})

test('never weighs more than it may, and its weight is that of what it holds', () => {
  const step = fc.record({
    key: fc.constantFrom(...'abcdef'),
    value: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 4 }),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const cache = new LruCache<string, number>(20, (weight) => weight)
      for (const { key, value } of steps) {
        if (value === null) cache.delete(key)
        else cache.set(key, value)
        const held = [...'abcdef'].reduce((sum, one) => sum + (cache.get(one) ?? 0), 0)
        expect(cache.weight).toBe(held)
        expect(cache.weight).toBeLessThanOrEqual(20)
        if (value !== null) expect(cache.get(key)).toBe(value)
      }
    }),
  )
})
