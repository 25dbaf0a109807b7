import type { ComponentChildren } from 'preact'
import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { useI18n } from '../../lib/i18n'
import { activityUrl } from '../../lib/urls'
import { FieldChange, useFieldLabel } from './field-diff'
import { Done } from './form'

type Model = Extract<SubmissionPageModel, { page: 'entry' }>

/** What whoever writes an entry should know before going on. */
export function EntryNotes({ model }: { model: Model }) {
  const { t, list } = useI18n()
  const labelOf = useFieldLabel(
    Object.fromEntries(model.choices.map(({ field, label }) => [field, label])),
  )
  const open = (level: 'needed' | 'recommended') =>
    model.needs.filter((need) => need.level === level && !need.filled)
  const helpful = open('recommended')
  return (
    <>
      {model.problems.length > 0 && (
        <div class="problems" role="alert">
          <h2>{t('members.problems')}</h2>
          <ul>
            {model.problems.map(({ field, reason }) => (
              <li key={field + reason}>
                <a href={`#entry-${field}`}>
                  {labelOf(field.replace(/\.\d.*/, ''))}: {reason}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Done done={model.done} />
      <p class="lead">{t('entry.lead')}</p>
      {model.message && (
        <section class="note">
          <h2>{t('review.message')}</h2>
          <p class="words">{model.message}</p>
        </section>
      )}
      <p>
        <b>{t('entry.needed', { count: open('needed').length })}</b>.{' '}
        {t('entry.recommended', { count: helpful.length })}{' '}
        {list(helpful.map(({ field }) => labelOf(field)))}
      </p>
      {model.comments.length > 0 && (
        <Note title={t('entry.comments')}>
          {model.comments.map(({ field, text }) => (
            <li key={field + text}>
              <a href={`#entry-${field}`}>{labelOf(field)}</a>: {text}
            </li>
          ))}
        </Note>
      )}
      {model.theirs.length > 0 && (
        <Note title={t('entry.theirs')}>
          {model.theirs.map((diff) => (
            <li key={diff.field}>
              {labelOf(diff.field)} <FieldChange diff={diff} />
            </li>
          ))}
        </Note>
      )}
      {model.duplicates.length > 0 && (
        <Note title={t('entry.duplicates')}>
          {model.duplicates.map(({ id, title, entities }) => (
            <li key={id}>
              <a href={activityUrl(id)}>{title}</a> ({list(entities)})
            </li>
          ))}
        </Note>
      )}
      {model.offered.length > 0 && (
        <Note title={t('entry.offered')} hint={t('entry.offeredHint')}>
          {model.offered.map(({ field, id, label, words }) => (
            <li key={field + id}>
              <a href={`#entry-${field}`}>{labelOf(field)}</a>:{' '}
              {t('entry.offeredLine', { label, words })}
            </li>
          ))}
        </Note>
      )}
    </>
  )
}

interface NoteProps {
  title: string
  hint?: string
  children: ComponentChildren
}

function Note({ title, hint, children }: NoteProps) {
  return (
    <section class="note">
      <h2>{title}</h2>
      {hint && <p class="hint">{hint}</p>}
      <ul>{children}</ul>
    </section>
  )
}
