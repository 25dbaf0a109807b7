import type { ComponentChildren } from 'preact'
import { useI18n } from '../lib/i18n'

/** Rows of facts, each with its name. A fact without content is said as not stated. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>
}

/** One row of `Facts`. */
export function Fact({ label, children }: { label: string; children?: ComponentChildren }) {
  const { t } = useI18n()
  const empty = children === null || children === undefined || children === false || children === ''
  return (
    <div>
      <dt>{label}</dt>
      <dd>{empty ? <span class="unknown">{t('value.unknown')}</span> : children}</dd>
    </div>
  )
}
