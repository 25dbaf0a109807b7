/** A value in the subset of JSON-LD that we write. */
export type RdfValue = RdfOne | undefined | RdfValue[]

type RdfOne =
  | string
  | number
  | boolean
  | { '@id': string }
  | { '@value': string; '@language': string }
  | { '@value': string; '@type': string }
  | RdfNode

/** A thing with what is said of it; keys are names with a prefix: `{ '@type': 'skos:Concept', 'skos:notation': '13' }`. */
export interface RdfNode {
  '@id'?: string
  '@type': string
  [property: `${string}:${string}`]: RdfValue
}

/** Namespaces of the vocabularies used, by prefix. */
const PREFIXES = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/** A text that says that it is English. */
export const inEnglish = (text: string) => ({ '@value': text, '@language': 'en' })
/** A value with its type: `typed('xsd:date', '2024-05-17')`. */
export const typed = (type: string, text: string) => ({ '@value': text, '@type': type })

/** Things and what is said of them, as JSON-LD. */
export function toJsonLd(nodes: RdfNode[]): string {
  return `${JSON.stringify({ '@context': PREFIXES, '@graph': nodes }, null, 1)}\n`
}

/** The same as Turtle. */
export function toTurtle(nodes: RdfNode[]): string {
  const prefixes = Object.entries(PREFIXES).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`)
  const things = nodes.map((node) => {
    const said = statementsOf(node)
    return `\n${node['@id'] ? iri(node['@id']) : '[]'} ${said.join(' ;\n  ')} .\n`
  })
  return prefixes.join('') + things.join('')
}

function statementsOf({ '@id': _, '@type': type, ...properties }: RdfNode): string[] {
  const said = Object.entries(properties).flatMap(([property, value]) => {
    const objects = [value].flat(9).filter((one): one is RdfOne => one !== undefined)
    return objects.length > 0 ? [`${property} ${objects.map(objectOf).join(', ')}`] : []
  })
  return [`a ${type}`, ...said]
}

function objectOf(value: RdfOne): string {
  if (typeof value === 'string') return literal(value)
  if (typeof value !== 'object') return String(value)
  if ('@type' in value && '@value' in value)
    return `${literal(value['@value'] as string)}^^${value['@type']}`
  if ('@value' in value) return `${literal(value['@value'] as string)}@${value['@language']}`
  if ('@type' in value) return `[ ${statementsOf(value as RdfNode).join(' ; ')} ]`
  return iri(value['@id'] as string)
}

/** JSON's escapes are Turtle's, too. */
const literal = (text: string) => JSON.stringify(text)

/** A full address between angle brackets, a name with a prefix as it is. */
function iri(text: string): string {
  const [prefix = ''] = text.split(':')
  return prefix in PREFIXES ? text : `<${encodeURI(decodeURI(text))}>`
}
