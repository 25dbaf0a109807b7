import { useI18n } from '../lib/i18n'

/** Where a page lies: links to the pages above it, outermost first. */
export function Crumbs({ trail }: { trail: [url: string, label: string][] }) {
  const { t } = useI18n()
  return (
    <nav class="crumbs" aria-label={t('site.trail')}>
      <ol>
        {trail.map(([url, label]) => (
          <li key={url}>
            <a href={url}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
