import type { ComponentChildren } from 'preact'
import { useI18n } from '../lib/i18n'
import { listApiUrl } from '../lib/urls'
import { Island } from './island'

interface LayoutProps {
  /** Path of the page, to mark its place in the menu. */
  path: string
  /** Whether the header holds the search field; not where the page itself does. */
  search: boolean
  children: ComponentChildren
}

/** Header, main part and footer of every page. */
export function Layout({ path, search, children }: LayoutProps) {
  const { t } = useI18n()
  return (
    <>
      <a class="skip" href="#main">
        {t('site.skip')}
      </a>
      <Header path={path} search={search} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  )
}

function Header({ path, search }: { path: string; search: boolean }) {
  const { t, nav } = useI18n()
  const current = (href: string) =>
    path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined
  return (
    <header class="site">
      <div class="wide">
        <a class="brand" href="/" aria-current={path === '/' ? 'page' : undefined}>
          <Mark />
          {t('site.name')}
        </a>
        <nav aria-label={t('site.menu')}>
          {nav.map(([href, label]) => (
            <a key={href} href={href} aria-current={current(href)}>
              {label}
            </a>
          ))}
        </nav>
        {search && <Island name="SearchBox" props={{ id: 'header' }} />}
      </div>
    </header>
  )
}

/** The site's own mark: entries of a catalogue, one of them found. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M5 7h13M5 14h9M5 21h7M5 28h13" />
      <circle cx="21" cy="17" r="6" />
      <path d="m25.5 21.5 4 4" />
    </svg>
  )
}

function Footer() {
  const { t, rich } = useI18n()
  const licence = (
    <a href="https://creativecommons.org/licenses/by/4.0/" rel="license noopener">
      {t('footer.licence')}
    </a>
  )
  return (
    <footer class="site">
      <div class="wide">
        <p>
          <b>{t('footer.unofficial')}</b> {rich('footer.data', { licence })}
        </p>
        <p>{t('footer.disclaimer')}</p>
        <nav aria-label={t('footer.label')}>
          <a href="/about">{t('footer.about')}</a>
          <a href="/api">{t('footer.api')}</a>
          <a href="/taxonomy">{t('footer.taxonomy')}</a>
          <a href={listApiUrl()}>{t('footer.json')}</a>
        </nav>
      </div>
    </footer>
  )
}
