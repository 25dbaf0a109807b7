import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { ActivityPage } from '../activity'

interface ReviewPreviewProps {
  model: Extract<ReviewPageModel, { page: 'review-preview' }>
}

/** An entry as the public would see it once approved. */
export function ReviewPreviewPage({ model }: ReviewPreviewProps) {
  const { t } = useI18n()
  return (
    <>
      <div class="wide">
        <p class="note">
          {t('review-preview.note')}{' '}
          <a href={`/review/${model.submissionId}`}>{t('review-preview.back')}</a>
        </p>
      </div>
      <ActivityPage model={model.entry} />
    </>
  )
}
