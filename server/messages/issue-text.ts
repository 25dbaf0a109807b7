import type { z } from 'zod'
import { say } from './say'

/** What a value must be, by the types that zod names. */
const KINDS = {
  string: 'value.text',
  number: 'field.number',
  int: 'field.whole',
  boolean: 'field.boolean',
  array: 'value.list',
  object: 'sent.object',
} as const

/**
 * What zod minds of a value, in words that go on from the name of its field. What a schema says in
 * words of its own stays as it is.
 *
 * @example issueText(issue) // 'must be at most 300 characters'
 */
export function issueText(issue: z.core.$ZodIssue): string {
  // Messages of zod begin with a capital letter, ours never.
  if (!/^\p{Lu}/u.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'number'
        ? say('value.least', { least: Number(issue.minimum) + (issue.inclusive ? 0 : 1) })
        : say('field.needed')
    case 'too_big': {
      const most = Number(issue.maximum)
      if (issue.origin === 'string') return say('field.most', { most })
      if (issue.origin === 'array') return say('value.mostItems', { count: most })
      return say('field.mostValues', { most })
    }
    case 'invalid_type': {
      if (issue.message.endsWith('received undefined')) return say('field.needed')
      const key = Object.hasOwn(KINDS, issue.expected)
        ? KINDS[issue.expected as keyof typeof KINDS]
        : 'record.invalid'
      return say(key)
    }
    case 'invalid_value':
      return say('field.oneOf', { values: issue.values.map(String).join(', ') })
    case 'unrecognized_keys':
      return say('value.unknownFields', { names: issue.keys.join(', ').slice(0, 200) })
    case 'invalid_format':
      return say(issue.format === 'url' ? 'value.url' : 'value.format')
    default:
      return say('record.invalid')
  }
}
