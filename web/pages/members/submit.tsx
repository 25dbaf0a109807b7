import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { Field, FormProblems, Options } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<SubmissionPageModel, { page: 'submit' }>

/** How an entry begins: from nothing, from a copy, or as a change to a published one. */
export function SubmitPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { from, change, entity } = model.given
  return (
    <div class="wide form-page">
      <h1>{t('submit.title')}</h1>
      <FormProblems problems={model.problems} form="submit" />
      <p class="lead">{t('submit.lead')}</p>
      <p>
        {change
          ? t('submit.change', { id: change })
          : from
            ? t('submit.copy', { id: from })
            : t('submit.new')}
      </p>
      {model.entities.length === 0 ? (
        <p>{t('submit.none')}</p>
      ) : (
        <form method="post" action="/submit" class="form" id="submit-form">
          <input type="hidden" name="request" value={model.request} />
          <input type="hidden" name="from" value={from} />
          <input type="hidden" name="change" value={change} />
          <Field form="submit" name="entity" label={t('submit.entity')} problems={model.problems}>
            {(attributes) => (
              <select {...attributes}>
                <Options options={model.entities} chosen={entity} />
              </select>
            )}
          </Field>
          <button type="submit" class="button">
            {t('submit.start')}
          </button>
        </form>
      )}
    </div>
  )
}
