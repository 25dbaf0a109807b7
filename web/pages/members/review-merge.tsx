import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { Field, FormProblems } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<ReviewPageModel, { page: 'review-merge' }>

/** Shows what would be merged into what, and asks. */
export function ReviewMergePage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { line, into, problems } = model
  const url = `/review/${line.id}/merge`
  return (
    <div class="wide form-page">
      <FormProblems problems={problems} form="merge" />
      <h1>{t('review-merge.title')}</h1>
      <form action={url} class="form">
        <Field form="merge" name="into" label={t('review.mergeInto')} problems={problems}>
          {(attributes) => (
            <input type="text" inputMode="numeric" value={model.given} required {...attributes} />
          )}
        </Field>
        <button type="submit" class="button plain">
          {t('review-merge.show')}
        </button>
      </form>
      {into && (
        <form method="post" action={url} class="form">
          <h2>{t('review-merge.goes')}</h2>
          <p>
            {line.activityId}: {line.title}
          </p>
          <h2>{t('review-merge.stays')}</h2>
          <p>
            {into.id}: <a href={`/activities/${into.id}`}>{into.title}</a>
          </p>
          <p class="hint">
            {t('review-merge.hint', { from: `${line.activityId}`, to: `${into.id}` })}
          </p>
          <input type="hidden" name="into" value={into.id} />
          <input type="hidden" name="revision" value={model.revision} />
          <input type="hidden" name="request" value={model.request} />
          <Field form="merge" name="reason" label={t('review.reasonOptional')}>
            {(attributes) => <textarea rows={2} maxLength={5000} {...attributes} />}
          </Field>
          <button type="submit" class="button danger">
            {t('review-merge.button')}
          </button>
        </form>
      )}
      <p>
        <a href={`/review/${line.id}`}>{t('review-preview.back')}</a>
      </p>
    </div>
  )
}
