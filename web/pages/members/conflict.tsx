import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { FieldChange, useFieldLabel } from '../../components/members/field-diff'
import { useI18n } from '../../lib/i18n'

type Model = Extract<SubmissionPageModel, { page: 'conflict' }>

/** Theirs and mine, field by field, after two people changed the same. */
export function ConflictPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const labelOf = useFieldLabel(model.labels)
  if (model.closed)
    return (
      <div class="wide form-page">
        <h1>{t('conflict.closed')}</h1>
        <p>{model.closed}</p>
        <p>
          <a href={`/my/${model.submissionId}`}>{t('my.title')}</a>
        </p>
      </div>
    )
  return (
    <div class="wide form-page">
      <h1>{t('conflict.title')}</h1>
      <p class="lead">{t('conflict.lead')}</p>
      <form method="post" action={`/submissions/${model.submissionId}/resolve`} class="form">
        <input type="hidden" name="mine" value={model.mine} />
        <input type="hidden" name="basedOn" value={model.basedOn} />
        {model.diff.map((diff) => (
          <fieldset key={diff.field}>
            <legend>{labelOf(diff.field)}</legend>
            <FieldChange diff={diff} />
            <p class="ticks">
              <label>
                <input type="checkbox" name="take" value={diff.field.split('.')[0]} />{' '}
                {t('conflict.take')}
                <span class="unseen">: {labelOf(diff.field)}</span>
              </label>
            </p>
          </fieldset>
        ))}
        <p class="acts">
          <button type="submit" class="button">
            {t('conflict.save')}
          </button>
          <a class="button plain" href={`/submissions/${model.submissionId}/edit`}>
            {t('conflict.back')}
          </a>
        </p>
      </form>
    </div>
  )
}
