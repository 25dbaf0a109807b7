import type { ReviewWarning } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'
import { useFieldLabel } from './field-diff'

interface WarningsProps {
  warnings: ReviewWarning[]
  /** Labels of the fields that vocabularies stand behind. */
  labels: Record<string, string>
}

/** What a curator should look at in an entry, with what it rests on. */
export function Warnings({ warnings, labels }: WarningsProps) {
  const { t, find } = useI18n()
  const label = useFieldLabel(labels)
  if (warnings.length === 0) return <p>{t('review.warningsNone')}</p>
  return (
    <ul class="warnings">
      {warnings.map(({ id, code, field, detail, other, dismissed }) => (
        <li key={id}>
          <b>{find(`warning.${code}`) ?? code}</b> ({label(field)}
          {dismissed && `, ${t('review.dismissed')}`}): {detail}{' '}
          {other && <a href={activityUrl(other.id)}>{other.title}</a>}
        </li>
      ))}
    </ul>
  )
}
