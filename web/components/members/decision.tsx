import type { ComponentChildren } from 'preact'
import type { ReviewWarning } from '../../../taxonomy/review-pages'
import { useI18n } from '../../lib/i18n'
import { Field } from './form'

interface DecisionProps {
  /** Address it posts to. */
  action: string
  title: string
  /** What was seen, and the token by which sent twice it acts once. */
  hidden: Record<string, string | number>
  kind?: string
  hint?: string
  children: ComponentChildren
}

/** A decision of a curator, as a form of its own. */
export function Decision({ action, title, hidden, kind, hint, children }: DecisionProps) {
  return (
    <form method="post" action={action} class="form decision">
      <h3>{title}</h3>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {hint && <p class="hint">{hint}</p>}
      {children}
      <button type="submit" class={kind ?? 'button'}>
        {title}
      </button>
    </form>
  )
}

interface ReasonProps {
  /** Tells the reasons of one page apart. */
  move: string
  label: string
  /** What was given before, where it was refused. */
  given: string | undefined
  hint?: string
  required?: boolean
}

/** Why something is decided. */
export function Reason({ move, label, given = '', hint, required }: ReasonProps) {
  return (
    <Field form={`review-${move}`} name="reason" label={label} hint={hint}>
      {(attributes) => (
        <textarea rows={2} maxLength={5000} required={required} {...attributes}>
          {given}
        </textarea>
      )}
    </Field>
  )
}

/** The warnings that still stand, to tick. */
export function WarningTicks({ warnings }: { warnings: ReviewWarning[] }) {
  const { t, find } = useI18n()
  return (
    <fieldset id="review-warning">
      <legend>{t('review.warnings')}</legend>
      <p class="ticks">
        {warnings
          .filter(({ dismissed }) => !dismissed)
          .map(({ id, code, detail }) => (
            <label key={id}>
              <input type="checkbox" name="warning" value={id} />
              <span>
                {find(`warning.${code}`) ?? code}: {detail}
              </span>
            </label>
          ))}
      </p>
    </fieldset>
  )
}
