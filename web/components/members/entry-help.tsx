import type { EntryHelp, LikeEntry } from '../../../taxonomy/submission-pages'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'
import { Note } from './entry-notes'
import { useFieldLabel } from './field-diff'

type Offered = EntryHelp['offered'][number]

interface HelpProps {
  help: EntryHelp
  /** What vocabularies are called, by field. */
  labels: Record<string, string>
  /** Ticks what was offered; without a script it is only named, with a link to its boxes. */
  onAccept?: (offered: Offered) => void
}

/** What an entry still needs, may repeat, and seems to be about: the same with script or without. */
export function EntryHelpNotes({ help, labels, onAccept }: HelpProps) {
  const { t, list } = useI18n()
  const labelOf = useFieldLabel(labels)
  const open = (level: 'needed' | 'recommended') =>
    help.needs.filter((need) => need.level === level && !need.filled)
  const helpful = open('recommended')
  const needed = t('entry.needed', { count: open('needed').length })
  const counts = { duplicates: help.duplicates.length, offered: help.offered.length }
  return (
    <div>
      <h2 class="unseen">{t('entry.help')}</h2>
      <p class="unseen" role="status">
        {onAccept && t('entry.helpCount', { needed, ...counts })}
      </p>
      <p>
        <b>{needed}</b>. {t('entry.recommended', { count: helpful.length })}{' '}
        {list(helpful.map(({ field }) => labelOf(field)))}
      </p>
      {help.duplicates.length > 0 && (
        <Note title={t('entry.duplicates')}>
          {help.duplicates.map((like, at) => (
            <li key={at}>
              <Like like={like} />
            </li>
          ))}
        </Note>
      )}
      {help.offered.length > 0 && (
        <Note
          title={t('entry.offered')}
          hint={onAccept ? undefined : t('entry.offeredHint')}
          kind="offered"
        >
          {help.offered.map((offered) => (
            <li key={offered.field + offered.id}>
              <span>
                <a href={`#entry-${offered.field}`}>{labelOf(offered.field)}</a>:{' '}
                {t('entry.offeredLine', { label: offered.label, words: offered.words })}
              </span>
              {onAccept && (
                <button
                  type="button"
                  class="button plain"
                  aria-label={t('entry.acceptFull', {
                    ...{ label: offered.label, words: offered.words },
                    field: labelOf(offered.field),
                  })}
                  onClick={() => onAccept(offered)}
                >
                  {t('entry.accept')}
                </button>
              )}
            </li>
          ))}
        </Note>
      )}
    </div>
  )
}

function Like({ like }: { like: LikeEntry }) {
  const { t, list } = useI18n()
  const { activityId, submissionId, title, entities } = like
  if (activityId !== null)
    return (
      <>
        <a href={activityUrl(activityId)}>{title}</a> ({list(entities)})
      </>
    )
  if (submissionId !== null)
    return (
      <>
        <a href={`/my/${submissionId}`}>{title}</a> (
        {t('entry.notPublic', { entities: list(entities) })})
      </>
    )
  return <>{t('entry.hidden', { entities: list(entities) })}</>
}
