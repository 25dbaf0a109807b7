import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { Crumbs } from '../../components/crumbs'
import { useFieldLabel } from '../../components/members/field-diff'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'

type Model = Extract<ReviewPageModel, { page: 'review-label' }>

/** Asks what one label means, and says how many entries that will change. */
export function ReviewLabelPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { label, choices, problems } = model
  const name = useFieldLabel(model.fieldLabels)
  return (
    <div class="wide form-page">
      <Crumbs
        trail={[
          ['/review', t('review.title')],
          ['/review/labels', t('review-labels.title')],
        ]}
      />
      <FormProblems problems={problems} form="label" />
      <h1>{t('review-label.title')}</h1>
      <p class="lead">
        {t('value.quoted', { value: label.label })} ({name(label.field)})
      </p>
      <p>{t('review-label.will', { count: label.count })}</p>
      <ul>
        {label.examples.map(({ id, title }) => (
          <li key={id}>
            <a href={activityUrl(id)}>{title}</a>
          </li>
        ))}
      </ul>
      <form method="post" action="/review/label" class="form">
        <input type="hidden" name="field" value={label.field} />
        <input type="hidden" name="label" value={label.label} />
        <Field
          form="label"
          name="concept"
          label={t('review-label.concept')}
          hint={t('review-label.conceptHint')}
          problems={problems}
        >
          {(attributes) => (
            <input
              type="text"
              list="label-choices"
              value={model.given}
              maxLength={300}
              required
              autocomplete="off"
              {...attributes}
            />
          )}
        </Field>
        <datalist id="label-choices">
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
        <button type="submit" class="button">
          {t('review-label.button')}
        </button>
      </form>
    </div>
  )
}
