import type { VNode } from 'preact'
import type { PageContext } from '../../taxonomy/pages'
import type { Head } from '../lib/head'
import { useI18n } from '../lib/i18n'
import { scriptJson } from '../lib/json'

interface DocumentProps {
  head: Head
  context: PageContext
  children: VNode
}

/** Stands where the build's tags go; put in as text, for they are HTML already. */
export const ASSETS = '<meta name="assets"/>'

/** The HTML document around a page. */
export function Document({ head, context, children }: DocumentProps) {
  const { language, direction, t } = useI18n()
  const { title, description, canonical, alternates = [], type, structured } = head
  return (
    <html lang={language} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <meta name="assets" />
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
      </head>
      <body>{children}</body>
    </html>
  )
}
