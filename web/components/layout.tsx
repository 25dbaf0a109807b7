import type { ComponentChildren } from 'preact'
import type { PageContext } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { SUGGEST_PATH } from '../lib/urls'
import { Island } from './island'
import { MEMBER_MENU_ID, MemberNav } from './members/member-nav'

const MENU_ID = 'site-menu'
const SEARCH_ID = 'site-search'

interface LayoutProps {
  /** Path of the page, to mark its place in the menu. */
  path: string
  /** Whether the header holds the search field; not where the page itself does. */
  search: boolean
  /** Who looks, on pages made for one person; public ones are the same for all. */
  viewer?: PageContext['viewer']
  children: ComponentChildren
}

/** Header, main part and footer of every page. */
export function Layout({ path, search, viewer, children }: LayoutProps) {
  const { t } = useI18n()
  return (
    <>
      <a class="skip" href="#main">
        {t('site.skip')}
      </a>
      <Header path={path} search={search} signedIn={viewer !== undefined} />
      {viewer && <MemberNav viewer={viewer} path={path} />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  )
}

interface HeaderProps {
  path: string
  search: boolean
  signedIn: boolean
}

function Header({ path, search, signedIn }: HeaderProps) {
  const { t, nav } = useI18n()
  const current = (href: string) =>
    path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined
  return (
    <header class="site">
      <div class="wide">
        <a class="brand" href="/" aria-current={path === '/' ? 'page' : undefined}>
          <Mark />
          <span class="name">{t('site.name')}</span>
        </a>
        {search && <Opener opens={SEARCH_ID} label={t('search.submit')} />}
        <Opener opens={MENU_ID} label={t('site.openMenu')} />
        {signedIn && <Opener opens={MEMBER_MENU_ID} label={t('site.openYours')} />}
        <div id={MENU_ID} class="fold" popover="auto">
          <nav aria-label={t('site.menu')}>
            {nav.map(([href, label]) => (
              <a key={href} href={href} aria-current={current(href)}>
                {label}
              </a>
            ))}
          </nav>
          <AccountLink signedIn={signedIn} />
        </div>
        {search && (
          <div id={SEARCH_ID} class="fold" popover="auto">
            <Island name="SearchBox" props={{ id: 'header' }} />
          </div>
        )}
      </div>
    </header>
  )
}

/**
 * On a phone, what opens a part of the header that a wide screen shows at once. The browser
 * itself does it, tells screen readers, and closes the part on Escape: no script is needed.
 */
function Opener({ opens, label }: { opens: string; label: string }) {
  return (
    <button type="button" class="opener" popovertarget={opens}>
      {label}
    </button>
  )
}

/**
 * The way to one's account, which leads over signing in. Public pages are the same bytes
 * for all, so the script that finds someone signed in puts the other words in.
 */
function AccountLink({ signedIn }: { signedIn: boolean }) {
  const { t } = useI18n()
  return (
    <a class="account" href="/account" data-signed-in={t('site.account')}>
      {t(signedIn ? 'site.account' : 'site.signIn')}
    </a>
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
          <a href="/reports">{t('footer.reports')}</a>
          <a href="/reports/explore">{t('footer.explore')}</a>
          <a href="/about">{t('footer.about')}</a>
          <a href="/api">{t('footer.api')}</a>
          <a href="/taxonomy">{t('footer.taxonomy')}</a>
          <a href="/data">{t('footer.dataPage')}</a>
          <a href={SUGGEST_PATH}>{t('suggest.missing')}</a>
        </nav>
      </div>
    </footer>
  )
}
