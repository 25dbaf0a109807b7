import type { ComponentChildren } from 'preact'
import type { FieldDiff } from '../../../taxonomy/submission'
import type { SubmissionPageModel } from '../../../taxonomy/submission-pages'
import { useI18n } from '../../lib/i18n'
import { FieldChange, useFieldLabel } from './field-diff'
import { Done } from './form'

type Model = Extract<SubmissionPageModel, { page: 'entry' }>

/** What whoever writes an entry should know before going on. */
export function EntryNotes({ model }: { model: Model }) {
  const { t } = useI18n()
  const labelOf = useFieldLabel(
    Object.fromEntries(model.choices.map(({ field, label }) => [field, label])),
  )
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
      {(model.asked || model.comments.length > 0) && (
        <Note title={t('entry.comments')}>
          {model.asked && <li class="words">{model.asked}</li>}
          {model.comments.map(({ field, text }) => (
            <li key={field + text}>
              <a href={`#entry-${field}`}>{labelOf(field)}</a>: {text}
            </li>
          ))}
        </Note>
      )}
      <Theirs diff={model.theirs} labelOf={labelOf} />
    </>
  )
}

interface TheirsProps {
  diff: FieldDiff[]
  labelOf: (field: string) => string
}

/** What someone else changed while both wrote. */
export function Theirs({ diff, labelOf }: TheirsProps) {
  const { t } = useI18n()
  if (diff.length === 0) return null
  return (
    <Note title={t('entry.theirs')}>
      {diff.map((one) => (
        <li key={one.field}>
          {labelOf(one.field)} <FieldChange diff={one} />
        </li>
      ))}
    </Note>
  )
}

interface NoteProps {
  title: string
  hint?: string
  kind?: string
  children: ComponentChildren
}

/** Something to know before going on, as a list. */
export function Note({ title, hint, kind = '', children }: NoteProps) {
  return (
    <section class={`note ${kind}`}>
      <h2>{title}</h2>
      {hint && <p class="hint">{hint}</p>}
      <ul>{children}</ul>
    </section>
  )
}
