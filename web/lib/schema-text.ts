import type { JsonSchema } from '../../taxonomy/pages'
import type { I18n } from './i18n'

/** A type in a few words, with the schema it names: `list of Segment`. */
interface TypeText {
  text: string
  /** Name of the component schema it refers to. */
  ref?: string
}

/** What a value of a schema is, in words. */
export function typeText(schema: JsonSchema | undefined, i18n: I18n): TypeText[] {
  const { t } = i18n
  if (!schema) return [{ text: t('api.any') }]
  if (schema.$ref) return [refText(schema.$ref)]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices)
    return choices.flatMap((choice, index) => [
      ...(index > 0 ? [{ text: t('api.or') }] : []),
      ...typeText(choice, i18n),
    ])
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }]
  if (schema.items) return around('api.listOf', typeText(schema.items, i18n), i18n)
  if (typeof schema.additionalProperties === 'object')
    return around('api.mapOf', typeText(schema.additionalProperties, i18n), i18n)
  return [{ text: [schema.type ?? t('api.any')].flat().join(t('api.or')) }]
}

/** What a value is limited to: `1 to 100; default 20`. */
export function limitText(schema: JsonSchema, { t, number }: I18n): string[] {
  const { minimum, maximum, maxLength } = schema
  // zod writes the bounds of safe integers out; they say nothing to a reader.
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined
  return [
    least !== undefined && most !== undefined && t('api.range', { minimum: least, maximum: most }),
    least !== undefined && most === undefined && t('api.minimum', { minimum: least }),
    least === undefined && most !== undefined && t('api.maximum', { maximum: most }),
    maxLength !== undefined && t('api.maxLength', { count: number(maxLength) }),
    schema.default !== undefined && t('api.default', { value: JSON.stringify(schema.default) }),
  ].filter((text) => text !== false)
}

/**
 * The fields of a schema and of the objects within it that have no name of their own, each once, by
 * path: `[['query', …], ['query.q', …], ['items[].status', …]]`.
 */
export function fieldsOf(schema: JsonSchema, path = ''): [path: string, field: JsonSchema][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(
    ([name, field]): [string, JsonSchema][] => {
      const at = `${path}${name}`
      return [[at, field], ...fieldsOf(field, `${at}.`)]
    },
  )
  const inner = schema.items ? fieldsOf(schema.items, path.replace(/\.$/, '[].')) : []
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const fields = new Map<string, JsonSchema>()
  for (const [at, field] of [...own, ...inner, ...choices.flatMap((one) => fieldsOf(one, path))]) {
    const known = fields.get(at)
    // What differs from one choice to the other can be either.
    if (!known) fields.set(at, field)
    else if (JSON.stringify(known.anyOf?.at(-1) ?? known) !== JSON.stringify(field))
      fields.set(at, {
        description: known.description,
        anyOf: [...(known.anyOf ?? [known]), field],
      })
  }
  return [...fields]
}

/** The values a schema allows, also those of a list's items. */
export function allowedValues(schema: JsonSchema): string[] {
  const inner = [schema, schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  return inner.find((one) => one?.enum)?.enum?.map((value) => `${value}`) ?? []
}

function refText(ref: string): TypeText {
  const name = ref.split('/').at(-1) ?? ref
  return { text: name, ref: name }
}

function around(key: 'api.listOf' | 'api.mapOf', type: TypeText[], { t }: I18n): TypeText[] {
  const [before = '', after = ''] = t(key, { type: '\n' }).split('\n')
  return [{ text: before }, ...type, ...(after ? [{ text: after }] : [])]
}
