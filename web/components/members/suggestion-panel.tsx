import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { Field, Options } from './form'

type Model = Extract<ReviewPageModel, { page: 'review-item' }>

/** What a visitor wrote beside the fields, and the way to make a draft of it. */
export function SuggestionPanel({ model }: { model: Model }) {
  const { t } = useI18n()
  const { suggestion, message, line } = model
  return (
    <>
      {suggestion && (
        <p class="note">
          {t(suggestion.isCorrection ? 'suggestion.correction' : 'suggestion.missing')}{' '}
          {t(suggestion.isAnswered ? 'suggestion.answered' : 'suggestion.unanswered')}
        </p>
      )}
      {message && (
        <>
          <h2>{t('review.message')}</h2>
          <p class="words">{message}</p>
        </>
      )}
      {suggestion && (
        <form method="post" action={`/review/${line.id}/take-over`} class="form">
          <input type="hidden" name="revision" value={model.revision} />
          <input type="hidden" name="request" value={`${model.request}-take`} />
          <Field
            form="review"
            name="entity"
            label={t('suggestion.entity')}
            hint={t(suggestion.isCorrection ? 'suggestion.hintChange' : 'suggestion.hintNew')}
          >
            {(attributes) => (
              <select {...attributes} required>
                {!suggestion.entity && <option value="">{t('suggestion.choose')}</option>}
                <Options options={suggestion.entities} chosen={suggestion.entity} />
              </select>
            )}
          </Field>
          <button type="submit" class="button plain">
            {t('suggestion.takeOver')}
          </button>
        </form>
      )}
    </>
  )
}
