import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { useI18n } from '../../lib/i18n'
import { ActivityPage } from '../activity'

interface EntryPreviewProps {
  model: Extract<SubmissionPageModel, { page: 'preview' }>
}

/** An entry being written, as the public would see it. */
export function EntryPreviewPage({ model }: EntryPreviewProps) {
  const { t } = useI18n()
  return (
    <>
      <div class="wide">
        <p class="note">
          {t('preview.note')}{' '}
          <a href={`/submissions/${model.submissionId}/edit`}>{t('preview.back')}</a>
        </p>
      </div>
      <ActivityPage model={model.entry} />
    </>
  )
}
