import type { MemberPageModel } from '../../../taxonomy/member-pages'
import { useI18n } from '../../lib/i18n'
import { Field, Ticks } from './form'

type Model = Extract<MemberPageModel, { page: 'account' }>

/** What one shows of oneself to other members; the first box decides whether anything. */
export function DirectoryForm({ model: { entry, expertise, spoken, problems } }: { model: Model }) {
  const { t, languageName } = useI18n()
  return (
    <form method="post" action="/account/directory" class="form">
      <p class="ticks">
        <label>
          <input type="checkbox" name="listed" value="on" checked={entry !== null} />{' '}
          {t('account.listed')}
        </label>
        <label>
          <input type="checkbox" name="showEmail" value="on" checked={entry?.showEmail === true} />{' '}
          {t('account.showEmail')}
        </label>
      </p>
      <Field
        form="account"
        name="about"
        label={t('field.about')}
        hint={t('account.aboutHint')}
        problems={problems}
      >
        {(attributes) => (
          <textarea rows={4} maxLength={1000} {...attributes}>
            {entry?.about ?? ''}
          </textarea>
        )}
      </Field>
      {expertise.map(({ id, label, concepts }) => {
        const chosen = entry?.expertise[id] ?? []
        return (
          <details key={id} class="facet" open={chosen.length > 0}>
            <summary>
              {label}{' '}
              {chosen.length > 0 && (
                <span class="badge">{t('account.chosen', { count: chosen.length })}</span>
              )}
            </summary>
            <fieldset>
              <legend class="unseen">{label}</legend>
              <Ticks name={id} options={concepts} chosen={chosen} />
            </fieldset>
          </details>
        )
      })}
      <fieldset>
        <legend>{t('account.languages')}</legend>
        <Ticks
          name="languages"
          options={spoken.map((id) => ({ id, label: languageName(id) }))}
          chosen={entry?.languages ?? []}
        />
      </fieldset>
      <button type="submit" class="button">
        {t('members.save')}
      </button>
    </form>
  )
}
