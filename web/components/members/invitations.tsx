import type { Invitation } from '../../../taxonomy/people'
import { useI18n } from '../../lib/i18n'
import { Act } from './form'

interface InvitationsProps {
  invitations: Invitation[]
  labels: Record<string, string>
}

/** Invitations not taken up yet, each to be sent again or withdrawn. */
export function Invitations({ invitations, labels }: InvitationsProps) {
  const { t, date } = useI18n()
  if (invitations.length === 0) return <p>{t('people.noInvitations')}</p>
  const now = new Date().toISOString()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('people.invitations')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('field.email')}</th>
            <th scope="col">{t('field.role')}</th>
            <th scope="col">{t('people.by')}</th>
            <th scope="col">{t('people.invited')}</th>
            <th scope="col">{t('people.expires')}</th>
            <th scope="col">{t('people.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {invitations.map(({ id, email, name, role, entity, invitedBy, createdAt, expiresAt }) => (
            <tr key={id}>
              <th scope="row">
                {email}
                {name && ` (${name})`}
              </th>
              <td data-label={t('field.role')}>
                {entity
                  ? t('role.in', { role: t(`role.${role}`), entity: labels[entity] ?? entity })
                  : t(`role.${role}`)}
              </td>
              <td data-label={t('people.by')}>{invitedBy}</td>
              <td data-label={t('people.invited')}>{date(createdAt)}</td>
              <td data-label={t('people.expires')}>
                {expiresAt > now ? date(expiresAt) : t('people.expired')}
              </td>
              <td>
                <div class="acts">
                  <Act
                    action={`/people/invitations/${id}/resend`}
                    label={t('people.resend')}
                    full={t('people.resendTo', { email })}
                  />
                  <Act
                    action={`/people/invitations/${id}/revoke`}
                    label={t('people.revoke')}
                    full={t('people.revokeOf', { email })}
                  />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
