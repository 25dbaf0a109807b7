import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { Done, Field, FormProblems, Options } from '../../components/members/form'
import { OwnRounds } from '../../components/members/own-rounds'
import { useI18n } from '../../lib/i18n'

type Model = Extract<RoundPageModel, { page: 'rounds' }>

/** Which rounds there are, what waits for the one who looks, and for curators a new one. */
export function RoundsPage({ model }: { model: Model }) {
  const { t, date } = useI18n()
  const { rounds, own, isCurator, editions } = model
  return (
    <div class="wide form-page">
      <FormProblems problems={model.problems} form="round" />
      <Done done={model.done} />
      <h1>{t('rounds.title')}</h1>
      <p class="lead">{t('rounds.lead')}</p>
      {(own.length > 0 || !isCurator) && (
        <section>
          <h2>{t('rounds.own')}</h2>
          {own.length === 0 && <p>{t('rounds.ownNone')}</p>}
          <OwnRounds own={own} />
        </section>
      )}
      <h2>{t('rounds.all')}</h2>
      {rounds.length === 0 && <p>{t('rounds.none')}</p>}
      <ul>
        {rounds.map(({ year, title, opens, deadline, closedAt }) => {
          const line = closedAt
            ? t('rounds.closedLine', { title, closed: date(closedAt.slice(0, 10)) })
            : t('rounds.line', { title, opens: date(opens), deadline: date(deadline) })
          const url = isCurator ? `/rounds/${year}` : closedAt && `/reports/${year}`
          return <li key={year}>{url ? <a href={url}>{line}</a> : line}</li>
        })}
      </ul>
      {isCurator && rounds.every(({ state }) => state === 'closed') && <OpenForm model={model} />}
      {editions.length > 0 && (
        <section>
          <h2>{t('rounds.editions')}</h2>
          <ul>
            {editions.map((id) => (
              <li key={id}>
                <a href={`/rounds/${id}/erratum`}>{t('rounds.erratum', { id })}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function OpenForm({ model: { given, problems, rules } }: { model: Model }) {
  const { t } = useI18n()
  const field = (name: string) => ({ form: 'round', name, problems })
  return (
    <section>
      <h2>{t('rounds.open')}</h2>
      <p>{t('rounds.openHint')}</p>
      <form method="post" action="/rounds" class="form">
        <Field {...field('year')} label={t('rounds.year')} hint={t('rounds.yearHint')}>
          {(attributes) => (
            <input
              type="number"
              min={2000}
              max={2100}
              required
              value={given.year}
              {...attributes}
            />
          )}
        </Field>
        <Field {...field('title')} label={t('rounds.name')} hint={t('rounds.nameHint')}>
          {(attributes) => (
            <input type="text" required maxLength={200} value={given.title} {...attributes} />
          )}
        </Field>
        <Field {...field('letter')} label={t('rounds.letter')} hint={t('rounds.letterHint')}>
          {(attributes) => (
            <textarea rows={8} required maxLength={5000} {...attributes}>
              {given.letter}
            </textarea>
          )}
        </Field>
        <Field {...field('opens')} label={t('rounds.opens')}>
          {(attributes) => <input type="date" required value={given.opens} {...attributes} />}
        </Field>
        <Field {...field('deadline')} label={t('rounds.deadline')}>
          {(attributes) => <input type="date" required value={given.deadline} {...attributes} />}
        </Field>
        <Field
          {...field('reminders')}
          label={t('rounds.reminders')}
          hint={t('rounds.remindersHint')}
        >
          {(attributes) => (
            <input
              type="text"
              maxLength={60}
              value={given.reminders ?? '14, 7, 1'}
              {...attributes}
            />
          )}
        </Field>
        <Field {...field('rule')} label={t('rounds.rule')}>
          {(attributes) => (
            <select {...attributes}>
              <Options
                options={rules.map((id) => ({ id, label: t(`rule.${id}`) }))}
                chosen={given.rule ?? 'mark'}
              />
            </select>
          )}
        </Field>
        <button type="submit" class="button">
          {t('rounds.submit')}
        </button>
      </form>
    </section>
  )
}
