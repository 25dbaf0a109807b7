import type { Taxonomy } from '../../taxonomy/taxonomy'

/** What language models are to know of the site (llmstxt.org). */
export function llmsText({ facets, vocabularies }: Taxonomy, origin: string): string {
  const link = (path: string, label: string, note: string) =>
    `- [${label}](${origin}${path}): ${note}`
  const withPages = vocabularies.filter(({ pages }) => pages)
  return `# AI activity hub

> An open catalogue of what the United Nations system does with artificial intelligence. Every activity has a page, a number that stays the same, and is tagged with one taxonomy. Not an official site of the United Nations.

Cite an activity by its address, such as \`${origin}/activities/1135\`; \`${origin}/activities/1135.txt\` says how. What is not known is left empty: it is never guessed.

## Data

${[
  link('/api/v1/openapi.json', 'API', 'OpenAPI 3.1; JSON, no key'),
  link(
    '/activities.ndjson',
    'All activities as NDJSON',
    'one JSON object a line; also .csv, .xlsx, .json, .jsonld, .atom',
  ),
  link(
    '/activities.json?q=flood',
    'A search as JSON',
    `parameters: q, sort, ${facets.map(({ param }) => param).join(', ')}`,
  ),
  link('/taxonomy.jsonld', 'Taxonomy', 'SKOS in JSON-LD; also .ttl and .csv'),
  link(
    '/api/v1/changes',
    'Changes',
    'what was published, changed, archived, restored or merged, in order',
  ),
  link('/data', 'How to get the data', 'downloads, feeds, API, embeds, with examples'),
].join('\n')}

## Pages

${[
  link('/activities', 'Activities', 'search and filter'),
  ...withPages.map(({ id, label, definition }) => link(`/${id}`, label, definition)),
  link('/taxonomy', 'Taxonomy', 'every term with its definition'),
  link('/about', 'About', 'where the facts come from and what is missing'),
].join('\n')}
`
}
