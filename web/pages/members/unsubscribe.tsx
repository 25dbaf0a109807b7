import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { Act } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<MemberPageModel, { page: 'unsubscribe' }>

/** Turns mail off for whoever holds a mail, without signing in. */
export function UnsubscribePage({ model: { token, email, done } }: { model: Model }) {
  const { t } = useI18n()
  return (
    <div class="wide reading form-page">
      <h1>{t('unsubscribe.title')}</h1>
      <p class="lead">{t(done ? 'unsubscribe.done' : 'unsubscribe.ask', { email })}</p>
      {!done && (
        <Act
          action="/unsubscribe"
          fields={{ token }}
          label={t('unsubscribe.button')}
          kind="button"
        />
      )}
      <p>
        <a href="/account">{t('unsubscribe.account')}</a>
      </p>
    </div>
  )
}
