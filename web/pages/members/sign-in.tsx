import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'sign-in' }>

/** Where members come in: by mail, or with their organisation's account. */
export function SignInPage({ model }: { model: Model }) {
  const { t } = useI18n()
  if (model.sent) return <SentPage />
  return (
    <div class="wide reading form-page">
      <FormProblems problems={model.problems} form="sign-in" />
      <h1>{t('sign-in.title')}</h1>
      <p class="lead">{t('sign-in.lead')}</p>
      {model.providers.length > 0 && (
        <>
          <h2>{t('sign-in.byProvider')}</h2>
          <ul class="plain-list providers">
            {model.providers.map(({ id, label }) => (
              <li key={id}>
                <a
                  class="button"
                  href={`/sign-in/oidc/${id}?${new URLSearchParams({ next: model.next })}`}
                  rel="nofollow"
                >
                  {t('sign-in.provider', { label })}
                </a>
              </li>
            ))}
          </ul>
          <h2>{t('sign-in.byMail')}</h2>
        </>
      )}
      <SignInForm next={model.next} problems={model.problems} />
    </div>
  )
}

/** The form that asks for a link. */
export function SignInForm({ next, problems }: Pick<Model, 'next' | 'problems'>) {
  const { t } = useI18n()
  return (
    <form method="post" action="/sign-in" class="form">
      <input type="hidden" name="next" value={next} />
      <Field
        form="sign-in"
        name="email"
        label={t('field.email')}
        hint={t('sign-in.byMailHint')}
        problems={problems}
      >
        {(attributes) => (
          <input type="email" autocomplete="email" required maxLength={254} {...attributes} />
        )}
      </Field>
      <button type="submit" class="button">
        {t('sign-in.send')}
      </button>
    </form>
  )
}

function SentPage() {
  const { t } = useI18n()
  return (
    <div class="wide reading form-page">
      <h1>{t('sign-in.sent')}</h1>
      <p class="lead">{t('sign-in.sent.1')}</p>
      <p>{t('sign-in.sent.2')}</p>
      <p>
        <a href="/sign-in">{t('sign-in.again')}</a>
      </p>
    </div>
  )
}
