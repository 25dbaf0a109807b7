import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { DirectoryForm } from '../../components/members/directory-form'
import { Act, Done, Field, FormProblems, Options } from '../../components/members/form'
import { Sessions } from '../../components/members/sessions'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'account' }>

const MAIL = ['at-once', 'daily', 'none'] as const

/** One's own account. */
export function AccountPage({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="account" />
      <h1>{t('account.title')}</h1>
      <Done done={model.done} />
      <ProfileForm model={model} />
      <Memberships model={model} />
      <h2 id="directory">{t('account.directory')}</h2>
      <p class="hint">{t('account.directoryHint')}</p>
      <DirectoryForm model={model} />
      <h2 id="sessions">{t('account.sessions')}</h2>
      <Sessions sessions={model.sessions} />
    </div>
  )
}

function ProfileForm({ model: { person, languages, problems } }: { model: Model }) {
  const { t, languageName } = useI18n()
  return (
    <>
      <h2>{t('account.profile')}</h2>
      <form method="post" action="/account" class="form">
        <dl class="facts">
          <div>
            <dt>{t('field.email')}</dt>
            <dd>
              {person.email} <p class="hint">{t('account.emailHint')}</p>
            </dd>
          </div>
        </dl>
        <Field form="account" name="name" label={t('field.name')} problems={problems}>
          {(attributes) => (
            <input
              type="text"
              autocomplete="name"
              required
              maxLength={100}
              value={person.name}
              {...attributes}
            />
          )}
        </Field>
        <Field form="account" name="language" label={t('field.language')} problems={problems}>
          {(attributes) => (
            <select {...attributes}>
              <Options
                options={languages.map((id) => ({ id, label: languageName(id) }))}
                chosen={person.language}
              />
            </select>
          )}
        </Field>
        <Field
          form="account"
          name="mail"
          label={t('field.mail')}
          hint={t('account.mailHint')}
          problems={problems}
        >
          {(attributes) => (
            <select {...attributes}>
              <Options
                options={MAIL.map((id) => ({ id, label: t(`mail.${id}`) }))}
                chosen={person.mail}
              />
            </select>
          )}
        </Field>
        <button type="submit" class="button">
          {t('members.save')}
        </button>
      </form>
    </>
  )
}

function Memberships({ model: { person, labels } }: { model: Model }) {
  const { t } = useI18n()
  const { memberships, isCurator, isAdmin } = person
  return (
    <>
      <h2>{t('account.memberships')}</h2>
      {memberships.length === 0 && !isCurator && !isAdmin && <p>{t('account.noMemberships')}</p>}
      <ul class="plain-list rows">
        {isAdmin && <li>{t('role.admin')}</li>}
        {isCurator && <li>{t('role.curator')}</li>}
        {memberships.map(({ entity, role }) => (
          <li key={entity}>
            <span>
              {t('role.in', { role: t(`role.${role}`), entity: labels[entity] ?? entity })}
            </span>
            <Act
              action="/account/leave"
              fields={{ entity }}
              label={t('account.leave')}
              full={t('account.leaveOf', { entity: labels[entity] ?? entity })}
            />
          </li>
        ))}
      </ul>
      {memberships.length > 0 && <p class="hint">{t('account.leaveHint')}</p>}
    </>
  )
}
