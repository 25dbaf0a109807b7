import { toDetail } from '../catalogue/view'
import { say } from '../messages/say'
import { projectOf, SCHEMA_ORG } from './schema-org'
import type { Selection } from './selection'

/** A selection as one JSON object: what it is, then `items`, each an activity in full. */
export function writeJson(selection: Selection): AsyncGenerator<string> {
  const { total, revision, asOf, url, sort, licence, attribution } = selection
  const about = { total, revision, asOf, url, sort, licence, attribution }
  return inArray(selection, about, 'items', (item) => item)
}

/** A selection with one JSON object a line, each an activity in full. */
export async function* writeNdjson({ taxonomy, origin, pages }: Selection): AsyncGenerator<string> {
  for await (const page of pages())
    yield page
      .map((activity) => `${JSON.stringify(toDetail(taxonomy, activity, origin))}\n`)
      .join('')
}

/** A selection as JSON-LD: a schema.org `ItemList` of projects. */
export function writeJsonLd(selection: Selection): AsyncGenerator<string> {
  const { total, url, asOf, attribution, licence } = selection
  const about = {
    '@context': SCHEMA_ORG,
    '@type': 'ItemList',
    '@id': url,
    url,
    name:
      selection.query.map(([name, value]) => `${name}: ${value}`).join('; ') ||
      say('export.allActivities'),
    numberOfItems: total,
    description: say('export.description', { attribution, licence }),
    dateModified: asOf,
  }
  let position = 0
  return inArray(selection, about, 'itemListElement', (item) => ({
    '@type': 'ListItem',
    position: ++position,
    item: projectOf(item),
  }))
}

/** An object with its activities, in an array that is written as they are read. */
async function* inArray(
  { taxonomy, origin, pages }: Selection,
  about: object,
  key: string,
  write: (item: ReturnType<typeof toDetail>) => object,
): AsyncGenerator<string> {
  yield `${JSON.stringify(about).slice(0, -1)},"${key}":[`
  let isFirst = true
  for await (const page of pages()) {
    const items = page.map((activity) =>
      JSON.stringify(write(toDetail(taxonomy, activity, origin))),
    )
    if (items.length > 0) yield `${isFirst ? '' : ','}\n${items.join(',\n')}`
    isFirst = false
  }
  yield '\n]}\n'
}
