import type { ComponentChildren } from 'preact'
import type { SaveState } from '../../lib/entry/saver'
import { useI18n } from '../../lib/i18n'

interface StateProps {
  state: SaveState
  /** Whether this browser keeps what is not saved. */
  isKept: boolean
  labelOf: (field: string) => string
  /** The person goes to compare: what was put aside needs no keeping here. */
  onCompare: () => void
}

/** One quiet line on whether what was typed is saved, and what to do where it is not. */
export function SaveLine({ state, isKept, labelOf, onCompare }: StateProps) {
  const { t, list, language } = useI18n()
  const names = (fields: string[]) => list([...new Set(fields)].map(labelOf))
  const kept = t(isKept ? 'entry.state.kept' : 'entry.state.notKept')
  switch (state.kind) {
    case 'idle':
      return null
    case 'saved': {
      const time = timeOf(state.at, language)
      if (state.problems.length > 0)
        return <Line warns>{t('entry.state.partly', { time, fields: names(state.problems) })}</Line>
      return state.joined ? (
        <Line warns>
          {t('entry.state.joined', { time })} <a href="#entry-live">{t('entry.state.seeTheirs')}</a>
        </Line>
      ) : (
        <Line>{t('entry.state.saved', { time })}</Line>
      )
    }
    case 'offline':
    case 'busy':
      return (
        <Line warns>
          {t(`entry.state.${state.kind}`)} – {kept}.
        </Line>
      )
    case 'ended':
      return (
        <Line warns>
          {t('entry.state.ended')} – {kept}.{' '}
          <a href="/sign-in" target="_blank" rel="noopener">
            {t('entry.state.signIn')}
          </a>
        </Line>
      )
    case 'refused':
      return <Line warns>{t('entry.state.refused', { reason: state.reason })}</Line>
    case 'conflict':
      return (
        <Line warns>
          {t('entry.state.conflict', { fields: names(state.fields) })}{' '}
          <a href={state.compare} onClick={onCompare}>
            {t('entry.state.compare')}
          </a>
        </Line>
      )
    case 'closed':
      return (
        <Line warns>
          {t('entry.state.refused', { reason: state.reason })}{' '}
          <a href="/my">{t('entry.state.where')}</a>
        </Line>
      )
  }
}

function Line({ warns = false, children }: { warns?: boolean; children: ComponentChildren }) {
  return <p class={warns ? 'warns' : undefined}>{children}</p>
}

/** The time of day where the reader is: `14:03`. */
export function timeOf(at: string, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  )
}
