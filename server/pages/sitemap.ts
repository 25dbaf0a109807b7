import type { Catalogue } from '../catalogue/catalogue'

/** The most addresses one sitemap file may hold (sitemaps.org, protocol 0.9). */
const MOST = 50_000

/** All pages worth finding, for search engines. */
export function sitemap({ index, taxonomy }: Catalogue, origin: string): string {
  const vocabularies = taxonomy.vocabularies
  const paths = [
    ...['/', '/activities', '/taxonomy', '/reports', '/reports/explore', '/about', '/api'],
    ...vocabularies.map(({ id }) => `/taxonomy/${id}`),
    ...vocabularies
      .filter(({ pages }) => pages)
      .flatMap(({ id, param, concepts }) => [
        `/${id}`,
        ...concepts
          .filter((concept) => index.facets.membersOf(param, concept.id).size > 0)
          .map((concept) => `/${id}/${concept.id}`),
      ]),
    ...Array.from(index.inOrder('updated'), (position) => `/activities/${index.idAt(position)}`),
  ]
  const urls = paths.slice(0, MOST).map((path) => `<url><loc>${origin}${path}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`
}

/** Robots may read every page; lists with filters are endless and hold nothing of their own. */
export function robots(origin: string): string {
  return `User-agent: *
Disallow: /activities?
Disallow: /reports/explore?
Disallow: /reports/explore.
Disallow: /api/v1/
Sitemap: ${origin}/sitemap.xml
`
}
