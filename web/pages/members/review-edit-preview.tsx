import type { ReviewPageModel } from '../../../taxonomy/review-pages'
import { EditActs } from '../../components/members/edit-acts'
import { FieldChanges } from '../../components/members/field-diff'
import { useI18n } from '../../lib/i18n'
import { ActivityPage } from '../activity'

interface ReviewEditPreviewProps {
  model: Extract<ReviewPageModel, { page: 'review-edit-preview' }>
}

/** An entry as the public would see it with a curator's changes, which only this page holds. */
export function ReviewEditPreviewPage({ model }: ReviewEditPreviewProps) {
  const { t } = useI18n()
  const { submissionId, changes, sent } = model
  return (
    <>
      <div class="wide form-page">
        <p class="note">{t('review-edit-preview.note')}</p>
        <h2>{t('review-edit.changes')}</h2>
        {changes.length === 0 && <p>{t('review-edit.changesNone')}</p>}
        <FieldChanges diff={changes} labels={model.fieldLabels} />
        <form method="post" action={`/review/${submissionId}/edit`}>
          {sent.map(([name, value], at) => (
            <input key={at} type="hidden" name={name} value={value} />
          ))}
          <EditActs other={{ act: 'edit', label: t('review-edit.again') }} />
        </form>
      </div>
      <ActivityPage model={model.entry} />
    </>
  )
}
