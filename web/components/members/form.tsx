import type { ComponentChildren } from 'preact'
import type { FormProblem } from '../../../taxonomy/member-pages'
import { useI18n } from '../../lib/i18n'

interface FieldProps {
  /** Also its id, prefixed by the form's. */
  name: string
  form: string
  label: string
  hint?: string
  problems?: FormProblem[]
  /** What curators said at it. */
  comment?: string
  children: (attributes: {
    id: string
    name: string
    'aria-describedby': string | undefined
    'aria-invalid': 'true' | undefined
  }) => ComponentChildren
}

/** A field with its label, its hint, and what is wrong with it. */
export function Field({ name, form, label, hint, problems = [], comment, children }: FieldProps) {
  const id = `${form}-${name}`
  const wrong = problems.filter(({ field }) => field === name)
  const described = [
    hint && `${id}-hint`,
    comment && `${id}-comment`,
    wrong.length > 0 && `${id}-wrong`,
  ].filter(Boolean)
  return (
    <div class={wrong.length > 0 ? 'form-field wrong' : 'form-field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Comment id={id} text={comment} />
      {wrong.length > 0 && (
        <p class="reason" id={`${id}-wrong`}>
          {wrong.map(({ reason }) => reason).join('; ')}
        </p>
      )}
      {children({
        id,
        name,
        'aria-describedby': described.join(' ') || undefined,
        'aria-invalid': wrong.length > 0 ? 'true' : undefined,
      })}
    </div>
  )
}

/** What curators said at a field. */
export function Comment({ id, text }: { id: string; text: string | undefined }) {
  const { t } = useI18n()
  return text ? (
    <p class="comment words" id={`${id}-comment`}>
      <b>{t('entry.comment')}</b> {text}
    </p>
  ) : null
}

/** What was wrong with a form that was sent; each line leads to its field. */
export function FormProblems({ problems, form }: { problems: FormProblem[]; form: string }) {
  const { t, find } = useI18n()
  if (problems.length === 0) return null
  return (
    <div class="problems" role="alert">
      <h2>{t('members.problems')}</h2>
      <ul>
        {problems.map(({ field, reason }) => (
          <li key={field + reason}>
            <a href={`#${form}-${field}`}>
              {find(`field.${field}`) ?? field}: {reason}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What was just done, as a line on top of the page. */
export function Done({ done }: { done: string | null }) {
  const { find } = useI18n()
  const text = done && find(`done.${done}`)
  return text ? (
    <p class="note" role="status">
      {text}
    </p>
  ) : null
}

interface OptionsProps {
  options: { id: string; label: string }[]
  chosen?: string
}

/** The options of a select. */
export function Options({ options, chosen }: OptionsProps) {
  return (
    <>
      {options.map(({ id, label }) => (
        <option key={id} value={id} selected={id === chosen}>
          {label}
        </option>
      ))}
    </>
  )
}

interface TicksProps extends Omit<OptionsProps, 'chosen'> {
  name: string
  chosen: string[]
}

/** A list of boxes to tick, as long as it needs to be. */
export function Ticks({ name, options, chosen }: TicksProps) {
  return (
    <ul class="values ticks">
      {options.map(({ id, label }) => (
        <li key={id}>
          <label>
            <input type="checkbox" name={name} value={id} checked={chosen.includes(id)} />
            <span>{label}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}

interface ActProps {
  /** Address the button posts to. */
  action: string
  fields?: Record<string, string>
  label: string
  /** What a screen reader says, where the label alone does not tell what it is about. */
  full?: string
  kind?: 'button' | 'button plain' | 'button danger'
}

/** One act as one button: a form of its own, so that it works without a script. */
export function Act({ action, fields = {}, label, full, kind = 'button plain' }: ActProps) {
  return (
    <form method="post" action={action} class="act">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={kind} aria-label={full}>
        {label}
      </button>
    </form>
  )
}
