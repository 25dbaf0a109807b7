import type { PageContext } from '../../../taxonomy/pages'
import { useI18n } from '../../lib/i18n'
import { Act } from './form'

/** Its id, by which the header of a phone opens it. */
export const MEMBER_MENU_ID = 'member-menu'

interface MemberNavProps {
  viewer: NonNullable<PageContext['viewer']>
  path: string
}

/** Whether a page is the one a link of the menu leads to, or lies below it. */
function currentAt(path: string, url: string): 'page' | 'true' | undefined {
  if (path === url) return 'page'
  return path.startsWith(`${url}/`) ? 'true' : undefined
}

/** The menu of those signed in, on pages made for them. */
export function MemberNav({ viewer, path }: MemberNavProps) {
  const { t } = useI18n()
  return (
    <nav id={MEMBER_MENU_ID} class="member-bar fold" popover="auto" aria-label={t('members.menu')}>
      <div class="wide">
        <div class="sections">
          {viewer.sections.map((section) => (
            <a key={section} href={`/${section}`} aria-current={currentAt(path, `/${section}`)}>
              {t(`members.section.${section}`)}
            </a>
          ))}
        </div>
        <span class="hint">{t('members.signedIn', { name: viewer.name })}</span>
        <Act action="/sign-out" label={t('members.signOut')} />
      </div>
    </nav>
  )
}
