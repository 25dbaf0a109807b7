import type { Catalogue } from '../catalogue/catalogue'

/** The most addresses one sitemap file may hold (sitemaps.org, protocol 0.9). */
const MOST = 50_000

/**
 * All pages worth finding, for search engines: one file, or where there are too many for one, an
 * index of several at `/sitemap-1.xml` and so on.
 */
export function sitemap(catalogue: Catalogue, origin: string): string {
  const paths = pathsOf(catalogue)
  if (paths.length <= MOST) return urlSet(paths, origin)
  const files = Array.from({ length: Math.ceil(paths.length / MOST) }, (_, at) => at + 1)
  return `${HEAD}<sitemapindex ${NAMESPACE}>
${files.map((file) => `<sitemap><loc>${origin}/sitemap-${file}.xml</loc></sitemap>`).join('\n')}
</sitemapindex>
`
}

/** One file of the index, from 1; undefined where it has no such file. */
export function sitemapFile(
  catalogue: Catalogue,
  origin: string,
  file: number,
): string | undefined {
  const paths = pathsOf(catalogue)
  const some = paths.slice((file - 1) * MOST, file * MOST)
  return paths.length > MOST && some.length > 0 ? urlSet(some, origin) : undefined
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

function urlSet(paths: string[], origin: string): string {
  return `${HEAD}<urlset ${NAMESPACE}>
${paths.map((path) => `<url><loc>${origin}${path}</loc></url>`).join('\n')}
</urlset>
`
}

function pathsOf({ index, taxonomy }: Catalogue): string[] {
  const vocabularies = taxonomy.vocabularies
  return [
    ...['/', '/activities', '/taxonomy', '/data', '/reports', '/reports/explore', '/about', '/api'],
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
}

/** Robots may read every page; lists with filters are endless and hold nothing of their own. */
export function robots(origin: string): string {
  return `User-agent: *
Disallow: /activities?
Disallow: /activities.*?
Disallow: /embed/
Disallow: /reports/explore?
Disallow: /reports/explore.
Disallow: /api/v1/
Sitemap: ${origin}/sitemap.xml
`
}
