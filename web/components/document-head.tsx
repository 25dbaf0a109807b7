import type { PageContext } from '../../taxonomy/pages'
import type { Head } from '../lib/head'
import { useI18n } from '../lib/i18n'
import { scriptJson } from '../lib/json'

interface DocumentHeadProps {
  head: Head
  context: PageContext
}

/** What the head of a page's document says, but for the tags of the build. */
export function DocumentHead({ head, context }: DocumentHeadProps) {
  const { t } = useI18n()
  const { title, description, canonical, alternates = [], type, structured } = head
  return (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={description} />
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      {canonical === null ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={context.origin + canonical} />
          <meta property="og:url" content={context.origin + canonical} />
        </>
      )}
      {alternates.map(([type, url]) => (
        <link key={url} rel="alternate" type={type} href={url} />
      ))}
      <meta property="og:site_name" content={t('site.name')} />
      <meta property="og:type" content={type} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      {structured && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: scriptJson(structured) }}
        />
      )}
    </>
  )
}
