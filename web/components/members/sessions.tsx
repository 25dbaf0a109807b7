import type { SessionInfo } from '../../../taxonomy/people'
import { useI18n } from '../../lib/i18n'
import { Act } from './form'

/** The devices one is signed in on, each with its end, and the end of all. */
export function Sessions({ sessions }: { sessions: SessionInfo[] }) {
  const { t, date } = useI18n()
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="table-scroll fit" aria-label={t('account.sessions')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('account.sessionDevice')}</th>
              <th scope="col">{t('account.sessionMethod')}</th>
              <th scope="col">{t('account.sessionStarted')}</th>
              <th scope="col">{t('account.sessionUsed')}</th>
              <th scope="col">{t('people.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.id}>
                <th scope="row">
                  <Browser agent={session.agent} />
                </th>
                <td>
                  <Method method={session.method} />
                </td>
                <td>{date(session.createdAt)}</td>
                <td>{session.isThis ? t('account.sessionThis') : date(session.lastSeenAt)}</td>
                <td>
                  <Act
                    action="/account/sessions"
                    fields={{ session: String(session.id) }}
                    label={t('account.sessionEnd')}
                    full={t('account.sessionEndOf', { since: date(session.createdAt) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="hint">{t('account.signOutAllHint')}</p>
      <Act
        action="/account/sessions"
        fields={{ session: 'all' }}
        label={t('account.signOutAll')}
        kind="button danger"
      />
    </>
  )
}

/** Browsers and systems by the words they call themselves, the telling ones first. */
const BROWSERS = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari']
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux']

function Browser({ agent }: { agent: string }) {
  const { t } = useI18n()
  const words = [BROWSERS, SYSTEMS].flatMap(
    (names) => names.find((name) => agent.includes(name)) ?? [],
  )
  return <>{words.join(', ') || agent.slice(0, 40) || t('agent.unknown')}</>
}

function Method({ method }: { method: string }) {
  const { t, find } = useI18n()
  const [kind, id = ''] = method.split(':')
  return <>{find(`method.${kind}`, { id }) ?? t('value.unknown')}</>
}
