import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { SignInForm } from './sign-in'

type Model = Extract<MemberPageModel, { page: 'link' }>

/** What a link in a mail opens: one button, as looking at the page must not spend the link. */
export function LinkPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { link, problems } = model
  if (link.state !== 'open') return <DeadLink link={link} />
  return (
    <div class="wide reading form-page">
      <FormProblems problems={problems} form="link" />
      <h1>{t(link.kind === 'invitation' ? 'link.title.invitation' : 'link.title')}</h1>
      {link.kind === 'invitation' ? (
        <AcceptForm model={model} />
      ) : (
        <form method="post" action="/sign-in/link" class="form">
          <p class="lead">{t('link.open', { email: link.email ?? '' })}</p>
          <input type="hidden" name="token" value={model.token} />
          <button type="submit" class="button">
            {t('link.button')}
          </button>
        </form>
      )}
    </div>
  )
}

function AcceptForm({ model: { token, link, problems } }: { model: Model }) {
  const { t } = useI18n()
  const role = link.role ? t(`role.${link.role}`) : ''
  const where = link.entity ? t('role.in', { role, entity: link.entity.label }) : role
  return (
    <form method="post" action="/sign-in/link" class="form">
      <input type="hidden" name="token" value={token} />
      {link.email === null ? (
        <p class="lead">{t('link.first')}</p>
      ) : (
        <>
          <p class="lead">{t('link.invited', { role: where })}</p>
          <p>{t('link.invitedAddress', { email: link.email })}</p>
        </>
      )}
      {link.email === null && (
        <Field form="link" name="email" label={t('field.email')} problems={problems}>
          {(attributes) => (
            <input type="email" autocomplete="email" required maxLength={254} {...attributes} />
          )}
        </Field>
      )}
      <Field
        form="link"
        name="name"
        label={t('field.name')}
        hint={t('link.nameHint')}
        problems={problems}
      >
        {(attributes) => (
          <input
            type="text"
            autocomplete="name"
            required
            maxLength={100}
            value={link.name}
            {...attributes}
          />
        )}
      </Field>
      <button type="submit" class="button">
        {t('link.accept')}
      </button>
    </form>
  )
}

function DeadLink({ link: { kind, state } }: Pick<Model, 'link'>) {
  const { t, find } = useI18n()
  return (
    <div class="wide reading form-page">
      <h1>{t('link.title.none')}</h1>
      <p class="lead">{find(`link.${state}`)}</p>
      <p>{t(kind === 'invitation' ? 'link.newInvitation' : 'link.newSignIn')}</p>
      <SignInForm next="/account" problems={[]} />
    </div>
  )
}
