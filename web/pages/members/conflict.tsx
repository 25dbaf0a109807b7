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
        {Object.entries(byField(model.diff)).map(([field, diffs]) => (
          <fieldset key={field}>
            <legend>{labelOf(field)}</legend>
            {diffs.map((diff) => (
              <div key={diff.field}>
                {diff.field !== field && <h2>{labelOf(diff.field)}</h2>}
                <FieldChange diff={diff} />
              </div>
            ))}
            <p class="ticks">
              <label>
                <input type="checkbox" name="take" value={field} /> {t('conflict.take')}
                <span class="unseen">: {labelOf(field)}</span>
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

/** What is chosen as one stands as one: the outcomes are one field of several texts. */
function byField(diff: Model['diff']): Record<string, Model['diff']> {
  const fields: Record<string, Model['diff']> = {}
  for (const one of diff) {
    const [field = ''] = one.field.split('.')
    fields[field] = [...(fields[field] ?? []), one]
  }
  return fields
}
