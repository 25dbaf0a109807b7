import { ANSWERS, ANYWHERE, OF_SCHEMA, PARAMETERS } from './api-texts'

interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  pattern?: string
  minimum?: number
  maximum?: number
  items?: Schema
  properties?: Record<string, Schema>
  anyOf?: Schema[]
  oneOf?: Schema[]
}

interface Parameter {
  name: string
  in: string
  description?: string
  schema: Schema
}

interface Operation {
  operationId?: string
  parameters?: Parameter[]
  responses?: Record<
    string,
    { description?: string; content?: Record<string, { schema?: Schema }> }
  >
}

interface Document {
  paths?: Record<string, Record<string, Operation>>
  webhooks?: object
  components?: { schemas?: Record<string, Schema> }
}

/**
 * Says in an OpenAPI document, made from the routes' schemas, what their fields, parameters and
 * answers mean, and leaves out what tells a reader nothing: schemas that nothing refers to, bounds
 * that every number has, patterns of numbers.
 *
 * @example { limit: { type: 'integer' } } // gets the description `How many to give at most; …`
 */
export function explain(document: Document): void {
  for (const operations of Object.values(document.paths ?? {}))
    for (const operation of Object.values(operations)) explainOperation(operation)
  const { schemas = {} } = document.components ?? {}
  const used = namesIn({ ...document, components: undefined }, schemas)
  for (const [name, schema] of Object.entries(schemas))
    if (used.has(name)) explainFields(schema, name.replace(/Input$/, ''))
    else delete schemas[name]
}

function explainOperation({ operationId = '', parameters = [], responses = {} }: Operation): void {
  for (const parameter of parameters) {
    const { name, schema } = parameter
    const key = name === 'id' && schema.type === 'integer' ? 'activityNumber' : name
    parameter.description ??= PARAMETERS[`${operationId}.${name}`] ?? PARAMETERS[key]
    tidy(schema)
  }
  for (const [status, response] of Object.entries(responses))
    for (const { schema } of Object.values(response.content ?? {})) {
      const name = schema?.$ref?.split('/').at(-1) ?? operationId
      const text = ANSWERS[`${name} ${status}`] ?? ANSWERS[name]
      // What the framework says where a route says nothing.
      if (text && response.description === 'Default Response') response.description = text
      if (schema) explainFields(schema, operationId)
    }
}

/** @param path of the schema within the one called `name`: `items[].` */
function explainFields(schema: Schema, name: string, path = ''): void {
  tidy(schema)
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    field.description ??= textOf(name, `${path}${key}`)
    explainFields(field, name, `${path}${key}.`)
  }
  if (schema.items) explainFields(schema.items, name, path.replace(/\.$/, '[].'))
  for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    explainFields(choice, name, path)
}

/** The text of a field by the longest end of its path that has one, the schema's own before any. */
function textOf(name: string, path: string): string | undefined {
  const keys = path.split('.')
  const ends = keys.map((_, at) => keys.slice(at).join('.'))
  const own = OF_SCHEMA[name] ?? {}
  const known = ends.find((end) => own[end] ?? ANYWHERE[end]) ?? ''
  return own[known] ?? ANYWHERE[known]
}

function tidy(schema: Schema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.type === 'integer') delete schema.pattern
  if (schema.type === 'string') {
    delete schema.minimum
    delete schema.maximum
  }
}

/** Names of the schemas that something refers to, directly or through others. */
function namesIn(
  value: object,
  schemas: Record<string, Schema>,
  found = new Set<string>(),
): Set<string> {
  for (const [, name = ''] of JSON.stringify(value).matchAll(
    /"#\/components\/schemas\/([^"]+)"/g,
  )) {
    if (found.has(name)) continue
    found.add(name)
    namesIn(schemas[name] ?? {}, schemas, found)
  }
  return found
}
