import type { BoardLine } from '../../../taxonomy/round'
import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { useI18n } from '../../lib/i18n'
import { Act } from './form'

type Model = Extract<RoundPageModel, { page: 'round' }>

const COUNTS = ['silent', 'confirmed', 'changed', 'added'] as const

/** Each entity as a line: how far it is, until when, and who answers. */
export function RoundBoard({ model }: { model: Model }) {
  const { t } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll fit stack" aria-label={t('round.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('round.entity')}</th>
            <th scope="col">{t('round.state')}</th>
            {COUNTS.map((key) => (
              <th key={key} scope="col" class="number">
                {t(`round.${key}`)}
              </th>
            ))}
            <th scope="col">{t('round.deadlineColumn')}</th>
            <th scope="col">{t('round.who')}</th>
          </tr>
        </thead>
        <tbody>
          {model.lines.map((line) => (
            <Line key={line.entity} line={line} model={model} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line, model: { round, request, isPlanned } }: { line: BoardLine; model: Model }) {
  const { t, date } = useI18n()
  const { entity, label, state, deadline, focalPoints, delegate } = line
  const who = [...focalPoints, ...(delegate ? [t('round.delegate', { name: delegate })] : [])]
  const canRemind = round.state === 'open' && !isPlanned && line.silent > 0 && who.length > 0
  return (
    <tr>
      <th scope="row">
        <a href={`/rounds/${round.year}/entities/${entity}`}>{label}</a>
      </th>
      <td data-label={t('round.state')}>
        <span class={`round-state ${state}`}>{t(`round.state.${state}`)}</span>
      </td>
      {COUNTS.map((key) => (
        <td key={key} class="number" data-label={t(`round.${key}`)}>
          {line[key]}
        </td>
      ))}
      <td data-label={t('round.deadlineColumn')}>
        {line.isExtended ? t('round.extended', { date: date(deadline) }) : date(deadline)}
      </td>
      <td data-label={t('round.who')}>
        {who.join(t('list.separatorWide')) || t('round.nobody')}{' '}
        {canRemind && (
          <Act
            action={`/rounds/${round.year}/remind`}
            fields={{ entity, request }}
            label={t('round.remind')}
            full={t('round.remindOne', { entity: label })}
          />
        )}
      </td>
    </tr>
  )
}
