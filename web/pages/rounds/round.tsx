import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Crumbs } from '../../components/crumbs'
import { Act, Done, Field, FormProblems, Options } from '../../components/members/form'
import { RoundBoard } from '../../components/members/round-board'
import { useI18n } from '../../lib/i18n'

type Model = Extract<RoundPageModel, { page: 'round' }>

/** The board of a round, and what can be done with the round as a whole. */
export function RoundPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { round, summary, editions, request } = model
  const isOpen = round.state === 'open'
  const total = Object.values(summary.answers).reduce((sum, count) => sum + count, 0)
  const answered = total - summary.answers.none
  const url = `/rounds/${round.year}`
  return (
    <div class="wide form-page">
      <Crumbs trail={[['/rounds', t('rounds.title')]]} />
      <FormProblems problems={model.problems} form="round" />
      <Done done={model.done} />
      <h1>{round.title}</h1>
      <Dates model={model} />
      {editions.length > 0 && (
        <p>
          {t('round.editions')}{' '}
          {editions.map((id) => (
            <>
              <a href={`/reports/${id}`}>{id}</a>{' '}
            </>
          ))}
        </p>
      )}
      <p>
        <label for="round-progress">{t('round.progress', { answered, total })}</label>{' '}
        <progress id="round-progress" value={answered} max={Math.max(total, 1)} />
      </p>
      {isOpen && (
        <div class="acts">
          <a class="button plain" href={`${url}/silent`}>
            {t('round.silentLink')}
          </a>
          {!model.isPlanned && (
            <>
              <Act
                action={`${url}/remind`}
                fields={{ entity: '', request }}
                label={t('round.remindAll')}
              />
              <a class="button plain" href={`${url}/close`}>
                {t('round.closeLink')}
              </a>
            </>
          )}
        </div>
      )}
      <p>
        <a href={`${url}/texts`}>{t('round-texts.link')}</a>
      </p>
      {!isOpen && (
        <p>
          <a href={`${url}/erratum`}>{t('rounds.erratum', { id: editions[0] ?? '' })}</a>
        </p>
      )}
      <Filters model={model} />
      {model.lines.length === 0 ? <p>{t('round.noLines')}</p> : <RoundBoard model={model} />}
      <p>
        <a href={`${url}/board.csv`}>{t('round.csv')}</a>
      </p>
      {isOpen && <Extension model={model} />}
      <details>
        <summary>{t('round.letter')}</summary>
        <p class="words">{round.letter}</p>
        <p class="hint">{date(round.opens)}</p>
      </details>
    </div>
  )
}

function Dates({ model: { round, isPlanned } }: { model: Model }) {
  const { t, date, list } = useI18n()
  const { opens, deadline, reminders, closedAt } = round
  if (closedAt)
    return <p class="note">{t('round.closed', { closed: date(closedAt.slice(0, 10)) })}</p>
  const days = {
    opens: date(opens),
    deadline: date(deadline),
    reminders: list(reminders.map(String)),
  }
  return (
    <>
      {isPlanned && <p class="note">{t('round.planned', days)}</p>}
      <p>{t(reminders.length > 0 ? 'round.dates' : 'round.datesPlain', days)}</p>
    </>
  )
}

function Filters({ model: { round, states, filter } }: { model: Model }) {
  const { t } = useI18n()
  const all = states.reduce((sum, { count }) => sum + count, 0)
  return (
    <form action={`/rounds/${round.year}`} class="filter">
      <label>
        {t('round.filter')}
        <select name="state">
          <Options
            options={[
              { id: '', label: t('round.any', { count: all }) },
              ...states.map(({ state, count }) => ({
                id: state,
                label: t('round.option', { label: t(`round.state.${state}`), count }),
              })),
            ]}
            chosen={filter.state}
          />
        </select>
      </label>
      <label>
        {t('round.find')}
        <input type="search" name="q" value={filter.q} maxLength={100} />
      </label>
      <button type="submit" class="button plain">
        {t('round.show')}
      </button>
    </form>
  )
}

function Extension({ model: { round, entities, given, problems } }: { model: Model }) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('round.extend')}</h2>
      <p class="hint">{t('round.extendHint')}</p>
      <form method="post" action={`/rounds/${round.year}/extend`} class="form">
        <Field form="round" name="entity" label={t('round.entity')} problems={problems}>
          {(attributes) => (
            <select {...attributes}>
              <Options
                options={[{ id: '', label: t('round.everyone') }, ...entities]}
                chosen={given.entity}
              />
            </select>
          )}
        </Field>
        <Field form="round" name="deadline" label={t('rounds.deadline')} problems={problems}>
          {(attributes) => (
            <input type="date" required value={given.deadline ?? round.deadline} {...attributes} />
          )}
        </Field>
        <button type="submit" class="button plain">
          {t('round.extendSubmit')}
        </button>
      </form>
    </section>
  )
}
