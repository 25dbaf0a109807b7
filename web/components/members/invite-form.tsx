import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { useI18n } from '../../lib/i18n'
import { Field, Options } from './form'

type Model = Extract<MemberPageModel, { page: 'people' }>

/** Invites someone by mail. */
export function InviteForm({ model: { invite, given, problems } }: { model: Model }) {
  const { t } = useI18n()
  const roles = invite.roles.map((id) => ({
    id,
    label: `${t(`role.${id}`)}: ${t(`role.${id}.hint`)}`,
  }))
  const none = invite.roles.includes('admin') ? [{ id: '', label: t('people.inviteNone') }] : []
  return (
    <form method="post" action="/people/invitations" class="form">
      <p class="hint">{t('people.inviteHint')}</p>
      <Field form="invite" name="email" label={t('field.email')} problems={problems}>
        {(attributes) => (
          <input type="email" required maxLength={254} value={given.email} {...attributes} />
        )}
      </Field>
      <Field
        form="invite"
        name="name"
        label={`${t('field.name')} ${t('members.optional')}`}
        problems={problems}
      >
        {(attributes) => <input type="text" maxLength={100} value={given.name} {...attributes} />}
      </Field>
      <Field form="invite" name="role" label={t('field.role')} problems={problems}>
        {(attributes) => (
          <select {...attributes}>
            <Options options={roles} chosen={given.role} />
          </select>
        )}
      </Field>
      <Field form="invite" name="entity" label={t('field.entity')} problems={problems}>
        {(attributes) => (
          <select {...attributes}>
            <Options options={[...none, ...invite.entities]} chosen={given.entity} />
          </select>
        )}
      </Field>
      <button type="submit" class="button">
        {t('people.inviteSend')}
      </button>
    </form>
  )
}
