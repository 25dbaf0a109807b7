import type { PageContext, PageModel } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { activityUrl } from '../lib/urls'

interface EmbedDocumentProps {
  model: Extract<PageModel, { page: 'embed' }>
  context: PageContext
}

/** A whole small document for a frame on another site: some activities of a search, or their number. */
export function EmbedDocument({ model, context }: EmbedDocumentProps) {
  const { t, language, direction } = useI18n()
  const { result, theme, view, chosen } = model
  const about = [
    ...(result.query.q ? [t('value.quoted', { value: result.query.q })] : []),
    ...chosen,
  ]
  const title = about.join(', ') || t('activities.title')
  const all = context.origin + model.url
  return (
    <html lang={language} dir={direction} data-theme={theme === 'auto' ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{t('site.title', { page: title })}</title>
        <link rel="stylesheet" href="/embed.css" />
        <script type="module" src="/embed-frame.js" />
      </head>
      <body>
        <main>
          {view === 'count' ? (
            <p class="count">
              <b>{t('embed.number', { number: result.total })}</b>{' '}
              {t('embed.activities', { count: result.total, title })}
            </p>
          ) : (
            <>
              <h1>{title}</h1>
              <ol>
                {result.items.map(({ id, title, entities, startYear }) => (
                  <li key={id}>
                    <a href={context.origin + activityUrl(id)} target="_blank" rel="noopener">
                      {title}
                    </a>
                    <span>
                      {[...entities.map(({ label }) => label), startYear]
                        .filter(Boolean)
                        .join(', ')}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          )}
          <p class="from">
            <a href={all} target="_blank" rel="noopener">
              {t('embed.all', { count: result.total })}
            </a>
          </p>
        </main>
      </body>
    </html>
  )
}
