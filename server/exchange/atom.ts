import type { PublishedActivity } from '../catalogue/reader'
import { say } from '../messages/say'
import { type Selection, withParameters } from './selection'
import { xmlText } from './xml'

/** How many entries a page of a feed has (RFC 5005 links it to the others). */
const ENTRIES = 100

/**
 * One page of a selection as an Atom feed (RFC 4287).
 *
 * @param address the feed's own, without `page`
 * @param page from 1
 */
export async function* writeAtom(
  selection: Selection,
  { address, page }: { address: string; page: number },
): AsyncGenerator<string> {
  const { query, total, url, asOf, licence, origin } = selection
  const at = (other: number) =>
    xmlText(origin + withParameters(address, other > 1 ? { page: String(other) } : {}))
  const last = Math.max(1, Math.ceil(total / ENTRIES))
  const about = query.map(([name, value]) => `${name}: ${value}`).join('; ')
  const links: [string, number, boolean][] = [
    ['self', page, true],
    ['first', 1, true],
    ['previous', page - 1, page > 1],
    ['next', page + 1, page < last],
    ['last', last, true],
  ]
  yield `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${at(1)}</id>
<title>${xmlText(say('export.feed', { about: about || say('export.all') }))}</title>
<updated>${asOf}</updated>
<rights>${licence}</rights>
<link rel="alternate" type="text/html" href="${xmlText(url)}"/>
${links
  .filter(([, , isThere]) => isThere)
  .map(([rel, to]) => `<link rel="${rel}" type="application/atom+xml" href="${at(to)}"/>\n`)
  .join('')}`
  for await (const some of selection.pages((page - 1) * ENTRIES, page * ENTRIES))
    yield some.map((activity) => entryOf(selection, activity)).join('')
  yield '</feed>\n'
}

function entryOf({ origin, taxonomy }: Selection, activity: PublishedActivity): string {
  const { id, content, createdOn, updatedOn } = activity
  const address = `${origin}/activities/${id}`
  const [lead, ...facets] = taxonomy.facets
  const authors = lead ? taxonomy.statedOrImplied(content, lead) : []
  const categories = facets.flatMap((facet) =>
    facet.vocabulary
      ? taxonomy
          .statedOrImplied(content, facet)
          .map(
            (term) =>
              `<category scheme="${origin}/taxonomy/${facet.vocabulary?.id}" term="${term}" label="${xmlText(taxonomy.labelOf(facet, term))}"/>\n`,
          )
      : [],
  )
  return `<entry>
<id>${address}</id>
<title>${xmlText(content.title)}</title>
<published>${createdOn}T00:00:00Z</published>
<updated>${updatedOn}T00:00:00Z</updated>
${authors.map((one) => `<author><name>${xmlText(lead ? taxonomy.labelOf(lead, one) : one)}</name></author>\n`).join('')}<link rel="alternate" type="text/html" href="${address}"/>
<link rel="alternate" type="application/json" href="${address}.json"/>
${categories.join('')}<summary xml:lang="${content.language}">${xmlText(content.summary)}</summary>
</entry>
`
}
