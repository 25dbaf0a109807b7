import type { ReviewEvent } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { useFieldLabel } from './field-diff'

interface ReviewHistoryProps {
  events: ReviewEvent[]
  /** Labels of the fields that vocabularies stand behind. */
  labels: Record<string, string>
}

/** What happened, by whom and why. */
export function ReviewHistory({ events, labels }: ReviewHistoryProps) {
  const { t, find } = useI18n()
  const label = useFieldLabel(labels)
  const nameOf = (who: string) => {
    if (who === 'visitor') return t('review.visitor')
    const [, system] = /^import:(.+)$/.exec(who) ?? []
    return system ? t('review.import', { system: find(`source.${system}`) ?? system }) : who
  }
  return (
    <ol class="history">
      {events.map(({ id, at, kind, who, reason, comments }) => (
        <li key={id}>
          <time dateTime={at}>{at.slice(0, 16).replace('T', ' ')}</time>{' '}
          <b>{find(`event.${kind}`) ?? kind}</b>, {nameOf(who)}
          {reason && <p class="words">{reason}</p>}
          {comments.map(({ field, text }) => (
            <p key={field + text} class="words">
              <b>{label(field)}:</b> {text}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}
